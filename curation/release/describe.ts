import type { WrittenFile } from '../../data/store/output-folder.ts';
import { licenceNamed } from '../../data/vocabulary/licences.ts';
import type { Table } from './tables.ts';

/** What the release says of itself. */
export interface ReleaseFacts {
  /** Letters, digits and dashes. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** ISO date. */
  readonly date: string;
  readonly description: string;
  readonly url: string;
  /** Who made the dataset. */
  readonly creators: readonly string[];
  readonly licences: readonly { code: string; images: number }[];
}

const frictionlessType = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
} as const;
const croissantType = {
  string: 'sc:Text',
  integer: 'sc:Integer',
  number: 'sc:Float',
  boolean: 'sc:Boolean',
} as const;

const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  jsonl: 'application/jsonl',
  md: 'text/markdown',
  html: 'text/html',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  txt: 'text/plain',
  cff: 'application/yaml',
};
const mediaType = (path: string): string => mediaTypes[path.split('.').at(-1) ?? ''] ?? 'text/plain';

/** Resource and record-set names: lower case, digits, dots, dashes and underscores. */
const resourceName = (path: string): string =>
  path
    .replace(/\.[a-z]+$/, '')
    .replaceAll('/', '-')
    .toLowerCase();

const licencesOf = (facts: ReleaseFacts) =>
  facts.licences.flatMap(({ code }) => {
    const licence = licenceNamed(code);
    return licence ? [licence] : [];
  });

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
    homepage: facts.url,
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
            ...(column.required || column.values
              ? {
                  constraints: {
                    ...(column.required ? { required: true } : {}),
                    ...(column.values ? { enum: column.values } : {}),
                  },
                }
              : {}),
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
        mediatype: mediaType(file.path),
        bytes: file.bytes,
        hash: `sha256:${file.sha256}`,
      })),
    ],
  };
}

/** The JSON-LD context that the Croissant specification recommends (version 1.1, appendix 1). */
const croissantContext = {
  '@language': 'en',
  '@vocab': 'http://schema.org/',
  sc: 'http://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  annotation: 'cr:annotation',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  excludes: 'cr:excludes',
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  readLines: 'cr:readLines',
  sdVersion: 'cr:sdVersion',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
  unArchive: 'cr:unArchive',
  value: 'cr:value',
};

const citation = (facts: ReleaseFacts): string =>
  `@misc{${facts.name.replace(/[^a-z0-9]/gi, '')}${facts.date.slice(0, 4)}, title={${facts.title}}, author={${facts.creators.join(' and ')}}, year={${facts.date.slice(0, 4)}}, version={${facts.version}}}`;

/** Name of the list of image files: the manifest that Croissant's file set reads. */
export const IMAGE_LIST = 'images.txt';

