import type { Field } from '../../data/fields/field.ts';
import { cellOfValue } from '../../data/fields/value.ts';
import type { Case } from '../../data/format/case.ts';
import type { Day, Quote } from '../../data/format/day.ts';
import type { Basis, Decision, Target, Value } from '../../data/format/review.ts';
import type { Suggestion } from '../suggest/suggestion.ts';

/**
 * What one key would record. `suggestion`: a rule found words for it. `source`: the page itself states it.
 * `derived`: it follows from the timeline. `silence`: nothing was found, so "not stated" is proposed. `reading`: blind
 * readers of the case answered so.
 */
export interface Proposal {
  readonly kind: 'suggestion' | 'source' | 'derived' | 'silence' | 'reading';
  /** Names this proposal among those of its cell, the same as long as it says the same. */
  readonly id: string;
  readonly value: Value;
  readonly day: Day | null;
  readonly quote: Quote | null;
  readonly rule: string;
  readonly confidence: number | null;
  readonly reason: string;
  /** Of a reading: where the reader had it from. */
  readonly basis?: Basis;
}

/** What one blind reader said of a cell that readers do not agree on. */
export interface Reading {
  readonly reader: string;
  /** Null where the reader left it open. */
  readonly proposal: Proposal | null;
}

const idOf = (rule: string, value: Value, quote: Quote | null): string =>
  `${rule}:${String(value)}:${quote ? `${quote.text}.${quote.start}.${quote.end}` : ''}`;

export const proposalOfSuggestion = (suggestion: Suggestion): Proposal => ({
  kind: 'suggestion',
  id: idOf(suggestion.rule, suggestion.value, suggestion.quote),
  value: suggestion.value,
  day: suggestion.day,
  quote: suggestion.quote,
  rule: suggestion.rule,
  confidence: suggestion.confidence,
  reason: suggestion.reason,
});

const stated = (value: Value, reason: string): Proposal => ({
  kind: 'source',
  id: idOf('source', value, null),
  value,
  day: null,
  quote: null,
  rule: 'source',
  confidence: null,
  reason,
});

/** What the source's own structured facts (not its prose) say about a cell. */
export function proposalOfSource(record: Case, field: Field, target: Target): Proposal | null {
  const patient = record.patients.find((candidate) => candidate.id === target.patient) ?? null;
  const image = record.images.find((candidate) => candidate.id === target.image) ?? null;
  const fact = field.stated?.(patient, image);
  return fact ? stated(fact.value, fact.reason) : null;
}

/** A reader's answer. @param reason kept with the decision that takes it over */
export function proposalOfReading({ value, day, basis, id }: Decision, reason: string): Proposal {
  return {
    kind: 'reading',
    id: `reading:${id}`,
    value,
    day: day ?? null,
    quote: 'quote' in basis ? basis.quote : null,
    rule: 'reading',
    confidence: null,
    reason,
    basis,
  };
}

/** For a field nothing was found for: the value that says so. Null value where the field has no such word. */
export const silenceOf = (field: Field): Proposal => ({
  kind: 'silence',
  id: 'silence',
  value: field.silence ?? null,
  day: null,
  quote: null,
  rule: 'silence',
  confidence: null,
  reason: 'no words for it were found',
});

/** Where a decision came from when a person takes up a proposal, changed or as it was. */
export function basisOf(proposal: Proposal | null, ruleSet: string, corrected: boolean): Basis {
  if (proposal?.basis && !corrected) return proposal.basis;
  if (proposal?.kind === 'suggestion' && proposal.quote) {
    return {
      kind: 'suggestion',
      rule: proposal.rule,
      ruleSet,
      confidence: proposal.confidence ?? 0,
      quote: proposal.quote,
      corrected,
      suggested: proposal.value,
    };
  }
  return { kind: 'person', quote: proposal?.quote ?? null };
}

/** Whether two values say the same: `7` and `"7"` do. */
export const sameValue = (field: Field, left: Value, right: Value): boolean =>
  left === right || cellOfValue(field, left) === cellOfValue(field, right);
