import { columnsOf } from '../../../data/fields/columns.ts';
import type { Field } from '../../../data/fields/field.ts';
import { fieldTable } from '../../../data/fields/table.ts';
import { code, page, table } from './markdown.ts';

/** The fields that people decide, and the columns of `metadata.csv`. */

const asked: Readonly<Record<Field['asked'][number], string>> = {
  patient: 'of each patient',
  image: 'of each image',
  'image-when-said': 'of an image where something speaks for it',
};

const valuesOf = ({ choices, range, unit }: Field): string =>
  [
    choices ? choices.join(', ') : '',
    range ? `${range[0]} to ${range[1]}${unit === undefined ? '' : ` ${unit}`}` : (unit ?? ''),
  ]
    .filter((part) => part !== '')
    .join('; ');

export const fieldsReference = (): string => {
  const fields: readonly Field[] = fieldTable;
  return page(
    '# Fields and columns',
    'Made of `data/fields` by `npm run references`. How to add one: [add-a-field.md](../add-a-field.md).',
    '## What is decided',
    table(
      ['field', 'label', 'kind', 'asked', 'values', 'how it is found'],
      fields.map((field) => [
        code(field.name),
        field.label,
        field.kind,
        field.asked.map((what) => asked[what]).join(', ') || 'not asked',
        valuesOf(field),
        field.derived
          ? 'follows from the timeline'
          : field.stated
            ? 'also from the fields of the source'
            : '',
      ]),
    ),
    '## Columns of metadata.csv',
    table(
      ['place', 'column', 'meaning'],
      columnsOf(fields).map(({ name, means }, at) => [String(at + 1), code(name), means]),
    ),
  );
};
