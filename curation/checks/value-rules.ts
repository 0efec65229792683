import type { Field } from '../../data/fields/field.ts';
import { numberOf } from '../../data/fields/value.ts';
import type { RowOfImage } from '../record/rows.ts';
import { atRow, type CheckedCase } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

function numberFindings(owner: RowOfImage, field: Field): CheckFinding[] {
  const { name, kind, range, likely, mistaken } = field;
  const cell = owner.row[name] ?? '';
  if (cell.trim() === '') return [];
  const value = numberOf(cell);
  const unit = field.unit ? ` ${field.unit}` : '';
  const at = (rule: string, says: string): CheckFinding[] => [atRow(rule, owner, name, `${name} ${says}`)];
  if (value === null || (kind === 'day' && !Number.isInteger(value)))
    return at('not-a-number', `'${cell}' is no ${kind === 'day' ? 'whole ' : ''}number`);
  if (range && (value < range[0] || value > range[1])) {
    const guess = mistaken?.(value);
    return at(
      'out-of-range',
      `${cell}${unit} is not between ${range[0]} and ${range[1]}${guess ? `; ${guess}` : ''}`,
    );
  }
  if (likely && (value < likely.range[0] || value > likely.range[1]))
    return at('unlikely-value', `${cell}${unit} is unlikely: ${likely.doubt}`);
  return [];
}

/** Neutrophils and lymphocytes are leukocytes; a tenth is left for rounding and different tubes. */
function totalFindings(owner: RowOfImage): CheckFinding[] {
  const { row } = owner;
  const total = numberOf(row.leukocyte_count);
  const parts = (numberOf(row.neutrophil_count) ?? 0) + (numberOf(row.lymphocyte_count) ?? 0);
  if (total === null || parts <= total * 1.1) return [];
  const { leukocyte_count, neutrophil_count, lymphocyte_count } = row;
  return [
    atRow(
      'cells-above-total',
      owner,
      'leukocyte_count',
      `neutrophils and lymphocytes are ${parts} 10^3/µL, all leukocytes ${total} 10^3/µL`,
      { values: { leukocyte_count, neutrophil_count, lymphocyte_count } },
    ),
  ];
}

/** Numbers, their units and ranges; ages of children. */
export function valueFindings({ rows, fields }: CheckedCase): CheckFinding[] {
  const numeric = fields.shown.filter(({ kind }) => kind === 'number' || kind === 'day');
  return rows.flatMap((owner) => {
    const age = numberOf(owner.row.age);
    return [
      ...numeric.flatMap((field) => numberFindings(owner, field)),
      ...totalFindings(owner),
      ...(age !== null && age >= 0 && age < 18
        ? [atRow('minor', owner, 'age', `${owner.row.age} years old`)]
        : []),
    ];
  });
}
