import { type KnownLicence, licenceNamed } from '../../data/vocabulary/licences.ts';

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
  readonly keywords: readonly string[];
}

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
  bib: 'application/x-bibtex',
  py: 'text/x-python',
};
/** Media type by a file's ending. */
export const releaseMediaType = (path: string): string =>
  mediaTypes[path.split('.').at(-1) ?? ''] ?? 'text/plain';

/** Resource and record-set names: lower case, digits, dots, dashes and underscores. */
export const resourceName = (path: string): string =>
  path
    .replace(/\.[a-z]+$/, '')
    .replaceAll('/', '-')
    .toLowerCase();

/** The licences of a release that are known by name. */
export const licencesOf = (facts: ReleaseFacts): KnownLicence[] =>
  facts.licences.flatMap(({ code }) => {
    const licence = licenceNamed(code);
    return licence ? [licence] : [];
  });
