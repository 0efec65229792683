import { createHash } from 'node:crypto';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { findDuplicates } from '../../../curation/checks/duplicates/find-duplicates.ts';
import { candidatePairs, type Hashes } from '../../../curation/checks/duplicates/hash-search.ts';
import {
  distance,
  PERCEPTUAL_WORDS,
  perceptualHashes,
} from '../../../curation/checks/duplicates/perceptual-hash.ts';
import { turnedPicture, turnedWindow, turns, UPRIGHT } from '../../../curation/checks/duplicates/turn.ts';
import { memoryCache } from '../../../data/ports/derived-cache.ts';
import { alterations, altered, film, turnedCopy, turnNames } from '../../helpers/pictures.ts';

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Pairs found among the given files, as pairs of their names. */
async function pairsOf(files: Readonly<Record<string, Buffer>>, cache = memoryCache()): Promise<string[]> {
  const byHash = new Map(Object.entries(files).map(([name, bytes]) => [sha(bytes), { name, bytes }]));
  const reads: string[] = [];
  const pairs = await findDuplicates(
    [...byHash.keys()],
    async (hash) => {
      reads.push(hash);
      const held = byHash.get(hash);
      if (!held) throw new Error('gone');
      return held.bytes;
    },
    cache,
  );
  return pairs.map(({ first, second }) => `${byHash.get(first)?.name} = ${byHash.get(second)?.name}`);
}

describe('the same film twice', () => {
  let one: Buffer;
  let two: Buffer;
  beforeAll(async () => {
    one = await film(11, { opacities: [{ x: 350, y: 600, rx: 90, ry: 120, density: 0.5 }] });
    two = await film(12);
  });

  test.each(Object.keys(alterations))('is found: %s', async (name) => {
    expect(await pairsOf({ one, two, copy: await altered(one, name) })).toEqual(['one = copy']);
  });

  test.each(turnNames)('is found: %s', async (name) => {
    for (const copy of [await turnedCopy(one, name), await turnedCopy(one, name, 'half the size')]) {
      const files = new Map([one, two, copy].map((bytes) => [sha(bytes), bytes]));
      const pairs = await findDuplicates(
        [...files.keys()],
        async (hash) => files.get(hash) ?? one,
        memoryCache(),
      );
      expect(pairs).toMatchObject([
        { first: sha(one), second: sha(copy), turned: name.replace(' the other way', '') },
      ]);
    }
  });

  test('a copy that lies alike is not said to be turned', async () => {
    const copy = await altered(one, 'half the size');
    const files = new Map([one, copy].map((bytes) => [sha(bytes), bytes]));
    const pairs = await findDuplicates(
      [...files.keys()],
      async (hash) => files.get(hash) ?? one,
      memoryCache(),
    );
    expect(pairs).toMatchObject([{ turned: null }]);
  });

  test('another day of the same patient, another person and another view are no copies', async () => {
    // The patient lies a little otherwise, the disease has gone on, lines have come.
    const later = await sharp(
      await film(11, {
        opacities: [
          { x: 350, y: 560, rx: 160, ry: 200, density: 0.9 },
          { x: 680, y: 600, rx: 140, ry: 190, density: 0.8 },
        ],
        devices: ['ett', 'leads'],
        supine: true,
      }),
    )
      .rotate(3, { background: '#101010' })
      .png()
      .toBuffer();
    const others = await Promise.all([13, 15, 16, 17].map((seed) => film(seed)));
    const files = {
      one,
      two,
      later,
      side: await film(11, { view: 'lateral' }),
      slice: await film(11, { view: 'axial' }),
    };
    expect(
      await pairsOf({ ...files, ...Object.fromEntries(others.map((file, at) => [`other ${at}`, file])) }),
    ).toEqual([]);
  });

  test('a file that cannot be decoded or read is passed over, and a second run reads nothing', async () => {
    const cache = memoryCache();
    const files = { one, copy: await altered(one, 'black frame'), broken: Buffer.from('no picture at all') };
    expect(await pairsOf(files, cache)).toEqual(['one = copy']);
    const again = await findDuplicates(
      Object.values(files).map(sha),
      () => Promise.reject(new Error('read again')),
      cache,
    );
    expect(again).toHaveLength(1);
  });
});

