import { dayInWords } from '../../../../curation/record/day-input.ts';
import type { FieldSet } from '../../../../data/fields/field-set.ts';
import type { Day } from '../../../../data/format/day.ts';
import type { Decision, ReviewEvent } from '../../../../data/format/review.ts';
import { shownValue } from '../fields/cell-view.ts';
import type { TakenBack } from '../saving/messages.ts';
import { eventName } from '../timeline/timeline-picture.ts';

/** A value of a field, of one that the protocol no longer asks for too. */
function saidOf(
  { field: name, value }: Pick<Decision, 'field' | 'value'>,
  day: Day | null,
  fields: FieldSet,
) {
  const field = fields.find(name);
  return field ? [field.label, shownValue(field, value, day)] : [`${name} (not asked now)`, String(value)];
}

/** What an event says, for people. */
export function inWords(event: ReviewEvent, fields: FieldSet): string {
  switch (event.kind) {
    case 'decide':
      return saidOf(event, event.day ?? null, fields).join(': ');
    case 'reject':
      return saidOf(event, null, fields).join(': rejected ');
    case 'event':
      return `${eventName(event.event.type, fields)}: ${dayInWords(event.event.day)}`;
    case 'event-removed':
      return 'removed an event from the timeline';
    case 'patient-added':
      return `added ${event.label}`;
    case 'image-assigned':
      return `gave image ${event.image} to ${event.patient}`;
    case 'image-cut':
      return `cut ${event.panel ? `panel ${event.panel}` : 'a part'} from ${event.parent}`;
    case 'image-excluded':
      return `left out image ${event.image}: ${event.reason}`;
    case 'image-quality':
      return `quality of ${event.image}: ${event.quality}`;
    case 'comment':
      return `commented: ${event.text}`;
    case 'comment-resolved':
      return 'resolved a comment';
    case 'waiver':
      return `waived ${event.rule}: ${event.reason}`;
    case 'status':
      return event.status === 'done' ? 'done' : `reopened${event.reason ? `: ${event.reason}` : ''}`;
    case 'undo':
      return 'took back';
  }
}

/** Where the cursor finds what an event is about; of one about no image and no field all is empty. */
function placeOf(event: ReviewEvent): Omit<TakenBack, 'words'> {
  if (event.kind === 'decide' || event.kind === 'reject') {
    const { patient, image } = event.target;
    return { field: event.field, patient: patient ?? '', image: image ?? '' };
  }
  return { field: '', patient: '', image: 'image' in event ? event.image : '' };
}

/**
 * What an undo or a redo did, and where.
 * @param events of the action, oldest first
 */
export function takenBack(
  events: readonly ReviewEvent[],
  how: 'taken back' | 'given again',
  fields: FieldSet,
): TakenBack | null {
  const decided = events.filter(({ kind }) => kind === 'decide');
  const event = decided[0] ?? events[0];
  if (!event) return null;
  const words = inWords(event, fields) + (decided.length > 1 ? ` and ${decided.length - 1} more` : '');
  return { words: event.kind === 'decide' ? `${words} ${how}` : `${words}: ${how}`, ...placeOf(event) };
}
