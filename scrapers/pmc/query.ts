import { BadUsage } from '../../data/errors.ts';
import type { SearchQuery } from '../crawl/source.ts';
import { europePmcService } from '../papers/fetching/europe-pmc.ts';
import { firstCursor } from './search-answer.ts';

/** Articles a page: Europe PMC's own default, so that a crawl that stops early has asked for few. */
const pageSize = 25;
/** What Europe PMC calls the licences that it can be asked for. */
const licences = ['cc0', 'cc by', 'cc by-sa', 'cc by-nc', 'cc by-nc-sa', 'cc by-nd', 'cc by-nc-nd'];

/** `CC-BY`, `cc by`, `by` → `cc by`. @throws BadUsage (code `unknown-licence`) */
const licenceTerm = (stated: string): string => {
  const plain = stated.toLowerCase().replace(/^cc[-\s]?/, '');
  const name = plain === '0' || plain === 'zero' ? 'cc0' : `cc ${plain.replaceAll(' ', '-')}`;
  if (licences.includes(name)) return `LICENSE:"${name}"`;
  throw new BadUsage(
    'unknown-licence',
    `'${stated}' is no licence that pmc can be asked for; use ${licences.map((one) => one.replace('cc ', '')).join(', ')}`,
  );
};

const yearTerm = (stated: string): string => {
  const [, from, to = from] = /^(\d{4})(?:-(\d{4}))?$/.exec(stated) ?? [];
  if (from !== undefined) return `PUB_YEAR:[${from} TO ${to}]`;
  throw new BadUsage('bad-year', `'${stated}' is neither a year nor a span of years such as 2020-2022`);
};

/**
 * What Europe PMC is asked: open case reports whose text it holds, by words in its own query language (`title:covid`,
 * `"chest radiograph"`), licence and year.
 * @throws BadUsage for filters and values that it does not know
 */
export const searchTerms = ({ text, filters }: SearchQuery): string => {
  const unknown = Object.keys(filters).find((name) => name !== 'licence' && name !== 'year');
  if (unknown !== undefined) {
    throw new BadUsage(
      'unknown-filter',
      `pmc knows no filter '${unknown}'; use licence= or year=, or give PMCIDs or DOIs`,
    );
  }
  const anyOf = (terms: readonly string[]): string[] =>
    terms.length === 0 ? [] : [terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' OR ')})`];
  return [
    ...(text === '' ? [] : [`(${text})`]),
    'PUB_TYPE:"case-reports"',
    'OPEN_ACCESS:Y',
    'IN_EPMC:Y',
    ...anyOf((filters['licence'] ?? []).map(licenceTerm)),
    ...anyOf((filters['year'] ?? []).map(yearTerm)),
  ].join(' AND ');
};

/** Address of a page of results. */
export const searchAddress = (terms: string, cursor = firstCursor): string =>
  `${europePmcService}/search?${new URLSearchParams({
    query: terms,
    format: 'json',
    resultType: 'lite',
    pageSize: String(pageSize),
    cursorMark: cursor,
  })}`;
