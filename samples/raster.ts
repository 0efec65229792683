import sharp from 'sharp';

/**
 * Soft grey pictures by code: vector layers are blurred and summed as attenuation, the sum is exposed like a film.
 * Everything is a pure function of its arguments, so a picture's bytes are the same on every run of one machine.
 */
export interface Layer {
  /** SVG elements in a 1000 x 1000 space; white adds the full weight, black nothing. */
  shapes: string;
  /** Blur in units of that space. */
  blur: number;
  /** Attenuation added where the layer is white; negative for air. */
  weight: number;
}

/** A closed shape as an SVG element. */
export const pathOf = (data: string): string => `<path d="${data}"/>`;

/** A line as an SVG element. @param width in units of the picture's space */
export const stroke = (data: string, width: number, colour = 'white', cap = 'round'): string =>
  `<path d="${data}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="${cap}"/>`;

/** A repeatable pseudo-random stream in [0, 1): mulberry32. */
export const randomStream = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** What is blurred anyway is drawn small and enlarged: a quarter of the points for the same picture. */
const drawnSize = (blur: number, size: number): number => {
  const sigma = (blur * size) / 1000;
  if (sigma >= 8) return Math.round(size / 4);
  return sigma >= 3.5 ? Math.round(size / 2) : size;
};

const renderLayer = async (layer: Layer, size: number, transform: string): Promise<Buffer> => {
  const drawn = drawnSize(layer.blur, size);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${drawn}" height="${drawn}" viewBox="0 0 1000 1000">` +
    `<rect width="1000" height="1000" fill="black"/><g transform="${transform}" fill="white">${layer.shapes}</g></svg>`;
  const sigma = (layer.blur * drawn) / 1000;
  const image = sharp(Buffer.from(svg)).greyscale();
  const blurred = sigma >= 0.4 ? image.blur(sigma) : image;
  if (drawn === size) return blurred.raw().toBuffer();
  const pixels = await blurred.raw().toBuffer();
  return sharp(pixels, { raw: { width: drawn, height: drawn, channels: 1 } })
    .resize(size, size, { kernel: 'cubic' })
    .greyscale()
    .raw()
    .toBuffer();
};

/** Smooth random patches, 0..1, as infiltrates have: a few octaves of enlarged noise. */
export const patchyNoise = async (size: number, seed: number): Promise<Float32Array> => {
  const sum = new Float32Array(size * size);
  const octaves = [
    { cells: 12, weight: 0.4 },
    { cells: 28, weight: 0.35 },
    { cells: 60, weight: 0.25 },
  ];
  for (const { cells, weight } of octaves) {
    const random = randomStream(seed * 31 + cells);
    const coarse = Buffer.from(Array.from({ length: cells * cells }, () => Math.floor(random() * 256)));
    const fine = await sharp(coarse, { raw: { width: cells, height: cells, channels: 1 } })
      .resize(size, size, { kernel: 'cubic', fit: 'fill' })
      .greyscale()
      .raw()
      .toBuffer();
    for (let index = 0; index < sum.length; index += 1) {
      sum[index] = (sum[index] ?? 0) + (weight * (fine[index] ?? 0)) / 255;
    }
  }
  return sum;
};

/** The attenuation of all layers, row by row, `size` x `size`. */
export const sumLayers = async (layers: Layer[], size: number, transform = ''): Promise<Float32Array> => {
  const sum = new Float32Array(size * size);
  const rendered = await Promise.all(layers.map((layer) => renderLayer(layer, size, transform)));
  for (const [at, pixels] of rendered.entries()) {
    const weight = layers[at]?.weight ?? 0;
    for (let index = 0; index < sum.length; index += 1) {
      sum[index] = (sum[index] ?? 0) + (weight * (pixels[index] ?? 0)) / 255;
    }
  }
  return sum;
};

/** What the detector sees: a grey square enlarged to `width` x `height`, with grain. 8-bit, one channel, row by row. */
export const expose = async (
  attenuation: Float32Array,
  size: number,
  options: { width: number; height: number; grain: number; seed: number; curve: (value: number) => number },
): Promise<Buffer> => {
  const small = Buffer.alloc(size * size);
  for (let index = 0; index < small.length; index += 1) {
    small[index] = Math.max(0, Math.min(255, Math.round(255 * options.curve(attenuation[index] ?? 0))));
  }
  const large = await sharp(small, { raw: { width: size, height: size, channels: 1 } })
    .resize(options.width, options.height, { kernel: 'cubic', fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer();
  const random = randomStream(options.seed);
  for (let index = 0; index < large.length; index += 1) {
    const word = Math.floor(random() * 4_294_967_296);
    const grain = (((word & 0xffff) + (word >>> 16)) / 65_536 - 1) * options.grain;
    large[index] = Math.max(0, Math.min(255, Math.round((large[index] ?? 0) + grain)));
  }
  return large;
};
