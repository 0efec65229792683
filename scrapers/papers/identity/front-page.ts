import type { TextLine } from '../pdf/page/page-text.ts';
import { plainWords } from '../plain-words.ts';
import { type Document, inBodyStyle } from './document.ts';
import { wordCount } from './not-a-title.ts';
import { type Heading, headingOf } from './title-page.ts';

/** Where a paper begins behind the pages that archives and publishers put before it. */
export interface FrontPage {
  /** Index of the page its title stands on; the first page where no title was found. */
  readonly at: number;
  readonly heading: Heading | null;
  /** Indices of the pages passed over: covers and notices, which speak of other things than the paper. */
  readonly passed: readonly number[];
}

/** How many pages may stand before a paper. */
const mostCovers = 4;

/** What covers say of themselves. A page that says so may still bear the paper's title. */
const coverWords: readonly RegExp[] = [
  /\bcovid-?19 resource cent(?:re|er)\b/i,
  /\bunedited manuscript\b|\buncorrected proofs?\b|\bjournal pre-?proofs?\b|\bauthor query form\b|\bmetadata of the (?:article|chapter) that will be visuali[sz]ed\b|\bauthor['’]?s['’]? proofs?\b/i,
  /\bsee discussions, stats,? and author profiles\b|\bthe user has requested enhancement\b/i,
  /\bhal is a multi-?disciplinary\b|\bhal id ?:|\barchive ouverte pluridisciplinaire\b/i,
  /\bjstor is a not-for-profit\b|\buse of the jstor archive\b/i,
  /\bfull terms (?:&|and) conditions of (?:access|use)\b|\bto link to this article\b/i,
  /\bcitation for published version\b|\blink to publication\b|\btake ?down policy\b|\bgeneral rights\b|\bdocument version\b|\bthis information was generated on\b/i,
  /\b(?:institutional|university|digital|open|publications?) (?:access )?(?:repository|archive)\b|\b(?:research (?:explorer|portal|repository|archive)|digital commons|eprints?)\b/i,
  /\bthe attached copy is furnished\b|\bpersonal copy\b/i,
  /\bthis is (?:the|an?) (?:author['’]?s?[- ])?(?:accepted|peer[- ]reviewed|post-?print|pre-?print|final)\b.{0,40}\b(?:manuscript|version)\b|\bversion of record\b|\baccepted manuscript\b/i,
  /\bpreprints? (?:is|are) (?:a )?preliminary\b|\bnot (?:yet )?peer[- ]reviewed\b/i,
  /リポジトリ|机构知识库|機構典藏/u,
];

/** What stands before a paper and is of another one. */
const noticeWords =
  /^(?:publisher['’]s |author )?(?:corrigend(?:um|a)|errat(?:um|a)|corrections?|retraction|addendum|expression of concern|勘误|更正|訂正)\b/iu;

/** Whether a page is a corrigendum or the like, of which the DOI is not the paper's either. */
export const isNotice = (page: readonly TextLine[]): boolean =>
  page.slice(0, 8).some(({ text }) => noticeWords.test(text.trim()));

const textOf = (page: readonly TextLine[]): string => page.map(({ text }) => text).join(' ');

const sizeOf = (heading: Heading | null | undefined): number => heading?.lines[0]?.size ?? 0;

/**
 * Finds the page on which a paper begins. A page is passed over when it says that it is a cover or a notice, or has
 * no running text and no authors, and a page soon behind it bears a title. Where in doubt the title is `null`.
 */
export function frontPage(document: Document): FrontPage {
  const { pages, body, height } = document;
  const last = Math.min(pages.length - 1, mostCovers);
  const headings = pages.slice(0, last + 1).map((_, at) => headingOf(at, document));

  const hasBody = (at: number): boolean =>
    (pages[at] ?? []).filter((line) => line.text.length > 24 && inBodyStyle(line, document)).length > 3;
  /** Whether a heading opens an article: high on its page, larger than the text, with names or an abstract. */
  const opens = (at: number): boolean => {
    const heading = headings[at];
    const [line] = heading?.lines ?? [];
    if (!heading || line === undefined || line.box[1] > 0.45 * height) return false;
    const told = heading.named || /\babstract\b|摘\s*要|要\s*旨|抄\s*録/iu.test(textOf(pages[at] ?? []));
    return told || line.size > 1.3 * body.size;
  };
  /** Its words stand on a later page too, so that it speaks of the paper behind it. */
  const confirmed = (at: number): boolean => {
    const words = plainWords(headings[at]?.text ?? '').replaceAll(' ', '');
    return (
      words !== '' &&
      wordCount(headings[at]?.text ?? '') > 2 &&
      pages.slice(at + 1, at + 4).some((page) => plainWords(textOf(page)).replaceAll(' ', '').includes(words))
    );
  };

  const passed: number[] = [];
  for (let at = 0; at <= last; at += 1) {
    const page = pages[at] ?? [];
    const heading = headings[at] ?? null;
    const next = headings.findIndex((_, index) => index > at && opens(index));
    if (page.length === 0) continue;
    const saysCover = coverWords.some((words) => words.test(textOf(page)));
    if (isNotice(page) && next > 0 && !confirmed(at)) {
      passed.push(at);
      continue;
    }
    if (saysCover) {
      // Many covers repeat the paper's title; the one with names below is good where the paper itself shows none.
      if (next < 0) {
        const own = heading !== null && (heading.named || confirmed(at)) ? heading : null;
        return { at, heading: own, passed };
      }
      if (heading?.named && (hasBody(at) || sizeOf(heading) > sizeOf(headings[next]) + 0.5))
        return { at, heading, passed };
      passed.push(at);
      continue;
    }
    const bare = !hasBody(at) && !(heading?.named ?? false) && !confirmed(at);
    const smaller = sizeOf(heading) <= sizeOf(headings[next]) || (headings[next]?.named ?? false);
    if (next === at + 1 && (heading === null || (bare && smaller))) {
      passed.push(at);
      continue;
    }
    return { at, heading, passed };
  }
  return { at: 0, heading: null, passed: [] };
}
