import { describe, expect, test } from 'vitest';
import type { DerivedCache } from '../../data/ports/derived-cache.ts';

/** What every cache of derived values must keep to. @param open a fresh store; what it gives opens that store once more */
export const derivedCacheContract = (open: () => Promise<() => Promise<DerivedCache>>): void => {
  const bytes = (...values: number[]) => new Uint8Array(values);

  describe('a cache of derived values', () => {
    test('gives what is held of the keys asked for, of their kind alone', async () => {
      await using cache = await (await open())();
      await cache.put('a/1', 'x', bytes(1, 2));
      await cache.put('a/1', 'y', bytes());
      await cache.put('a/2', 'x', bytes(3));
      await cache.put('a/1', 'x', bytes(4));
      expect(await cache.get('a/1', ['y', 'x', 'z'])).toEqual(
        new Map([
          ['y', bytes()],
          ['x', bytes(4)],
        ]),
      );
      expect([...(await cache.get('a/2', ['x']))]).toEqual([['x', bytes(3)]]);
      expect((await cache.get('a/2', [])).size).toBe(0);
    });

    test('of several writers at once each can go on, and all is there for the next', async () => {
      const opened = await open();
      const keys = Array.from({ length: 300 }, (_, at) => `key ${at}`);
      {
        await using one = await opened();
        await using other = await opened();
        await Promise.all(
          keys.map((key, at) => (at % 2 ? one : other).put('a/1', key, bytes(at % 256, at % 7))),
        );
        expect((await one.get('a/1', ['key 299'])).get('key 299')).toEqual(bytes(299 % 256, 299 % 7));
      }
      await using next = await opened();
      expect((await next.get('a/1', keys)).size).toBe(300);
    });
  });
};
