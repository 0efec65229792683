import { describe, expect, test } from 'vitest';
import { LOCK_WINDOW } from '../../data/access/lockout.ts';
import { IDLE, LIFETIME } from '../../data/access/session-times.ts';
import type { Accounts } from '../../data/ports/access/accounts.ts';
import { PASSWORD } from '../helpers/users-with.ts';

/** Accounts of a fresh store, whose time the suite can move. */
export interface MovableAccounts {
  readonly users: Accounts;
  /** Another process's view of the same store. */
  readonly other: Accounts;
  /** A view of a process that starts now. */
  another(): Accounts;
  /** So much time goes by. */
  forward(milliseconds: number): void;
  /** The store's clock is set forward or back, and no time goes by. */
  setClock(milliseconds: number): void;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WRONG = 'wrong wrong wrong';
const NEW = 'another lung, a tree';

/** What every store of accounts must keep to. @param open a fresh one, with an annotator of each name */
export const accountsContract = (open: (...names: string[]) => Promise<MovableAccounts>): void => {
  const fail = async (users: Accounts, name: string, address: string, times = 5): Promise<void> => {
    for (let at = 0; at < times; at += 1)
      expect((await users.login(name, WRONG, address)).outcome).toBe('wrong');
  };

  describe('accounts', () => {
    test('there is none until one is made, and names are unique without regard to case', async () => {
      const { users, other } = await open();
      expect([await users.count(), await users.list(), await users.get('ana')]).toEqual([0, [], null]);
      const ana = await users.add('ana', 'admin', PASSWORD);
      expect(ana).toMatchObject({ name: 'ana', role: 'admin', enabled: true });
      expect([await other.list(), await other.need('ANA')]).toEqual([[ana], ana]);
      await expect(other.add('ANA', 'reader', PASSWORD)).rejects.toThrow(/already/);
      for (const name of ['', ' ana', 'a b', '../x', 'ana\n', '__proto__', 'x'.repeat(41)])
        await expect(users.add(name, 'reader', PASSWORD), name).rejects.toThrow();
      await expect(users.add('eve', 'root' as never, PASSWORD)).rejects.toThrow(/a role is one of/);
      await expect(users.add('eve', 'reader', 'short')).rejects.toThrow(/shorter than/);
      await expect(users.setRole('ana', 'root' as never)).rejects.toThrow(/a role is one of/);
      expect(await users.count()).toBe(1);
    });

    test('the open sessions of each are told, those that ended are not; all of one can be ended', async () => {
      const { users, other, forward } = await open('ana', 'ben');
      expect(await users.sessions.open()).toEqual([]);
      const first = await users.sessions.start('ana');
      await users.sessions.start('ana');
      const ofBen = await users.sessions.start('ben');
      const counts = async () =>
        (await other.sessions.open()).map(({ user, count }) => `${user} ${count}`).sort();
      expect(await counts()).toEqual(['ana 2', 'ben 1']);
      const [before] = (await users.sessions.open()).map(({ seenAt }) => seenAt);
      await users.sessions.end(first);
      forward(2 * MINUTE);
      await users.ofSession(ofBen);
      expect(await counts()).toEqual(['ana 1', 'ben 1']);
      const ben = (await other.sessions.open()).find(({ user }) => user === 'ben');
      expect(ben?.seenAt).toBe((before ?? 0) + 2 * MINUTE);
      await users.sessions.endAllOf('BEN');
      expect([await other.ofSession(ofBen), await counts()]).toEqual([null, ['ana 1']]);
      forward(IDLE + MINUTE);
      expect(await counts()).toEqual([]);
    });

    test('of one name that several make at once, there is one', async () => {
      const { users, other } = await open();
      const tries = await Promise.allSettled(
        ['ana', 'ANA', 'Ana', 'ana'].map((name, at) =>
          (at % 2 === 0 ? users : other).add(name, 'reader', PASSWORD),
        ),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const one of tries)
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'user-exists' });
      expect(await users.count()).toBe(1);
    });

    test('that there are not are named', async () => {
      const { users } = await open('ana');
      for (const act of [
        () => users.need('ben'),
        () => users.setRole('ben', 'reader'),
        () => users.setEnabled('ben', false),
        () => users.setPassword('ben', NEW),
        () => users.checkNewPassword("' OR 1=1 --", NEW),
      ])
        await expect(act()).rejects.toThrow(/there is no user '.*caseline users list/);
    });

    test('a role change holds at once, for sessions and tokens too', async () => {
      const { users, other } = await open('ana');
      const session = await users.sessions.start('ana');
      const token = await users.tokens.issue('ana', 'nightly export', null);
      const seen = async () => [await other.ofSession(session), await other.ofToken(token)];
      await users.setRole('Ana', 'maintainer');
      expect((await seen()).map((account) => account?.role)).toEqual(['maintainer', 'maintainer']);
      await users.setEnabled('ana', false);
      expect([...(await seen()), await users.count()]).toEqual([null, null, 0]);
      expect((await users.login('ana', PASSWORD, '::1')).outcome).toBe('wrong');
      await users.setEnabled('ana', true);
      expect((await seen()).map((account) => account?.name)).toEqual([undefined, 'ana']);
    });

    test('a new password ends the sessions and lifts the lock', async () => {
      const { users } = await open('ana');
      const session = await users.sessions.start('ana');
      const token = await users.tokens.issue('ana', 'script', null);
      await fail(users, 'ana', '::1');
      expect((await users.login('ana', PASSWORD, '::1')).outcome).toBe('locked');
      await expect(users.setPassword('ana', 'short')).rejects.toThrow(/shorter than/);
      expect((await users.ofSession(session))?.name).toBe('ana');
      await users.setPassword('ana', NEW);
      expect([await users.ofSession(session), (await users.ofToken(token))?.name]).toEqual([null, 'ana']);
      expect(await users.login('ANA', NEW, '::1')).toMatchObject({ outcome: 'in', account: { name: 'ana' } });
      expect((await users.login('ana', PASSWORD, '::1')).outcome).toBe('wrong');
    });
  });

