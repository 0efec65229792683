import { inYears } from '../../../data/format/age.ts';
import { parseNumber } from '../numbers.ts';
import { femaleNoun, personPatterns } from './person-patterns.ts';

/** Sex and age as sentences state them. A person is a span with what it says of both. */

export interface StatedPerson {
  readonly start: number;
  readonly end: number;
  readonly sex: 'male' | 'female' | null;
  /** Years; months, weeks and days as fractions. */
  readonly age: number | null;
  /** A relative of the patient, or a contact. */
  readonly relative: boolean;
}

/** A child that the patient was delivered of. */
const bornBefore = /\b(?:gave birth to|deliver(?:ed|y of)|birth of|pregnant with)\s(?:\w+\s){0,2}$/i;

/** Not the patient: "her 59-years-old daughter", "husband (53-year-old man)". */
const relativeAfter =
  /^\s?(?:daughter|son|wife|husband|mother|father|sister|brother|relative|roommate|friend|colleague|contact)\b/i;
const relativeBefore =
  /(?:\b(?:his|her|their|whose)|['’]s)\s(?:\w+\s)?(?:daughter|son|wife|husband|mother|father|sister|brother|friend|partner)?(?:\s(?:who\s)?(?:is|was))?[\s,(]{0,3}(?:an?\s)?$/i;
/** "The mother of a 5-month-old boy": the child is not the patient. */
const ofParent =
  /\b(?:mother|father|parents?|grand(?:mother|father)|wife|husband|daughter|son|sister|brother)\s(?:of|to)\s(?:an?|the|his|her)?\s?$/i;
const durationBefore =
  /\b(?:for|since|over|during|within|(?:last|past|previous))\s(?:(?:about|around|some|the|last|past|over|more than)\s){0,2}$/i;
const rangeBehind = /^\s?(?:-|–|to|and|or)\s?(?:\d|older|over|above|younger)/i;
const countsFrom =
  /^\s(?:after|before|ago|later|earlier|prior|post|since|following|previously|of(?! age)|history)\b/i;

/** The first group of a match whose name begins so: a pattern of several forms numbers them. */
const firstOf = (groups: Readonly<Record<string, string | undefined>>, name: string): string | undefined =>
  [name, `${name}2`, `${name}3`, `${name}4`, `${name}5`].map((one) => groups[one]).find(Boolean);

const unitOf = (unit = ''): Parameters<typeof inYears>[1] => {
  if (/^(?:month|mesi)/i.test(unit)) return 'months';
  if (/^(?:week|settiman)/i.test(unit)) return 'weeks';
  return /^(?:day|giorn)/i.test(unit) ? 'days' : 'years';
};

/** Persons of a sentence in reading order; overlapping readings are dropped, the fuller one stays. */
export function personsIn(words: string): StatedPerson[] {
  const found: StatedPerson[] = [];
  const passed: { start: number; end: number }[] = [];
  for (const { id, needs, pattern } of personPatterns) {
    if (!needs.test(words)) continue;
    for (const match of words.matchAll(pattern)) {
      const groups = match.groups ?? {};
      const [start, end] = [match.index, match.index + match[0].length];
      if ([...found, ...passed].some((other) => start < other.end && end > other.start)) continue;
      const noun = firstOf(groups, 'noun');
      const stated = firstOf(groups, 'age');
      const unit = firstOf(groups, 'unit');
      const ahead = words.slice(end, end + 40);
      const count = stated === undefined ? null : parseNumber(stated);
      const age = count === null ? null : inYears(count, unitOf(unit));
      if (age !== null && age > 120) continue;
      // "Hypertension for 12 years, female": how long it lasted.
      if (
        age !== null &&
        !/\bolds?\b|of age/i.test(match[0]) &&
        durationBefore.test(words.slice(Math.max(0, start - 24), start))
      )
        continue;
      if (
        /\b(?:older|younger|over|under|than|aged? [<>]|[<>≥≤])\s?$/i.test(
          words.slice(Math.max(0, start - 14), start),
        )
      )
        continue;
      // The child of "the 39-year-old mother of a 5-month-old boy" only tells of the mother.
      if (ofParent.test(words.slice(Math.max(0, start - 40), start))) {
        passed.push({ start, end });
        continue;
      }
      // "man aged 38 years, father of a girl": what is behind the comma is told of him.
      if (/,\s(?:father|mother)$/i.test(match[0])) continue;
      // "aged 18 to 65" is a range; "the woman, 3 years after her transplant" counts from something else.
      if (age !== null && rangeBehind.test(ahead)) continue;
      if (id === 'noun-aged-n' && unit !== undefined && countsFrom.test(ahead)) continue;
      if (/^\W{0,2}(?:mice|mouse|rats?|monkeys?|macaques?)\b/i.test(words.slice(end))) continue;
      const sex = noun === undefined ? null : femaleNoun.test(noun) ? 'female' : 'male';
      const relative =
        relativeAfter.test(words.slice(end)) ||
        bornBefore.test(words.slice(Math.max(0, start - 40), start)) ||
        relativeBefore.test(words.slice(Math.max(0, start - 40), start)) ||
        (id === 'patient-of-n' && /^\s?(?:of|ago|before|earlier|history)/i.test(words.slice(end)));
      found.push({ start, end, sex, age, relative });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const she = /\b(?:she|her|hers|herself)\b/gi;
const he = /\b(?:he|his|him|himself)\b/gi;

/** Sex by pronouns alone, where they all agree; null else. Relatives have pronouns too, so this is weaker. */
export function sexByPronouns(
  words: string,
): { sex: 'male' | 'female'; start: number; end: number; count: number } | null {
  const [first, others] = [[...words.matchAll(she)], [...words.matchAll(he)]];
  if (first.length > 0 && others.length > 0) return null;
  const [match] = first.length > 0 ? first : others;
  if (!match) return null;
  return {
    sex: first.length > 0 ? 'female' : 'male',
    start: match.index,
    end: match.index + match[0].length,
    count: first.length + others.length,
  };
}
