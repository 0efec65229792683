import type { CaseText } from '../../../data/format/case.ts';
import { type Quantity, quantities } from '../../../data/format/timeline.ts';
import { type DayExpression, dayExpressions } from '../days/expressions/expressions.ts';
import type { DayTarget } from '../days/expressions/targets.ts';
import { measurementsIn, type StatedMeasurement } from './measurements.ts';

/**
 * Values in tables of a course: a row a quantity and a column a day, or the other way round, or a row a patient under a
 * caption that says what was measured. A cell counts only where its row, its column and the caption tell quantity and
 * day without contradiction.
 */

export interface TableValue {
  /** Name of the patient in its row, column or caption; null: the text's own. */
  readonly patient: string | null;
  readonly day: DayExpression;
  readonly measurement: StatedMeasurement;
  /** The cell in the text of the table. */
  readonly start: number;
  readonly words: string;
}

interface Cell {
  readonly words: string;
  readonly start: number;
}

/** What a head, a row's first cell or a caption says of the cells under or beside it. */
interface Says {
  readonly day: DayExpression | null;
  /** The name of what was measured, with its unit: "WBC", "×10⁹/L". */
  readonly measured: { readonly name: string; readonly unit: string } | null;
  readonly patient: string | null;
}

function rowsOf(text: string): Cell[][] {
  let start = 0;
  return text.split('\n').map((line) => {
    const cells = line.split('\t').map((words) => {
      const lead = words.length - words.trimStart().length;
      const cell = { words: words.trim(), start: start + lead };
      start += words.length + 1;
      return cell;
    });
    return cells;
  });
}

