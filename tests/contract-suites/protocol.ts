import { describe, expect, test } from 'vitest';
import type { ProtocolStore } from '../../data/ports/protocol.ts';
import { covid19, readProtocol } from '../../data/protocols/read-protocol.ts';
import { silicosis } from '../helpers/silicosis.ts';

/** What every store of a protocol must keep to. @param open a fresh one, and another process's view of it */
export const protocolContract = (
  open: () => Promise<{ readonly store: ProtocolStore; readonly other: ProtocolStore }>,
): void => {
  describe('a protocol', () => {
    test('is the built-in one until another is chosen, for everybody at once', async () => {
      const { store, other } = await open();
      expect([store.protocol, other.protocol]).toEqual([covid19, covid19]);
      const chosen = readProtocol(silicosis, 'a file');
      expect(await store.setProtocol(() => chosen)).toEqual(chosen);
      expect(other.protocol).toEqual(chosen);
      expect(other.protocol).toBe(other.protocol);
      await other.setProtocol((held) => ({ ...held, version: '1.1.0' }));
      expect(store.protocol.version).toBe('1.1.0');
    });

    test('that would not be valid is refused by name, and nothing is written', async () => {
      const { store, other } = await open();
      await expect(
        store.setProtocol((held) => ({ ...held, fields: { ...held.fields, hidden: ['survivel'] } })),
      ).rejects.toThrow(/would not be valid: fields\.hidden: 'survivel'/);
      await expect(
        store.setProtocol(() => {
          throw new Error('thought better of it');
        }),
      ).rejects.toThrow(/thought better/);
      expect(other.protocol).toEqual(covid19);
    });
  });
};
