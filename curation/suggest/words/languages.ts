import { Scanned } from '../patterns/scanned.ts';
import { keptTest, type WordTest } from '../patterns/word-test.ts';
import { clauses as englishClauses } from './en/clauses.ts';
import { persons as englishPersons } from './en/persons.ts';
import { times as englishTimes } from './en/times.ts';
import { whether as englishWhether } from './en/whether.ts';
import { clauses as italianClauses } from './it/clauses.ts';
import { persons as italianPersons } from './it/persons.ts';
import { times as italianTimes } from './it/times.ts';
import { whether as italianWhether } from './it/whether.ts';

/**
 * The languages that are read, their lists joined: what is written in one may quote another, and a text's stated
 * language is often its journal's.
 */

type Lists<T> = { readonly [name in keyof T]: readonly string[] };

/** The lists of all languages under the names of one. */
export function joined<T extends Lists<T>>(first: T, ...others: readonly T[]): T {
  const names = Object.keys(first) as (keyof T)[];
  const all = names.map((name) => [name, [first, ...others].flatMap((words) => words[name])] as const);
  return Object.fromEntries(all) as unknown as T;
}

export const clauseWords = joined(englishClauses, italianClauses);
export const personWords = joined(englishPersons, italianPersons);
export const timeWords = joined(englishTimes, italianTimes);
export const whetherWords = joined(englishWhether, italianWhether);

/** Whole words of a list anywhere in a text, e.g. to be searched from a place on. */
export const anyOf = (words: readonly string[], flags = 'giu'): RegExp =>
  words.length === 0
    ? /$^/
    : new Scanned(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, flags);

/** A list as a test of a single word. */
export const oneOf = (words: readonly string[]): WordTest =>
  keptTest(new RegExp(`^(?:${words.join('|')})$`, 'iu'));
