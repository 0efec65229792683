import type { FieldName } from '../../data/fields/table.ts';
import { decisionFor } from '../record/fold.ts';
import { silent } from './answers.ts';
import { type Contradiction, contradiction, type Fact, factOfEvent, type Input } from './facts.ts';

/** Answers of which the first, given as yes, needs the second. */
const implications: readonly [string, FieldName, FieldName, 'error' | 'warning'][] = [
  ['intubated-without-icu', 'intubated', 'went_icu', 'warning'],
  ['extubated-without-intubated', 'extubated', 'intubated', 'error'],
];

/** Answers against each other, against the events, and a death without a day. */
export function answersAgainstEachOther({ state, patient, answers, events, fields }: Input): Contradiction[] {
  const found: Contradiction[] = [];
  const standing = (field: string): { value: string; fact: Fact } | null => {
    const decision = decisionFor(state, field, { patient, image: null });
    const derived = answers.get(field) ?? silent;
    const value = typeof decision?.value === 'string' ? decision.value : derived.answer;
    const basis = decision?.basis;
    const quote =
      basis && 'quote' in basis && basis.quote
        ? basis.quote
        : decision
          ? null
          : (derived.because[0]?.quote ?? null);
    const words = `${fields.named(field).label}: ${value}${quote ? ` (“${quote.words}”)` : ''}`;
    return { value, fact: { words, quote, event: null, image: null, field } };
  };
  for (const [rule, cause, consequence, severity] of implications) {
    const [left, right] = [standing(cause), standing(consequence)];
    if (left?.value === 'yes' && right?.value === 'no')
      found.push(contradiction(rule, severity, left.fact, right.fact, 'contradicts'));
  }
  // What a person decided against the events without giving a reason.
  for (const [field, derived] of answers) {
    const decision = decisionFor(state, field, { patient, image: null });
    if (!decision || decision.reason || derived.answer === 'not-stated' || decision.value === null) continue;
    if (decision.value === derived.answer) continue;
    const event = derived.because[0];
    const placed = event && events.find((candidate) => candidate.event.id === event.id);
    const decided = standing(field);
    if (placed && decided)
      found.push(
        contradiction(
          'overruled-without-reason',
          'warning',
          decided.fact,
          factOfEvent(placed),
          'contradicts',
        ),
      );
  }
  const survival = standing('survival');
  const died = events.filter(({ event }) => event.type === 'death' && event.answer === 'yes');
  const lastDay = died.some(({ day }) => day !== null && (day.from !== null || day.to !== null));
  const [death] = died;
  if (survival?.value === 'no' && death && !lastDay)
    found.push(
      contradiction(
        'death-without-day',
        'warning',
        survival.fact,
        factOfEvent(death),
        'needs a last day, but there is only',
      ),
    );
  return found;
}
