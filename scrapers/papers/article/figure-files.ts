import { basename, dirname, extname, join } from 'node:path';
import sharp from 'sharp';
import { copyScratch, makeScratch, readScratch, sizeOfScratch } from '../../../data/files/scratch.ts';
import { sha256 } from '../figures/image-files.ts';
import type { PaperImage } from '../paper.ts';
import { pixelLimit } from '../pdf/pixels/samples.ts';
import type { Article, ArticleFigure } from './article.ts';

const extensions = ['', '.tif', '.tiff', '.png', '.jpg', '.jpeg', '.gif'];
const mimes: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  tiff: 'image/tiff',
  gif: 'image/gif',
  webp: 'image/webp',
};
/** A figure file larger than this is left out. */
const fileLimit = 200 * 2 ** 20;

/**
 * Takes the figure files that lie beside an article (`gr1.jpg` for `<graphic xlink:href="gr1"/>`): the one with
 * the most pixels of each figure, copied byte for byte, with a viewable PNG.
 * @param files paths of files that were fetched, by the reference the article names them with
 */
export async function figureFiles(
  article: Article,
  articlePath: string,
  outDir: string,
  warnings: string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Map<ArticleFigure, PaperImage[]>> {
  const found = new Map<ArticleFigure, PaperImage[]>();
  let order = 0;
  for (const figure of article.figures) {
    const images: PaperImage[] = [];
    for (const reference of figure.files.slice(0, 50)) {
      order += 1;
      // Only the last part of a reference counts: an article must not name files elsewhere on the disk.
      const path = Object.hasOwn(files, reference)
        ? (files[reference] ?? null)
        : await largest(join(dirname(articlePath), basename(reference)));
      if (path === null) continue;
      try {
        images.push({
          ...(await take(path, `file-${String(order).padStart(3, '0')}`, outDir)),
          reference,
        });
      } catch {
        warnings.push(`${basename(path)} is no image that can be read.`);
      }
    }
    if (images.length > 0) found.set(figure, images);
  }
  return found;
}

/** The file of a reference with the most pixels, whatever format the reference names. */
async function largest(reference: string): Promise<string | null> {
  let best: { path: string; pixels: number } | null = null;
  const own = extname(reference);
  const stem = extensions.includes(own.toLowerCase())
    ? reference.slice(0, reference.length - own.length)
    : reference;
  for (const path of new Set([reference, ...extensions.map((extension) => `${stem}${extension}`)])) {
    const size = await sizeOfScratch(path);
    if (size === null || size > fileLimit) continue;
    const { width = 0, height = 0 } = await sharp(path, { limitInputPixels: pixelLimit })
      .metadata()
      .catch(() => ({ width: 0, height: 0 }));
    if (width * height > (best?.pixels ?? 0)) best = { path, pixels: width * height };
  }
  return best?.path ?? null;
}

async function take(path: string, id: string, outDir: string): Promise<PaperImage> {
  const { width, height, format, depth, space, channels } = await sharp(path, {
    limitInputPixels: pixelLimit,
  }).metadata();
  await makeScratch(outDir);
  const file = join(outDir, `${id}${extname(path).toLowerCase()}`);
  const view = join(outDir, `${id}.view.png`);
  await copyScratch(path, file);
  const image = sharp(path, { limitInputPixels: pixelLimit });
  await (channels > 1 ? image.toColourspace('srgb') : image.toColourspace('b-w'))
    .png({ compressionLevel: 3 })
    .toFile(view);
  return {
    id,
    object: null,
    page: null,
    number: null,
    role: 'image',
    width,
    height,
    bits: depth === 'ushort' || depth === 'short' ? 16 : 8,
    colorspace:
      space === 'b-w' || space === 'grey16' ? 'DeviceGray' : space === 'cmyk' ? 'DeviceCMYK' : 'DeviceRGB',
    kind: 'original',
    file,
    sha256: sha256(await readScratch(file)),
    view,
    mime: mimes[format] ?? null,
    box: null,
    tiles: [],
    note: null,
  };
}
