import type { ObjectReader } from '../objects/object-reader.ts';
import type { PDFRawStream } from '../objects/pdf-lib.ts';
import type { DecodedStream } from '../objects/stream-filters.ts';
import { decodeStream, filterSteps, storedBytes } from '../objects/stream-filters.ts';
import type { RasterDraw } from '../page/raster-draws.ts';
import type { ColourSpace } from './colour-space.ts';
import { plainModel } from './colour-space.ts';
import type { PngImage } from './png.ts';
import { assemblePng, writePng } from './png.ts';
import type { ImageProperties } from './samples.ts';
import { isInverted, rasterSamples } from './samples.ts';
import { writeCmykTiff } from './tiff.ts';

/** A picture file made from the samples of an image, none of them changed. */
export interface LosslessFile {
  extension: 'png' | 'tif';
  bytes: Buffer;
  /** Whether any viewer shows the right colours: 8 bits at most, grey, RGB or palette. */
  viewable: boolean;
}

const depths = new Set([1, 2, 4, 8, 16]);

/**
 * Writes an image that is no file of its own without loss: bit depth, grey and palettes are kept. A Decode of
 * `[1 0]` is undone by inverting, and stencils are written white where they paint, as `pdfimages` does.
 * @returns `null` when the colour space has no plain file form (Lab, DeviceN, a palette of inks)
 */
export async function losslessFile(
  reader: ObjectReader,
  draw: RasterDraw,
  properties: ImageProperties,
  decoded: DecodedStream = decodeStream(reader, draw.stream),
): Promise<LosslessFile | null> {
  const { width, height, space, stencil } = properties;
  if (!depths.has(properties.bits)) return null;
  const bits = properties.bits as PngImage['bits'];
  const model = stencil ? 'grey' : space === null ? null : plainModel(space);
  const palette = space?.family === 'Indexed' ? rgbPalette(space, bits) : null;
  // The amount of one ink: more of it is darker.
  const ink = space?.family === 'Separation';
  if (model === null && palette === null && !ink) return null;

  const inverted = stencil ? true : ink !== isInverted(properties);
  const colour = palette !== null ? 'indexed' : model === 'rgb' ? 'rgb' : 'grey';
  const viewable = bits <= 8 && model !== 'cmyk' && !ink && !needsProfile(space) && usualDecode(properties);
  if (!inverted && model !== 'cmyk' && decoded.imageFilter === null && (colour !== 'rgb' || bits >= 8)) {
    const ready = readyMadePng(reader, draw.stream, decoded, {
      width,
      height,
      bits,
      colour,
      ...(palette && { palette }),
    });
    if (ready !== null) return { extension: 'png', bytes: ready, viewable };
  }
  const samples = await rasterSamples(reader, draw, properties, decoded);
  const rows = inverted && colour !== 'indexed' ? invert(samples.rows) : samples.rows;
  if (model === 'cmyk') {
    if (bits < 8) return null;
    const profile = space?.profile ? decodeStream(reader, space.profile).bytes : null;
    return {
      extension: 'tif',
      bytes: writeCmykTiff(width, height, bits as 8 | 16, rows, profile),
      viewable: false,
    };
  }
  if (colour === 'rgb' && bits < 8) {
    const wide = widen(rows, width * 3, height, bits);
    return {
      extension: 'png',
      bytes: await writePng({ width, height, bits: 8, colour, rows: wide }),
      viewable,
    };
  }
  if (colour === 'indexed') {
    const colours = inverted ? reversedPalette(palette as Uint8Array, bits) : (palette as Uint8Array);
    const bytes = await writePng({ width, height, bits, colour, rows, palette: colours });
    return { extension: 'png', bytes, viewable };
  }
  return { extension: 'png', bytes: await writePng({ width, height, bits, colour, rows }), viewable };
}

const needsProfile = (space: ColourSpace | null): boolean => (space?.base ?? space)?.family === 'ICCBased';
const usualDecode = (properties: ImageProperties): boolean =>
  properties.stencil || properties.decode === null || isInverted(properties);

/**
 * Deflate data with PNG row filters is what a PNG holds, too: it can be taken over as it stands, if it is whole.
 */
function readyMadePng(
  reader: ObjectReader,
  stream: PDFRawStream,
  decoded: DecodedStream,
  image: Omit<PngImage, 'rows'>,
): Buffer | null {
  const [only, ...others] = filterSteps(reader, stream);
  if (only === undefined || others.length > 0 || only.name !== 'FlateDecode') return null;
  const channels = image.colour === 'rgb' ? 3 : 1;
  const says = (key: string, usual: number): number => reader.number(only.parameters, key) ?? usual;
  if (says('Predictor', 1) < 10 || says('Columns', 1) !== image.width || says('Colors', 1) !== channels)
    return null;
  if (says('BitsPerComponent', 8) !== image.bits) return null;
  const rowBytes = Math.ceil((image.width * channels * image.bits) / 8);
  if (decoded.bytes.length !== rowBytes * image.height) return null;
  return assemblePng(image, storedBytes(reader, stream));
}

/** The palette as RGB with as many colours as the bits can name; `null` when its colours need conversion. */
function rgbPalette(space: ColourSpace, bits: number): Uint8Array | null {
  if (space.base === null || space.palette === null || bits > 8) return null;
  const model = plainModel(space.base);
  if (model !== 'grey' && model !== 'rgb') return null;
  const wanted = 2 ** bits;
  const colours = new Uint8Array(wanted * 3);
  for (let index = 0; index < wanted; index += 1) {
    for (let part = 0; part < 3; part += 1) {
      colours[index * 3 + part] = space.palette[model === 'rgb' ? index * 3 + part : index] ?? 0;
    }
  }
  return colours;
}

function reversedPalette(palette: Uint8Array, bits: number): Uint8Array {
  const last = 2 ** bits - 1;
  const reversed = new Uint8Array(palette.length);
  for (let index = 0; index <= last; index += 1) {
    reversed.set(palette.subarray((last - index) * 3, (last - index) * 3 + 3), index * 3);
  }
  return reversed;
}

const invert = (rows: Uint8Array): Uint8Array => {
  const out = new Uint8Array(rows.length);
  for (let index = 0; index < rows.length; index += 1) out[index] = ~(rows[index] as number);
  return out;
};

/** Samples of 1, 2 or 4 bits as bytes over the full range 0-255. */
export function widen(rows: Uint8Array, perRow: number, height: number, bits: number): Uint8Array {
  const rowBytes = Math.ceil((perRow * bits) / 8);
  const top = 2 ** bits - 1;
  const out = new Uint8Array(perRow * height);
  for (let row = 0; row < height; row += 1) {
    for (let x = 0; x < perRow; x += 1) {
      const byte = rows[row * rowBytes + ((x * bits) >> 3)] ?? 0;
      out[row * perRow + x] = (((byte >> (8 - bits - ((x * bits) & 7))) & top) * 255) / top;
    }
  }
  return out;
}
