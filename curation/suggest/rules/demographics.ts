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
const femaleNoun = new RegExp(`^(?:${females}|F|femminile)$`, 'i');

const years = '(?:years?|yrs?|y\\/?o\\b|y\\.\\s?o\\b\\.?|ys?)';
/** A count of these is an age only where it says "old": "three weeks before surgery, the man" is none. */
const shorter = '(?:months?|weeks?|days?)';
const number = `(?:${numberWords})`;
/** Words that begin another phrase: what stands behind them is not the noun of the age. */
const another =
  'before|after|ago|later|prior|earlier|since|following|history|whose|who|which|that|and|with|without|of|in|on|at|for|from|to|by|the|an?|his|her|their|this|was|were|is|had|has|he|she|it|when|while|until|but';
/** Words between an age and its noun: "previously healthy", "immunocompromised". */
const filler = `(?:(?!(?:${another})\\b)[\\w’'/-]{1,24}[\\s,]{1,3}){0,5}?`;
/** A label begins a line or a part of its own: "mother's age" is none. */
const begins = '(?<=^|[.;,|(\\t]\\s{0,3})(?:patient(?:[’\']s)?\\s)?';
const parts = '\\s?(?:[:=|\\t]|\\s[-–—]\\s)\\s?';
const letter = 'M|F|males?|females?|man|woman|maschio|femmina|maschile|femminile';

interface PersonPattern {
  readonly id: string;
  /** What a sentence must hold for the pattern to be tried at all. */
  readonly needs: RegExp;
  readonly pattern: RegExp;
  readonly examples: readonly (readonly [string, 'male' | 'female' | null, number | null])[];
}

