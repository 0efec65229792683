import type { Paper, PaperSection, SectionKind } from '../paper.ts';
import { type PatientName, sentenceEnd } from './told-of.ts';

/** Sections that tell of this paper's own patients. */
const telling: ReadonlySet<SectionKind> = new Set(['case', 'body', 'abstract']);

const numerals = '\\d{1,2}|[IVX]{1,4}|[A-H]';
const numbered = new RegExp(
  `\\b([Cc]ases?|CASES?|[Pp]atients?|PATIENTS?|Pt\\.?)\\s?(?:(?:[Nn]o|[Nn]umber|[Nn]r)\\.?\\s?|#\\s?)?(${numerals})(?![\\p{L}\\d]|[./]\\d)`,
  'gu',
);
/** What follows the name of a patient who is told of: the end of a heading, an age or sex, a verb of their course. */
const introduces =
  /^\s{0,2}(?:[:.)–—-]|$|,?\s?\(?(?:an?|the|aged|was|is|had|presented|developed|died|who)\b|\(?\d{1,3}[- ]?(?:y|mo|M|F))/iu;

export const ageWords = '(\\d{1,3}(?:\\.\\d)?)[- ]?(years?|yrs?|y|months?|weeks?|days?)[- ]?(?:old|of age)?';
const nouns =
  'man|woman|male|female|boy|girl|gentleman|lady|infant|neonate|child|patient|mother|father|husband|wife|son|daughter|brother|sister';
const aged = new RegExp(
  `\\b(\\d{1,3})[- ](?:year|month|week|day)s?[- ]old(?:\\s(?!and\\b|or\\b)[\\w-]{2,20}){0,2}?(?:\\s(${nouns}))?\\b`,
  'gi',
);
const relatives =
  'husband|wife|mother|father|son|daughter|brother|sister|twin|partner|spouse|roommate|colleague';

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const textsOf = (sections: readonly PaperSection[]): string[] =>
  sections.filter(({ kind }) => telling.has(kind)).flatMap(({ paragraphs }) => paragraphs);

/** Names of the patients whom a paper tells of, where there are two or more; the surest kind of names that it uses. */
export function patientNames(paper: Paper): PatientName[] {
  const texts = textsOf(paper.sections);
  const captions = paper.figures.map(({ caption }) => caption);
  const ways = [
    () => byNumber(paper, texts, captions),
    () => byOrder(texts),
    () => byAge(texts),
    () => byRole(texts),
  ];
  for (const way of ways) {
    const names = way();
    if (names.length > 1) return names;
  }
  return [];
}

function byNumber(paper: Paper, texts: readonly string[], captions: readonly string[]): PatientName[] {
  const found = new Map<string, string>();
  const take = (word: string, number: string): void => {
    const key = number.toUpperCase();
    if (!found.has(key)) found.set(key, `${/^case/i.test(word) ? 'Case' : 'Patient'} ${key}`);
  };
  for (const { heading } of paper.sections)
    for (const { 1: word = '', 2: number = '' } of heading?.matchAll(numbered) ?? []) take(word, number);
  for (const text of [...texts, ...captions])
    for (const match of text.matchAll(numbered)) {
      const before = text.slice(0, match.index);
      const begins = /(?:^|[.;:(]\s{0,2}|\b(?:and|while|whereas)\s)(?:the\s)?$/i.test(before);
      if (begins && introduces.test(text.slice(match.index + match[0].length)))
        take(match[1] ?? '', match[2] ?? '');
    }
  for (const { text } of paper.tables)
    for (const cell of text.slice(0, 20_000).split(/[\t\n]/))
      if (cell.length < 16)
        for (const { 1: word = '', 2: number = '' } of cell.matchAll(numbered)) take(word, number);
  const names = [...found].map(([key, label]) => ({
    label,
    mention: new RegExp(
      `\\b(?:cases?|patients?|pt\\.?)\\s?(?:(?:no|number|nr)\\.?\\s?|#\\s?)?(?:(?:${numerals})(?:\\s?(?:,|and|&|[-–])\\s?))?${key}(?![\\p{L}\\d]|[./]\\d)`,
      /\d/.test(key) ? 'giu' : 'gu',
    ),
  }));
  return names.sort((one, other) => numberOf(one.label) - numberOf(other.label));
}

const numberOf = (label: string): number => Number(/\d{1,3}$/.exec(label)?.[0] ?? Number.NaN) || 0;

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** "The first patient was ... The second patient, a 53-year-old man, ..." */
function byOrder(texts: readonly string[]): PatientName[] {
  const told = (ordinal: string): boolean =>
    texts.some((text) =>
      new RegExp(`(?:^|[.;]\\s)(?:the|our)?\\s?${ordinal}\\s(?:patient|case)\\b(?!\\sof\\b)`, 'i').test(text),
    );
  const found = ordinals.filter(told);
  return found.includes('first') && found.includes('second')
    ? found.map((ordinal) => ({
        label: `${capital(ordinal)} patient`,
        mention: new RegExp(`\\b${ordinal}\\s(?:patient|case|man|woman|child|boy|girl)\\b`, 'gi'),
      }))
    : [];
}

/** Sentences of other people's patients. */
const ofOthers = /\[\d|\bet al\b|\b(?:earlier|previous|published|reported|literature|described (?:by|in))\b/i;

/** "A 32-year-old and a 53-year-old man were admitted": persons of one sentence who are patients alike. */
function byAge(texts: readonly string[]): PatientName[] {
  for (const text of texts)
    for (const sentence of text.split(sentenceEnd)) {
      if (ofOthers.test(sentence)) continue;
      const persons = [...sentence.matchAll(aged)];
      const [first, second] = persons;
      if (first === undefined) continue;
      // Whoever is told of first is the patient: persons of later sentences are other people.
      if (second === undefined) return [];
      const between = sentence.slice(first.index + first[0].length, second.index);
      const alike = /^(?:,?\s(?:and|or)\s|,\s)(?:an?\s|the\s|(?:her|his)\s)?$/i.test(between);
      const others = persons.map((match) => match[0]).join(' ');
      if (
        !alike ||
        new Set(persons.map((match) => match[1])).size !== persons.length ||
        /contact|donor/i.test(others)
      )
        continue;
      const nounOf = (at: number): string =>
        persons[at]?.[2] ?? persons.find((one) => one[2])?.[2] ?? 'patient';
      return persons.map((person, at) =>
        namedByAge(
          person[0],
          person[1] ?? '',
          nounOf(at),
          persons.map((_, other) => nounOf(other)),
        ),
      );
    }
  return [];
}

function namedByAge(words: string, age: string, noun: string, all: readonly string[]): PatientName {
  const unit = /year|month|week|day/i.exec(words)?.[0].toLowerCase() ?? 'year';
  const alone =
    all.filter((one) => one.toLowerCase() === noun.toLowerCase()).length === 1 && !/patient/i.test(noun);
  return {
    label: `${age}-${unit}-old ${noun.toLowerCase()}`,
    mention: new RegExp(
      `\\b${age}[- ]${unit}s?[- ]old\\b(?:\\s${noun})?${alone ? `|\\b(?:the|our|this)\\s${noun}\\b` : ''}`,
      'gi',
    ),
  };
}

const ill =
  /\b(?:admitted|hospitali[sz]ed|presented|developed|diagnosed|tested positive|was positive|intubated|fever|cough|dyspn|symptom|CT|radiograph|film|died|discharged|treated)\b/i;

/** "The index patient and her husband": relatives who fell ill as well. */
function byRole(texts: readonly string[]): PatientName[] {
  const index = /\b(?:index (?:patient|case)|proband)\b/i;
  if (!texts.some((text) => index.test(text))) return [];
  const own = new RegExp(
    `\\b(?:her|his|(?:the |this )?(?:index )?patient['’]s|their)\\s(?:\\d{1,3}[- ]year[- ]old\\s|elder\\s|younger\\s)?(${relatives})\\b`,
    'gi',
  );
  const found = new Set<string>();
  for (const text of texts)
    for (const sentence of text.split(sentenceEnd))
      if (ill.test(sentence))
        for (const { 1: role = '' } of sentence.matchAll(own)) found.add(role.toLowerCase());
  if (found.size === 0) return [];
  return [
    { label: 'Index patient', mention: /\b(?:index (?:patient|case)|proband)\b(?!['’]s)/gi },
    ...[...found].map((role) => ({ label: capital(role), mention: new RegExp(`\\b${role}\\b`, 'gi') })),
  ];
}
