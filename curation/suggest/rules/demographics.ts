import { numberWords, parseNumber } from '../numbers.ts';

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

const females =
  'female|woman|women|lady|girl|mother|paziente di sesso femminile|donna|ragazza|bambina|signora|femmina';
const males =
  'male|man|men|gentleman|boy|father|paziente di sesso maschile|uomo|ragazzo|bambino|signore|maschio';
const nouns = `${females}|${males}`;
const femaleNoun = new RegExp(`^(?:${females}|F)$`, 'i');

const years = '(?:year|yr|y)s?';
const number = `(?:${numberWords})`;
/** Words between an age and its noun: "previously healthy", "immunocompromised". */
const filler = "(?:[\\w’'/-]{1,24}[\\s,]{1,3}){0,5}?";

interface PersonPattern {
  readonly id: string;
  /** What a sentence must hold for the pattern to be tried at all. */
  readonly needs: RegExp;
  readonly pattern: RegExp;
  readonly examples: readonly (readonly [string, 'male' | 'female' | null, number | null])[];
}

export const personPatterns: readonly PersonPattern[] = [
  {
    id: 'n-year-old-noun',
    needs: /year|yr|\d\s?y|old|month/i,
    pattern: new RegExp(
      `\\b(?<age>${number})[\\s-]{1,3}(?<unit>${years}|months?|weeks?|days?)(?:[\\s-]{1,2}(?:of age|olds?)\\b|[\\s-]{1,2}(?=old))?[\\s,-]{0,3}(?:old[\\s,]{1,2})?${filler}(?<noun>${nouns})\\b`,
      'gi',
    ),
    examples: [
      ['a 65-year-old man with a history', 'male', 65],
      ['A 74 year-old female visitor from Wuhan', 'female', 74],
      ['50 year-old woman with history', 'female', 50],
      ['A 54 years old women, with a past', 'female', 54],
      ['A sixty-five-year-old woman presented', 'female', 65],
      ['A 58-year old male non-smoking patient', 'male', 58],
      ['A 29-year-old immunocompromised female patient', 'female', 29],
      ['a 3-month-old boy', 'male', 0.25],
      ['A 73 year-old previously health female visitor', 'female', 73],
    ],
  },
  {
    id: 'noun-aged-n',
    needs: /\d|aged/i,
    pattern: new RegExp(
      `\\b(?<noun>${nouns}),?(?:\\spatient)?(?:,?\\s(?:aged|of|di))?[\\s,-]{1,3}(?<age>${number})(?:[\\s-]{1,2}(?<unit>${years}|months?|anni|y\\.?o\\.?)(?:[\\s-]olds?)?\\b|(?=\\s?[,.;]))`,
      'gi',
    ),
    examples: [
      ['Female, 61 years old, smoker.', 'female', 61],
      ['Woman, 58, has been reporting wheezing', 'female', 58],
      ['Male patient, 87 years old, hospitalized', 'male', 87],
      ['A female patient, 39-years-old, fever', 'female', 39],
      ['Women, 69 years old', 'female', 69],
      ['Donna di 72 anni', 'female', 72],
    ],
  },
  {
    id: 'aged-n-noun',
    needs: /aged/i,
    pattern: new RegExp(
      `\\baged\\s(?<age>${number})(?:\\s(?<unit>${years}))?\\s?[,;]\\s?(?<noun>female|male)\\b`,
      'gi',
    ),
    examples: [['Patient aged 49, female.', 'female', 49]],
  },
  {
    id: 'n-letter',
    needs: /\d\s?-?(?:y\/?o\s?)?[MF]\b/,
    pattern: /(?<![\w.-])(?<age>\d{1,2})\s?-?(?:y\/?o\s?)?(?<noun>[MF])(?=[\s,.;])/g,
    examples: [
      ['84M with COPD', 'male', 84],
      ['28M previously fit and well', 'male', 28],
      ['62 F presented', 'female', 62],
    ],
  },
  {
    id: 'patient-of-n',
    needs: /year|yr|aged|anni/i,
    pattern: new RegExp(
      `\\b(?:patient|paziente)\\s(?:of|di|aged)\\s(?<age>${number})\\s(?<unit>${years}|anni)\\b|\\b(?<age2>${number})[\\s-](?<unit2>${years})[\\s-]olds?\\b(?!\\s?(?:history))|\\baged\\s(?<age3>${number})(?:\\s(?<unit3>${years}))?\\b|\\b(?<age4>${number})\\sanni\\b`,
      'gi',
    ),
    examples: [
      ['Patient of 53 years, with arterial hypertension', null, 53],
      ['CXR image of a 75-year-old patient who came', null, 75],
      ['a patient aged 45 years', null, 45],
    ],
  },
  {
    id: 'noun-alone',
    needs: /male|man\b|lady|girl|boy/i,
    pattern:
      /\b(?:(?:an?|the|this|our|index|adult|elderly|young|middle[- ]aged|previously healthy|pregnant|unfortunate|case of an?)\s){1,3}(?:\w{2,12}\s)?(?<noun>female|woman|lady|girl|male|man|gentleman|boy)\b(?!-)|^(?:\w+\s)?(?<noun2>female|male)\b/gi,
    examples: [
      ['Elderly male, covid-19 positive.', 'male', null],
      ['This middle aged man attended', 'male', null],
      ['Adult female with positive HIV infection', 'female', null],
    ],
  },
];

/** A child that the patient was delivered of. */
const bornBefore = /\b(?:gave birth to|deliver(?:ed|y of)|birth of|pregnant with)\s(?:\w+\s){0,2}$/i;

/** Not the patient: "her 59-years-old daughter", "husband (53-year-old man)". */
const relativeAfter =
  /^\s?(?:daughter|son|wife|husband|mother|father|sister|brother|relative|roommate|friend|colleague|contact)\b/i;
const relativeBefore =
  /(?:\b(?:his|her|their|whose)|['’]s)\s(?:\w+\s)?(?:daughter|son|wife|husband|mother|father|sister|brother|friend|partner)?[\s,(]{0,3}(?:an?\s)?$/i;

const scale = (unit: string | undefined): number =>
  /^month/i.test(unit ?? '')
    ? 1 / 12
    : /^week/i.test(unit ?? '')
      ? 7 / 365.25
      : /^day/i.test(unit ?? '')
        ? 1 / 365.25
        : 1;

/** Persons of a sentence in reading order; overlapping readings are dropped, the fuller one stays. */
export function personsIn(words: string): StatedPerson[] {
  if (
    !/year|yr|anni|\bage|\d{1,2}\s?-?(?:y\/?o\s?)?[MF]\b|month|man|male|lady|girl|boy|donna|uomo|patient/i.test(
      words,
    )
  )
    return [];
  const found: StatedPerson[] = [];
  for (const { id, needs, pattern } of personPatterns) {
    if (!needs.test(words)) continue;
    for (const match of words.matchAll(pattern)) {
      const groups = match.groups ?? {};
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const noun = groups['noun'] ?? groups['noun2'];
      const stated = groups['age'] ?? groups['age2'] ?? groups['age3'] ?? groups['age4'];
      const unit = groups['unit'] ?? groups['unit2'] ?? groups['unit3'];
      const count = stated === undefined ? null : parseNumber(stated);
      const age = count === null ? null : Math.round(count * scale(unit) * 100) / 100;
      if (age !== null && age > 120) continue;
      if (
        /\b(?:older|younger|over|under|than|aged? [<>]|[<>≥≤])\s?$/i.test(
          words.slice(Math.max(0, start - 14), start),
        )
      )
        continue;
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