describe('a turned picture', () => {
  const picture = fc
    .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))
    .map(([width, height]) => ({
      width,
      height,
      data: Float32Array.from({ length: width * height }, (_, at) => at),
    }));

  test('has each pixel where its window lies', () => {
    fc.assert(
      fc.property(picture, fc.constantFrom(...turns), fc.nat(), fc.nat(), (upright, way, across, down) => {
        const [x, y] = [across % upright.width, down % upright.height];
        const [width, height] = [1 / upright.width, 1 / upright.height];
        const seen = turnedPicture(upright, way);
        const window = turnedWindow({ x: x * width, y: y * height, width, height }, way);
        const [column, row] = [Math.round(window.x * seen.width), Math.round(window.y * seen.height)];
        expect(seen.data[row * seen.width + column]).toBe(upright.data[y * upright.width + x]);
      }),
    );
  });

  test('has the hashes that were taken from the frequencies of the upright one', () => {
    const noise = (seed: number): number => (Math.sin(seed * 12.9898) * 43758.5453) % 1;
    const upright = {
      width: 64,
      height: 64,
      data: Float32Array.from({ length: 64 * 64 }, (_, at) => 128 + 100 * noise(at % 997)),
    };
    for (const way of turns) {
      const [hash] = perceptualHashes(upright, [way]);
      const [direct] = perceptualHashes(turnedPicture(upright, way), [UPRIGHT]);
      expect(hash).toBeDefined();
      // The median may fall between two frequencies that sums in another order leave equal.
      expect(
        distance(hash ?? new Uint32Array(), 0, direct ?? new Uint32Array(), 0, PERCEPTUAL_WORDS),
      ).toBeLessThanOrEqual(2);
    }
  });
});

describe('the search over hashes', () => {
  const word = fc.integer({ min: 0, max: 0xffffffff });
  const hash = fc.array(word, { minLength: PERCEPTUAL_WORDS, maxLength: PERCEPTUAL_WORDS });

  test('meets every pair within seven bits that comparing all with all meets', () => {
    fc.assert(
      fc.property(
        fc.array(hash, { minLength: 2, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(), fc.uniqueArray(fc.nat({ max: 63 }), { maxLength: 7 })), {
          maxLength: 12,
        }),
        (bases, copies) => {
          const all = [...bases];
          for (const [of, bits] of copies) {
            const copy = [...(bases[of % bases.length] ?? [])];
            for (const bit of bits) copy[bit >> 5] = ((copy[bit >> 5] ?? 0) ^ (1 << (bit & 31))) >>> 0;
            all.push(copy);
          }
          const hashes: Hashes[] = all.map((words) => ({
            words: Uint32Array.from(words),
            bases: 1,
            upright: 1,
          }));
          const found = new Set(candidatePairs(hashes).map(({ first, second }) => `${first}-${second}`));
          hashes.forEach((a, first) => {
            hashes.slice(first + 1).forEach((b, index) => {
              const short = distance(a.words, 0, b.words, 0, 2);
              const long = distance(a.words, 2, b.words, 2, 8);
              const pair = `${first}-${first + 1 + index}`;
              if (short <= 7 && long <= 96) expect(found).toContain(pair);
              if (short > 10) expect(found).not.toContain(pair);
            });
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('gives the closest windows of a pair once, in order', () => {
    const words = (fill: number): number[] => Array.from({ length: PERCEPTUAL_WORDS }, () => fill);
    const pictures: Hashes[] = [
      { bases: 1, upright: 2, words: Uint32Array.from([...words(0), ...words(0xffffffff)]) },
      { bases: 1, upright: 1, words: Uint32Array.from(words(0xffffffff)) },
    ];
    expect(candidatePairs(pictures)).toEqual([
      { first: 0, second: 1, firstHash: 1, secondHash: 0, turned: false, short: 0, long: 0 },
    ]);
  });
});
