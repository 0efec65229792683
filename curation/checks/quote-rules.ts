import type { Quote } from '../../data/format/day.ts';
import type { Decision } from '../../data/format/review.ts';
import { type MetadataColumn, metadataColumns } from '../../data/vocabulary/metadata-columns.ts';
import type { RowOfImage } from '../release/rows.ts';
import type { Reopened } from '../review/reopened.ts';
import { atPatient, atRow, type CaseView } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** Long quotes are told by their beginning. */
const shown = ({ words }: Quote): string => (words.length > 120 ? `${words.slice(0, 120)}…` : words);

/** The words a decision rests on; null for one of a table, or of a person who quoted nothing. */
export const quoteOf = ({ basis }: Decision): Quote | null => (basis.kind === 'import' ? null : basis.quote);

/** The first of the rows that a re-opened answer goes out in; none where nothing of it goes out. */
const rowOf = ({ rows }: CaseView, { target }: Reopened): RowOfImage | undefined =>
  rows.find(({ image, patient }) =>
    target.image !== null
      ? image.id === target.image
      : target.patient === null || patient?.id === target.patient,
  );

const columnOf = (field: string | null): MetadataColumn | null =>
  metadataColumns.find((column) => column === field) ?? null;

const certainty = (confidence: number | null): string =>
  confidence === null ? '' : ` (${Math.round(confidence * 100)} %)`;

function messageOf({ field, because, before, now, decision, event, told }: Reopened): string {
  const gone = before.quote ? shown(before.quote) : '';
  if (because === 'quote gone')
    return event
      ? `the event ${event.type} rests on “${gone}”, which the source no longer says there`
      : `${field} was decided by ${decision?.by} from “${gone}”, which the source no longer says there`;
  const words = now?.quote ? shown(now.quote) : '';
  const says = `the source, read again, says “${words}”${certainty(now?.confidence ?? null)}`;
  if (event) {
    const day = told?.day.from ?? told?.day.to;
    const on = day === undefined || day === null ? '' : `, day ${day}`;
    return `${says}: ${event.type}${on}, which is ${before.value === null ? 'not on the timeline' : 'otherwise on the timeline'}`;
  }
  const answer = decision
    ? `was decided by ${decision.by} as ${before.value ?? 'nothing stated'}`
    : before.value === null
      ? 'was left open'
      : `follows from the timeline as ${before.value}`;
  return `${field} ${answer}, and ${says}: ${now?.value}`;
}

/**
 * Answers and events that the source, read again, does not bear out any more: the words they rest on are gone, or new
 * words speak against them. Each is named once, at the first of the rows it holds for.
 */
export function quoteFindings(view: CaseView): CheckFinding[] {
  return view.reopened.flatMap((one): CheckFinding[] => {
    const owner = rowOf(view, one);
    if (!owner) return [];
    const { because, before, now, field, event, target } = one;
    const rule = because === 'quote gone' ? 'quote-gone' : 'new-words';
    const quote = because === 'quote gone' ? before.quote : (now?.quote ?? null);
    const column = columnOf(field);
    const values = {
      ...(event ? { event: event.id } : {}),
      ...(column ? { [column]: owner.row[column] } : {}),
      ...(because !== 'quote gone' && now ? { now: now.value } : {}),
      ...(quote ? { quote: shown(quote), text: quote.text } : {}),
    };
    // What nobody called finished may stay open; an answer that words speak against is wrong as it stands.
    const open = because === 'new words for what was left open' && view.state.status !== 'done';
    const options = { values, ...(open ? { severity: 'warning' as const } : {}) };
    // An answer for the whole patient goes out in all of the patient's rows, also where this one is left out.
    return [
      target.image === null
        ? { ...atPatient(rule, owner, field, messageOf(one), options), target }
        : atRow(rule, owner, column, messageOf(one), options),
    ];
  });
}
