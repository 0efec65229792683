import type { CaseDraft } from '../../../data/format/case.ts';
import { readAge, readSex, sexOf } from '../../reading/demographics.ts';
import type { Paper } from '../paper.ts';
import { patientNames } from './patient-names.ts';
import { mentionsOf, type PatientName } from './told-of.ts';

type Patient = CaseDraft['patients'][number];
type Told = Pick<Patient, 'sex' | 'age'>;

const nouns =
  'man|woman|male|female|boy|girl|gentleman|lady|patient|mother|father|husband|wife|son|daughter|brother|sister|infant|neonate';
const units = '(year|yr|month|week|day)s?';
/** "A 53-year-old (previously healthy) woman"; "a man of 50 years", "a woman, aged 48". */
const ageFirst = new RegExp(
  `\\b(\\d{1,3}(?:\\.\\d)?)[- ]${units}[- ]old\\b(?:\\s\\(?[\\w-]{1,20}\\)?,?){0,3}?\\s(${nouns})\\b`,
  'i',
);
const sexFirst = new RegExp(
  `\\b(${nouns})(?:\\sof|,?\\saged|,)\\s(\\d{1,3})(?:[- ]${units}(?:[- ]old|\\sof age)?)?\\b`,
  'i',
);
const short = /\b(\d{1,3})\s?(?:y(?:ears?)?\/?o?|yr?s?)?[,/\s]{0,2}(male|female|M|F)\b/;
const males = /\b(?:husband|father|son|brother|gentleman)\b/i;
const females = /\b(?:wife|mother|daughter|sister|lady)\b/i;

const sexIn = (words: string): Told['sex'] =>
  males.test(words)
    ? { value: 'male', stated: words }
    : females.test(words)
      ? { value: 'female', stated: words }
      : sexOf(words) === null
        ? null
        : readSex(words);

/** Age and sex of the first person whom a text describes. */
function personIn(text: string): Told | null {
  const [, age, unit, noun] = ageFirst.exec(text) ?? [];
  if (age !== undefined && noun !== undefined) return { age: readAge(`${age} ${unit}s`), sex: sexIn(noun) };
  const [, word, years, of = 'year'] = sexFirst.exec(text) ?? [];
  if (word !== undefined && years !== undefined) return { age: readAge(`${years} ${of}s`), sex: sexIn(word) };
  return null;
}

/** One patient for each named one; a paper that describes a single person has that one; a series or study none. */
export function paperPatients(paper: Paper): Patient[] {
  const names = patientNames(paper);
  if (names.length > 1)
    return names.map((name, index) => ({
      id: `p${index + 1}`,
      label: name.label,
      ...described(paper, name, names),
      location: null,
    }));
  const telling = paper.sections.filter(
    (section) => section.kind === 'case' || section.kind === 'abstract' || section.kind === 'body',
  );
  const own = telling.filter((section) => section.kind === 'case');
  const paragraphs = (own.length > 0 ? own : telling).flatMap((section) => section.paragraphs);
  const report = own.length > 0 || /\bcase report\b|\ba case of\b/i.test(paper.title ?? '');
  const person = paragraphs.map(personIn).find((one) => one !== null);
  return report && person ? [{ id: 'p1', label: null, ...person, location: null }] : [];
}

/** Age and sex of one of several: where the name stands beside them, in what is told of this one alone, in a table. */
function described(paper: Paper, name: PatientName, names: readonly PatientName[]): Told {
  const told: Told = { age: null, sex: null };
  const take = (more: Told | null): void => {
    told.age ??= more?.age ?? null;
    told.sex ??= more?.sex ?? null;
  };
  const own = paper.sections.filter(({ patient }) => patient === name.label);
  const texts = paper.sections
    .filter(({ kind }) => kind !== 'references')
    .flatMap(({ paragraphs }) => paragraphs);
  const captions = paper.figures
    .filter(({ patient }) => patient === name.label)
    .map(({ caption }) => caption);
  take(personIn(name.label));
  for (const text of [...texts, ...captions]) take(besideName(text, name, names));
  for (const text of own.flatMap(({ paragraphs }) => paragraphs)) take(personIn(text));
  for (const { text } of paper.tables) take(inTable(text, name, names));
  if (told.sex === null) take({ age: null, sex: sexIn(name.label) });
  return told;
}

/** What stands right behind a name, or before it in the same breath, and before the next one. */
function besideName(
  text: string,
  { label, mention }: PatientName,
  names: readonly PatientName[],
): Told | null {
  const mentions = mentionsOf(text, names);
  for (const match of text.matchAll(mention)) {
    const end = match.index + match[0].length;
    const next = mentions.find((one) => one.at >= end && one.label !== label)?.at ?? text.length;
    const behind = text.slice(match.index, Math.min(next, end + 90)).split(/(?<=[.;])\s/)[0] ?? '';
    const last = mentions.findLast((one) => one.end <= match.index)?.end ?? 0;
    const before =
      text
        .slice(Math.max(last, match.index - 60), end)
        .split(/(?<=[.;])\s/)
        .at(-1) ?? '';
    const found = personIn(behind) ?? shortIn(behind.slice(match[0].length)) ?? personIn(before);
    if (found !== null) return found;
  }
  return null;
}

function shortIn(text: string): Told | null {
  const [, age, sex] = /^[\s,:(]{1,3}/.test(text) ? (short.exec(text.slice(0, 24)) ?? []) : [];
  return age === undefined || sex === undefined ? null : { age: readAge(`${age} years`), sex: readSex(sex) };
}

/** Age and sex in a table that has a column, or a row, for each patient. */
function inTable(table: string, name: PatientName, names: readonly PatientName[]): Told | null {
  const rows = table.split('\n').map((row) => row.split('\t').map((cell) => cell.trim()));
  const isName = (cell: string | undefined, one: PatientName): boolean =>
    cell !== undefined && cell.length < 24 && mentionsOf(cell, [one]).length > 0;
  const head = rows.findIndex(
    (row) => names.filter((one) => row.some((cell) => isName(cell, one))).length > 1,
  );
  const read = (age: string | undefined, sex: string | undefined): Told | null =>
    age === undefined && sex === undefined
      ? null
      : {
          age:
            age !== undefined && /^\d{1,3}(?:\s|$|\s?y)/.test(age)
              ? readAge(/\d$/.test(age) ? `${age} years` : age)
              : null,
          sex: sex === undefined || sexOf(sex) === null ? null : readSex(sex),
        };
  if (head >= 0) {
    const column = rows[head]?.findIndex((cell) => isName(cell, name)) ?? -1;
    const cellOf = (words: RegExp): string | undefined =>
      rows.find((row) => words.test(row[0] ?? ''))?.[column];
    return column < 0 ? null : read(cellOf(/^age\b/i), cellOf(/^(?:sex|gender)\b/i));
  }
  const row = rows.find((cells) => isName(cells[0], name));
  const titles = rows.find((cells) =>
    cells.some((cell) => /^age\b/i.test(cell) || /^(?:sex|gender)\b/i.test(cell)),
  );
  if (row === undefined || titles === undefined) return null;
  const at = (words: RegExp): string | undefined => row[titles.findIndex((cell) => words.test(cell))];
  return read(at(/^age\b/i), at(/^(?:sex|gender)\b/i));
}
