import { InvalidInput } from '../../../../data/errors.ts';
import { decodeFax, decodeJbig2 } from '../objects/image-codecs.ts';
import type { ObjectReader } from '../objects/object-reader.ts';
import type { PDFObject } from '../objects/pdf-lib.ts';
import { PDFRawStream } from '../objects/pdf-lib.ts';
import type { DecodedStream } from '../objects/stream-filters.ts';
import { decodeStream } from '../objects/stream-filters.ts';
import type { RasterDraw } from '../page/raster-draws.ts';
import type { ColourSpace } from './colour-space.ts';
import { colourSpace } from './colour-space.ts';

/** Pixels one image may have; 35,000 x 5,000 posters are met, a gigapixel is an attack. */
export const pixelLimit = 400_000_000;

/** What the file says of an image. */
export interface ImageProperties {
  width: number;
  height: number;
  /** Bits a sample; 1 for stencils. */
  bits: number;
  /** `null` for stencils, and for JPEG 2000 images that name their space inside. */
  space: ColourSpace | null;
  /** The Decode array when it differs from the space's usual one. */
  decode: number[] | null;
  stencil: boolean;
}

/** Samples of an image as stored: rows one after the other, each padded to a whole byte. */
export interface RasterSamples {
  rows: Uint8Array;
  rowBytes: number;
}

export function imageProperties(reader: ObjectReader, draw: RasterDraw): ImageProperties {
  const stencil = draw.role === 'stencil' || draw.role === 'mask';
  const space = stencil ? null : colourSpace(reader, reader.entry(draw.stream, 'ColorSpace'), draw.resources);
  const bits = stencil ? 1 : (reader.number(draw.stream, 'BitsPerComponent') ?? 8);
  const decode = reader.numbers(reader.entry(draw.stream, 'Decode')) ?? null;
  return {
    width: draw.width,
    height: draw.height,
    bits,
    space,
    stencil,
    decode: decode !== null && isUsual(decode, space, bits) ? null : decode,
  };
}

function isUsual(decode: number[], space: ColourSpace | null, bits: number): boolean {
  const components = space?.components ?? 1;
  if (decode.length < components * 2) return true;
  const top = space?.family === 'Indexed' ? 2 ** bits - 1 : 1;
  if (space?.family === 'Lab') return true;
  return Array.from({ length: components }).every(
    (_, index) => decode[index * 2] === 0 && decode[index * 2 + 1] === top,
  );
}

/** Whether the samples are stored upside down in value: Decode `[1 0]` for every component. */
export const isInverted = (properties: ImageProperties): boolean => {
  const { decode } = properties;
  const top = properties.space?.family === 'Indexed' ? 2 ** properties.bits - 1 : 1;
  return decode?.every((value, index) => value === (index % 2 === 0 ? top : 0)) ?? false;
};

/**
 * The samples of an image without colour conversion. Fax and JBIG2 are decoded to their one bit.
 * @throws InvalidInput `image-too-large`; `image-coded` for JPEG and JPEG 2000, which are files of their own
 */
export async function rasterSamples(
  reader: ObjectReader,
  draw: RasterDraw,
  properties: ImageProperties,
  decoded: DecodedStream = decodeStream(reader, draw.stream),
): Promise<RasterSamples> {
  const { width, height, bits } = properties;
  const components = properties.space?.components ?? 1;
  if (width * height > pixelLimit) {
    throw new InvalidInput(
      'image-too-large',
      `Image ${draw.object ?? 'inline'} on page ${draw.page} claims ${width} x ${height} pixels; at most ${pixelLimit} are read.`,
    );
  }
  const rowBytes = Math.ceil((width * components * bits) / 8);
  const wanted = rowBytes * height;
  const { imageFilter, parameters } = decoded;
  let rows = decoded.bytes;
  if (imageFilter === 'CCITTFaxDecode') {
    const flag = (key: string, otherwise: boolean): boolean =>
      truth(reader.entry(parameters, key)) ?? otherwise;
    rows = await decodeFax(rows, width, height, {
      K: reader.number(parameters, 'K') ?? 0,
      EndOfLine: flag('EndOfLine', false),
      EncodedByteAlign: flag('EncodedByteAlign', false),
      Columns: reader.number(parameters, 'Columns') ?? 1728,
      Rows: reader.number(parameters, 'Rows') ?? 0,
      EndOfBlock: flag('EndOfBlock', true),
      BlackIs1: flag('BlackIs1', false),
    });
  } else if (imageFilter === 'JBIG2Decode') {
    const globals = reader.entry(parameters, 'JBIG2Globals');
    const shared = globals instanceof PDFRawStream ? decodeStream(reader, globals).bytes : null;
    rows = await decodeJbig2(rows, width, height, shared);
  } else if (imageFilter !== null) {
    throw new InvalidInput('image-coded', `A ${imageFilter} image has no plain samples.`);
  }
  if (rows.length < wanted) {
    // Truncated data is white below, as poppler has it.
    const padded = new Uint8Array(wanted).fill(0xff);
    padded.set(rows);
    rows = padded;
  }
  return { rows: rows.subarray(0, wanted), rowBytes };
}

const truth = (object: PDFObject | undefined): boolean | undefined =>
  object === undefined ? undefined : object.toString() === 'true';
