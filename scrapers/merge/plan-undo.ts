import type { Case, CaseDraft } from '../../data/format/case.ts';
import { importAuthor, isByImport, undoneEvents } from '../../data/format/decisions.ts';
import type { ImportRecord, ImportStep } from '../../data/format/import-record.ts';
import type { Review, ReviewEvent, ReviewEventInput } from '../../data/format/review.ts';
import { draftFrom, type HeldCase, sameRecord } from './case-plan.ts';
import { eventId, freshEventId } from './event-id.ts';
import { recordDigest } from './import-steps.ts';

/** What taking an import back does to one case. */
export type CaseUndo =
  /** It is as it was before the import already. */
  | { readonly kind: 'nothing' }
  /** It stays as it is: somebody built on it since. */
  | { readonly kind: 'kept'; readonly reason: string }
  /** It came with the import and goes with it; its review too where that held nothing before. */
  | { readonly kind: 'removed'; readonly withReview: boolean; readonly events: readonly ReviewEventInput[] }
  | {
      readonly kind: 'restored';
      /** The case as it was; null where it is so already. */
      readonly draft: CaseDraft | null;
      readonly events: readonly ReviewEventInput[];
      /** Fields that a person decided since: those answers stay. */
      readonly stays: readonly StayingAnswer[];
    };

export interface StayingAnswer {
  readonly field: string;
  readonly by: string;
}

/** What an event speaks of: images, and the words it rests on. */
function namedBy(event: ReviewEvent): { images: string[]; texts: string[] } {
  const images: (string | null | undefined)[] = [];
  const texts: (string | undefined)[] = [];
  if ('target' in event) images.push(event.target.image);
  if ('image' in event) images.push(event.image);
  if (event.kind === 'image-cut') {
    images.push(event.parent);
    texts.push(event.caption?.text);
  }
  if (event.kind === 'event') {
    images.push(event.event.image);
    texts.push(event.event.quote?.text);
  }
  if (event.kind === 'decide' && event.basis.kind !== 'import') texts.push(event.basis.quote?.text);
  if (event.kind === 'reject') texts.push(event.quote.text);
  return {
    images: images.filter((id): id is string => id != null),
    texts: texts.filter((id): id is string => id !== undefined),
  };
}

/** What a person does to an event, in words. */
const deedOf = (event: ReviewEvent): string =>
  event.kind === 'decide' ? `decided ${event.field}` : `wrote '${event.kind}'`;

const people = (events: readonly ReviewEvent[]): string => {
  const named = [
    ...new Set(events.map((event) => `${event.by} ${deedOf(event)} (${event.at.slice(0, 10)})`)),
  ];
  return `${named.slice(0, 3).join(', ')}${named.length > 3 ? ` and ${named.length - 3} more` : ''}`;
};

/** What people did since the import, and did not take back; to take back what came since leaves nothing to keep. */
function peoplesEvents({ events }: Review, { held, events: own }: ImportStep): ReviewEvent[] {
  const undone = undoneEvents(events);
  const since = new Set(events.slice(held).map(({ id }) => id));
  return events.filter(
    (event) =>
      since.has(event.id) &&
      !own.includes(event.id) &&
      !isByImport(event) &&
      !undone.has(event.id) &&
      !(event.kind === 'undo' && since.has(event.of)),
  );
}

/** Why a case cannot be brought back under what people did since; null: it can. */
function builtOn(before: Case, now: Case, since: readonly ReviewEvent[]): string | null {
  const images = new Set(before.images.map(({ id }) => id));
  const lost = new Map(now.images.flatMap(({ id, file }) => (images.has(id) ? [] : [[id, file] as const])));
  const words = new Map(before.texts.map(({ id, text }) => [id, text]));
  const changed = new Set(now.texts.flatMap(({ id, text }) => (words.get(id) === text ? [] : [id])));
  const onImages = since.filter((event) => namedBy(event).images.some((id) => lost.has(id)));
  if (onImages.length > 0) {
    const files = onImages.flatMap((event) => namedBy(event).images.flatMap((id) => lost.get(id) ?? []));
    return `${people(onImages)} on ${[...new Set(files)].join(', ')}, which the import brought`;
  }
  const onWords = since.filter((event) => namedBy(event).texts.some((id) => changed.has(id)));
  return onWords.length > 0 ? `${people(onWords)} by words that the import brought` : null;
}

/** Events that take back those of an import that still stand, the newest first, each in its own layer. */
function undoing(
  review: Review,
  own: ReadonlySet<string>,
  record: ImportRecord,
  at: string,
): ReviewEventInput[] {
  const undone = undoneEvents(review.events);
  const used = new Set(review.events.map(({ id }) => id));
  return review.events
    .filter(({ id }) => own.has(id) && !undone.has(id))
    .reverse()
    .map(({ id: of, layer }) => {
      const id = freshEventId(eventId('undo', record.id, of), used);
      used.add(id);
      // As the import itself: no person decided against what it stated.
      return { id, at, by: importAuthor(record.table), layer, kind: 'undo', of };
    });
}

/**
 * What taking an import back does to one of its cases. What a person did since stays; where it rests on what the import
 * brought, the whole case stays. Pure.
 * @param later the import that changed the case after this one, in words; null when none did
 */
export function planCaseUndo(
  record: ImportRecord,
  step: ImportStep,
  { record: now, review }: HeldCase,
  later: string | null,
  at: string,
): CaseUndo {
  const own = new Set(step.events);
  const events = undoing(review, own, record, at);
  const before = step.before;
  const isAsBefore = before === null ? now === null : now !== null && sameRecord(before, now);
  const isAsImported = now !== null && (step.after === null ? isAsBefore : recordDigest(now) === step.after);
  if (isAsBefore && events.length === 0 && (before !== null || review.events.length === step.held))
    return { kind: 'nothing' };
  if (later !== null) return { kind: 'kept', reason: `${later} changed it since; take that one back first` };
  if (!isAsBefore && !isAsImported)
    return { kind: 'kept', reason: 'its source was read again or changed since, and that would be lost' };
  const since = peoplesEvents(review, step);
  if (before === null) {
    if (since.length > 0)
      return { kind: 'kept', reason: `${people(since)} on this case, which the import brought` };
    return { kind: 'removed', withReview: step.held === 0, events: step.held === 0 ? [] : events };
  }
  const reason = now === null ? null : builtOn(before, now, since);
  if (reason !== null) return { kind: 'kept', reason };
  const fields = new Set(
    review.events.flatMap((event) => (own.has(event.id) && event.kind === 'decide' ? event.field : [])),
  );
  return {
    kind: 'restored',
    draft: isAsBefore ? null : draftFrom(before),
    events,
    stays: since.flatMap((event) =>
      event.kind === 'decide' && fields.has(event.field) ? [{ field: event.field, by: event.by }] : [],
    ),
  };
}
