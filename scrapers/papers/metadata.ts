import type { EmbeddedMetadata } from './embedded-metadata.ts';
import { firstOf } from './embedded-metadata.ts';
import { findLicence } from './licence-statement.ts';
import type { PaperLicence } from './paper.ts';
import type { TextLine } from './pdf/page-text.ts';
import { authors, chooseTitle, printedTitle } from './title-page.ts';

export interface PaperMetadata {
  title: string | null;
  authors: string[];
  doi: string | null;
  pmcid: string | null;
  journal: string | null;
  year: number | null;
  published: string | null;
  licence: PaperLicence;
}

const doiPattern = /\b10\.\d{4,9}\/[^\s"<>{}|\\^`]{1,200}/gi;

/** A DOI without resolver address and trailing punctuation; `null` when there is none. */
export function doiIn(text: string): string | null {
  const [found] = text.match(doiPattern) ?? [];
  return found === undefined ? null : trimDoi(found);
}

function trimDoi(doi: string): string | null {
  let clean = doi.replace(/(?<![.,;:'"”’*])[.,;:'"”’*]+$/, '');
  // A bracket closes the sentence unless it was opened inside.
  while (/[)\]]$/.test(clean) && (clean.match(/[([]/g)?.length ?? 0) < (clean.match(/[)\]]/g)?.length ?? 0)) {
    clean = clean.slice(0, -1).replace(/(?<![.,;:])[.,;:]+$/, '');
  }
  return /^10\.\d{4,9}\/\S{2,}/.test(clean) ? clean : null;
}

const doiKeys = [
  'prism:doi',
  'crossmark:doi',
  'pdfx:doi',
  'pdfx:wps-articledoi',
  'dc:identifier',
  'doi',
  'subject',
  'dc:description',
  'title',
  'dc:title',
];

/**
 * Reads title, authors, DOI, journal, date and licence of a paper.
 * @param pages the lines of each page
 * @param links the web addresses each page links to
 */
export function paperMetadata(
  pages: readonly (readonly TextLine[])[],
  embedded: EmbeddedMetadata,
  words: ReadonlySet<string>,
  links: readonly (readonly string[])[] = [],
): PaperMetadata {
  const front = pages[0] ?? [];
  const named = journal(embedded);
  const heading = printedTitle(pages, words, named);
  const title = chooseTitle(embedded, heading?.text ?? null, front);
  const text = pages.map((lines) => lines.map((line) => line.text).join('\n'));
  const { year, published } = publicationDate(text, embedded);
  return {
    title,
    authors: authors(embedded, front, heading),
    doi: findDoi(text, embedded, links[0] ?? []),
    pmcid: /\bPMC\d{5,9}\b/.exec(text[0] ?? '')?.[0] ?? null,
    journal: named,
    year,
    published,
    licence: findLicence(text, links.flat()),
  };
}

function findDoi(
  pages: readonly string[],
  embedded: EmbeddedMetadata,
  links: readonly string[],
): string | null {
  for (const key of doiKeys) {
    const doi = doiIn(firstOf(embedded.get(key)));
    if (doi !== null && !/^10\.\d+\/\(issn\)/i.test(doi)) return doi;
  }
  const linked = links.flatMap((link) => (/doi\.org\//i.test(link) ? (doiIn(decoded(link)) ?? []) : []));
  // A DOI may be broken at the end of a line, after a stop, stroke or hyphen.
  const start = pages
    .slice(0, 2)
    .map((page) => page.replace(/(10\.\d{4,9}\/(?:\S{0,80}[./-])?)\n(?=[\w(])/g, '$1'));
  for (const page of start) {
    const all = (page.match(doiPattern) ?? []).flatMap((doi) => trimDoi(doi) ?? []);
    const own = /(?:doi|dx\.doi\.org|doi\.org)[:/\s]{0,4}\s*(10\.\d{4,9}\/\S+)/i.exec(page)?.[1];
    const named = own === undefined ? null : trimDoi(own);
    if (all.length === 0) continue;
    const confirmed = linked.find((link) =>
      all.some((doi) => link.toLowerCase().startsWith(doi.toLowerCase())),
    );
    if (confirmed !== undefined) return confirmed;
    const counts = new Map<string, number>();
    for (const doi of all) counts.set(doi.toLowerCase(), (counts.get(doi.toLowerCase()) ?? 0) + 1);
    const most = all.reduce((best, doi) =>
      (counts.get(doi.toLowerCase()) ?? 0) > (counts.get(best.toLowerCase()) ?? 0) ? doi : best,
    );
    return (counts.get(most.toLowerCase()) ?? 0) > 1 ? most : (named ?? most);
  }
  return null;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function journal(embedded: EmbeddedMetadata): string | null {
  const named = firstOf(embedded.get('prism:publicationname')).trim();
  if (named !== '') return named;
  const subject = firstOf(embedded.get('subject') ?? embedded.get('dc:description'));
  const [before] = subject.split(/,\s*(?:\d{4}\b|doi|https?:)/i);
  return before !== undefined && before !== subject && before.length < 120 ? before.trim() : null;
}

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const published = new RegExp(
  `(?:published(?:\\s+online)?|available online|first published)[:\\s]{1,4}((?:\\d{1,2}\\s+)?(?:${months}|\\p{Lu}\\p{Ll}{2})\\.?\\s+(?:\\d{1,2},?\\s+)?(?:19|20)\\d\\d)`,
  'iu',
);

function publicationDate(
  pages: readonly string[],
  embedded: EmbeddedMetadata,
): { year: number | null; published: string | null } {
  const front = pages.slice(0, 2).join('\n');
  const stated = published.exec(front)?.[1] ?? null;
  const printed =
    /(?:©|copyright|\(c\))\s*(?:the\s+author\(?s?\)?,?\s*)?((?:19|20)\d\d)/i.exec(front)?.[1] ??
    /\(((?:19|20)\d\d)\)\s*\d+[:;]/.exec(front)?.[1] ??
    stated?.match(/(?:19|20)\d\d/)?.[0] ??
    /\b((?:19|20)\d\d)[,;]?\s*(?:vol|volume)\b/i.exec(front)?.[1] ??
    /\bvolume\s+((?:19|20)\d\d)\b/i.exec(front)?.[1];
  const embeddedYear = /(?:19|20)\d\d/.exec(
    firstOf(embedded.get('prism:publicationdate') ?? embedded.get('crossmark:majorversiondate')),
  )?.[0];
  const year = printed ?? embeddedYear ?? /\b(20[0-3]\d)\b/.exec(front)?.[1];
  return { year: year === undefined ? null : Number(year), published: stated };
}
