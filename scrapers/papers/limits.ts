import { InvalidInput } from '../../data/errors.ts';

/** What one paper may cost. Figures of the largest real papers met: 25 pages, 60 MB, 50 images, 5 s. */
export const paperLimits = {
  /** Bytes of the file. */
  fileBytes: 200 * 2 ** 20,
  pages: 2_000,
  /** Rasters whose files are written; the rest is counted in a warning. */
  images: 4_000,
  /** Pixels of a rendered crop. */
  renderedPixels: 60_000_000,
  /** Time one extraction may take, milliseconds. */
  timeoutMs: 120_000,
  /** Memory of the extracting process, MiB. */
  memoryMb: 1_024,
} as const;

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;

/** The refusal of a file that is longer than one paper may be. */
export const tooLarge = (path: string, bytes: number): InvalidInput =>
  new InvalidInput(
    'pdf-too-large',
    `${path} has ${megabytes(bytes)}; at most ${megabytes(paperLimits.fileBytes)} are read: give the article without its supplements`,
  );
