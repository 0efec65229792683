import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { eightBit, scalingInWords } from '../../../data/picture/eight-bit.ts';
import { greyTiff } from '../../helpers/tiff.ts';

const side = 64;
const ramp = Array.from({ length: side * side }, (_, at) => at);
const png16 = (values: readonly number[]): Promise<Buffer> =>
  sharp(Uint16Array.from(values), { raw: { width: side, height: side, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toBuffer();

/** Grey levels of the 8-bit picture, and how it was scaled. */
async function scaled(bytes: Buffer) {
  const made = await eightBit(bytes);
  if (made === null) return null;
  const { data, info } = await made.image.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  const levels = [...data].filter((_, at) => at % info.channels === 0);
  return {
    levels: new Set(levels).size,
    lowest: Math.min(...levels),
    highest: Math.max(...levels),
    words: scalingInWords(made.scaling),
    first: levels[0],
  };
}

describe('a picture of more than 8 bits', () => {
  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['10 bits in 16', () => png16(ramp.map((value) => value % 1_024)), '16-bit values 0 to 1023'],
    ['12 bits in 16', () => png16(ramp), '16-bit values 0 to 4095'],
    ['16 bits', () => png16(ramp.map((value) => value * 16)), '16-bit values 0 to 65520'],
    [
      'a narrow window',
      () => png16(ramp.map((value) => 30_000 + (value % 512))),
      '16-bit values 30000 to 30511',
    ],
    [
      'fractions',
      () =>
        greyTiff(
          Float32Array.from(ramp, (value) => value / 4_096),
          side,
          3,
        ),
      'floating-point values 0 to 0.99',
    ],
    [
      'Hounsfield units',
      () =>
        greyTiff(
          Int16Array.from(ramp, (value) => value - 1_024),
          side,
          2,
        ),
      'signed 16-bit values -1024 to 3071',
    ],
  ])('of %s has all grey levels', async (_name, make, words) => {
    const picture = await scaled(await make());
    expect(picture).toMatchObject({ lowest: 0, highest: 255, first: 0 });
    expect(picture?.levels).toBeGreaterThanOrEqual(200);
    expect(picture?.words).toContain(words);
  });

  test('keeps its levels beside a few extremes, and says what was cut off', async () => {
    const picture = await scaled(await png16(ramp.map((value, at) => (at === 5 ? 65_535 : value))));
    expect(picture?.levels).toBeGreaterThanOrEqual(200);
    expect(picture?.words).toMatch(/the 0\.1 % beyond them cut off/);
  });

  test('with values that are no number, or one value alone, is drawn all the same', async () => {
    const holes = Float32Array.from(ramp, (value) => (value % 100 === 0 ? Number.NaN : value));
    expect((await scaled(greyTiff(holes, side, 3)))?.levels).toBeGreaterThanOrEqual(200);
    expect(
      await scaled(
        greyTiff(
          Float32Array.from(ramp, () => 7),
          side,
          3,
        ),
      ),
    ).toMatchObject({ levels: 1 });
  });
});

test('a picture of 8 bits is none', async () => {
  expect(
    await eightBit(
      await sharp(await png16(ramp))
        .toColourspace('b-w')
        .png()
        .toBuffer(),
    ),
  ).toBe(null);
  expect(await eightBit(greyTiff(Uint8Array.from(ramp), side, 1))).toBe(null);
});
