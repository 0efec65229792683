import type { CheerioAPI } from 'cheerio';
import { readAttribute, readLine } from '../reading/html-text.ts';

/** What the citation block and the head of a case page say of the document. */
export interface CitationFacts {
  rid: string | null;
  doi: string | null;
  citation: string | null;
  published: string | null;
  institution: string | null;
  systems: string[];
  tags: string[];
}

const orNull = (text: string): string | null => (text === '' || text === '-' ? null : text);

/** The cell beside a label of the citation block. */
const row = ($: CheerioAPI, label: string) => {
  const heading = $('#citation-info')
    .find('strong, b, dt, th, .col-sm-3')
    .filter((_, element) => {
      const text = readLine($(element)).replace(/:$/, '').trim();
      return text.toLowerCase() === label.toLowerCase();
    })
    .last();
  return heading.next().length > 0 ? heading.next() : heading.parent().next();
};

const linksOf = ($: CheerioAPI, label: string, prefix: string): string[] => {
  const cell = row($, label);
  const links = cell.find(`a[href^="${prefix}"]`);
  const anywhere =
    links.length > 0 ? links : $(`#citation-info a[href^="${prefix}"], #content-header a[href^="${prefix}"]`);
  const names = anywhere.toArray().map((element) => readLine($(element)));
  if (names.length > 0) return [...new Set(names.filter(Boolean))];
  const words = orNull(readLine(cell));
  return words === null
    ? []
    : words
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean);
};

/** The case number is the permanent key: every place that states it is asked, the surest first. */
const ridOf = ($: CheerioAPI): string | null => {
  const stated = /^\d{1,9}$/.exec(readLine(row($, 'rID')))?.[0];
  if (stated) return stated;
  const identifier = /rID-(\d{1,9})/.exec($('meta[name="dc.identifier" i]').attr('content') ?? '')?.[1];
  if (identifier) return identifier;
  const doi = /10\.53347\/rID-(\d{1,9})/i.exec($('#citation-info').text())?.[1];
  if (doi) return doi;
  const link = /^\/cases\/(\d{1,9})\/studies\/\d/.exec(
    URL.parse($('a.view-fullscreen-link').first().attr('href') ?? '', 'https://radiopaedia.org')?.pathname ??
      '',
  )?.[1];
  if (link) return link;
  const data = /"case_?id"\s{0,3}:\s{0,3}"?(\d{1,9})/i.exec($('div.hidden.data').first().text())?.[1];
  if (data) return data;
  const credit = /rID:?\s{0,3}(\d{1,9})/.exec($('textarea').text())?.[1];
  if (credit) return credit;
  const permalink = $('a[href*="/cases/"], link[href*="/cases/"]')
    .toArray()
    .map((element) => /\/cases\/(\d{1,9})(?:\/studies\/|[?#]|$)/.exec($(element).attr('href') ?? '')?.[1])
    .find((number) => number !== undefined);
  return permalink ?? ridInWords($);
};

/** Last of all the words of the page, if they name one case only. */
const ridInWords = ($: CheerioAPI): string | null => {
  const words = $('body').text();
  const named = [...words.matchAll(/\brID(?::\s{0,3}|-)(\d{1,9})\b/g)].map((match) => match[1] ?? '');
  const [only, ...others] = new Set(named);
  return others.length === 0 ? (only ?? null) : null;
};

const doiOf = ($: CheerioAPI, rid: string | null): string | null => {
  const stated = /10\.53347\/rID-\d{1,9}/i.exec(
    `${readLine(row($, 'DOI'))} ${$('meta[name="citation_doi"]').attr('content') ?? ''}`,
  )?.[0];
  return stated ?? (rid === null ? null : `10.53347/rID-${rid}`);
};

export const readCitation = ($: CheerioAPI): CitationFacts => {
  const rid = ridOf($);
  return {
    rid,
    doi: doiOf($, rid),
    citation: orNull(readLine(row($, 'Citation'))),
    published:
      orNull(readLine(row($, 'Case published'))) ?? readAttribute($('meta[name="citation_date"]'), 'content'),
    institution: orNull(readLine(row($, 'Institution'))),
    systems: linksOf($, 'Systems', '/articles/section/'),
    tags: linksOf($, 'Tags', '/tags/'),
  };
};
