import { z } from 'zod';

/**
 * What is asked of a row, as data: whom a collection includes and what its tasks tell apart. A condition asks one cell, or
 * joins others; cells are spelled as the CSV has them.
 */

const field = z.string().min(1).max(60);
const text = z.string().max(200);

const cellConditions = [
  z.strictObject({ field, is: text }),
  /** Another cell, a blank one among them. */
  z.strictObject({ field, isNot: text.min(1) }),
  z.strictObject({ field, in: z.array(text).min(1).max(100) }),
  /** The letters stand in the cell. */
  z.strictObject({ field, contains: text.min(1) }),
  /** The cell is this path of a hierarchy, or one below it. */
  z.strictObject({ field, under: text.min(1) }),
  /** One step of the cell's path is this. */
  z.strictObject({ field, step: text.min(1) }),
  z.strictObject({ field, above: z.number() }),
  z.strictObject({ field, below: z.number() }),
  z.strictObject({ field, from: z.number() }),
  z.strictObject({ field, to: z.number() }),
  /** Something stands in the cell, or nothing does; of a finding: it is decided. */
  z.strictObject({ field, stated: z.boolean() }),
] as const;

const cellConditionSchema = z.union(cellConditions);
export type CellCondition = z.infer<typeof cellConditionSchema>;
export type Condition =
  | CellCondition
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    ...cellConditions,
    z.strictObject({ all: z.array(conditionSchema).min(1).max(50) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(50) }),
    z.strictObject({ not: conditionSchema }),
  ]),
);

/** A cell as the CSV has it; numbers may come as such. Null: the row has no such cell, or nobody knows it. */
export type CellOf = (field: string) => string | number | null;

const numeric = /^[+-]?\d{1,12}(?:\.\d{1,12})?$/;
const numberIn = (cell: string | number | null): number | null =>
  typeof cell === 'number' ? cell : cell !== null && numeric.test(cell.trim()) ? Number(cell.trim()) : null;

const undecided: readonly string[] = ['', 'todo', 'Unknown'];

function cellHolds(condition: CellCondition, cellOf: CellOf): boolean | null {
  const cell = cellOf(condition.field);
  const words = cell === null ? '' : String(cell).trim();
  const isStated = condition.field === 'finding' ? !undecided.includes(words) : words !== '';
  if ('stated' in condition) return isStated === condition.stated;
  if ('isNot' in condition) return words !== condition.isNot;
  if (words === '') return null;
  if ('is' in condition) return words === condition.is;
  if ('in' in condition) return condition.in.includes(words);
  if ('contains' in condition) return words.includes(condition.contains);
  if ('under' in condition) return words === condition.under || words.startsWith(`${condition.under}/`);
  if ('step' in condition) return words.split('/').includes(condition.step);
  const number = numberIn(cell);
  if (number === null) return null;
  if ('above' in condition) return number > condition.above;
  if ('below' in condition) return number < condition.below;
  return 'from' in condition ? number >= condition.from : number <= condition.to;
}

/**
 * Whether a row meets a condition; null where a blank cell leaves it open. What is open is neither met nor missed: `not` of
 * it is open too. Pure.
 */
export function holds(condition: Condition, cellOf: CellOf): boolean | null {
  if ('not' in condition) {
    const inner = holds(condition.not, cellOf);
    return inner === null ? null : !inner;
  }
  if ('all' in condition) {
    const found = condition.all.map((one) => holds(one, cellOf));
    return found.includes(false) ? false : found.includes(null) ? null : true;
  }
  if ('any' in condition) {
    const found = condition.any.map((one) => holds(one, cellOf));
    return found.includes(true) ? true : found.includes(null) ? null : false;
  }
  return cellHolds(condition, cellOf);
}

/** The fields that a condition asks for, each as often as it is asked. */
export function columnsAsked(condition: Condition): readonly string[] {
  if ('not' in condition) return columnsAsked(condition.not);
  if ('all' in condition) return condition.all.flatMap(columnsAsked);
  return 'any' in condition ? condition.any.flatMap(columnsAsked) : [condition.field];
}

function cellInWords(condition: CellCondition): string {
  const { field: name } = condition;
  if ('stated' in condition) {
    const word = name === 'finding' ? 'decided' : 'stated';
    return `${name} ${condition.stated ? word : `not ${word}`}`;
  }
  if ('is' in condition) return `${name} is ${condition.is}`;
  if ('isNot' in condition) return `${name} is not ${condition.isNot}`;
  if ('in' in condition) return `${name} is ${condition.in.join(' or ')}`;
  if ('contains' in condition) return `${name} contains ${condition.contains}`;
  if ('under' in condition) return `${name} is ${condition.under} or below it`;
  if ('step' in condition) return `${name} names ${condition.step}`;
  if ('above' in condition) return `${name} > ${condition.above}`;
  if ('below' in condition) return `${name} < ${condition.below}`;
  return 'from' in condition ? `${name} >= ${condition.from}` : `${name} <= ${condition.to}`;
}

/** The same in words, for the card of a release: `view is PA or AP; offset > 0; not (in_icu is Y)`. */
export function wordsOfCondition(condition: Condition): string {
  if ('not' in condition) return `not (${wordsOfCondition(condition.not)})`;
  const joined = (parts: readonly Condition[], by: string): string =>
    parts
      .map((part) =>
        'any' in part || 'all' in part ? `(${wordsOfCondition(part)})` : wordsOfCondition(part),
      )
      .join(by);
  if ('all' in condition) return joined(condition.all, '; ');
  return 'any' in condition ? joined(condition.any, ' or ') : cellInWords(condition);
}
