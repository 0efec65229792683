import type { PaperLicence, PaperSection, PaperTable } from '../paper.ts';

/** A panel that the mark-up of an article tells apart. */
export interface ArticlePanel {
  /** Small letter, numeral or number. */
  label: string;
  /** Where its words lie in the caption of its figure. */
  start: number;
  end: number;
  /** Its image files among those of the figure; empty where nothing says which they are. */
  files: readonly string[];
}

/** A figure as the text of an article (JATS or HTML) gives it. */
export interface ArticleFigure {
  label: string | null;
  caption: string;
  /** Names or addresses of its image files, the best first. */
  files: string[];
  /** Left out where only the words of the caption name panels. */
  panels?: readonly ArticlePanel[];
}

/** What the text of an article tells: better than its PDF wherever both tell. */
export interface Article {
  kind: 'jats' | 'html';
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
  language: string | null;
  sections: PaperSection[];
  tables: PaperTable[];
  figures: ArticleFigure[];
}

/** White space as one blank: in an article's mark-up line breaks mean nothing. */
export const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** A label without the stop after it: "Figure 1." -> "Figure 1". */
export const bareLabel = (label: string): string => oneLine(label).replace(/(?<![\s.:|])[\s.:|]+$/, '');
