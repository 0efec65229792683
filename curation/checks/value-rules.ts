import { type Field, fields } from '../../data/format/fields.ts';
import type { MetadataColumn } from '../../data/vocabulary/metadata-columns.ts';
import type { RowOfImage } from '../release/rows.ts';
import { atRow, type CaseView } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

const numeric = fields.filter((field) => field.kind === 'number' || field.kind === 'day');
const decimal = /^[+-]?\d{1,12}(\.\d{1,12})?$/;

/**
 * Ranges outside which hardly any living patient lies; the ranges of `fields` are what cannot be at all.
 * Saturation: a patient below 50 % is not filmed, while oxygen partial pressures (mmHg) of 20 to 50 are common.
 */
const likely: Partial<Record<string, readonly [number, number, string]>> = {
  temperature: [33, 42, 'was it measured on the skin or in °F?'],
  pO2_saturation: [50, 100, 'a partial pressure in mmHg?'],
  leukocyte_count: [0.3, 100, 'a count per µL or in 10^9/L of another cell?'],
  neutrophil_count: [0.1, 60, 'a percentage?'],
  lymphocyte_count: [0.05, 20, 'a percentage?'],
  offset: [-60, 365, 'counted from another event?'],
};

/** The unit that the value would fit, said as a question. */
function guess(field: Field, value: number): string {
  if (field.name === 'temperature' && value >= 86 && value <= 110)
    return `; in °F it would be ${(((value - 32) * 5) / 9).toFixed(1)} °C`;
  if (field.name === 'lymphocyte_count' || field.name === 'neutrophil_count') return '; a percentage?';
  if (field.name === 'leukocyte_count') return '; a count per µL?';
  if (field.name === 'pO2_saturation') return '; a partial pressure in mmHg?';
  return '';
}

/** A cell as a number; null for a blank or anything else. */
export const numberOf = (cell: string): number | null =>
  decimal.test(cell.trim()) ? Number(cell.trim()) : null;

function numberFindings(owner: RowOfImage, field: Field): CheckFinding[] {
  const column = field.name as MetadataColumn;
  const cell = owner.row[column];
  if (cell.trim() === '') return [];
  const value = numberOf(cell);
  const unit = field.unit ? ` ${field.unit}` : '';
  if (value === null || (field.kind === 'day' && !Number.isInteger(value)))
    return [
      atRow(
        'not-a-number',
        owner,
        column,
        `${column} '${cell}' is no ${field.kind === 'day' ? 'whole ' : ''}number`,
      ),
    ];
  if (field.range && (value < field.range[0] || value > field.range[1]))
    return [
      atRow(
        'out-of-range',
        owner,
        column,
        `${column} ${cell}${unit} is not between ${field.range[0]} and ${field.range[1]}${guess(field, value)}`,
      ),
    ];
  const usual = likely[field.name];
  if (usual && (value < usual[0] || value > usual[1]))
    return [atRow('unlikely-value', owner, column, `${column} ${cell}${unit} is unlikely: ${usual[2]}`)];
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
export function valueFindings({ rows }: CaseView): CheckFinding[] {
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
