import { join } from 'node:path';
import PQueue from 'p-queue';
import { messageOf } from '../../../../data/errors.ts';
import { copyScratch, makeScratch, readScratch, writeScratch } from '../../../../data/files/scratch.ts';
import { originalFile } from '../objects/original-stream.ts';
import { decodeStream } from '../objects/stream-filters.ts';
import { PdfFile } from '../page/pdf-file.ts';
import type { RasterDraw } from '../page/raster-draws.ts';
import { losslessFile } from './lossless.ts';
import { imageProperties } from './samples.ts';

/** A raster written to disk. */
export interface WrittenRaster {
  page: number;
  /** As in the file name, from 0. */
  number: number;
  role: RasterDraw['role'];
  object: string | null;
  width: number;
  height: number;
  kind: 'original' | 'decoded';
  file: string;
}

/**
 * Writes every raster a PDF draws as `PPP-NNN.ext`: page and running number as `pdfimages -all -p` counts them,
 * masks included. JPEG and JPEG 2000 keep their bytes; the rest is lossless PNG (CMYK: TIFF).
 * Images that cannot be read are named in `warnings`.
 * @throws InvalidInput `pdf-unreadable`, `pdf-password`
 */
export async function writeAllRasters(
  path: string,
  directory: string,
): Promise<{ images: WrittenRaster[]; warnings: string[] }> {
  const file = await PdfFile.open(await readScratch(path));
  await makeScratch(directory);
  const images: WrittenRaster[] = [];
  const warnings: string[] = [];
  // Deflating runs beside the main thread, so two at a time keep both busy without holding many images.
  const queue = new PQueue({ concurrency: 2 });
  const first = new Map<string, Promise<{ kind: WrittenRaster['kind']; file: string } | null>>();
  try {
    for (const page of file.pages()) {
      warnings.push(...page.contents.warnings.map((text) => `page ${page.number}: ${text}`));
      let inline = 0;
      for (const draw of page.rasters) {
        const inlineIndex = draw.object === null && draw.role === 'image' ? inline++ : 0;
        if (draw.number === null) continue;
        const number = draw.number;
        const stem = `${String(page.number).padStart(3, '0')}-${String(number).padStart(3, '0')}`;
        const key = draw.object === null ? null : `${draw.object} ${draw.role}`;
        const earlier = key === null ? undefined : first.get(key);
        const written = queue.add(async () => {
          try {
            const same = await earlier;
            if (same) {
              const copy = join(directory, `${stem}${same.file.slice(same.file.lastIndexOf('.'))}`);
              await copyScratch(same.file, copy);
              return { kind: same.kind, file: copy };
            }
            const made = await rasterFile(file, draw, inlineIndex);
            const target = join(directory, `${stem}.${made.extension}`);
            await writeScratch(target, made.bytes);
            return { kind: made.kind, file: target };
          } catch (error) {
            warnings.push(`page ${draw.page}, image ${number}: ${messageOf(error)}`);
            return null;
          }
        });
        if (key !== null && earlier === undefined) first.set(key, written);
        void written.then((result) => {
          if (result === null) return;
          const { page: onPage, role, object, width, height } = draw;
          images.push({ page: onPage, number, role, object, width, height, ...result });
        });
        await queue.onSizeLessThan(3);
      }
    }
    await queue.onIdle();
  } finally {
    await file.close();
  }
  images.sort((one, other) => one.number - other.number);
  return { images, warnings };
}

/** The best file of one raster: the original, else its samples, else the pixels pdf.js shows. */
export async function rasterFile(
  file: PdfFile,
  draw: RasterDraw,
  inlineIndex: number,
): Promise<{ kind: 'original' | 'decoded'; extension: string; bytes: Uint8Array }> {
  const decoded = decodeStream(file.reader, draw.stream);
  const original = originalFile(decoded);
  if (original !== null) return { kind: 'original', ...original };
  const coded = decoded.imageFilter === 'DCTDecode' || decoded.imageFilter === 'JPXDecode';
  const lossless = coded
    ? null
    : await losslessFile(file.reader, draw, imageProperties(file.reader, draw), decoded);
  if (lossless !== null) return { kind: 'decoded', extension: lossless.extension, bytes: lossless.bytes };
  const shown = await file.shown(draw, inlineIndex);
  if (shown === null) throw new Error('the image data cannot be read');
  // Loaded here: most papers need no picture decoded.
  const { shownPng } = await import('./viewable.ts');
  return { kind: 'decoded', extension: 'png', bytes: await shownPng(shown) };
}
