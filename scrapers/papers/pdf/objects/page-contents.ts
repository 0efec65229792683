import type { PDFDict, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import type { Box, Matrix } from './geometry.ts';

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
}

export interface PageContents {
  images: ImageDraw[];
  paths: PathPaint[];
  /** Anything that had to be skipped, in plain words. */
  warnings: string[];
}
