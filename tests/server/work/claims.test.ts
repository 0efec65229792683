import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteClaims } from '../../../data/embedded/sqlite-claims.ts';
import { isForDoubleReading } from '../../../server/features/home/next-case.ts';

let folder: string;
let now = 0;
const opened: SqliteClaims[] = [];
const open = (lease = 1_000) => {
  const claims = new SqliteClaims(join(folder, 'work.sqlite'), { now: () => now, lease });
  opened.push(claims);
  return claims;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseline-claims-'));
  now = 1_000_000;
});
afterEach(() => {
  for (const claims of opened.splice(0)) claims.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('claims', () => {
  it('give a case to one person at a time, until the lease is over or given back', () => {
    const claims = open();
    expect(claims.claim('c-1', 'ana')).toBe(true);
    expect(claims.claim('c-1', 'ben')).toBe(false);
    now += 900;
    expect(claims.renew('c-1', 'ana')).toBe(true);
    now += 900;
    expect(claims.claim('c-1', 'ben')).toBe(false);
    now += 101;
    expect(claims.claim('c-1', 'ben')).toBe(true);
    expect(claims.renew('c-1', 'ana')).toBe(false);
    claims.release('c-1', 'ben');
    expect(claims.claim('c-1', 'ana')).toBe(true);
    expect(claims.holders('c-1').map(({ user }) => user)).toEqual(['ana']);
  });

  it('give no case to two in 10,000 claims by twenty people over three connections', () => {
    const connections = [open(1e9), open(1e9), open(1e9)];
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
      const claims = connections[turn % 3] as SqliteClaims;
      const first = random(cases.length);
      const got = claims.claimFirst(cases.slice(first, first + 5), user);
      if (got === null) continue;
      const other = holder.get(got);
      expect(other === undefined || other === user, `${got} went to ${other} and ${user}`).toBe(true);
      holder.set(got, user);
      given += 1;
      if (random(10) === 0) {
        claims.release(got, user);
        holder.delete(got);
      }
    }
    expect(given).toBeGreaterThan(500);
  }, 60_000);

  it('seat exactly two readers on a case that is read twice, for good', () => {
    const claims = open();
    claims.requestDoubleReading('c-1');
    expect(claims.claim('c-1', 'ana')).toBe(true);
    expect(claims.claim('c-1', 'ben')).toBe(true);
    expect(claims.claim('c-1', 'cleo')).toBe(false);
    now += 1e9;
    expect(claims.claim('c-1', 'cleo')).toBe(false);
    expect(claims.heldByOthers('cleo').has('c-1')).toBe(true);
    expect(claims.heldByOthers('ana').has('c-1')).toBe(false);
    claims.setReaderDone('c-1', 'ana', true);
    expect(claims.heldByOthers('ana').has('c-1')).toBe(true);
    expect(claims.readerOf('c-1', 'ana')).toBe(true);
    expect(claims.readerOf('c-1', 'cleo')).toBe(false);
    expect(claims.doubleRead()).toEqual([{ caseId: 'c-1', readers: ['ana', 'ben'] }]);
  });

  it('choose about the share of cases that is asked for, the same ones every time', () => {
    const ids = Array.from({ length: 2_000 }, (_, at) => `eurorad-${at}`);
    const chosen = ids.filter((id) => isForDoubleReading(id, 0.2));
    expect(chosen.length).toBeGreaterThan(340);
    expect(chosen.length).toBeLessThan(460);
    expect(chosen.every((id) => isForDoubleReading(id, 0.5))).toBe(true);
    expect(ids.some((id) => isForDoubleReading(id, 0))).toBe(false);
  });
});
