import { InvalidInput } from '../errors.ts';
import { type Anchor, anchors as builtInAnchors } from '../format/day.ts';
import { isOwnMark, ownMark } from '../format/own.ts';
import { type EventType, spanOf } from '../format/timeline.ts';
import type { Condition } from '../protocols/condition.ts';
import { builtInFindings, type Findings } from '../vocabulary/finding-meant.ts';
import { columnsOf, type MetadataRow, type TableColumn } from './columns.ts';
import type { AskedOf, Field, ReleaseTable } from './field.ts';
import { type FieldName, fieldTable } from './table.ts';

/** The fields of a collection with the lists that follow from them: the built-in ones, and its own. */
export interface FieldSet {
  /** In the order they are asked in. */
  readonly all: readonly Field[];
  /** Columns of `metadata.csv`, in its order. */
  readonly columns: readonly TableColumn[];
  readonly columnNames: readonly string[];
  /** Fields with a column, in the order of the columns. */
  readonly shown: readonly Field[];
  /** Those of them whose imported cells are decisions, not facts of the source. */
  readonly decided: readonly Field[];
  find(name: string): Field | null;
  /** @throws InvalidInput for a name that is no field. */
  named(name: string): Field;
  askedOf(what: AskedOf): readonly Field[];
  /** Fields that a table of a release shows beside `metadata.csv`, in the order of the columns. */
  inTable(table: ReleaseTable): readonly Field[];
  /** What the field of findings may say. */
  readonly findings: Findings;
  /** Which rows belong to the collection; without it all do, and so do those that a blank cell leaves open. */
  readonly include?: Condition;
  /** What day 0 may be, `unknown` last. */
  readonly anchors: readonly Anchor[];
  /** What anchors and events of the collection's own are called, by their marks; built-in anchors that it calls otherwise. */
  readonly called: ReadonlyMap<string, string>;
  /** Events of the collection's own, as the timeline has them. */
  readonly ownEvents: readonly EventType[];
  /** A row with a cell for every column. */
  row(cell: (column: string) => string): MetadataRow;
}

/** What a collection changes of the built-in fields, and names beside its own. */
export interface Collection {
  /** Nobody is asked for them; their columns and decisions stay. */
  readonly hidden?: ReadonlySet<string>;
  /** What built-in fields are called here. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly findings?: Findings;
  readonly include?: Condition;
  /** Own anchors by name, each with its label. */
  readonly anchors?: Readonly<Record<string, string>>;
}

/** Day 0 may be any anchor of the collection. */
const withAnchors = (
  entry: Field,
  choices: readonly string[],
  spoken: Readonly<Record<string, string>>,
): Field => (entry.name === 'day_zero' ? { ...entry, choices, spoken } : entry);

/** Events that an own field puts on the timeline, each with what it is called; what ends its state among them. */
const eventsOf = ({ label, records = {} }: Field): [EventType, string][] =>
  Object.values(records).flatMap((of) =>
    of.flatMap(([type]): [EventType, string][] =>
      isOwnMark(type)
        ? [
            [type, label],
            [spanOf(type).stop, `end of ${label}`],
          ]
        : [],
    ),
  );

/**
 * The built-in fields with a collection's own behind them. Pure.
 * @throws InvalidInput when two fields or columns have one name.
 */
export function fieldSet(
  own: readonly Field[] = [],
  {
    hidden = new Set(),
    labels = {},
    findings = builtInFindings,
    anchors: named = {},
    include,
  }: Collection = {},
): FieldSet {
  const marks = Object.keys(named).map(ownMark);
  const anchors: readonly Anchor[] = [
    ...builtInAnchors.filter((anchor) => anchor !== 'unknown'),
    ...marks,
    'unknown',
  ];
  const called = new Map<string, string>([
    ...own.flatMap(eventsOf),
    ...Object.entries(named).map(([name, label]): [string, string] => [ownMark(name), label]),
  ]);
  const all: readonly Field[] = [
    ...fieldTable.map((entry: Field): Field => {
      const label = labels[entry.name] ?? entry.label;
      const named = label === entry.label ? entry : { ...entry, label };
      const renamed = entry.kind === 'finding' ? { ...named, findings } : named;
      return marks.length === 0 ? renamed : withAnchors(renamed, anchors, Object.fromEntries(called));
    }),
    ...own,
  ];
  const columns = columnsOf(all);
  const names = columns.map(({ name }) => name);
  const twice = [...all.filter(({ column }) => !column).map(({ name }) => name), ...names].find(
    (name, at, every) => every.indexOf(name) !== at,
  );
  if (twice !== undefined)
    throw new InvalidInput('field-twice', `the field '${twice}' is there already; give yours another name`);
  const byName = new Map(all.map((field) => [field.name, field]));
  const shown = columns.flatMap(({ field }) => field ?? []);
  const asked = Map.groupBy(
    all
      .filter(({ name }) => !hidden.has(name))
      .flatMap((field) => field.asked.map((what) => ({ what, field }))),
    ({ what }) => what,
  );
  return {
    all,
    columns,
    columnNames: names,
    shown,
    decided: shown.filter(({ column }) => !column?.fact),
    find: (name) => byName.get(name) ?? null,
    named(name) {
      const field = byName.get(name);
      if (!field)
        throw new InvalidInput(
          'unknown-field',
          `there is no field '${name}'; known are ${[...byName.keys()].join(', ')}`,
        );
      return field;
    },
    inTable: (table) => shown.filter(({ tables }) => tables?.includes(table)),
    findings,
    ...(include ? { include } : {}),
    anchors,
    called,
    ownEvents: [...called.keys()].filter(isOwnMark),
    askedOf: (what) => asked.get(what)?.map(({ field }) => field) ?? [],
    // Every column of the reference is among the names, whatever the collection's own fields are.
    row: (cell) => Object.fromEntries(names.map((name) => [name, cell(name)])) as MetadataRow,
  };
}

/** The built-in fields alone. */
export const builtIn: FieldSet = fieldSet();

/** A built-in field. */
export const fieldNamed = (name: FieldName): Field => builtIn.named(name);
