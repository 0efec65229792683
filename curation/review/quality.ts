import type { Field } from '../../data/fields/field.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { Review, ReviewEvent, Value } from '../../data/format/review.ts';
import type { Suggestion } from '../suggest/suggestion.ts';
import { cellKey } from './cells.ts';

/**
 * Quality rounds: a share of suggestions is shown wrong on purpose, with the right one's words, so that it
 * can be told whether people read before they accept. A wrong value that is accepted is taken back at once and
 * the field asked again: no seeded value ever stands.
 */
export interface QualityRound {
  /** Names the round; another name seeds other suggestions. Empty: no round. */
  readonly name: string;
  /** Share of suggestions to seed, e.g. 0.05. */
  readonly share: number;
}

/** The rule name of a seeded suggestion; it is recorded only in decisions that are taken back at once. */
export const SEEDED_RULE = 'quality-round';

/** FNV-1a over UTF-16 units as a number in [0, 1): the same on every machine and restart. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  // One round of mixing: FNV's high bits alone are too even for short texts.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b) >>> 0;
  hash ^= hash >>> 13;
  return (hash >>> 0) / 4_294_967_296;
}

/** A value that is wrong for sure but not absurd; null where the field offers none. */
function wrongValue(field: Field, right: Value, pick: number): Value {
  if (field.kind === 'answer') return right === 'yes' ? 'no' : 'yes';
  if (field.kind === 'day' && typeof right === 'number') return right + (pick < 0.5 ? -2 : 3);
  if (field.kind === 'number' && typeof right === 'number') {
    const moved = Math.round((right + (pick < 0.5 ? -1 : 1) * Math.max(1, Math.abs(right) * 0.1)) * 10) / 10;
    const [low, high] = field.range ?? [-Infinity, Infinity];
    return moved >= low && moved <= high ? moved : null;
  }
  if (field.kind === 'choice') {
    const others = field.choices?.filter((choice) => choice !== right && choice !== 'not-stated') ?? [];
    return others[Math.floor(pick * others.length)] ?? null;
  }
  return null;
}

const isSeeded = (round: QualityRound, person: string, suggestion: Suggestion): boolean =>
  fraction(`${round.name}|${person}|${suggestion.case}|${cellKey(suggestion, suggestion.field)}`) <
  round.share;

/**
 * The suggestions one person sees in a round: some with a wrong value in place of the right one. What a person
 * has already met (seeded and answered) is shown right from then on. Pure and repeatable.
 */
export function seedSuggestions(
  suggestions: readonly Suggestion[],
  review: Review,
  round: QualityRound,
  person: string,
  fields: FieldSet = builtIn,
): Suggestion[] {
  if (!round.name || round.share <= 0) return [...suggestions];
  const met = new Set(
    seedOutcomes(review)
      .filter((outcome) => outcome.person === person)
      .map((outcome) => outcome.key),
  );
  return suggestions.map((suggestion) => {
    const key = cellKey(suggestion, suggestion.field);
    if (met.has(key) || !isSeeded(round, person, suggestion)) return suggestion;
    const field = fields.find(suggestion.field);
    if (!field) return suggestion;
    const value = wrongValue(field, suggestion.value, fraction(`value|${round.name}|${key}`));
    if (value === null) return suggestion;
    const day =
      suggestion.day && field.kind === 'day' && typeof value === 'number'
        ? { ...suggestion.day, from: value, to: value, certainty: 'exact' as const }
        : suggestion.day;
    return { ...suggestion, value, day, rule: SEEDED_RULE, reason: suggestion.reason };
  });
}

/** One seeded suggestion somebody met: accepted as it was (missed), or answered otherwise (caught). */
export interface SeedOutcome {
  readonly person: string;
  readonly key: string;
  readonly field: string;
  readonly caught: boolean;
  readonly at: string;
}

/**
 * What became of seeded suggestions, from the log alone. Accepting one leaves a decision of the seeded rule that
 * is taken back in the same breath; correcting or rejecting it leaves the same rule with what was suggested.
 */
export function seedOutcomes(review: Review): SeedOutcome[] {
  return review.events.flatMap((event: ReviewEvent): SeedOutcome[] => {
    if (event.kind === 'reject' && event.rule === SEEDED_RULE) {
      return [
        {
          person: event.by,
          key: cellKey(event.target, event.field),
          field: event.field,
          caught: true,
          at: event.at,
        },
      ];
    }
    if (event.kind !== 'decide' || event.basis.kind !== 'suggestion' || event.basis.rule !== SEEDED_RULE)
      return [];
    return [
      {
        person: event.by,
        key: cellKey(event.target, event.field),
        field: event.field,
        caught: event.basis.corrected,
        at: event.at,
      },
    ];
  });
}