const shortDay = /^(?:D|d|day|Day|DAY)\s?([+-]?\d{1,3})$/;
const patientName = /\b(?:case|patient|pt\.?)\s?(?:no\.?\s?|#\s?)?(\d{1,3}|[A-H])$/i;
/** What days are counted from, and whether they are numbered or elapsed. */
const counted: readonly [RegExp, DayTarget, DayExpression['kind']][] = [
  [
    /\b(?:of|after|since|from|post)[ -](?:the )?(?:symptom )?onset|\bof (?:illness|disease|symptoms)\b|\billness day/i,
    'onset',
    'from',
  ],
  [/\b(?:of|after|since|from|post)[ -](?:hospital )?admission/i, 'admission', 'from'],
  [/\bhospital(?:i[sz]ation)? day|\bdays? (?:of|in) (?:the )?hospital/i, 'admission', 'number'],
];

/** How a table counts its days. */
interface Counted {
  readonly target: DayTarget | null;
  readonly kind: DayExpression['kind'];
}

const numberedDay = (number: number, { target, kind }: Counted): DayExpression => ({
  kind,
  rule: 'table-day',
  start: 0,
  end: 0,
  days: { from: number, to: number },
  certainty: 'exact',
  target,
});

/** The day that a cell names: "Day 3", "HD 5", "day 7 of illness", "On admission"; a bare number where the table counts days. */
function dayOf(words: string, count: Counted, bareNumbers: boolean): DayExpression | null {
  if (words.length > 40) return null;
  const short = shortDay.exec(words)?.[1] ?? (bareNumbers ? /^\d{1,3}$/.exec(words)?.[0] : undefined);
  if (short !== undefined) return numberedDay(Number(short), count);
  if (/^(?:on |at )?admission$/i.test(words)) return numberedDay(0, { target: 'admission', kind: 'from' });
  const [one, another] = dayExpressions(words);
  if (one === undefined || another !== undefined || one.certainty !== 'exact') return null;
  if (one.days.from === null || (one.kind !== 'number' && one.kind !== 'from')) return null;
  return one.target === null && count.target !== null ? { ...one, ...count } : one;
}

/** A value that every quantity could have, to ask whether a name is one of them. */
const probes: Readonly<Record<Quantity, number>> = {
  temperature: 38,
  spo2: 92,
  po2: 70,
  leukocytes: 8,
  neutrophils: 6,
  lymphocytes: 1.5,
};

/** Name and unit of what was measured: "White blood cells (×10⁹/L)", "Temperature, °C", "SpO2". */
function measuredBy(words: string): Says['measured'] {
  if (words.length > 80) return null;
  const [, inside, , tail] = /(?:[([]([^()[\]]{1,24})[)\]]|(,)\s?([^,()]{1,24}))\s{0,3}$/.exec(words) ?? [];
  const unit = (inside ?? tail ?? '').trim();
  const name =
    unit === ''
      ? words.trim()
      : words
          .slice(0, words.lastIndexOf(unit))
          .replace(/[\s,([]{1,4}$/, '')
          .trim();
  if (name === '') return null;
  for (const quantity of Object.keys(quantities) as Quantity[]) {
    const ask = (value: number): boolean =>
      measurementsIn(`${name} ${value} ${unit}`)[0]?.quantity === quantity;
    // Cells are counted in thousands, or one by one.
    if (ask(probes[quantity]) || ask(probes[quantity] * 1_000)) return { name, unit };
  }
  return null;
}

function says(words: string, count: Counted, bareNumbers: boolean): Says {
  const day = dayOf(words, count, bareNumbers);
  return {
    day,
    measured: day !== null || /\d{2}/.test(words.replace(/[([,].*$/, '')) ? null : measuredBy(words),
    patient: words.length < 24 && patientName.test(words) ? words : null,
  };
}

/** What several places say together; null where two of them differ. */
function together(
  all: readonly Says[],
): { day: DayExpression; measured: NonNullable<Says['measured']>; patient: string | null } | null {
  const only = <T>(some: readonly (T | null)[]): T | null | undefined => {
    const told = [...new Set(some.filter((one) => one !== null))];
    return told.length > 1 ? undefined : (told[0] ?? null);
  };
  const [day, measured, patient] = [
    only(all.map((one) => one.day)),
    only(all.map((one) => one.measured)),
    only(all.map((one) => one.patient)),
  ];
  return day && measured && patient !== undefined ? { day, measured, patient } : null;
}

const valued =
  /^\d{1,6}(?:[.,]\d{3})*(?:[.,]\d{1,2})?(?:\s?(?:%|°\s?[CF]|℃))?(?:\s?\([^)]{0,30}\))?[*†‡§a-c]?$/;
/** Tables of more cells than a person's course. */
const mostCells = 4_000;

export function courseTable({ text }: Pick<CaseText, 'text'>): TableValue[] {
  const rows = rowsOf(text);
  const title = rows
    .filter((row) => row.length === 1)
    .map(([cell]) => cell?.words ?? '')
    .join(' ');
  const cells = rows.filter((row) => row.length > 1);
  if (cells.flat().length > mostCells) return [];
  const [head, ...body] = cells;
  if (head === undefined || body.length === 0) return [];
  const counts = `${head[0]?.words ?? ''} ${title}`;
  const [, target = null, kind = 'number'] = counted.find(([pattern]) => pattern.test(counts)) ?? [];
  const count: Counted = { target, kind };
  const bare = /\bdays?\b/i.test(head[0]?.words ?? '');
  const heads = head.map(({ words }) => says(words, count, bare));
  // "Patient | Day | Temperature": columns that say what the rest of their row is about.
  const naming = head.map(
    ({ words }, at) =>
      at === 0 ||
      /^(?:(?:hospital |illness )?days?(?:\s(?:of|after|since)\s.*)?|patient|case)(?:\s?(?:no\.?|#))?$/i.test(
        words,
      ),
  );
  const caption: Says = {
    day: null,
    measured: heads.some(({ measured }) => measured) ? null : measuredIn(title),
    patient: null,
  };
  return body.flatMap((row) => {
    const named = row.flatMap((cell, at) =>
      naming[at]
        ? says(namedBy(cell.words, head[at]?.words ?? ''), count, bare || /day/i.test(head[at]?.words ?? ''))
        : [],
    );
    return row.flatMap((cell, at): TableValue[] => {
      if (naming[at] || !valued.test(cell.words)) return [];
      const column = heads[at];
      if (column === undefined) return [];
      const rowSays =
        named.some(({ measured }) => measured) || column.measured
          ? [...named, column]
          : [...named, column, caption];
      const told = together(rowSays);
      const number = /^[\d.,]+/.exec(cell.words)?.[0];
      if (told === null || number === undefined) return [];
      const [measurement] = measurementsIn(`${told.measured.name} ${number} ${told.measured.unit}`);
      if (measurement === undefined) return [];
      return [{ patient: told.patient, day: told.day, measurement, start: cell.start, words: cell.words }];
    });
  });
}

/** "2" in a column of patients is patient 2. */
const namedBy = (words: string, head: string): string =>
  /^(?:patient|case)/i.test(head) && /^(?:\d{1,3}|[A-H])$/.test(words) ? `Patient ${words}` : words;

/** What a caption says that all cells measure: "Body temperature (°C) of the patients by day". */
function measuredIn(title: string): Says['measured'] {
  const [, name, unit] =
    /((?:\p{L}{1,20}[\s-]){0,3}\p{L}[\p{L}\d]{1,20})\s?\(([^()]{1,16})\)/u.exec(title.slice(0, 400)) ?? [];
  return name === undefined ? null : measuredBy(`${name.split(/\s/).slice(-2).join(' ')} (${unit})`);
}