/** `croissant.json`: MLCommons Croissant 1.1. */
export function croissant(
  facts: ReleaseFacts,
  tables: readonly { table: Table; file: WrittenFile }[],
  imageList: WrittenFile,
): Record<string, unknown> {
  const setName = (path: string): string => resourceName(path);
  return {
    '@context': croissantContext,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: facts.name,
    alternateName: facts.title,
    description: facts.description,
    version: facts.version,
    datePublished: facts.date,
    url: facts.url,
    license: licencesOf(facts).map(({ url, code }) => url ?? `https://spdx.org/licenses/${code}`),
    creator: facts.creators.map((name) => ({ '@type': 'sc:Organization', name })),
    citeAs: citation(facts),
    inLanguage: 'en',
    keywords: ['chest radiograph', 'computed tomography', 'pneumonia', 'COVID-19', 'medical imaging'],
    isLiveDataset: false,
    distribution: [
      ...[...tables.map(({ file }) => file), imageList].map((file) => ({
        '@type': 'cr:FileObject',
        '@id': file.path,
        name: file.path,
        contentUrl: file.path,
        contentSize: `${file.bytes} B`,
        encodingFormat: mediaType(file.path),
        sha256: file.sha256,
      })),
      {
        '@type': 'cr:FileSet',
        '@id': 'image-files',
        name: 'image-files',
        description: 'the images, as metadata.csv names them',
        containedIn: {
          '@type': 'cr:DataSource',
          fileObject: { '@id': imageList.path },
          transform: { readLines: true },
        },
        encodingFormat: ['image/png', 'image/jpeg'],
        includes: 'images/*',
      },
    ],
    recordSet: [
      ...tables.map(({ table, file }) => ({
        '@type': 'cr:RecordSet',
        '@id': setName(file.path),
        name: setName(file.path),
        description: table.title,
        ...(table.key.length > 0
          ? { key: table.key.map((column) => ({ '@id': `${setName(file.path)}/${column}` })) }
          : {}),
        field: table.columns.map((column) => {
          const refers = table.refers?.find((candidate) => candidate.column === column.name);
          return {
            '@type': 'cr:Field',
            '@id': `${setName(file.path)}/${column.name}`,
            name: column.name,
            description: column.unit ? `${column.means} (${column.unit})` : column.means,
            dataType: croissantType[column.type],
            source: { fileObject: { '@id': file.path }, extract: { column: column.name } },
            ...(refers ? { references: { '@id': `${setName(refers.table)}/${refers.to}` } } : {}),
          };
        }),
      })),
      {
        '@type': 'cr:RecordSet',
        '@id': 'pictures',
        name: 'pictures',
        description: 'the image files with their names',
        key: [{ '@id': 'pictures/filename' }],
        field: [
          {
            '@type': 'cr:Field',
            '@id': 'pictures/filename',
            name: 'filename',
            description: 'name of the file',
            dataType: 'sc:Text',
            source: { fileSet: { '@id': 'image-files' }, extract: { fileProperty: 'filename' } },
            references: { '@id': 'metadata/filename' },
          },
          {
            '@type': 'cr:Field',
            '@id': 'pictures/content',
            name: 'content',
            description: 'the picture',
            dataType: 'sc:ImageObject',
            source: { fileSet: { '@id': 'image-files' }, extract: { fileProperty: 'content' } },
          },
        ],
      },
    ],
  };
}

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
      const pattern = {
        integer: `${optional}^[+-]?\\d+$`,
        number: `${optional}^[+-]?\\d+(\\.\\d+)?$`,
        boolean: `${optional}^(true|false)$`,
        string: null,
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
          `| ${column.name} | ${column.type} | ${column.unit ?? ''} | ${column.means.replaceAll('|', '\\|')} | ${(column.values ?? []).join(', ')} |`,
      ),
    ]),
    '',
  ].join('\n');

const quoted = (value: string): string => JSON.stringify(value);
const SPDX = /^(?:CC0|CC-BY(?:-NC)?(?:-SA|-ND)?|Apache|MIT)(?:-\d\.\d)?$/;

/** `CITATION.cff` (Citation File Format 1.2.0). JSON strings are YAML strings, so nothing can break out. */
export function citationFile(facts: ReleaseFacts): string {
  const codes = facts.licences
    .map(({ code }) => code)
    .filter((code) => SPDX.test(code) && (code === 'MIT' || /\d$/.test(code)));
  return [
    'cff-version: 1.2.0',
    'message: "If you use this dataset, please cite it and credit each image as credits.csv says."',
    'type: dataset',
    `title: ${quoted(facts.title)}`,
    `version: ${quoted(facts.version)}`,
    `date-released: ${facts.date}`,
    ...(facts.url.startsWith('http') ? [`url: ${quoted(facts.url)}`] : []),
    'authors:',
    ...facts.creators.map((name) => `  - name: ${quoted(name)}`),
    ...(codes.length > 0 ? ['license:', ...codes.map((code) => `  - ${code}`)] : []),
    '',
  ].join('\n');
}
