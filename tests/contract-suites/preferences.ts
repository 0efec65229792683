import { describe, expect, test } from 'vitest';
import { usualKeys } from '../../data/format/preferences.ts';
import type { Preferences } from '../../data/ports/access/preferences.ts';

/** What every store of preferences must keep to. @param open a fresh one */
export const preferencesContract = (open: () => Promise<Preferences>): void => {
  describe('preferences', () => {
    test('are the usual ones until others are chosen, for one account whatever its capitals', async () => {
      const preferences = await open();
      expect(await preferences.keysOf('ana')).toEqual(usualKeys);
      const [first, last] = [
        { keys: { accept: 'ö' }, off: false },
        { keys: { accept: '"' }, off: true },
      ];
      await preferences.keepKeys('ana', first);
      await preferences.keepKeys('Ana', last);
      expect([await preferences.keysOf('ANA'), await preferences.keysOf('ben')]).toEqual([last, usualKeys]);
    });

    test('hold how the page is divided beside the keys, and neither costs the other', async () => {
      const preferences = await open();
      expect(await preferences.deskOf('ana')).toEqual({});
      const map = { keys: { accept: 'ö' }, off: true };
      await preferences.keepDesk('ana', { tell: 40 });
      await preferences.keepKeys('Ana', map);
      await preferences.keepDesk('ana', { tell: 41, 'wide-texts': 30 });
      expect(await preferences.keysOf('ana')).toEqual(map);
      await preferences.keepKeys('ana', usualKeys);
      expect(await preferences.deskOf('ANA')).toEqual({ tell: 41, 'wide-texts': 30 });
      expect(await preferences.deskOf('ben')).toEqual({});
      await expect(preferences.keepDesk('../caseline', {})).rejects.toThrow();
    });

    test('are of accounts alone, and whole when several are kept at once', async () => {
      const preferences = await open();
      const maps = ['a', 'b', 'c', 'd'].map((accept) => ({ keys: { accept, reject: accept }, off: false }));
      await Promise.all(maps.map((map) => preferences.keepKeys('ana', map)));
      expect(maps).toContainEqual(await preferences.keysOf('ana'));
      for (const name of ['', '../caseline', 'a/b', 'x'.repeat(41)]) {
        await expect(preferences.keepKeys(name, usualKeys), name).rejects.toThrow();
        expect(await preferences.keysOf(name)).toEqual(usualKeys);
      }
    });
  });
};
