import { type Condition, columnsAsked, holds, wordsOfCondition } from '../../data/protocols/condition.ts';
import { atRow, type CheckedCase } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** The parts of a condition that a row surely misses: of several that must all hold, those that do not. */
const missed = (condition: Condition, cellOf: (column: string) => string | null): readonly Condition[] =>
  'all' in condition
    ? condition.all.flatMap((part) => missed(part, cellOf))
    : holds(condition, cellOf) === false
      ? [condition]
      : [];

/** Rows that the protocol of the collection does not include, one finding for each of its conditions. */
export function inclusionFindings({ rows, fields: { include } }: CheckedCase): CheckFinding[] {
  if (!include) return [];
  return rows.flatMap((owner) => {
    const cellOf = (column: string): string | null => owner.row[column] ?? null;
    return missed(include, cellOf).map((condition) => {
      const asked = [...new Set(columnsAsked(condition))];
      return atRow(
        'outside-protocol',
        owner,
        asked[0] ?? null,
        `is outside of the protocol, which asks: ${wordsOfCondition(condition)}`,
        { values: Object.fromEntries(asked.map((column) => [column, owner.row[column] ?? ''])) },
      );
    });
  });
}
