import type { TextLine } from '../pdf/page/page-text.ts';
import type { Document } from './document.ts';
import { referencesHeading } from './own-doi.ts';

/** Which PMCID, PMID and arXiv id of a document is its own. */
export interface OwnIds {
  pmcid: string | null;
  pmid: string | null;
  /** Without its version: `2004.01234`, `q-bio/0601001`. */
  arxiv: string | null;
}

const kinds = {
  pmcid: { printed: /\b(PMC\d{5,9})\b/gi, linked: /\/(PMC\d{5,9})\b/i },
  pmid: {
    printed: /\bPMID\b\s{0,2}[:#]?\s{0,2}(\d{6,9})\b/gi,
    linked: /pubmed(?:\.ncbi\.nlm\.nih\.gov|\/)\/?(\d{6,9})\b/i,
  },
  arxiv: {
    printed: /\barXiv\s?:\s?(\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?\/\d{7})/gi,
    linked: /arxiv\.org\/(?:abs|pdf)\/(\d{4}\.\d{4,5}|[a-z-]{2,12}\/\d{7})/i,
  },
} as const;

const cited = /^\s*(?:\[\d{1,3}\]|\(?\d{1,3}[.)])\s+\p{Lu}|\bet al\b|\b(?:cited|see|reviewed) (?:in|by)\b/u;

/** The one id of a kind that stands where a paper names itself; `null` where none or several do. */
function one(found: readonly { id: string; margin: boolean }[]): string | null {
  const margins = new Set(found.filter(({ margin }) => margin).map(({ id }) => id));
  const all = new Set(found.map(({ id }) => id));
  const [own] = margins.size > 0 ? margins : all;
  return (margins.size > 0 ? margins : all).size === 1 ? (own ?? null) : null;
}

/**
 * Reads them from the pages up to that on which the paper begins, and from the heads and feet of all; what stands in
 * a list of references or in a citation is another paper's. Links of those pages count where nothing is printed.
 */
export function ownIds(
  { pages, height }: Document,
  links: readonly (readonly string[])[],
  start: number,
): OwnIds {
  const lines: { line: TextLine; margin: boolean }[] = [];
  for (const [at, page] of pages.entries()) {
    let references = false;
    for (const line of page) {
      references ||= referencesHeading.test(line.text);
      const margin = line.box[1] < 0.09 * height || line.box[3] > 0.91 * height;
      if (margin || (at <= start && !references && !cited.test(line.text))) lines.push({ line, margin });
    }
  }
  const read = ({ printed, linked }: (typeof kinds)[keyof typeof kinds]): string | null => {
    const found = lines.flatMap(({ line, margin }) =>
      [...line.text.matchAll(printed)].map((match) => ({ id: match[1] ?? '', margin })),
    );
    if (found.length > 0) return one(found);
    const targets = links.slice(0, start + 1).flat();
    return one(
      targets
        .flatMap((link) => ({ id: linked.exec(link)?.[1] ?? '', margin: false }))
        .filter(({ id }) => id !== ''),
    );
  };
  return {
    pmcid: read(kinds.pmcid)?.toUpperCase() ?? null,
    pmid: read(kinds.pmid),
    arxiv: read(kinds.arxiv),
  };
}

/** The arXiv id that a DOI of arXiv carries: 10.48550/arXiv.2004.01234. */
export const arxivOfDoi = (doi: string | null): string | null =>
  /^10\.48550\/arxiv\.(\S+?)(?:v\d+)?$/i.exec(doi ?? '')?.[1] ?? null;
