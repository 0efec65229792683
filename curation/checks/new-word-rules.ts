import type { RowOfImage } from '../record/rows.ts';
import type { Reopened } from '../review/reopened.ts';
import { atPatient, atRow, type CheckedCase } from './case-view.ts';
import type { CheckFinding } from './finding.ts';
import { shown } from './quote-rules.ts';

/** The first of the rows that a re-opened answer goes out in; none where nothing of it goes out. */
const rowOf = ({ rows }: CheckedCase, { target }: Reopened): RowOfImage | undefined =>
  rows.find(({ image, patient }) =>
    target.image !== null
      ? image.id === target.image
      : target.patient === null || patient?.id === target.patient,
  );

const certainty = (confidence: number | null): string =>
  confidence === null ? '' : ` (${Math.round(confidence * 100)} %)`;

function messageOf({ field, before, now, decision, event, told }: Reopened): string {
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
 * Answers and events that new words of the source speak against, and such as were left open and that they speak for.
 * One for a whole patient goes out in all of the patient's rows, and is named at the patient.
 */
export function newWordFindings(view: CheckedCase): CheckFinding[] {
  return view.reopened.flatMap((one): CheckFinding[] => {
    const { because, now, field, event, target } = one;
    const owner = rowOf(view, one);
    if (!owner || because === 'quote gone') return [];
    const column =
      field === null ? null : (view.fields.shown.find(({ name }) => name === field)?.name ?? null);
    const values = {
      ...(event ? { event: event.id } : {}),
      ...(column ? { [column]: owner.row[column] ?? '' } : {}),
      ...(now ? { now: now.value } : {}),
      ...(now?.quote ? { quote: shown(now.quote), text: now.quote.text } : {}),
    };
    // What nobody called finished may stay open; an answer that words speak against is wrong as it stands.
    const open = because === 'new words for what was left open' && view.state.status !== 'done';
    const options = { values, ...(open ? { severity: 'warning' as const } : {}) };
    return [
      target.image === null
        ? atPatient('new-words', owner, field, messageOf(one), options)
        : atRow('new-words', owner, column, messageOf(one), options),
    ];
  });
}
