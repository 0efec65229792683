import { nameOfTerm, type Term } from '../../ports/case-summary.ts';
import { CHUNK, switched } from './case-set.ts';
import type { IndexFile } from './index-file.ts';

function switchTerm(file: IndexFile, number: number, [kind, term]: Term, on: boolean): void {
  const chunk = Math.floor(number / CHUNK);
  const held = file.get<{ bits: Uint8Array }>(
    'SELECT bits FROM terms WHERE kind = ? AND term = ? AND chunk = ?',
    kind,
    term,
    chunk,
  );
  const bits = switched(held?.bits, number, on);
  if (bits) file.run('INSERT OR REPLACE INTO terms VALUES (?, ?, ?, ?)', kind, term, chunk, bits);
  else file.run('DELETE FROM terms WHERE kind = ? AND term = ? AND chunk = ?', kind, term, chunk);
  file.run(
    'INSERT INTO counts (kind, term, count) VALUES (?, ?, ?) ON CONFLICT (kind, term) DO UPDATE SET count = count + excluded.count',
    kind,
    term,
    on ? 1 : -1,
  );
}

/**
 * From the terms a case had to those it has: only what differs is written. Within a transaction.
 * @param stored the former ones as `cases.terms` keeps them
 */
export function changeTerms(file: IndexFile, number: number, stored: string, now: readonly Term[]): void {
  const before = JSON.parse(stored) as Term[];
  const [had, has] = [new Set(before.map(nameOfTerm)), new Set(now.map(nameOfTerm))];
  for (const term of before) if (!has.has(nameOfTerm(term))) switchTerm(file, number, term, false);
  for (const term of now) if (!had.has(nameOfTerm(term))) switchTerm(file, number, term, true);
}
