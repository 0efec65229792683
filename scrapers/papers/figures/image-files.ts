import { createHash } from 'node:crypto';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { messageOf } from '../../../data/errors.ts';
import { writeScratch } from '../../../data/files/scratch.ts';
import type { ImageKind, PaperImage } from '../paper.ts';
import type { OriginalFile } from '../pdf/objects/original-stream.ts';
import { originalFile } from '../pdf/objects/original-stream.ts';
import { decodeStream } from '../pdf/objects/stream-filters.ts';
import type { PdfFile, ReadPage } from '../pdf/page/pdf-file.ts';
import type { RasterDraw } from '../pdf/page/raster-draws.ts';
import type { LosslessFile } from '../pdf/pixels/lossless.ts';
import { losslessFile } from '../pdf/pixels/lossless.ts';
import { imageProperties } from '../pdf/pixels/samples.ts';
import { viewableImage } from '../pdf/pixels/viewable.ts';
import { rasterBox } from './graphics.ts';

/** The files of one object of the PDF, shared by all its draws. */
interface ObjectFiles {
  kind: ImageKind;
  file: string | null;
  view: string | null;
  sha256: string | null;
  mime: string | null;
}

const mimes: Record<string, string> = {
  jpg: 'image/jpeg',
  jp2: 'image/jp2',
  png: 'image/png',
  tif: 'image/tiff',
};
const none: ObjectFiles = { kind: 'decoded', file: null, view: null, sha256: null, mime: null };

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** `007-012`: page and number among the rasters of the file. */
const stemOf = (draw: RasterDraw): string =>
  `${String(draw.page).padStart(3, '0')}-${draw.number === null ? 'p' : String(draw.number).padStart(3, '0')}`;

/**
 * Writes the files of all pictures and stencils of a paper: the best quality there is, and a viewable PNG.
 * An object that is drawn several times is written once.
 * @returns the images by their draw; what failed is named in `warnings`
 */
export async function writeImages(
  file: PdfFile,
  pages: readonly ReadPage[],
  directory: string,
  limit: number,
  warnings: string[],
): Promise<Map<RasterDraw, PaperImage>> {
  const images = new Map<RasterDraw, PaperImage>();
  const written = new Map<string, Promise<ObjectFiles>>();
  const owners = new Map<RasterDraw, Promise<ObjectFiles>>();
  const queue = new PQueue({ concurrency: 2 });
  let left = 0;
  for (const page of pages) {
    let inline = 0;
    let patterned = 0;
    for (const draw of page.rasters) {
      if (draw.role !== 'image' && draw.role !== 'stencil') continue;
      const inlineIndex = draw.object === null && draw.role === 'image' ? inline++ : 0;
      if (images.size >= limit) {
        left += 1;
        continue;
      }
      const stem = draw.number === null ? `${stemOf(draw)}${patterned++}` : stemOf(draw);
      const key = draw.object === null ? stem : `${draw.object} ${draw.role}`;
      let files = written.get(key);
      if (files === undefined) {
        files = queue.add(async () => {
          try {
            return await writeObject(file, draw, inlineIndex, join(directory, stem));
          } catch (error) {
            warnings.push(`page ${draw.page}, image ${stem}: ${messageOf(error)}`);
            return none;
          }
        });
        written.set(key, files);
        await queue.onSizeLessThan(3);
      }
      images.set(draw, describe(file, page, draw, stem));
      owners.set(draw, files);
    }
  }
  await queue.onIdle();
  if (left > 0) warnings.push(`${left} further images were not written.`);
  for (const [draw, image] of images) Object.assign(image, await owners.get(draw));
  return images;
}

function describe(file: PdfFile, page: ReadPage, draw: RasterDraw, id: string): PaperImage {
  const properties = imageProperties(file.reader, draw);
  return {
    id,
    object: draw.object,
    page: draw.page,
    number: draw.number,
    role: draw.role,
    width: draw.width,
    height: draw.height,
    bits: properties.bits,
    colorspace: properties.stencil ? 'mask' : (properties.space?.family ?? 'JPX'),
    ...none,
    box: rasterBox(page, draw),
    tiles: [],
    note: null,
  };
}

async function writeObject(
  file: PdfFile,
  draw: RasterDraw,
  inlineIndex: number,
  stem: string,
): Promise<ObjectFiles> {
  const properties = imageProperties(file.reader, draw);
  const decoded = decodeStream(file.reader, draw.stream);
  const original = originalFile(decoded);
  const coded = decoded.imageFilter === 'DCTDecode' || decoded.imageFilter === 'JPXDecode';
  const source: OriginalFile | LosslessFile | null =
    original ?? (coded ? null : await losslessFile(file.reader, draw, properties, decoded));
  const view = await viewableImage(file, draw, properties, source, inlineIndex);
  if (source === null) {
    if (view === null) throw new Error('the image data cannot be read');
    await writeScratch(`${stem}.png`, view);
    return {
      kind: 'decoded',
      file: `${stem}.png`,
      view: `${stem}.png`,
      sha256: sha256(view),
      mime: 'image/png',
    };
  }
  const path = `${stem}.${source.extension}`;
  await writeScratch(path, source.bytes);
  const same = view === source.bytes;
  const viewPath = same ? path : view === null ? null : `${stem}.view.png`;
  if (!same && view !== null) await writeScratch(`${stem}.view.png`, view);
  return {
    kind: original === null ? 'decoded' : 'original',
    file: path,
    view: viewPath,
    sha256: sha256(source.bytes),
    mime: mimes[source.extension] ?? null,
  };
}

/** Adds a drawn PNG (a crop, joined tiles) to a paper's files. */
export async function writeRendered(
  directory: string,
  id: string,
  png: Buffer,
  image: Pick<PaperImage, 'page' | 'box' | 'width' | 'height'> & { object?: string | null; tiles?: string[] },
): Promise<PaperImage> {
  const path = join(directory, `${id}.png`);
  await writeScratch(path, png);
  return {
    id,
    object: image.object ?? null,
    page: image.page,
    number: null,
    role: 'image',
    width: image.width,
    height: image.height,
    bits: 8,
    colorspace: 'DeviceRGB',
    kind: 'rendered',
    file: path,
    sha256: sha256(png),
    view: path,
    mime: 'image/png',
    box: image.box,
    tiles: image.tiles ?? [],
    note: null,
  };
}
