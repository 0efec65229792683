import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { hashPassword, passwordMatches } from '../../../data/access/passwords.ts';
import { PASSWORD, usersWith } from '../../helpers/users-with.ts';

vi.unmock('../../../data/access/password-cost.ts');

describe('passwords', () => {
  test('are kept as salted scrypt: equal ones differ, and the file holds none', async () => {
    const users = await usersWith('ana', 'ben');
    const [one, two] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$/);
    expect(one).not.toBe(two);
    expect([await passwordMatches(PASSWORD, one), await passwordMatches(`${PASSWORD} `, one)]).toEqual([
      true,
      false,
    ]);
    for (const suffix of ['', '-wal']) {
      expect(readFileSync(join(users.folder, `access.sqlite${suffix}`)).includes(PASSWORD)).toBe(false);
    }
    expect(statSync(join(users.folder, 'access.sqlite')).mode & 0o077).toBe(0);
  });

  test('typed as other code points of the same letters match', async () => {
    const stored = await hashPassword('Müller-thorax-09'.normalize('NFC'));
    expect(await passwordMatches('Müller-thorax-09'.normalize('NFD'), stored)).toBe(true);
  });

  test('stored as something else match nothing', async () => {
    for (const stored of ['', 'plain', PASSWORD, 'scrypt$1$1$1$$', 'md5$32768$8$3$AAAA$AAAA'])
      expect(await passwordMatches(PASSWORD, stored)).toBe(false);
  });

  test.each([
    ['short', /shorter than 12/],
    ['aaaaaaaaaaaaaaaaaaaa', /same few/],
    ['xx-benjamin-xx-77', /contains the user name/],
    ['my password 12345', /tried first/],
    ['x1y2z3'.repeat(60), /longer than 256 bytes/],
  ])('%j is refused', async (password, message) => {
    const users = await usersWith();
    await expect(users.add('benjamin', 'reader', password)).rejects.toThrow(message);
    expect(await users.list()).toEqual([]);
  });

  test('lets an unknown name cost as much work as a wrong password', async () => {
    const users = await usersWith('ana');
    // Processor time of the whole process, the thread that hashes included: what else the machine does counts for little.
    const fastest = async (name: string): Promise<number> => {
      let least = Number.POSITIVE_INFINITY;
      for (let at = 0; at < 3; at += 1) {
        const began = process.cpuUsage();
        await users.login(name, 'wrong wrong wrong', `10.0.3.${at}`);
        const { user, system } = process.cpuUsage(began);
        least = Math.min(least, user + system);
      }
      return least;
    };
    const [known, unknown] = [await fastest('ana'), await fastest('nobody')];
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
  });
});