export const personPatterns: readonly PersonPattern[] = [
  {
    id: 'age-and-sex-labelled',
    needs: /\bage|sex|gender|\d\s?(?:y\w{0,4}\s?)?\/\s?[MF]\b|\b[MF](?:\s?\/|,?\s)\s?\d/i,
    pattern: new RegExp(
      `\\bage\\s?(?:[/&,]|and)\\s?(?:sex|gender)${parts}(?<age>\\d{1,3})\\s?(?<unit>${years})?\\s?[/,;\\s-]\\s?(?<noun>${letter})\\b|\\b(?:sex|gender)\\s?(?:[/&,]|and)\\s?age${parts}(?<noun2>${letter})\\s?[/,;\\s-]\\s?(?<age2>\\d{1,3})\\b|(?<![\\w./-])(?<age3>\\d{1,3})\\s?(?:${years})?\\s?\\/\\s?(?<noun3>[MF])(?![\\w/])|(?<![\\w./-])(?<noun4>[MF])\\s?\\/\\s?(?<age4>\\d{1,3})(?![\\w./])|(?<![\\w./°-]|\\d\\s)(?<noun5>[MF]),?\\s(?<age5>\\d{1,3})\\s?(?:${years})(?!\\w)`,
      'gi',
    ),
    examples: [
      ['Age/Sex: 65/M', 'male', 65],
      ['Sex/age: F/40', 'female', 40],
      ['62/F with fever', 'female', 62],
      ['M/58, smoker', 'male', 58],
      ['Patient: F, 54 y.', 'female', 54],
    ],
  },
  {
    id: 'sex-labelled',
    needs: /sex|gender|sesso|genere/i,
    pattern: new RegExp(
      `${begins}(?:sex|gender|sesso|genere)(?:${parts}|\\s)(?<noun>${letter})(?![\\w/]|\\s\\/)`,
      'gi',
    ),
    examples: [
      ['Sex: F', 'female', null],
      ['Patient gender | male', 'male', null],
      ['Sesso: maschile', 'male', null],
    ],
  },
  {
    id: 'age-labelled',
    needs: /\bage|et[àa](?!\w)/i,
    pattern: new RegExp(
      `${begins}(?:age|et[àa])(?:\\s?(?:\\(\\s?(?:years?|yrs?|y|anni)\\s?\\)|in years))?(?:${parts}|\\s)(?<age>\\d{1,3})(?:[\\s-]{0,2}(?<unit>${years}|${shorter}|anni|mesi))?(?![\\w.]\\d|\\w|\\s?[-–]\\s?\\d)`,
      'gi',
    ),
    examples: [
      ['Age: 65', null, 65],
      ['Age (years): 58', null, 58],
      ['Età: 7 mesi', null, 0.58],
    ],
  },
  {
    id: 'n-year-old-noun',
    needs: /year|yr|\d\s?y|old|month/i,
    pattern: new RegExp(
      `\\b(?<age>${number})[\\s-]{0,3}(?:(?<unit>${years})(?:[\\s-]{1,2}(?:of age|olds?)\\b|[\\s-]{1,2}(?=old))?|(?<unit2>${shorter})[\\s-]{1,2}(?:of age|olds?)\\b)[\\s,-]{0,3}(?:old[\\s,]{1,2})?${filler}(?<noun>${nouns})\\b`,
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
      `\\b(?<noun>${nouns}),?(?:\\spatient)?(?:,?\\s(?:aged|of|di))?[\\s,-]{1,3}(?<age>${number})(?:[\\s-]{1,2}(?<unit>${years}|${shorter}|anni|mesi|settimane|giorni)(?:[\\s-]olds?)?\\b|(?=\\s?[,.;]))|\\b(?<noun2>${nouns})\\s(?:of|aged)\\s(?<age2>\\d{2,3})(?=\\s(?:presented|was|with|who|came|had|attended|complained|developed)\\b)`,
      'gi',
    ),
    examples: [
      ['Female, 61 years old, smoker.', 'female', 61],
      ['Woman, 58, has been reporting wheezing', 'female', 58],
      ['Male patient, 87 years old, hospitalized', 'male', 87],
      ['A female patient, 39-years-old, fever', 'female', 39],
      ['Women, 69 years old', 'female', 69],
      ['Donna di 72 anni', 'female', 72],
      ['A man of 59 presented', 'male', 59],
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
    needs: /year|yr|aged|anni|old|y\.?\s?\/?o/i,
    pattern: new RegExp(
      `\\b(?:patient|paziente)\\s(?:of|di|aged)\\s(?<age>${number})\\s(?<unit>${years}|anni)\\b|\\b(?<age2>${number})[\\s-](?<unit2>${years}|${shorter})[\\s-]olds?\\b(?!\\s?(?:history))|\\b(?<age5>\\d{1,3})[\\s-]?(?:y\\/o|y\\.\\s?o\\b\\.?|yo)(?!\\w)|\\baged\\s(?<age3>${number})(?:\\s(?<unit3>${years}))?\\b|\\b(?<age4>${number})\\sanni\\b`,
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
  /(?:\b(?:his|her|their|whose)|['’]s)\s(?:\w+\s)?(?:daughter|son|wife|husband|mother|father|sister|brother|friend|partner)?(?:\s(?:who\s)?(?:is|was))?[\s,(]{0,3}(?:an?\s)?$/i;
/** "The mother of a 5-month-old boy": the child is not the patient. */
const ofParent =
  /\b(?:mother|father|parents?|grand(?:mother|father)|wife|husband|daughter|son|sister|brother)\s(?:of|to)\s(?:an?|the|his|her)?\s?$/i;
const rangeBehind = /^\s?(?:-|–|to|and|or)\s?(?:\d|older|over|above|younger)/i;
const countsFrom =
  /^\s(?:after|before|ago|later|earlier|prior|post|since|following|previously|of(?! age)|history)\b/i;

/** The first group of a match whose name begins so: a pattern of several forms numbers them. */
const firstOf = (groups: Readonly<Record<string, string | undefined>>, name: string): string | undefined =>
  [name, `${name}2`, `${name}3`, `${name}4`, `${name}5`].map((one) => groups[one]).find(Boolean);

const scale = (unit: string | undefined): number =>
  /^(?:month|mesi)/i.test(unit ?? '')
    ? 1 / 12
    : /^(?:week|settiman)/i.test(unit ?? '')
      ? 7 / 365.25
      : /^(?:day|giorn)/i.test(unit ?? '')
        ? 1 / 365.25
        : 1;

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
      const age = count === null ? null : Math.round(count * scale(unit) * 100) / 100;
      if (age !== null && age > 120) continue;
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
