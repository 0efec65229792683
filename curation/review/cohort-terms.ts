import type { MetadataRow } from '../../data/fields/columns.ts';
import type { Field } from '../../data/fields/field.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { numberOf } from '../../data/fields/value.ts';
import { countryOf } from '../../data/vocabulary/countries.ts';
import type { RowOfImage } from '../record/rows.ts';

/** What cases are counted and filtered by beyond their own words: cells as they would go out, one term a value. */

/** What a case has no value of in any of its rows. */
export const NOT_STATED = 'not stated';

interface Band {
  readonly name: string;
  /** The least value in it; it ends where the next begins. */
  readonly from: number;
}

const decades = Array.from(
  { length: 9 },
  (_, at): Band => ({
    name: `${at * 10} to ${at * 10 + 9}`,
    from: at * 10,
  }),
);

const bands = {
  age: [...decades, { name: '90 and over', from: 90 }],
  day: [
    { name: 'before day 0', from: Number.NEGATIVE_INFINITY },
    { name: 'day 0 to 2', from: 0 },
    { name: 'day 3 to 6', from: 3 },
    { name: 'day 7 to 13', from: 7 },
    { name: 'day 14 to 20', from: 14 },
    { name: 'day 21 to 27', from: 21 },
    { name: 'day 28 and later', from: 28 },
  ],
} as const satisfies Readonly<Record<string, readonly Band[]>>;

function bandOf(cell: string, all: readonly Band[]): string | null {
  const value = numberOf(cell);
  return value === null ? null : (all.findLast(({ from }) => value >= from)?.name ?? null);
}

/** One thing that cases are counted by. */
export interface Counted {
  /** Kind of the filter term, e.g. `rt-pcr-positive`. */
  readonly kind: string;
  readonly label: string;
  /** Its terms in their order, where they have one of their own; else the most frequent first. */
  readonly order: readonly string[];
  /** The field whose cells its terms are; null where they are names of their own. */
  readonly field: Field | null;
}

interface CountedCell extends Counted {
  term(row: MetadataRow): string | null;
}

/** A name of a field as the kind of a term: small letters, digits and dashes. */
const kindOf = (name: string): string => name.toLowerCase().replaceAll('_', '-');

/** Answers and choices have few values; these three are terms of their own, of every image of a case. */
const isCounted = ({ kind, name }: Field): boolean =>
  (kind === 'answer' || kind === 'choice') && name !== 'view' && name !== 'modality' && name !== 'finding';

/** Fields of the collection's own among them. */
const countedIn = (fields: FieldSet): readonly CountedCell[] => [
  ...fields.shown.filter(isCounted).map(
    (field): CountedCell => ({
      kind: kindOf(field.name),
      label: field.label,
      order: [],
      field,
      term: (row) => row[field.name]?.trim() || null,
    }),
  ),
  { kind: 'country', label: 'Country', order: [], field: null, term: (row) => countryOf(row.location) },
  {
    kind: 'age',
    label: 'Age in years',
    order: [...bands.age.map(({ name }) => name), NOT_STATED],
    field: null,
    term: (row) => bandOf(row.age, bands.age),
  },
  {
    kind: 'day',
    label: 'Day of an image',
    order: [...bands.day.map(({ name }) => name), NOT_STATED],
    field: null,
    term: (row) => bandOf(row.offset, bands.day),
  },
];

const made = new WeakMap<FieldSet, readonly CountedCell[]>();

function countedBy(fields: FieldSet): readonly CountedCell[] {
  const counted = made.get(fields) ?? countedIn(fields);
  made.set(fields, counted);
  return counted;
}

/** All that cells of a case are counted by, in the order of the columns. */
export const countedCells = (fields: FieldSet = builtIn): readonly Counted[] => countedBy(fields);

/** The terms of a case: what stands in any of its rows, `NOT_STATED` where none has a value. Pure. */
export const cohortTerms = (
  rows: readonly RowOfImage[],
  fields: FieldSet = builtIn,
): { kind: string; term: string }[] =>
  rows.length === 0
    ? []
    : countedBy(fields).flatMap(({ kind, term }) => {
        const found = new Set(rows.flatMap(({ row }) => term(row) ?? []));
        return (found.size > 0 ? [...found] : [NOT_STATED]).map((name) => ({ kind, term: name }));
      });
