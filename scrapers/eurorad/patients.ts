import type { CaseDraft } from '../../data/format/case.ts';
import { readAge, readSex, sexOf } from '../reading/demographics.ts';
import { plainSpaces } from '../reading/plain-spaces.ts';
import type { EuroradPage } from './record.ts';

type Patients = CaseDraft['patients'];
type Patient = Patients[number];

/** Who a case is about, and whose picture each figure is: null when the page does not say. */
export interface FoundPatients {
  patients: Patients;
  /** One a figure, in gallery order. */
  ofFigure: (string | null)[];
}

const numberWords = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const named = new RegExp(
  `\\b(?:patient|case)\\s{0,2}(?:no\\.?|nr\\.?|#)?\\s{0,2}(\\d{1,2}|[A-H](?![\\w'’])|${numberWords.join('|')})\\b(?![\\s-]{0,2}(?:days?|weeks?|years?|months?|hours?))`,
  'gi',
);
const ordered = new RegExp(`\\b(?:the |our )?(${ordinals.join('|')}) (?:patient|case)\\b`, 'gi');
/** A person brought in: `a 59-year-old female patient`, `16 years old girl`. */
const person =
  /\b(\d{1,3})[- ](years?|months?|weeks?|days?)[- ]old\b[\s,]{0,3}((?:[a-z-]{1,20} ){0,3}?(?:male|female|man|woman|men|women|boy|girl|lady|gentleman)\b)?/gi;

const keyOf = (words: string): string => {
  const lower = words.toLowerCase();
  const index = Math.max(numberWords.indexOf(lower), ordinals.indexOf(lower));
  return index >= 0 ? String(index + 1) : lower.toUpperCase();
};

interface Named {
  key: string;
  at: number;
}

const namesIn = (words: string): Named[] => {
  const text = plainSpaces(words);
  return [...text.matchAll(named), ...text.matchAll(ordered)]
    .filter((match) => !/^[a-h]$/.test(match[1] ?? ''))
    .map((match) => ({ key: keyOf(match[1] ?? ''), at: match.index }))
    .sort((a, b) => a.at - b.at);
};

const peopleIn = (text: string): { age: string; sex: string | null; at: number }[] =>
  [...plainSpaces(text).matchAll(person)].map((match) => ({
    age: `${match[1]} ${match[2]}`,
    sex: match[3] && sexOf(match[3]) !== null ? (/\b\w+$/.exec(match[3])?.[0] ?? null) : null,
    at: match.index,
  }));

/** Age and sex written between a patient's name and the next one's, `Patient 1: A 53-year-old male`. */
const described = (key: string, texts: readonly string[]): { age: string | null; sex: string | null } => {
  for (const text of texts) {
    const names = namesIn(text);
    for (const [index, name] of names.entries()) {
      if (name.key !== key) continue;
      const stretch = text.slice(name.at, Math.min(names[index + 1]?.at ?? text.length, name.at + 160));
      const [found] = peopleIn(stretch);
      if (found) return { age: found.age, sex: found.sex };
    }
  }
  return { age: null, sex: null };
};

const single = (page: EuroradPage): FoundPatients => {
  const [age, ...rest] = (page.demographics ?? '').split(/\s{0,3},\s{0,3}/);
  const isAge = /\d/.test(age ?? '') || rest.length > 0;
  const sex = isAge ? rest.join(', ') : (age ?? '');
  return {
    patients: [
      { id: 'p1', sex: readSex(sex || null), age: isAge ? readAge(age ?? null) : null, location: null },
    ],
    ofFigure: page.figures.map(() => 'p1'),
  };
};

const severalNamed = (page: EuroradPage, keys: readonly string[]): FoundPatients => {
  const captions = page.figures.map((figure) => figure.caption ?? '');
  const texts = [...captions, page.history ?? '', page.findings ?? '', page.discussion ?? ''];
  const ids = new Map(keys.map((key, index) => [key, `p${index + 1}`]));
  const patients = keys.map((key, index): Patient => {
    const { age, sex } = described(key, texts);
    return {
      id: `p${index + 1}`,
      label: `Patient ${key}`,
      sex: readSex(sex),
      age: readAge(age),
      location: null,
    };
  });
  return {
    patients,
    ofFigure: captions.map((caption) => {
      const mentioned = new Set(namesIn(caption).map(({ key }) => key));
      const [only] = mentioned;
      return mentioned.size === 1 && only !== undefined ? (ids.get(only) ?? null) : null;
    }),
  };
};

/** People that sentences begin with, by age: relatives ("her 59-year-old daughter") do not open a sentence. */
const openingPeople = (text: string) =>
  peopleIn(text).filter(({ at }) =>
    /(?:^|[.!?:]\s{0,3}|\n)(?:(?:the|our) )?(?:an?|another|the|our|second|other)?\s{0,2}$/i.test(
      text.slice(Math.max(0, at - 24), at),
    ),
  );

const severalDescribed = (page: EuroradPage): FoundPatients | null => {
  const captions = page.figures.map((figure) => figure.caption ?? '');
  const opened = [page.history ?? '', page.findings ?? '', ...captions].flatMap(openingPeople);
  const people = new Map(opened.map((one) => [one.age, one]));
  if (people.size < 2) return null;
  const ages = [...people.keys()];
  return {
    patients: ages.map((age, index): Patient => {
      const sex = opened.find((one) => one.age === age && one.sex !== null)?.sex ?? null;
      return { id: `p${index + 1}`, label: null, sex: readSex(sex), age: readAge(age), location: null };
    }),
    ofFigure: captions.map((caption) => {
      const here = new Set(
        peopleIn(caption)
          .map(({ age }) => age)
          .filter((age) => people.has(age)),
      );
      const [only] = here;
      return here.size === 1 && only !== undefined ? `p${ages.indexOf(only) + 1}` : null;
    }),
  };
};

/**
 * Patients of a case. The header's age and sex are one patient's only: in a case of several they are given to
 * nobody, and each patient has what its own words say.
 */
export const findPatients = (page: EuroradPage): FoundPatients => {
  const all = [page.history, page.findings, ...page.figures.map((figure) => figure.caption)].map(
    (text) => text ?? '',
  );
  const keys = [...new Set(all.flatMap((text) => namesIn(text).map(({ key }) => key)))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  if (keys.length > 1) return severalNamed(page, keys);
  return severalDescribed(page) ?? single(page);
};
