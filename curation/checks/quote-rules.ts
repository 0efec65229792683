import type { Quote } from '../../data/format/day.ts';
import type { Decision } from '../../data/format/review.ts';
import { decisionFor } from '../record/fold.ts';
import { findQuote } from '../review/same-words.ts';
import { atPatient, atRow, type CheckedCase } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** Long quotes are told by their beginning. */
export const shown = ({ words }: Quote): string => (words.length > 120 ? `${words.slice(0, 120)}…` : words);

/** The words a decision rests on; null for one of a table, or of a person who quoted nothing. */
export const quoteOfDecision = ({ basis }: Decision): Quote | null =>
  basis.kind === 'import' ? null : basis.quote;

/**
 * Values that went out once with words of the source, where those words no longer stand: the source was read again and
 * has changed. Words that only moved, or are set otherwise, stand. A decision is named once, at the first of the rows it holds for.
 */
export function quoteFindings({ record, state, rows, fields, reopened }: CheckedCase): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const seen = new Set<Decision>();
  // The same words may stand elsewhere, and be of somebody else.
  const asked = reopened.filter(({ because }) => because === 'quote gone');
  const askedOf = new Set(asked.flatMap(({ decision }) => decision ?? []));
  const askedEvents = new Set(asked.flatMap(({ event }) => event?.id ?? []));
  for (const owner of rows) {
    for (const { name: field } of fields.all) {
      const decision = decisionFor(state, field, {
        patient: owner.patient?.id ?? null,
        image: owner.image.id,
      });
      const quote = decision && quoteOfDecision(decision);
      if (!quote || seen.has(decision)) continue;
      if (!askedOf.has(decision) && findQuote(record, quote) !== null) continue;
      seen.add(decision);
      findings.push(
        atRow(
          'quote-gone',
          owner,
          field,
          `${field} was decided by ${decision.by} from “${shown(quote)}”, which the source no longer says there`,
          {
            values: {
              [field]: owner.row[field] ?? decision.value ?? '',
              quote: shown(quote),
              text: quote.text,
            },
          },
        ),
      );
    }
  }
  for (const event of state.events) {
    const owner = rows.find(({ patient }) => patient?.id === event.patient);
    if (!owner || !event.quote) continue;
    if (!askedEvents.has(event.id) && findQuote(record, event.quote) !== null) continue;
    findings.push(
      atPatient(
        'quote-gone',
        owner,
        null,
        `the event ${event.type} rests on “${shown(event.quote)}”, which the source no longer says there`,
        { values: { event: event.id, quote: shown(event.quote), text: event.quote.text } },
      ),
    );
  }
  return findings;
}
