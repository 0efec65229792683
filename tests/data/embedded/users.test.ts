import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOCK_WINDOW } from '../../../data/embedded/access/lockout.ts';
import { IDLE, LIFETIME } from '../../../data/embedded/access/sessions.ts';
import { PASSWORD, usersWith } from '../../helpers/users-with.ts';

describe('accounts', () => {
  test('there is none until one is made, and names are unique without regard to case', async () => {
    const users = await usersWith();
    expect([users.count(), users.list()]).toEqual([0, []]);
    await users.add('ana', 'admin', PASSWORD);
    await expect(users.add('ANA', 'reader', PASSWORD)).rejects.toThrow(/already/);
    for (const name of ['', ' ana', 'a b', '../x', 'ana\n', '__proto__', 'x'.repeat(41)])
      await expect(users.add(name, 'reader', PASSWORD), name).rejects.toThrow();
    await expect(users.add('eve', 'root' as never, PASSWORD)).rejects.toThrow(/a role is one of/);
  });

  test('a role change holds at once, for sessions and tokens too', async () => {
    const users = await usersWith('ana');
    const session = users.sessions.start('ana', Date.now());
    const token = users.tokens.issue('ana', 'nightly export', Date.now(), null);
    users.setRole('ana', 'maintainer');
    expect([users.ofSession(session)?.role, users.ofToken(token)?.role]).toEqual([
      'maintainer',
      'maintainer',
    ]);
    users.setEnabled('ana', false);
    expect([users.ofSession(session), users.ofToken(token), users.count()]).toEqual([null, null, 0]);
    expect((await users.login('ana', PASSWORD, '::1')).outcome).toBe('wrong');
    users.setEnabled('ana', true);
    expect([users.ofSession(session), users.ofToken(token)?.name]).toEqual([null, 'ana']);
  });

  test('a new password ends the sessions and lifts the lock', async () => {
    const users = await usersWith('ana');
    const session = users.sessions.start('ana', Date.now());
    for (let at = 0; at < 5; at += 1) await users.login('ana', 'wrong wrong wrong', '::1');
    expect((await users.login('ana', PASSWORD, '::1')).outcome).toBe('locked');
    await users.setPassword('ana', 'another lung, a tree');
    expect(users.ofSession(session)).toBe(null);
    expect((await users.login('ana', 'another lung, a tree', '::1')).outcome).toBe('in');
  });
});

describe('the lock', () => {
  test('closes after five failures from one address, for a time, for names that exist or not', async () => {
    const users = await usersWith('ana');
    const start = Date.now();
    for (const name of ['ana', 'nobody']) {
      for (let at = 0; at < 5; at += 1)
        expect((await users.login(name, 'wrong wrong wrong', '10.0.0.1', start + at)).outcome).toBe('wrong');
      expect(await users.login(name, PASSWORD, '10.0.0.1', start + 10)).toMatchObject({ outcome: 'locked' });
    }
    expect((await users.login('ana', PASSWORD, '10.0.0.2', start + 10)).outcome).toBe('in');
    expect((await users.login('ana', PASSWORD, '10.0.0.1', start + LOCK_WINDOW + 10)).outcome).toBe('in');
  });

  test('counts attempts that come at the same moment', async () => {
    const users = await usersWith('ana');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => users.login('ana', 'wrong wrong wrong', '10.0.0.1')),
    );
    expect(answers.filter(({ outcome }) => outcome === 'wrong').length).toBeLessThanOrEqual(5);
  });

  test('closes the account when the guesses come from many addresses', async () => {
    const users = await usersWith('ana');
    const now = Date.now();
    const database = new (await import('node:sqlite')).DatabaseSync(join(users.folder, 'access.sqlite'));
    for (let at = 0; at < 50; at += 1)
      database.prepare('INSERT INTO failures VALUES (?, ?, ?)').run('ana', `10.0.1.${at}`, now - at);
    database.close();
    expect((await users.login('ana', PASSWORD, '10.0.2.1', now)).outcome).toBe('locked');
  });

  test('does not hold for ever when the clock is set back', async () => {
    const users = await usersWith('ana');
    const future = Date.now() + 365 * 86_400_000;
    for (let at = 0; at < 5; at += 1) await users.login('ana', 'wrong wrong wrong', '::1', future);
    expect((await users.login('ana', PASSWORD, '::1')).outcome).toBe('in');
  });
});

describe('sessions and tokens', () => {
  test('end by leaving, by idling, and after their lifetime', async () => {
    const users = await usersWith('ana');
    const now = Date.now();
    const [left, idle] = [users.sessions.start('ana', now), users.sessions.start('ana', now)];
    users.sessions.end(left);
    expect([users.ofSession(left, now), users.ofSession(idle, now)?.name]).toEqual([null, 'ana']);
    expect(users.ofSession(idle, now + IDLE + 1)).toBe(null);
    const busy = users.sessions.start('ana', now);
    let time = now;
    while (time + IDLE < now + LIFETIME) {
      time += IDLE - 1;
      if (time <= now + LIFETIME) expect(users.ofSession(busy, time)?.name).toBe('ana');
    }
    expect(users.ofSession(busy, now + LIFETIME + 1)).toBe(null);
  });

  test('are not found in the file', async () => {
    const users = await usersWith('ana');
    const session = users.sessions.start('ana', Date.now());
    const token = users.tokens.issue('ana', 'x', Date.now(), null);
    const bytes = ['', '-wal']
      .map((suffix) => readFileSync(join(users.folder, `access.sqlite${suffix}`)).toString('latin1'))
      .join('');
    expect([bytes.includes(session), bytes.includes(token.slice(17))]).toEqual([false, false]);
  });

  test('a token runs out, can be withdrawn, and a guess at it finds nothing', async () => {
    const users = await usersWith('ana');
    const now = Date.now();
    const token = users.tokens.issue('ana', 'script', now, now + 1_000);
    expect([users.ofToken(token, now)?.name, users.ofToken(token, now + 1_001)]).toEqual(['ana', null]);
    const lasting = users.tokens.issue('ana', 'script', now, null);
    const guess = `${lasting.slice(0, -1)}${lasting.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [guess, '', 'csl_', `${lasting}x`, lasting.toUpperCase(), "' OR 1=1 --"])
      expect(users.ofToken(wrong)).toBe(null);
    users.tokens.withdraw(lasting.slice(4, 16));
    expect(users.ofToken(lasting)).toBe(null);
  });
});
