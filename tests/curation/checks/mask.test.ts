import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { showsMask } from '../../../curation/checks/mask.ts';
import { memoryCache } from '../../../data/ports/derived-cache.ts';
import { film } from '../../helpers/pictures.ts';

const drawn = (colours: readonly [ground: string, region: string]): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300" fill="${colours[0]}"/><path d="M40 40 C 90 10 130 200 120 260 L 40 240 Z M180 40 C 240 10 270 200 260 260 L 180 240 Z" fill="${colours[1]}"/></svg>`,
  );
const isMask = (bytes: Buffer): Promise<boolean> =>
  showsMask('a'.repeat(64), async () => bytes, memoryCache());

describe('a mask', () => {
  test.each<[string, () => Promise<Buffer>]>([
    [
      'black and white, PNG',
      () =>
        sharp(drawn(['#000', '#fff']))
          .png()
          .toBuffer(),
    ],
    [
      'black and white, JPEG',
      () =>
        sharp(drawn(['#000', '#fff']))
          .jpeg({ quality: 75 })
          .toBuffer(),
    ],
    [
      'labels 0 and 1, nearly black',
      () =>
        sharp(drawn(['#000', '#010101']))
          .png()
          .toBuffer(),
    ],
    [
      'two colours',
      () =>
        sharp(drawn(['#000', '#c00']))
          .png()
          .toBuffer(),
    ],
  ])('of %s', async (_name, make) => {
    expect(await isMask(await make())).toBe(true);
  });

  test('is neither a film, nor a film in a wide frame, nor an even ground', async () => {
    expect(await isMask(await film(3))).toBe(false);
    expect(
      await isMask(
        await sharp(await film(4))
          .extend(200)
          .png()
          .toBuffer(),
      ),
    ).toBe(false);
    expect(
      await isMask(
        await sharp(drawn(['#777', '#777']))
          .png()
          .toBuffer(),
      ),
    ).toBe(false);
  });
});
