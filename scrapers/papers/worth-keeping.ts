import type { Paper } from './paper.ts';

/** Whether anything of a paper is worth a case: a picture, with a caption or without, or text. */
export const isWorthKeeping = (paper: Paper): boolean =>
  paper.uncaptioned.length > 0 ||
  paper.figures.some((figure) => figure.images.length > 0) ||
  paper.sections.some(({ paragraphs }) => paragraphs.length > 0);

/** What is said of pages without a letter of text: what is missing, and how it comes. */
export const noTextOnPages =
  'its pages hold no text, as those of a scan do, so that title, captions and words are missing; let a program for text recognition add a layer of text, or bring the article as XML or HTML beside the PDF (--article)';

export const holdsNoText = ({ warnings }: Pick<Paper, 'warnings'>): boolean =>
  warnings.includes(noTextOnPages);

/** Why nothing of a paper is kept, and what to do. */
export const whyNotKept = (paper: Paper): string =>
  `no figure and no text were found in it: ${
    holdsNoText(paper)
      ? noTextOnPages
      : 'give the article itself, or its text as XML or HTML beside the PDF (--article)'
  }`;
