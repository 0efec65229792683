import sharp, { type Sharp } from 'sharp';
import { drawPhantom } from '../../samples/phantom.ts';
import type { PhantomSpec } from '../../samples/phantom-spec.ts';

/** A drawn film as PNG; another seed is another person. */
export async function film(seed: number, change: Partial<PhantomSpec> = {}, side = 420): Promise<Buffer> {
  const view = change.view ?? 'frontal';
  const height = Math.round(side * 1.1);
  const pixels = await drawPhantom({ seed, view, ...change }, side, height);
  return sharp(pixels, { raw: { width: side, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

const cropped = (left: number, top: number, right: number, bottom: number) => async (png: Buffer) => {
  const { width, height } = await sharp(png).metadata();
  return sharp(png).extract({
    left: Math.round(width * left),
    top: Math.round(height * top),
    width: Math.floor(width * (1 - left - right)) - 1,
    height: Math.floor(height * (1 - top - bottom)) - 1,
  });
};

const framed = (part: number, background: string) => async (png: Buffer) => {
  const { width, height } = await sharp(png).metadata();
  const [x, y] = [Math.round(width * part), Math.round(height * part)];
  return sharp(png).extend({ top: y, bottom: y, left: x, right: Math.round(x / 2), background });
};

/** What publishers and viewers do to a film; each takes any decodable bytes in 8 bit. */
export const alterations: Readonly<Record<string, (png: Buffer) => Promise<Sharp>>> = {
  'half the size': async (png) =>
    sharp(png).resize(Math.round(((await sharp(png).metadata()).width ?? 0) / 2)),
  'made square': async (png) => sharp(png).resize(512, 512, { fit: 'fill' }),
  'cropped 5 % all around': cropped(0.05, 0.05, 0.05, 0.05),
  'cropped 5 % at two sides': cropped(0, 0, 0.05, 0.05),
  'cropped 5 % left': cropped(0.05, 0, 0, 0),
  'cropped unevenly, smaller and harder': async (png) =>
    (await cropped(0.03, 0.05, 0.05, 0.02)(png)).resize(400).linear(1.2, -10),
  'black frame': framed(0.05, '#000'),
  'white frame': framed(0.08, '#fff'),
  'strong compression': async (png) => sharp(png).jpeg({ quality: 30 }),
  'more contrast': async (png) => sharp(png).linear(1.4, -40),
  'less contrast': async (png) => sharp(png).linear(0.6, 50),
  'other gamma': async (png) => sharp(png).gamma(2.2, 1),
};

/** An altered copy, compressed once more as a page would. */
export async function altered(png: Buffer, name: string): Promise<Buffer> {
  const change = alterations[name];
  if (!change) throw new Error(`no alteration ${name}`);
  const grey = await sharp(png)
    .autoOrient()
    .flatten({ background: '#000' })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  return (await change(grey)).jpeg({ quality: name === 'strong compression' ? 30 : 85 }).toBuffer();
}

/** Ways a copy can lie otherwise than its film: how the check names them, and what makes them. */
const turned: Readonly<Record<string, (png: Buffer) => Promise<Sharp>>> = {
  mirrored: async (png) => sharp(png).flop(),
  'upside down and mirrored': async (png) => sharp(png).flip(),
  'upside down': async (png) => sharp(png).rotate(180),
  'turned by a quarter': async (png) => sharp(png).rotate(90),
  'turned by a quarter the other way': async (png) => sharp(png).rotate(270),
  'mirrored and turned by a quarter': async (png) =>
    sharp(await sharp(png).rotate(90).png().toBuffer()).flop(),
  'mirrored and turned by a quarter the other way': async (png) =>
    sharp(await sharp(png).rotate(90).png().toBuffer()).flip(),
};
export const turnNames = Object.keys(turned);

/** A copy that was turned and then altered as well (`alterations`), if so wished. */
export async function turnedCopy(png: Buffer, name: string, alteration?: string): Promise<Buffer> {
  const make = turned[name];
  if (!make) throw new Error(`no turn ${name}`);
  const lossless = await (await make(await sharp(png).autoOrient().png().toBuffer())).png().toBuffer();
  return alteration ? altered(lossless, alteration) : sharp(lossless).jpeg({ quality: 85 }).toBuffer();
}
