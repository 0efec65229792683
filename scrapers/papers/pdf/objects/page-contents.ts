import type { Box, Matrix } from './geometry.ts';
import type { PDFDict, PDFRawStream, PDFRef } from './pdf-lib.ts';

/** Where on a page something is drawn from. */
export type DrawSource = 'content' | 'form' | 'annotation' | 'soft-mask-group' | 'pattern';

/** One image drawn on a page, in user space; soft masks and masks are found at `stream`. */
export interface ImageDraw {
  stream: PDFRawStream;
  /** `null` for an inline image. */
  ref: PDFRef | null;
  /** Resources that name its colour space. */
  resources: PDFDict | undefined;
  matrix: Matrix;
  box: Box;
  clip: Box;
  source: DrawSource;
}

/** The box of a painted path or shading, in user space. */
export interface PathPaint {
  box: Box;
  kind: 'fill' | 'stroke' | 'shading';
  /** Filled with the colour of blank paper. */
  white: boolean;
}

/** Where a piece of text begins, in user space, and how it is painted. */
export interface TextShow {
  /** `null` where it follows the text before it, so that only the base line is known. */
  x: number | null;
  y: number;
  /** Not painted at all: rendering mode 3 or 7, fully transparent, in a layer that is off. */
  unpainted: boolean;
  /** In the colour of blank paper. */
  white: boolean;
  /** How many paths and images were painted before it. */
  paths: number;
  images: number;
}

export interface PageContents {
  images: ImageDraw[];
  paths: PathPaint[];
  shows: TextShow[];
  /** Anything that had to be skipped, in plain words. */
  warnings: string[];
}
