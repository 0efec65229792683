import type { Box, Matrix } from '../objects/geometry.ts';
import type { ObjectReader, PdfPage } from '../objects/object-reader.ts';
import type { DrawSource, PageContents } from '../objects/page-contents.ts';
import type { PDFDict } from '../objects/pdf-lib.ts';
import { PDFRawStream, PDFRef } from '../objects/pdf-lib.ts';

/** What an image is for: a picture, a stencil painted in one colour, or the mask of the picture before it. */
export type RasterRole = 'image' | 'stencil' | 'mask' | 'soft-mask';

/** One raster a page draws. Masks follow the image they belong to, as a raster of their own. */
export interface RasterDraw {
  page: number;
  /** Position among all rasters of the file, from 0, counted as `pdfimages` counts; `null` inside a pattern. */
  number: number | null;
  role: RasterRole;
  /** PDF object number and generation, `"12 0"`; `null` for an inline image. */
  object: string | null;
  stream: PDFRawStream;
  resources: PDFDict | undefined;
  width: number;
  height: number;
  /** In user space of the page, points. */
  box: Box;
  /** The part of `box` that the clipping leaves visible; `null` when nothing is. */
  visible: Box | null;
  matrix: Matrix;
  source: DrawSource;
  /** The mask of this image, if it has one. */
  mask: RasterDraw | null;
}

const objectName = (ref: PDFRef | null): string | null =>
  ref === null ? null : `${ref.objectNumber} ${ref.generationNumber}`;

/** Lists the rasters of one page. `firstNumber` is the running number of the first. */
export function rasterDraws(
  reader: ObjectReader,
  page: PdfPage,
  contents: PageContents,
  firstNumber: number,
): RasterDraw[] {
  const draws: RasterDraw[] = [];
  let number = firstNumber;
  for (const image of contents.images) {
    const { stream, ref, resources, matrix, box, clip, source } = image;
    const width = reader.number(stream, 'Width') ?? reader.number(stream, 'W');
    const height = reader.number(stream, 'Height') ?? reader.number(stream, 'H');
    if (width === undefined || height === undefined || width < 1 || height < 1) continue;
    const visible = ((): Box | null => {
      const part: Box = [
        Math.max(box[0], clip[0]),
        Math.max(box[1], clip[1]),
        Math.min(box[2], clip[2]),
        Math.min(box[3], clip[3]),
      ];
      return part[2] > part[0] && part[3] > part[1] ? part : null;
    })();
    const draw = (
      role: RasterRole,
      of: PDFRawStream,
      name: string | null,
      size: [number, number],
    ): RasterDraw => ({
      page: page.number,
      number: source === 'pattern' ? null : number++,
      role,
      object: name,
      stream: of,
      resources,
      width: Math.floor(size[0]),
      height: Math.floor(size[1]),
      box,
      visible,
      matrix,
      source,
      mask: null,
    });
    const stencil = isTrue(reader, stream, 'ImageMask') || isTrue(reader, stream, 'IM');
    const picture = draw(stencil ? 'stencil' : 'image', stream, objectName(ref), [width, height]);
    draws.push(picture);
    if (stencil || ref === null) continue;
    const soft = reader.entry(stream, 'SMask');
    const hard = reader.entry(stream, 'Mask');
    const mask = soft instanceof PDFRawStream ? soft : hard instanceof PDFRawStream ? hard : null;
    if (mask === null) continue;
    // A /Mask that is no stencil holds grey levels: it is a soft mask under the wrong key.
    const role = mask === soft || !isTrue(reader, mask, 'ImageMask') ? 'soft-mask' : 'mask';
    const maskRef = reader.rawEntry(stream, mask === soft ? 'SMask' : 'Mask');
    const maskSize: [number, number] = [
      reader.number(mask, 'Width') ?? 0,
      reader.number(mask, 'Height') ?? 0,
    ];
    if (maskSize[0] < 1 || maskSize[1] < 1) continue;
    const name = maskRef instanceof PDFRef ? objectName(maskRef) : null;
    picture.mask = draw(role, mask, name, maskSize);
    draws.push(picture.mask);
  }
  return draws;
}

const isTrue = (reader: ObjectReader, stream: PDFRawStream, key: string): boolean =>
  reader.entry(stream, key)?.toString() === 'true';
