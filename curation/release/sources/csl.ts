import type { Source } from './sources.ts';

/** "Family, Given" says which is which; any other name is kept whole. */
function nameOf(author: string): Record<string, string> {
  const [family = '', given = '', ...more] = author.split(',').map((part) => part.trim());
  return family && given && more.length === 0 ? { family, given } : { literal: author.trim() };
}

/** 2020-03-05 -> [2020, 3, 5], as far as it goes. */
const dateParts = (iso: string): number[] =>
  (/^\d{4}(?:-\d\d){0,2}/.exec(iso)?.[0] ?? '').split('-').map(Number);

function item(source: Source): Record<string, unknown> {
  const { key, kind, title, authors, journal, published, doi, url, name } = source;
  return {
    id: key,
    type: kind === 'site' ? 'webpage' : journal ? 'article-journal' : 'document',
    ...(title || kind === 'site' ? { title: title || name } : {}),
    ...(authors.length > 0 ? { author: authors.map(nameOf) } : {}),
    ...(journal ? { 'container-title': journal } : {}),
    ...(/^\d{4}/.test(published) ? { issued: { 'date-parts': [dateParts(published)] } } : {}),
    ...(doi ? { DOI: doi } : {}),
    ...(url ? { URL: url } : {}),
  };
}

/** `bibliography.json`: CSL-JSON, as reference managers and citeproc read it. Pure. */
export const cslJson = (sources: readonly Source[]): string =>
  `${JSON.stringify(sources.map(item), null, 2)}\n`;
