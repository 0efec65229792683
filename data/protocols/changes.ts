import { isDeepStrictEqual } from 'node:util';
import { InvalidInput } from '../errors.ts';
import { builtIn } from '../fields/field-set.ts';
import { wordsOfCondition } from './condition.ts';
import { askedBeside, ownPaths } from './fields-of.ts';
import type { Protocol } from './protocol.ts';

/** What another protocol in the place of one changes, in the order people ask. */

export interface ProtocolChange {
  readonly what: 'field' | 'finding' | 'anchor' | 'inclusion' | 'task' | 'search';
  /** `removed`: no longer asked, no column; what was decided stays in the reviews and comes back with the name. */
  readonly how: 'added' | 'removed' | 'hidden' | 'asked again' | 'renamed' | 'changed';
  /** Of the field, path, anchor or task. */
  readonly name: string;
  /** One line for people. */
  readonly words: string;
}

type How = ProtocolChange['how'];
interface Entry {
  readonly label: string;
  readonly entry: unknown;
}
type Entries = ReadonlyMap<string, Entry>;

/** What came, went and became another of two lists by name. */
function between(
  what: ProtocolChange['what'],
  before: Entries,
  after: Entries,
  tell: (how: How, name: string, label: string, was: string) => string,
): ProtocolChange[] {
  const change = (how: How, name: string, label: string, was = label): ProtocolChange => ({
    what,
    how,
    name,
    words: tell(how, name, label, was),
  });
  return [
    ...[...after].flatMap(([name, { label, entry }]): ProtocolChange[] => {
      const was = before.get(name);
      if (!was) return [change('added', name, label)];
      if (was.label !== label) return [change('renamed', name, label, was.label)];
      return isDeepStrictEqual(was.entry, entry) ? [] : [change('changed', name, label)];
    }),
    ...[...before].flatMap(([name, { label }]) => (after.has(name) ? [] : [change('removed', name, label)])),
  ];
}

const told: Readonly<Record<How, (name: string, label: string, was: string) => string>> = {
  added: (name, label) => `${label} (${name}) is asked, and is a column behind those there are`,
  removed: (name, label) =>
    `${label} (${name}) is no longer asked and has no column; what was decided stays and comes back with the name`,
  hidden: (name, label) => `${label} (${name}) is asked of nobody; its column and what was decided stay`,
  'asked again': (name, label) => `${label} (${name}) is asked again`,
  renamed: (name, label, was) => `${was} (${name}) is called ${label}; its column and decisions stay`,
  changed: (name, label) =>
    `${label} (${name}) is asked otherwise: its kind, range, choices, event or phrases`,
};

const fieldEntries = (protocol: Protocol): Entries =>
  new Map<string, Entry>([
    ...builtIn.all.map(({ name, label }) => {
      const called = protocol.fields.labels[name] ?? label;
      return [name, { label: called, entry: null }] as const;
    }),
    ...askedBeside(protocol).map((own) => [own.name, { label: own.label, entry: own }] as const),
  ]);

/** Built-in fields that are hidden, or no longer. */
function hiding(before: Protocol, after: Protocol): ProtocolChange[] {
  const [was, is] = [new Set(before.fields.hidden), new Set(after.fields.hidden)];
  return builtIn.all.flatMap(({ name, label }): ProtocolChange[] => {
    if (was.has(name) === is.has(name)) return [];
    const how = is.has(name) ? 'hidden' : 'asked again';
    return [{ what: 'field', how, name, words: told[how](name, label, label) }];
  });
}

const inclusionOf = ({ include }: Protocol): string => (include ? wordsOfCondition(include) : 'everything');

function inclusion(before: Protocol, after: Protocol): ProtocolChange[] {
  const [was, is] = [inclusionOf(before), inclusionOf(after)];
  if (was === is) return [];
  return [
    {
      what: 'inclusion',
      how: 'changed',
      name: 'include',
      words: `what belongs to the collection: ${is} (before: ${was})`,
    },
  ];
}

/** Everything that changes when one protocol takes the place of another; empty where nothing does. Pure. */
export function changesBetween(before: Protocol, after: Protocol): readonly ProtocolChange[] {
  const findings = ({ findings: { own } }: Protocol): Entries =>
    new Map(
      ownPaths(own).map(([path, { synonyms, codes }]) => [path, { label: path, entry: { synonyms, codes } }]),
    );
  const anchors = (protocol: Protocol): Entries =>
    new Map(protocol.anchors.map((anchor) => [anchor.name, { label: anchor.label, entry: anchor }]));
  const tasks = (protocol: Protocol): Entries =>
    new Map(protocol.tasks.map((task) => [task.id, { label: task.title, entry: task }]));
  const plain = (noun: string) => (how: How, name: string, label: string, was: string) =>
    how === 'renamed' ? `the ${noun} ${was} (${name}) is called ${label}` : `the ${noun} ${label} is ${how}`;
  const wide = before.findings.builtIn === after.findings.builtIn;
  return [
    ...between('field', fieldEntries(before), fieldEntries(after), (how, name, label, was) =>
      told[how](name, label, was),
    ),
    ...hiding(before, after),
    ...(wide
      ? []
      : [
          {
            what: 'finding',
            how: after.findings.builtIn ? 'added' : 'removed',
            name: 'built-in findings',
            words: `the built-in hierarchy of findings is ${after.findings.builtIn ? 'there beside the own one' : 'not there any more: rows that have one of it are found by the checks'}`,
          } as const,
        ]),
    ...between('finding', findings(before), findings(after), plain('finding')),
    ...between('anchor', anchors(before), anchors(after), plain('day anchor')),
    ...inclusion(before, after),
    ...between('task', tasks(before), tasks(after), plain('task')),
    ...(isDeepStrictEqual(before.search, after.search)
      ? []
      : [
          {
            what: 'search',
            how: 'changed',
            name: 'search',
            words: 'a crawl without words searches for others',
          } as const,
        ]),
  ];
}

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number);
const isLater = (one: string, other: string): boolean => {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const at = a.findIndex((number, place) => number !== b[place]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
};

/**
 * A protocol that takes the place of one: releases name it by its version, so that another of the same name has a later one.
 * @returns the held one where both say the same
 * @throws InvalidInput `same-version`, with the version that would do
 */
export function succeeding(held: Protocol, next: Protocol): Protocol {
  if (isDeepStrictEqual(held, next)) return held;
  if (held.name !== next.name || isLater(next.version, held.version)) return next;
  const [major = 0, minor = 0] = numbersOf(held.version);
  throw new InvalidInput(
    'same-version',
    `the protocol ${next.name} is held as ${held.version}, and this one is another of version ${next.version}; releases tell them apart by it: make it ${major}.${minor + 1}.0`,
  );
}
