import sharp, { type Sharp } from 'sharp';
import { MAX_PIXELS } from '../ports/images.ts';

/**
 * Pictures of more than 8 bits as 8-bit ones. Devices store 10 to 16 bits in 16, others floating-point values: the values
 * that are there are spread over 0 to 255, for taking the upper byte would leave 16 grey levels of 12 bits.
 */
export interface Scaling {
  /** How the file states its values: `16-bit`, `floating-point`, … */
  readonly kind: string;
  /** The values that became 0 and 255. */
  readonly from: number;
  readonly to: number;
  /** Part of the values that lie outside and became 0 or 255: a few extremes would leave nothing to the rest. */
  readonly clipped: number;
}

const kinds: Readonly<Record<string, string>> = {
  ushort: '16-bit',
  short: 'signed 16-bit',
  uint: '32-bit',
  int: 'signed 32-bit',
  float: 'floating-point',
  double: 'floating-point',
};
type Samples = Uint16Array | Float32Array | Float64Array;
/** The smallest numbers that hold every value of a depth. */
const exact = { as: 'double', Samples: Float64Array } as const;
const forms = {
  ushort: { as: 'ushort', Samples: Uint16Array },
  short: { as: 'float', Samples: Float32Array },
  float: { as: 'float', Samples: Float32Array },
} as const satisfies Record<string, { as: string; Samples: unknown }>;
const formOf = (depth: string | undefined) =>
  depth === 'ushort' || depth === 'short' || depth === 'float' ? forms[depth] : exact;
/** Added to signed 16-bit values while they are decoded, which takes no negative ones. */
const SIGNED = 32_768;
/** Grey levels that a scaled picture has at least, where its values have as many. */
const ENOUGH = 200;
/** Parts of the values that may be clipped at each end, tried in turn. */
const tails = [0.0005, 0.002, 0.01, 0.03];
/** Values that are looked at for the range. */
const SAMPLES = 400_000;

const levelOf = (value: number, { from, to }: Pick<Scaling, 'from' | 'to'>): number =>
  Number.isFinite(value) && to > from
    ? Math.round(255 * Math.min(1, Math.max(0, (value - from) / (to - from))))
    : value > to
      ? 255
      : 0;

const levelsIn = (values: Float64Array, range: Pick<Scaling, 'from' | 'to'>): number => {
  const seen = new Set<number>();
  for (const value of values) seen.add(levelOf(value, range));
  return seen.size;
};

/** The range to spread: all values, or all but a few extremes where these would leave too few levels to the rest. */
function rangeOf(all: Samples, colours: number, channels: number): Omit<Scaling, 'kind'> {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const step = Math.max(1, Math.floor(all.length / channels / SAMPLES));
  const sample: number[] = [];
  for (let at = 0; at < all.length; at += 1) {
    if (at % channels >= colours) continue;
    const value = all[at] ?? 0;
    if (!Number.isFinite(value)) continue;
    if (value < from) from = value;
    if (value > to) to = value;
    if (Math.floor(at / channels) % step === 0) sample.push(value);
  }
  if (from > to) return { from: 0, to: 0, clipped: 0 };
  const sorted = Float64Array.from(sample).sort();
  let best = { from, to, clipped: 0 };
  let most = levelsIn(sorted, best);
  const possible = Math.min(ENOUGH, new Set(sorted).size);
  for (const tail of most < possible ? tails : []) {
    const cut = Math.floor(sorted.length * tail);
    const range = { from: sorted[cut] ?? from, to: sorted[sorted.length - 1 - cut] ?? to, clipped: 2 * tail };
    const levels = range.to > range.from ? levelsIn(sorted, range) : 0;
    if (levels > most) [best, most] = [range, levels];
    if (most >= possible) break;
  }
  return best;
}

/** The samples of a picture of more than 8 bits, as numbers; null for one of 8 bits. */
async function deepPixels(bytes: Uint8Array) {
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'none', autoOrient: true } as const;
  const { depth, space } = await sharp(bytes, options).metadata();
  const kind = kinds[depth ?? ''];
  if (kind === undefined || space === undefined) return null;
  const source = sharp(bytes, options);
  const wide = depth === 'short' ? source.linear(1, SIGNED) : source;
  const { as, Samples } = formOf(depth);
  const { data, info } = await wide
    .toColourspace(space)
    .raw({ depth: as })
    .toBuffer({ resolveWithObject: true });
  const values = new Samples(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
  if (depth === 'short')
    for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) - SIGNED;
  const alpha = info.channels === 2 || info.channels === 4;
  return { kind, values, info, colours: alpha ? info.channels - 1 : info.channels };
}

/**
 * A picture of more than 8 bits as 8-bit pixels, upright; null for one that has 8 bits already.
 * @throws what the decoder says of a picture that cannot be decoded
 */
export async function eightBit(bytes: Uint8Array): Promise<{ image: Sharp; scaling: Scaling } | null> {
  const deep = await deepPixels(bytes);
  if (deep === null) return null;
  const { kind, values, info, colours } = deep;
  const { width, height, channels } = info;
  const range = rangeOf(values, colours, channels);
  let opaque = 1;
  for (let at = colours; colours < channels && at < values.length; at += channels)
    opaque = Math.max(opaque, values[at] ?? 0);
  const pixels = Buffer.alloc(values.length);
  for (let at = 0; at < values.length; at += 1)
    pixels[at] = levelOf(values[at] ?? 0, at % channels < colours ? range : { from: 0, to: opaque });
  return { image: sharp(pixels, { raw: { width, height, channels } }), scaling: { kind, ...range } };
}

/** A scaling in words. */
export const scalingInWords = ({ kind, from, to, clipped }: Scaling): string => {
  const rest = clipped === 0 ? '' : `, the ${Number((100 * clipped).toPrecision(2))} % beyond them cut off`;
  return `${kind} values ${Number(from.toPrecision(6))} to ${Number(to.toPrecision(6))} spread over 0 to 255${rest}`;
};
