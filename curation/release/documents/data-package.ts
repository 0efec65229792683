import type { WrittenFile } from '../../../data/files/output-folder.ts';
import { licencesOf, type ReleaseFacts, releaseMediaType, resourceName } from '../release-facts.ts';
import type { Column, Table } from '../tables.ts';

const frictionlessType = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
} as const;

function constraintsOf(column: Column): { constraints?: Record<string, unknown> } {
  const constraints = {
    ...(column.required ? { required: true } : {}),
    ...(column.values ? { enum: column.values } : {}),
    ...(column.minimum === undefined ? {} : { minimum: column.minimum }),
    ...(column.maximum === undefined ? {} : { maximum: column.maximum }),
    ...(column.pattern === undefined ? {} : { pattern: column.pattern }),
  };
  return Object.keys(constraints).length > 0 ? { constraints } : {};
}

/** `datapackage.json` of the Frictionless Data Package standard (specs.frictionlessdata.io), with table schemas. */
export function dataPackage(
  facts: ReleaseFacts,
  tables: readonly { table: Table; file: WrittenFile }[],
  others: readonly WrittenFile[],
): Record<string, unknown> {
  return {
    profile: 'data-package',
    name: facts.name,
    title: facts.title,
    description: facts.description,
    version: facts.version,
    created: `${facts.date}T00:00:00Z`,
    // A home is a place on the web; a name alone is none.
    ...(facts.url.startsWith('http') ? { homepage: facts.url } : { id: facts.url }),
    keywords: facts.keywords,
    contributors: facts.creators.map((title) => ({ title, role: 'author' })),
    licenses: licencesOf(facts).map(({ code, name, url }) => ({
      name: code,
      title: name,
      ...(url ? { path: url } : {}),
    })),
    resources: [
      ...tables.map(({ table, file }) => ({
        profile: 'tabular-data-resource',
        name: resourceName(file.path),
        path: file.path,
        title: table.title,
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        bytes: file.bytes,
        hash: `sha256:${file.sha256}`,
        dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
        schema: {
          fields: table.columns.map((column) => ({
            name: column.name,
            type: frictionlessType[column.type],
            description: column.unit ? `${column.means} (${column.unit})` : column.means,
            ...constraintsOf(column),
          })),
          missingValues: [''],
          ...(table.key.length > 0 ? { primaryKey: table.key } : {}),
          ...(table.refers && table.refers.length > 0
            ? {
                foreignKeys: table.refers.map(({ column, table: other, to }) => ({
                  fields: column,
                  reference: { resource: resourceName(other), fields: to },
                })),
              }
            : {}),
        },
      })),
      ...others.map((file) => ({
        profile: 'data-resource',
        // With its ending: images.txt and statistics.html stand beside tables and files of the same name.
        name: file.path.replaceAll('/', '-').toLowerCase(),
        path: file.path,
        mediatype: releaseMediaType(file.path),
        bytes: file.bytes,
        hash: `sha256:${file.sha256}`,
      })),
    ],
  };
}
