import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';

/** The real table, where it is at hand: read there, never copied into the project. */
export const realCollection = resolve(import.meta.dirname, '../../../shared/real/collection');
export const hasRealCollection = existsSync(realCollection);

export const readCsv = (path: string): Record<string, string>[] =>
  parse(readFileSync(path), { columns: true, bom: true, relax_column_count: true, comment: '##' });

export const realRows = (): Record<string, string>[] => readCsv(join(realCollection, 'metadata.csv'));

const countriesOf: Readonly<Record<string, string>> = {
  Africa: 'Egypt',
  Americas: 'United States|Canada|Argentina',
  Asia: 'China|Taiwan|Hong Kong|Iran|South Korea|Japan|Vietnam|Pakistan|Philippines|Israel|Turkey',
  Europe: 'Italy|Spain|Germany|United Kingdom|Portugal|Greece|Austria|Sweden|Ukraine|Belgium',
  Oceania: 'Australia',
};

/** UN region by the last comma part of a location, for the countries of the real table. */
export const regionOfLocation = (location: string): string | null =>
  Object.entries(countriesOf).find(([, countries]) =>
    countries.split('|').includes(location.split(',').at(-1)?.trim() ?? ''),
  )?.[0] ?? null;
