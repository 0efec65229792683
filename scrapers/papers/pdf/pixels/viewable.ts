import { deflateSync } from 'node:zlib';
import type { Sharp } from 'sharp';
import sharp from 'sharp';
import { decodeJpx } from '../objects/image-codecs.ts';
import type { OriginalFile } from '../objects/original-stream.ts';
import { decodeStream } from '../objects/stream-filters.ts';
import type { PdfFile } from '../page/pdf-file.ts';
import type { ShownPixels } from '../page/pdfjs.ts';
import type { RasterDraw } from '../page/raster-draws.ts';
import { plainModel } from './colour-space.ts';
import type { LosslessFile } from './lossless.ts';
import { pngChunk } from './png.ts';
import type { ImageProperties } from './samples.ts';
import { imageProperties, isInverted, pixelLimit, rasterSamples } from './samples.ts';

const png = { compressionLevel: 3, adaptiveFiltering: false } as const;
const limits = { limitInputPixels: pixelLimit, failOn: 'none', ignoreIcc: true } as const;

/**
 * An 8-bit PNG that shows an image as the page shows it, masked parts white.
 * Grey and RGB images go through sharp (with the PDF's own ICC profile, if it is not sRGB); CMYK, inks, Lab,
 * colour keys and odd Decode arrays through pdf.js, because JPEGs with four colours are read inverted elsewhere.
 * @returns `null` when neither can show it
 */
export async function viewableImage(
  file: PdfFile,
  draw: RasterDraw,
  properties: ImageProperties,
  source: OriginalFile | LosslessFile | null,
  inlineIndex = 0,
): Promise<Buffer | null> {
  const picture = isPlain(file, draw, properties)
    ? ((await plainView(file, draw, properties, source)) ?? (await shownView(file, draw, inlineIndex)))
    : ((await shownView(file, draw, inlineIndex)) ?? (await plainView(file, draw, properties, source)));
  return picture === null ? null : picture;
}

function isPlain(file: PdfFile, draw: RasterDraw, properties: ImageProperties): boolean {
  const { space, stencil, decode } = properties;
  if (stencil) return true;
  const colourKey = file.reader.array(file.reader.entry(draw.stream, 'Mask')).length > 0;
  if (colourKey || (decode !== null && !isInverted(properties))) return false;
  if (space === null) return file.reader.entry(draw.stream, 'ColorSpace') === undefined;
  const model = plainModel(space.base ?? space);
  return model === 'grey' || model === 'rgb';
}

async function plainView(
  file: PdfFile,
  draw: RasterDraw,
  properties: ImageProperties,
  source: OriginalFile | LosslessFile | null,
): Promise<Buffer | null> {
  if (source === null || source.extension === 'tif') return null;
  let image: Sharp;
  if (source.extension === 'jp2') {
    const pixels = await decodeJpx(source.bytes);
    if (pixels.components !== 1 && pixels.components !== 3) return null;
    image = sharp(pixels.samples, {
      raw: { width: pixels.width, height: pixels.height, channels: pixels.components },
    });
  } else {
    const profile = convertingProfile(file, properties);
    const bytes = profile === null ? source.bytes : withProfile(source, profile);
    image = sharp(bytes, { ...limits, ignoreIcc: profile === null });
    if (source.extension === 'jpg' && (await image.metadata()).channels === 4) return null;
    if (source.extension === 'png' && draw.mask === null && isFinished(properties, profile))
      return source.bytes as Buffer;
  }
  if (source.extension !== 'png' && isInverted(properties)) image = image.negate({ alpha: false });
  // A stencil is written white where it paints; it is shown black on white.
  if (properties.stencil) image = image.negate({ alpha: false });
  const alpha = draw.mask === null ? null : await alphaOf(file, draw.mask, properties);
  const grey = properties.stencil || properties.space?.components === 1;
  image = image.toColourspace(grey && properties.space?.family !== 'Indexed' ? 'b-w' : 'srgb');
  return (alpha === null ? image.removeAlpha() : await masked(image, alpha, properties)).png(png).toBuffer();
}

const isFinished = (properties: ImageProperties, profile: Uint8Array | null): boolean =>
  profile === null && properties.bits === 8 && !properties.stencil && properties.space?.family !== 'Indexed';

