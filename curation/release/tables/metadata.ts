import { sourceColumns } from '../../../data/fields/columns.ts';
import type { Field } from '../../../data/fields/field.ts';
import { builtIn, type FieldSet } from '../../../data/fields/field-set.ts';
import { type Column, number, type Table, text } from './column.ts';

/** What each column of the source's facts means. */
export const meanings = Object.fromEntries(sourceColumns.map(({ name, means }) => [name, means])) as Record<
  (typeof sourceColumns)[number]['name'],
  string
>;

const isNumeric = (field: Field | null): boolean => field?.kind === 'number' || field?.kind === 'day';

/** `metadata.csv`: an imported `0.0` stays as it stood, so days are numbers here and whole ones in images.csv. */
export const metadataTable = (fields: FieldSet = builtIn): Table => ({
  path: 'metadata.csv',
  title: 'One row an image, in the columns of the COVID-19 Image Data Collection',
  columns: fields.columns.map(({ name, means, required, field }) => ({
    name,
    type: isNumeric(field) ? 'number' : 'string',
    means,
    ...(field?.unit ? { unit: field.unit } : {}),
    ...(required ? { required } : {}),
  })),
  key: ['filename'],
  refers: [{ column: 'patientid', table: 'patients.csv', to: 'patientid' }],
});

/** The column of a normalised table that shows a field. */
export function columnOfField({ name, kind, unit, range, cells, column }: Field): Column {
  const means = column?.means ?? '';
  if (kind === 'number')
    return number(name, means, { ...(unit ? { unit } : {}), ...(range ? { minimum: range[0] } : {}) });
  return text(name, means, {
    ...(cells ? { values: Object.values(cells).filter((cell) => cell !== '') } : {}),
    ...(kind === 'finding' ? { required: true } : {}),
  });
}