  describe('the lock', () => {
    test('closes after five failures from one address, for a time, for names that exist or not', async () => {
      const { users, other, forward } = await open('ana');
      for (const name of ['ana', 'nobody']) {
        await fail(users, name, '10.0.0.1');
        expect(await other.login(name, PASSWORD, '10.0.0.1')).toEqual({
          outcome: 'locked',
          wait: LOCK_WINDOW,
        });
      }
      expect((await users.login('ana', PASSWORD, '10.0.0.2')).outcome).toBe('in');
      forward(LOCK_WINDOW - 1);
      expect(await users.login('ANA', PASSWORD, '10.0.0.1')).toEqual({ outcome: 'locked', wait: 1 });
      forward(1);
      expect((await users.login('ana', PASSWORD, '10.0.0.1')).outcome).toBe('in');
    });

    test('counts attempts that come at the same moment', async () => {
      const { users, other } = await open('ana');
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? users : other).login('ana', WRONG, '10.0.0.1')),
      );
      expect(answers.filter(({ outcome }) => outcome === 'wrong').length).toBeLessThanOrEqual(5);
    });

    test('forgets what an address got wrong before it got it right', async () => {
      const { users } = await open('ana');
      for (const _ of [1, 2]) {
        await fail(users, 'ana', '10.0.0.1', 4);
        expect((await users.login('ana', PASSWORD, '10.0.0.1')).outcome).toBe('in');
      }
    });

    test('closes the account when the guesses come from many addresses', async () => {
      const { users } = await open('ana');
      for (let at = 0; at < 50; at += 1) await fail(users, 'ana', `10.0.1.${at}`, 1);
      expect((await users.login('ana', PASSWORD, '10.0.2.1')).outcome).toBe('locked');
    });

    test.each([
      ['two minutes back', -2 * MINUTE],
      ['a year back', -365 * DAY],
      ['20 minutes forward', 20 * MINUTE],
      ['a year forward', 365 * DAY],
    ])('lasts as long as it would have when the clock is set %s', async (_how, by) => {
      const { users, other, forward, setClock } = await open('ana');
      await fail(users, 'ana', '::1');
      forward(MINUTE);
      setClock(by);
      for (const view of [users, other])
        expect(await view.login('ana', PASSWORD, '::1')).toEqual({
          outcome: 'locked',
          wait: LOCK_WINDOW - MINUTE,
        });
      forward(LOCK_WINDOW - MINUTE);
      expect((await users.login('ana', PASSWORD, '::1')).outcome).toBe('in');
    });

    test('holds in a process that starts after the clock was set back, and not for ever', async () => {
      for (const by of [2 * MINUTE, 50 * MINUTE, 365 * DAY]) {
        const { users, another, forward, setClock } = await open('ana');
        await fail(users, 'ana', '::1');
        setClock(-by);
        const later = another();
        expect((await later.login('ana', PASSWORD, '::1')).outcome).toBe('locked');
        forward(LOCK_WINDOW);
        expect((await later.login('ana', PASSWORD, '::1')).outcome).toBe('in');
      }
    });
  });

  describe('sessions and tokens', () => {
    test('end by leaving, by idling, and after their lifetime', async () => {
      const { users, other, forward } = await open('ana');
      const [left, idle] = [await users.sessions.start('ana'), await users.sessions.start('ana')];
      await other.sessions.end(left);
      await other.sessions.end('nobody’s');
      expect([await users.ofSession(left), (await users.ofSession(idle))?.name]).toEqual([null, 'ana']);
      forward(IDLE);
      expect((await users.ofSession(idle))?.name).toBe('ana');
      forward(IDLE + 1);
      expect(await users.ofSession(idle)).toBe(null);
      const busy = await users.sessions.start('ana');
      const steps = Math.floor(LIFETIME / (IDLE - 1));
      for (let step = 0; step < steps; step += 1) {
        forward(IDLE - 1);
        expect((await users.ofSession(busy))?.name).toBe('ana');
      }
      forward(LIFETIME - steps * (IDLE - 1));
      expect((await users.ofSession(busy))?.name).toBe('ana');
      forward(1);
      expect(await users.ofSession(busy)).toBe(null);
    });

    test('of a clock that was ahead end when it is corrected, for good', async () => {
      for (const started of ['before', 'after']) {
        const { users, other, another, forward, setClock } = await open('ana');
        const idle = await users.sessions.start('ana');
        const lasting = await users.tokens.issue('ana', 'old', null);
        setClock(365 * DAY);
        const session = await users.sessions.start('ana');
        const tokens = [
          await users.tokens.issue('ana', 'script', null),
          await users.tokens.issue('ana', 'script', 30 * DAY),
        ];
        expect([await users.ofSession(session), await users.ofToken(tokens[0] ?? '')]).not.toContain(null);
        // Begun by the right clock; a year passed for it meanwhile.
        expect(await users.ofSession(idle)).toBe(null);
        setClock(-365 * DAY);
        const view = started === 'before' ? other : another();
        const dead = async () => [
          await view.ofSession(session),
          ...(await Promise.all(tokens.map((token) => view.ofToken(token)))),
        ];
        expect(await dead()).toEqual([null, null, null]);
        expect((await view.ofToken(lasting))?.name).toBe('ana');
        forward(30 * DAY);
        expect(await dead()).toEqual([null, null, null]);
        forward(335 * DAY);
        expect(await dead()).toEqual([null, null, null]);
        expect((await view.ofToken(lasting))?.name).toBe('ana');
      }
    });

    test('used while the clock was ahead do not outlive its correction', async () => {
      const { users, forward, setClock } = await open('ana');
      const session = await users.sessions.start('ana');
      setClock(10 * HOUR);
      expect((await users.ofSession(session))?.name).toBe('ana');
      setClock(-10 * HOUR);
      expect(await users.ofSession(session)).toBe(null);
      const other = await users.sessions.start('ana');
      // A clock that is off by less costs nobody the session.
      for (const by of [50 * MINUTE, -50 * MINUTE, -50 * MINUTE, 50 * MINUTE]) {
        setClock(by);
        expect((await users.ofSession(other))?.name).toBe('ana');
      }
      forward(IDLE + 1);
      expect(await users.ofSession(other)).toBe(null);
    });

    test('last as long as time goes by, whatever the clock is set to meanwhile', async () => {
      const { users, forward, setClock } = await open('ana');
      const token = await users.tokens.issue('ana', 'script', 30 * MINUTE);
      const session = await users.sessions.start('ana');
      forward(20 * MINUTE);
      setClock(-15 * MINUTE);
      forward(10 * MINUTE);
      expect((await users.ofToken(token))?.name).toBe('ana');
      forward(1);
      expect(await users.ofToken(token)).toBe(null);
      expect((await users.ofSession(session))?.name).toBe('ana');
    });

    test('are found by the whole secret alone', async () => {
      const { users } = await open('ana');
      const session = await users.sessions.start('ana');
      const lasting = await users.tokens.issue('ana', 'script', null);
      expect([session.length, lasting]).toEqual([43, expect.stringMatching(/^csl_[0-9a-f]{12}_[\w-]{43}$/)]);
      const guess = (secret: string) => `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
      for (const wrong of [
        guess(lasting),
        '',
        'csl_',
        `${lasting}x`,
        lasting.toUpperCase(),
        "' OR 1=1 --",
        session,
      ])
        expect(await users.ofToken(wrong), wrong).toBe(null);
      for (const wrong of [guess(session), '', `${session}x`, "' OR 1=1 --", lasting, lasting.slice(17)])
        expect(await users.ofSession(wrong), wrong).toBe(null);
    });

    test('a token runs out, can be withdrawn, and tells when it was used', async () => {
      const { users, other, forward } = await open('ana', 'ben');
      const token = await users.tokens.issue('ana', 'script', 1_000);
      const lasting = await users.tokens.issue('ben', 'other', null, '0123456789ab');
      forward(1_000);
      expect((await other.ofToken(token))?.name).toBe('ana');
      forward(1);
      expect([await users.ofToken(token), (await users.ofToken(lasting))?.name]).toEqual([null, 'ben']);
      const [own, theirs] = await other.tokens.list();
      expect([own?.usedAt, own?.expiresAt, theirs?.expiresAt]).toEqual([
        own?.expiresAt,
        expect.any(Number),
        null,
      ]);
      expect(await users.tokens.list('ben')).toEqual([theirs]);
      expect(theirs).toMatchObject({ id: '0123456789ab', user: 'ben', label: 'other' });
      const tries = await Promise.allSettled(
        [users, other, users].map(({ tokens }) => tokens.withdraw('0123456789ab')),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await other.ofToken(lasting)).toBe(null);
      await expect(users.tokens.need('0123456789ab')).rejects.toThrow(/there is no token '0123456789ab'/);
      for (const label of ['', ' ', 'a\nb', 'x'.repeat(101)])
        await expect(users.tokens.issue('ana', label, null), label).rejects.toThrow(/needs a label/);
      expect(await users.tokens.list('ana')).toHaveLength(1);
    });
  });
};