async function masked(
  image: Sharp,
  alpha: { data: Buffer; width: number; height: number },
  { width, height }: { width: number; height: number },
): Promise<Sharp> {
  const mask = await sharp(alpha.data, { raw: { width: alpha.width, height: alpha.height, channels: 1 } })
    .resize(width, height, { fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const { data, info } = await image
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const joined = sharp(data, {
    raw: { width: info.width, height: info.height, channels: info.channels },
  }).joinChannel(mask, { raw: { width, height, channels: 1 } });
  const { data: mixed, info: shape } = await joined.raw().toBuffer({ resolveWithObject: true });
  return sharp(mixed, {
    raw: { width: shape.width, height: shape.height, channels: shape.channels },
  }).flatten({ background: '#ffffff' });
}

/** A mask as opacity, 255 where the image is seen. */
async function alphaOf(
  file: PdfFile,
  mask: RasterDraw,
  image: ImageProperties,
): Promise<{ data: Buffer; width: number; height: number } | null> {
  const properties = imageProperties(file.reader, mask);
  const decoded = decodeStream(file.reader, mask.stream);
  const { width, height } = mask;
  if (decoded.imageFilter === 'DCTDecode') {
    const data = await sharp(decoded.bytes, limits).toColourspace('b-w').removeAlpha().raw().toBuffer();
    return { data, width, height };
  }
  if (decoded.imageFilter === 'JPXDecode') {
    const pixels = await decodeJpx(decoded.bytes);
    if (pixels.components !== 1) return null;
    return { data: Buffer.from(pixels.samples), width: pixels.width, height: pixels.height };
  }
  const { rows, rowBytes } = await rasterSamples(file.reader, mask, properties, decoded);
  // A mask much finer than its image is read only as finely as the image needs.
  const step = Math.max(1, Math.floor(Math.min(width / image.width, height / image.height) / 2));
  const size = { width: Math.ceil(width / step), height: Math.ceil(height / step) };
  const { bits } = properties;
  const top = 2 ** Math.min(bits, 8) - 1;
  // A stencil mask hides where it is 1; a soft mask shows where it is 1.
  const hides = properties.stencil !== isInverted(properties);
  const data = Buffer.alloc(size.width * size.height);
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const bit = x * step * bits;
      const byte = rows[y * step * rowBytes + (bit >> 3)] ?? 0;
      const sample = bits >= 8 ? byte : (byte >> (8 - bits - (bit & 7))) & top;
      const shows = (sample * 255) / top;
      data[y * size.width + x] = hides ? 255 - shows : shows;
    }
  }
  return { data, ...size };
}

async function shownView(file: PdfFile, draw: RasterDraw, inlineIndex: number): Promise<Buffer | null> {
  const pixels = await file.shown(draw, inlineIndex);
  return pixels === null ? null : shownPng(pixels);
}

/** Pixels of pdf.js as a PNG, transparent parts white. */
export const shownPng = ({ width, height, channels, data }: ShownPixels): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels }, limitInputPixels: pixelLimit })
    .flatten({ background: '#ffffff' })
    .png(png)
    .toBuffer();

/** The ICC profile that has to be applied; `null` when there is none or it is sRGB anyway. */
function convertingProfile(file: PdfFile, properties: ImageProperties): Uint8Array | null {
  const space = properties.space?.base ?? properties.space;
  if (space?.profile == null || space.components === 4) return null;
  const profile = decodeStream(file.reader, space.profile).bytes;
  const text = Buffer.from(profile.subarray(0, 4096)).toString('latin1');
  const right =
    text.slice(36, 40) === 'acsp' && text.slice(16, 20) === (space.components === 1 ? 'GRAY' : 'RGB ');
  return right && !/sRGB|s\0R\0G\0B/.test(text) ? profile : null;
}

function withProfile(source: OriginalFile | LosslessFile, profile: Uint8Array): Buffer {
  const { bytes } = source;
  if (source.extension === 'jpg') return jpegWithProfile(bytes, profile);
  const chunk = pngChunk('iCCP', Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(profile)]));
  // The profile stands right after the header chunk (8 bytes of signature, 25 of IHDR).
  return Buffer.concat([bytes.subarray(0, 33), chunk, bytes.subarray(33)]);
}

/** A JPEG whose own profile, if any, is overruled by the PDF's (ICC.1, B.4: APP2 segments of at most 65,519 bytes). */
function jpegWithProfile(bytes: Uint8Array, profile: Uint8Array): Buffer {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  const size = 65_519;
  const count = Math.ceil(profile.length / size);
  for (let index = 0; index < count; index += 1) {
    const data = profile.subarray(index * size, (index + 1) * size);
    const head = Buffer.from([0xff, 0xe2, 0, 0, ...Buffer.from('ICC_PROFILE\0', 'latin1'), index + 1, count]);
    head.writeUInt16BE(data.length + 16, 2);
    parts.push(head, data);
  }
  let at = 2;
  while (bytes[at] === 0xff && bytes[at + 1] !== 0xda && at + 4 <= bytes.length) {
    const end = at + 2 + (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
    const own =
      bytes[at + 1] === 0xe2 &&
      Buffer.from(bytes.subarray(at + 4, at + 15)).toString('latin1') === 'ICC_PROFILE';
    if (!own) parts.push(bytes.subarray(at, end));
    at = end;
  }
  parts.push(bytes.subarray(at));
  return Buffer.concat(parts);
}
