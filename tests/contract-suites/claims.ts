import { describe, expect, test } from 'vitest';
import type { Claims } from '../../data/ports/claims.ts';

/** Claims of a fresh store, whose time the suite can move on. */
export interface MovableClaims {
  readonly claims: Claims;
  /** Another process's view of the same store. */
  other(): Promise<Claims>;
  forward(milliseconds: number): void;
}

/** What every provider of claims must keep to. @param open takes the length of a lease, milliseconds */
export const claimsContract = (open: (lease: number) => Promise<MovableClaims>): void => {
  describe('claims', () => {
    test('give a case to one person at a time, until the lease is over or given back', async () => {
      const { claims, forward } = await open(1_000);
      expect(await claims.claim('c-1', 'ana')).toBe(true);
      expect(await claims.claim('c-1', 'ben')).toBe(false);
      forward(900);
      expect(await claims.renew('c-1', 'ana')).toBe(true);
      forward(900);
      expect(await claims.claim('c-1', 'ben')).toBe(false);
      forward(101);
      expect(await claims.claim('c-1', 'ben')).toBe(true);
      expect(await claims.renew('c-1', 'ana')).toBe(false);
      await claims.release('c-1', 'ben');
      expect(await claims.claim('c-1', 'ana')).toBe(true);
      expect((await claims.holders('c-1')).map(({ user }) => user)).toEqual(['ana']);
    });

    test('give no case to two in 10,000 claims by twenty people over three connections', async () => {
      const { claims: first, other } = await open(1e9);
      const connections = [first, await other(), await other()];
      const cases = Array.from({ length: 500 }, (_, at) => `c-${at}`);
      const holder = new Map<string, string>();
      let given = 0;
      let seed = 7;
      const random = (below: number) => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return seed % below;
      };
      for (let turn = 0; turn < 10_000; turn += 1) {
        const user = `user-${random(20)}`;
        const claims = connections[turn % 3] ?? first;
        const from = random(cases.length);
        const got = await claims.claimFirst(cases.slice(from, from + 5), user);
        if (got === null) continue;
        const other = holder.get(got);
        expect(other === undefined || other === user, `${got} went to ${other} and ${user}`).toBe(true);
        holder.set(got, user);
        given += 1;
        if (random(10) === 0) {
          await claims.release(got, user);
          holder.delete(got);
        }
      }
      expect(given).toBeGreaterThan(500);
    }, 60_000);

    test('give each case once to those who ask at the same time, whoever renews or leaves meanwhile', async () => {
      const { claims, other } = await open(1e9);
      const connections = [claims, await other(), await other()];
      const cases = Array.from({ length: 30 }, (_, at) => `c-${at}`);
      const asking = Array.from({ length: 40 }, async (_, at) => {
        const connection = connections[at % 3] ?? claims;
        const got = await connection.claimFirst(cases, `user-${at}`);
        if (got !== null) expect(await connection.renew(got, `user-${at}`)).toBe(true);
        return got;
      });
      const given = (await Promise.all(asking)).filter((one) => one !== null);
      expect([given.length, new Set(given).size]).toEqual([30, 30]);
      for (const { user } of await claims.holders('c-0')) await connections[2]?.release('c-0', user);
      expect(await claims.claimFirst(cases, 'late')).toBe('c-0');
      expect((await claims.holders('c-1')).length).toBe(1);
    });

    test('seat two of several readers who come at the same time, on each of the cases asked for', async () => {
      const { claims, other } = await open(1_000);
      const second = await other();
      await Promise.all([claims.requestDoubleReading(['c-1', 'c-2']), second.requestDoubleReading(['c-2'])]);
      await claims.requestDoubleReading([]);
      const readers = ['ana', 'ben', 'cleo', 'dan'];
      const seats = await Promise.all(
        readers.map((user, at) => (at % 2 ? claims : second).claim('c-2', user)),
      );
      expect(seats.filter((seat) => seat)).toHaveLength(2);
      const seated = readers.filter((_, at) => seats[at]);
      expect(await second.doubleRead()).toEqual([
        { caseId: 'c-1', readers: [] },
        { caseId: 'c-2', readers: seated },
      ]);
      const [first = ''] = seated;
      await claims.claim('c-1', first);
      await second.setReaderDone(['c-1', 'c-2'], first, true);
      expect([...(await claims.heldByOthers(first))].sort()).toEqual(['c-1', 'c-2']);
      await second.setReaderDone(['c-1'], first, false);
      expect([...(await claims.heldByOthers(first))]).toEqual(['c-2']);
    });

    test('seat exactly two readers on a case that is read twice, for good', async () => {
      const { claims, forward } = await open(1_000);
      await claims.requestDoubleReading(['c-1']);
      expect(await claims.claim('c-1', 'ana')).toBe(true);
      expect(await claims.claim('c-1', 'ben')).toBe(true);
      expect(await claims.claim('c-1', 'cleo')).toBe(false);
      forward(1e9);
      expect(await claims.claim('c-1', 'cleo')).toBe(false);
      expect((await claims.heldByOthers('cleo')).has('c-1')).toBe(true);
      expect((await claims.heldByOthers('ana')).has('c-1')).toBe(false);
      await claims.setReaderDone(['c-1'], 'ana', true);
      expect((await claims.heldByOthers('ana')).has('c-1')).toBe(true);
      expect(await claims.readerOf('c-1', 'ana')).toBe(true);
      expect(await claims.readerOf('c-1', 'cleo')).toBe(false);
      expect(await claims.doubleRead()).toEqual([{ caseId: 'c-1', readers: ['ana', 'ben'] }]);
    });
  });
};
