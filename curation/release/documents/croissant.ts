import type { WrittenFile } from '../../../data/files/output-folder.ts';
import { licencesOf, type ReleaseFacts, releaseMediaType, resourceName } from '../release-facts.ts';
import type { Table } from '../tables.ts';

const croissantType = {
  string: 'sc:Text',
  integer: 'sc:Integer',
  number: 'sc:Float',
  boolean: 'sc:Boolean',
} as const;

/** The JSON-LD context that the Croissant specification recommends (version 1.1, appendix 1). */
const croissantContext = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  sc: 'https://schema.org/',
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

/** The address of each licence once; one without an address is told by its name. */
const licenceNodes = (facts: ReleaseFacts): (string | { '@type': string; name: string })[] => [
  ...new Set(licencesOf(facts).flatMap(({ url }) => url ?? [])),
  ...licencesOf(facts)
    .filter(({ url }) => url === null)
    .map(({ name }) => ({ '@type': 'sc:CreativeWork', name })),
];

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
    license: licenceNodes(facts),
    creator: facts.creators.map((name) => ({ '@type': 'sc:Organization', name })),
    citeAs: citation(facts),
    inLanguage: 'en',
    keywords: facts.keywords,
    isLiveDataset: false,
    distribution: [
      ...[...tables.map(({ file }) => file), imageList].map((file) => ({
        '@type': 'cr:FileObject',
        '@id': file.path,
        name: file.path,
        contentUrl: file.path,
        contentSize: `${file.bytes} B`,
        encodingFormat: releaseMediaType(file.path),
        sha256: file.sha256,
      })),
      {
        '@type': 'cr:FileSet',
        '@id': 'image-files',
        name: 'image-files',
        description: 'the images, as metadata.csv names them',
        containedIn: {
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
            ...(refers ? { references: { field: { '@id': `${setName(refers.table)}/${refers.to}` } } } : {}),
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
            references: { field: { '@id': 'metadata/filename' } },
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
