import type { ReleaseFacts } from '../release-facts.ts';
import type { Column, Table } from '../tables.ts';

/** JSON Schema (draft 2020-12) of a table's row, cells as the text they are in the CSV. */
export const tableJsonSchema = (table: Table): Record<string, unknown> => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: table.title,
  type: 'object',
  additionalProperties: false,
  required: table.columns.map(({ name }) => name),
  properties: Object.fromEntries(
    table.columns.map((column) => {
      const optional = column.required ? '' : '^$|';
      const own = column.pattern ? `${optional}^(?:${column.pattern})$` : null;
      const pattern = {
        integer: `${optional}^[+-]?\\d+$`,
        number: `${optional}^[+-]?\\d+(\\.\\d+)?$`,
        boolean: `${optional}^(true|false)$`,
        string: own,
      }[column.type];
      return [
        column.name,
        {
          type: 'string',
          description: column.unit ? `${column.means} (${column.unit})` : column.means,
          ...(pattern ? { pattern } : {}),
          ...(column.required && !pattern ? { minLength: 1 } : {}),
          ...(column.values ? { enum: column.required ? column.values : ['', ...column.values] } : {}),
        },
      ];
    }),
  ),
});

/** Closed lists and limits in words. */
function valuesOf({ values, minimum, maximum }: Column): string {
  if (values) return values.join(', ');
  if (minimum === undefined) return '';
  return maximum === undefined ? `${minimum} or more` : `${minimum} to ${maximum}`;
}

/** `data-dictionary.md`: every column of every table in words. */
export const dataDictionary = (tables: readonly Table[]): string =>
  [
    '# Data dictionary',
    '',
    'Blank cells: not stated. Silence of a source is never written as N.',
    ...tables.flatMap((table) => [
      '',
      `## ${table.path}`,
      '',
      `${table.title}.`,
      '',
      '| column | type | unit | meaning | values |',
      '| --- | --- | --- | --- | --- |',
      ...table.columns.map(
        (column) =>
          `| ${column.name} | ${column.type} | ${column.unit ?? ''} | ${column.means.replaceAll('|', '\\|')} | ${valuesOf(column)} |`,
      ),
    ]),
    '',
  ].join('\n');

const quoted = (value: string): string => JSON.stringify(value);

/**
 * `CITATION.cff` (Citation File Format 1.2.0). JSON strings are YAML strings, so nothing can break out. Several licences
 * would read as a choice between them there, so one is named only where all images are under it.
 */
export function citationFile(facts: ReleaseFacts): string {
  const [first, ...others] = facts.licences.map(({ code }) => code);
  const only = others.length === 0 && first !== undefined && !first.startsWith('LicenseRef-') ? first : null;
  return [
    'cff-version: 1.2.0',
    'message: "If you use this dataset, please cite it; each image has its own licence, and is credited as credits.csv says."',
    'type: dataset',
    `title: ${quoted(facts.title)}`,
    `version: ${quoted(facts.version)}`,
    `date-released: ${facts.date}`,
    ...(facts.url.startsWith('http') ? [`url: ${quoted(facts.url)}`] : []),
    'authors:',
    ...facts.creators.map((name) => `  - name: ${quoted(name)}`),
    ...(only === null ? [] : [`license: ${only}`]),
    '',
  ].join('\n');
}
