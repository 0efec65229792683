import sharp, { type Sharp } from 'sharp';
import { drawPhantom } from './phantom.ts';
import { randomStream } from './raster.ts';
import type { DrawnPicture, Encoding, StoredPicture } from './story.ts';

/** A grey ramp whose direction, stripes and squares follow from its seed: no two seeds look alike. */
const drawRamp = (seed: number, width: number, height: number): Buffer => {
  const random = randomStream(seed);
  const [slopeX, slopeY, period] = [random() * 2 - 1, random() * 2 - 1, 9 + Math.floor(random() * 60)];
  const squares = Array.from({ length: 10 }, () => [random() * 0.9, random() * 0.9, random() * 120]);
  const pixels = Buffer.alloc(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const ramp = 128 + 90 * (slopeX * (x / width - 0.5) + slopeY * (y / height - 0.5));
      const stripe = Math.floor((x + y) / period) % 2 === 0 ? 12 : -12;
      pixels[y * width + x] = Math.max(0, Math.min(255, Math.round(ramp + stripe)));
    }
  }
  for (const [left = 0, top = 0, grey = 0] of squares) {
    const size = Math.floor(Math.min(width, height) / 10);
    for (let y = Math.floor(top * height); y < Math.min(height, Math.floor(top * height) + size); y += 1) {
      const start = y * width + Math.floor(left * width);
      pixels.fill(Math.round(grey), start, Math.min(start + size, (y + 1) * width));
    }
  }
  return pixels;
};

const drawTable = (seed: number, width: number, height: number): Promise<Buffer> => {
  const random = randomStream(seed);
  const cells = Array.from({ length: 28 }, (_, index) => {
    const [column, row] = [index % 4, Math.floor(index / 4)];
    const bar = 30 + random() * 70;
    return `<rect x="${column * 150 + 10}" y="${row * 60 + 22}" width="${bar.toFixed(0)}" height="14" fill="#333"/>`;
  }).join('');
  const lines = Array.from({ length: 8 }, (_, row) => `<path d="M0,${row * 60} H600" stroke="#999"/>`).join(
    '',
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 420" width="${width}" height="${height}" preserveAspectRatio="none"><rect width="600" height="420" fill="white"/>${lines}${cells}</svg>`;
  return sharp(Buffer.from(svg)).greyscale().raw().toBuffer();
};

const drawComposite = async (
  picture: Extract<DrawnPicture, { kind: 'composite' }>,
  width: number,
  height: number,
): Promise<Buffer> => {
  const gap = Math.max(4, Math.round(width / 100));
  const each = Math.floor((width - gap * (picture.parts.length - 1)) / picture.parts.length);
  const parts = await Promise.all(
    picture.parts.map(async (part, index) => ({
      input: await drawPhantom(part, each, height),
      raw: { width: each, height, channels: 1 as const },
      left: index * (each + gap),
      top: 0,
    })),
  );
  return sharp({ create: { width, height, channels: 3, background: 'white' } })
    .composite(parts)
    .greyscale()
    .raw()
    .toBuffer();
};

const draw = (picture: DrawnPicture, width: number, height: number): Promise<Buffer> | Buffer => {
  if (picture.kind === 'ramp') return drawRamp(picture.seed, width, height);
  if (picture.kind === 'table') return drawTable(picture.seed, width, height);
  if (picture.kind === 'composite') return drawComposite(picture, width, height);
  return drawPhantom(picture, width, height);
};

const encode = async (image: Sharp, encoding: Encoding): Promise<Buffer> => {
  if (encoding === 'png') return image.png({ compressionLevel: 6 }).toBuffer();
  if (encoding === 'png-rgba')
    return image.toColourspace('srgb').ensureAlpha().png({ compressionLevel: 6 }).toBuffer();
  const bytes = await image.jpeg({ quality: 90 }).toBuffer();
  return encoding === 'jpeg-truncated' ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
};

const originals = new WeakMap<StoredPicture, Promise<Buffer>>();

/** Bytes of the original file, exactly `width` x `height`. Drawn once: the same bytes are given ever after. */
export const renderOriginal = (stored: StoredPicture): Promise<Buffer> => {
  const held = originals.get(stored);
  if (held) return held;
  const { width, height, encoding, picture } = stored;
  const drawn = Promise.resolve(draw(picture, width, height)).then((pixels) =>
    encode(sharp(pixels, { raw: { width, height, channels: 1 } }), encoding),
  );
  originals.set(stored, drawn);
  return drawn;
};

/** Every picture that some stories show. */
const picturesIn = (part: unknown): StoredPicture[] => {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'picture' in part && 'encoding' in part ? [part as StoredPicture] : [];
  return [...own, ...Object.values(part).flatMap(picturesIn)];
};

/** Draws every original ahead, so that a site answers at once: a slow answer makes a polite crawl wait. */
export const drawAhead = async (stories: unknown): Promise<void> => {
  for (const stored of picturesIn(stories)) await renderOriginal(stored);
};

/** A JPEG whose long side is at most `longSide`, as sites serve for viewing; PNG names keep PNG. */
export const renderReduced = async (stored: StoredPicture, longSide: number): Promise<Buffer> => {
  const { width, height, picture } = stored;
  const factor = Math.min(1, longSide / Math.max(width, height));
  const pixels = await draw(picture, width, height);
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .resize(Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor)), {
      fit: 'fill',
    })
    .jpeg({ quality: 82 })
    .toBuffer();
};

export const mimeOf = (encoding: Encoding): string =>
  encoding.startsWith('png') ? 'image/png' : 'image/jpeg';
