import type { Case } from '../../../data/format/case.ts';
import { sharedWords } from '../article/merge.ts';
import { doiKey, sameDoi } from '../identifiers.ts';
import type { Paper } from '../paper.ts';
import { plainWords } from '../plain-words.ts';
import { wordCount } from './not-a-title.ts';

/** What papers are compared by. */
export type PaperMarks = Pick<Paper, 'id' | 'doi' | 'pmcid' | 'title' | 'authors' | 'year'> & {
  readonly source: Pick<Paper['source'], 'sha256'>;
  /** Hashes of its pictures; empty where none is at hand. */
  readonly images: readonly string[];
};

/** Whether two papers are one. `unsure` is for a person: something speaks for it, and nothing proves it. */
export type Sameness =
  | { readonly is: 'same'; readonly by: 'file' | 'doi' | 'pmcid' | 'images' }
  | { readonly is: 'unsure'; readonly by: 'doi' | 'images' | 'title' }
  | { readonly is: 'other' };

export const marksOf = (paper: Paper): PaperMarks => ({
  ...paper,
  images: paper.figures.flatMap((figure) => figure.images.flatMap(({ sha256 }) => sha256 ?? [])),
});

/** A title of fewer words or letters ("Case report") belongs to many papers and tells nothing. */
const isTelling = (title: string): boolean => plainWords(title).length >= 30 || wordCount(title) > 5;

/** Titles that are equal letter for letter, signs and case aside. */
export const sameTitle = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && plainWords(one) === plainWords(other) && isTelling(one);

/** Two titles of which neither is a part or another form of the other. */
export const titlesDiffer = (one: string | null, other: string | null): boolean => {
  const [a, b] = [plainWords(one ?? ''), plainWords(other ?? '')];
  return a !== '' && b !== '' && !a.startsWith(b) && !b.startsWith(a) && sharedWords(a, b) < 0.5;
};

/** "Bo Sample" and "Sample B." share the family name; `null` where one of the two is not known. */
export function sameFirstAuthor(one: string | undefined, other: string | undefined): boolean | null {
  const words = (name: string): string[] =>
    plainWords(name)
      .split(' ')
      .filter((word) => [...word].length > 1);
  if (!one || !other) return null;
  const known = new Set(words(one));
  return words(other).some((word) => known.has(word));
}

const yearOf = ({ document }: Case): number | null =>
  Number(/\b(?:19|20)\d\d\b/.exec(document.published?.iso ?? document.published?.stated ?? '')?.[0]) || null;

/** Whether most pictures of a paper are held, byte for byte, in a case. */
function sharesImages(held: Case, { images }: Pick<PaperMarks, 'images'>): { most: boolean; any: boolean } {
  const known = new Set(held.images.map(({ sha256 }) => sha256));
  const shared = images.filter((hash) => known.has(hash)).length;
  return { most: shared * 2 > images.length, any: shared > 0 };
}

/**
 * Judges whether a case holds a paper: the same file, the same DOI or PMCID, or most pictures byte for byte with the
 * same first author and year. A title alone proves nothing, and neither does a DOI that comes with another title and
 * another author: it may be that of a paper that is only cited.
 */
export function sameness(held: Case, paper: PaperMarks): Sameness {
  if (held.source.pageSha256 !== null && held.source.pageSha256 === paper.source.sha256)
    return { is: 'same', by: 'file' };
  const { most, any } = sharesImages(held, paper);
  const author = sameFirstAuthor(held.document.authors[0], paper.authors[0]);
  const ownDoi = held.document.doi;
  if (ownDoi !== null && paper.doi !== null) {
    if (!sameDoi(ownDoi, paper.doi)) return { is: 'other' };
    const foreign = !any && author !== true && titlesDiffer(held.document.title, paper.title);
    return foreign ? { is: 'unsure', by: 'doi' } : { is: 'same', by: 'doi' };
  }
  if (paper.pmcid !== null && pmcidOf(held) === paper.pmcid) return { is: 'same', by: 'pmcid' };
  if (most) {
    const year = yearOf(held);
    return author === true && year !== null && year === paper.year
      ? { is: 'same', by: 'images' }
      : { is: 'unsure', by: 'images' };
  }
  return sameTitle(held.document.title, paper.title) ? { is: 'unsure', by: 'title' } : { is: 'other' };
}

const pmcidOf = ({ source }: Case): string | null =>
  /\bPMC\d{1,12}\b/i.exec([source.key, source.url ?? '', ...source.aliases].join(' '))?.[0].toUpperCase() ??
  null;

const named = (title: string | null, doi: string | null): string =>
  `“${title?.slice(0, 160) ?? 'no title'}”, ${doi === null ? 'no DOI' : doiKey(doi)}`;

const alikeBy = {
  doi: 'the same DOI, but another title and other authors',
  images: 'most of its pictures, but not certainly the same first author and year',
  title: 'the same title',
};

/** Both papers side by side, for the person who has to say whether they are one. */
export const bothNamed = (
  held: Case,
  paper: Pick<Paper, 'title' | 'doi'>,
  by: keyof typeof alikeBy,
): string =>
  `${held.id} has ${alikeBy[by]}: it holds ${named(held.document.title, held.document.doi)}; this paper is ${named(paper.title, paper.doi)}`;
