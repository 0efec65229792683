import { describe, expect, test } from 'vitest';
import type { ConfigStore } from '../../data/ports/config.ts';

/** What every store of settings must keep to. @param open a fresh one, and another process's view of it */
export const configContract = (
  open: () => Promise<{ readonly config: ConfigStore; readonly other: ConfigStore }>,
): void => {
  describe('settings', () => {
    test('are changed from where they stand, whoever changed them', async () => {
      const { config, other } = await open();
      const named = await other.configure((held) => ({ ...held, name: 'Films' }));
      expect([named.name, other.config.name]).toEqual(['Films', 'Films']);
      const both = await config.configure((held) => ({
        ...held,
        contact: 'ana@example.org',
        licences: { allow: ['CC-BY-4.0'] },
      }));
      expect(both).toMatchObject({
        name: 'Films',
        contact: 'ana@example.org',
        licences: { allow: ['CC-BY-4.0'] },
      });
      expect(config.config).toEqual(both);
    });

    test('lose no change of several at once', async () => {
      const { config, other } = await open();
      const names = Array.from({ length: 12 }, (_, at) => `site-${at}`);
      await Promise.all(
        names.map((name, at) =>
          (at % 2 === 0 ? config : other).configure((held) => ({
            ...held,
            sources: { ...held.sources, [name]: { delay: at } },
          })),
        ),
      );
      const { sources } = await config.configure((held) => held);
      expect(Object.keys(sources).sort()).toEqual([...names].sort());
    });

    test('that would not be valid are refused by name, and nothing is written', async () => {
      const { config, other } = await open();
      const before = config.config;
      await expect(config.configure((held) => ({ ...held, name: '' }))).rejects.toThrow(/not be valid: name/);
      await expect(config.configure((held) => ({ ...held, nmae: 'Films' }))).rejects.toThrow(
        /'nmae' is no setting, did you mean 'name'\?/,
      );
      const failing = config.configure(() => {
        throw new Error('thought better of it');
      });
      await expect(failing).rejects.toThrow(/thought better/);
      expect([config.config, await other.configure((held) => held)]).toEqual([before, before]);
    });
  });
};
