import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { InvalidInput } from '../../../../data/errors.ts';
import { beginsAsPdf } from '../../../../data/format/pdf-head.ts';
import type { PdfPage } from '../objects/object-reader.ts';
import { ObjectReader } from '../objects/object-reader.ts';
import type { PageContents } from '../objects/page-contents.ts';
import { PageWalk } from './page-walk.ts';
import type { ShownPixels } from './pdfjs.ts';
import type { RasterDraw } from './raster-draws.ts';
import { rasterDraws } from './raster-draws.ts';

/** A page with all it draws. */
export interface ReadPage extends PdfPage {
  contents: PageContents;
  rasters: RasterDraw[];
}

/**
 * An open PDF. Objects and drawing orders are read by the object reader; pdf.js is loaded only when something
 * needs it (text, converted colours, page crops).
 */
export class PdfFile {
  readonly reader: ObjectReader;
  readonly #bytes: Uint8Array;
  #document: Promise<PDFDocumentProxy> | undefined;
  #shown: { page: number; images: Promise<Map<string, ShownPixels>> } | undefined;

  /** Whether the file was too damaged and was rewritten first: its object numbers are then not the original's. */
  readonly repaired: boolean;

  private constructor(reader: ObjectReader, bytes: Uint8Array, repaired: boolean) {
    this.reader = reader;
    this.#bytes = bytes;
    this.repaired = repaired;
  }

  /**
   * Opens a PDF. One that the object reader cannot follow is rewritten by pdf.js, which mends more.
   * @throws InvalidInput `pdf-unreadable`, `pdf-password`
   */
  static async open(given: Uint8Array): Promise<PdfFile> {
    // No reader opens a file that lost its first bytes, though its objects are all there.
    const bytes = beginsAsPdf(given) ? given : Buffer.concat([Buffer.from('%PDF-1.7\n'), given]);
    try {
      return new PdfFile(await ObjectReader.open(bytes), bytes, false);
    } catch (error) {
      if (!(error instanceof InvalidInput) || error.code !== 'pdf-unreadable') throw error;
      const { rewrite } = await import('./pdfjs.ts');
      const mended = await rewrite(bytes);
      if (mended === null) throw error;
      return new PdfFile(await ObjectReader.open(mended), mended, true);
    }
  }

  /** The pages one by one with what they draw, rasters numbered through the whole file. */
  *pages(): Generator<ReadPage> {
    const walk = new PageWalk(this.reader);
    let number = 0;
    for (const page of this.reader.pages()) {
      const contents = walk.walk(page);
      const rasters = rasterDraws(this.reader, page, contents, number);
      number += rasters.filter((draw) => draw.number !== null).length;
      yield { ...page, contents, rasters };
    }
  }

  /**
   * The same file in pdf.js, written anew where pdf.js does not find its pages.
   * @throws InvalidInput `pdf-unreadable`, `pdf-password`
   */
  document(): Promise<PDFDocumentProxy> {
    this.#document ??= this.#open();
    return this.#document;
  }

  async #open(): Promise<PDFDocumentProxy> {
    const { openWithPdfjs } = await import('./pdfjs.ts');
    try {
      return await openWithPdfjs(this.#bytes);
    } catch (error) {
      if (!(error instanceof InvalidInput) || error.code !== 'pdf-unreadable') throw error;
      const { rebuild } = await import('../objects/rebuild.ts');
      const rebuilt = await rebuild(this.reader).catch(() => null);
      if (rebuilt === null) throw error;
      return openWithPdfjs(rebuilt);
    }
  }

  /** An image as pdf.js shows it, or `null` when pdf.js cannot. Images of the last page asked for are kept. */
  async shown(draw: RasterDraw, inlineIndex: number): Promise<ShownPixels | null> {
    if (this.#shown?.page !== draw.page) {
      const images = (async () => {
        const [{ shownImages }, document] = await Promise.all([import('./pdfjs.ts'), this.document()]);
        return shownImages(await document.getPage(draw.page));
      })().catch(() => new Map<string, ShownPixels>());
      this.#shown = { page: draw.page, images };
    }
    return (await this.#shown.images).get(draw.object ?? `inline ${inlineIndex}`) ?? null;
  }

  async close(): Promise<void> {
    this.#shown = undefined;
    const document = await this.#document?.catch(() => undefined);
    await document?.loadingTask.destroy();
  }
}
