import { findLicence } from '../article/licence-statement.ts';
import type { PaperLicence } from '../paper.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { documentOf } from './document.ts';
import type { EmbeddedMetadata } from './embedded-metadata.ts';
import { firstOf } from './embedded-metadata.ts';
import { frontPage, isNotice } from './front-page.ts';
import { type OwnDoi, ownDoi } from './own-doi.ts';
import { arxivOfDoi, ownIds } from './own-ids.ts';
import { authors, chooseTitle } from './title-page.ts';

export interface PaperMetadata {
  title: string | null;
  authors: string[];
  doi: string | null;
  pmcid: string | null;
  pmid: string | null;
  arxiv: string | null;
  journal: string | null;
  year: number | null;
  published: string | null;
  licence: PaperLicence;
  /** How title and DOI were chosen, where that was in doubt. */
  warnings: string[];
}

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
  const named = journal(embedded);
  const document = documentOf(pages, words, named);
  const { at, heading, passed } = frontPage(document);
  const front = pages[at] ?? [];
  const title = chooseTitle(embedded, heading?.text ?? null, front, named);
  const text = pages.map((lines) => lines.map((line) => line.text).join('\n'));
  const { year, published } = publicationDate(text.slice(at), embedded);
  const notices = new Set(passed.filter((page) => isNotice(pages[page] ?? [])));
  const { doi, by, others } = ownDoi(document, embedded, links, { start: at, notices });
  const ids = ownIds(document, links, at);
  return {
    title,
    authors: authors(embedded, front, heading),
    doi,
    ...ids,
    arxiv: ids.arxiv ?? arxivOfDoi(doi),
    journal: named,
    year,
    published,
    licence: findLicence(text, links.flat()),
    warnings: saidOf({ title, doi, by, others, passed, at }),
  };
}

/** What a person should know of how title and DOI were read. */
function saidOf({
  title,
  doi,
  by,
  others,
  passed,
  at,
}: {
  title: string | null;
  doi: string | null;
  by: OwnDoi['by'];
  others: readonly string[];
  passed: readonly number[];
  at: number;
}): string[] {
  const said: string[] = [];
  const covers = passed.map((page) => page + 1).join(', ');
  if (passed.length > 0)
    said.push(`Page ${covers} is a cover or a notice and not the paper; it was read from page ${at + 1}.`);
  if (title === null)
    said.push(
      'No title could be told with confidence, so it has none; an XML or page of the article beside the file (or --article) gives it one.',
    );
  const list = others.slice(0, 5).join(', ');
  if (others.length > 0)
    said.push(
      doi === null
        ? `No DOI is certain to be the paper's own, so it has none; its pages name ${list}.`
        : by === 'place'
          ? `The DOI is taken to be ${doi}, by its place on the pages; there is also ${list}.`
          : `The DOI is taken to be ${doi}, as the file says of itself; its pages also name ${list}.`,
    );
  return said;
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
