import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { type Bench, PASSWORD, startMembersOnly } from '../../../helpers/serving.ts';

const started = async (): Promise<Bench> => {
  const bench = await startMembersOnly();
  await bench.member('root', 'admin');
  await bench.member('ana', 'annotator');
  return bench;
};
const post = (bench: Bench, path: string, form: Record<string, string> = {}, as = 'root') =>
  bench.ask(path, { as, form });
const rowOf = async (answer: Response, name: string): Promise<string> => {
  const page = load(await answer.text());
  return page('.users tbody tr')
    .filter((_at, row) => page(row).children('th').text().startsWith(name))
    .text()
    .replace(/\s+/g, ' ');
};
const actions = (bench: Bench): string[] =>
  readFileSync(join(bench.workspace.directory, 'audit.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ action, by, target }) => `${action} ${by} ${target}`);

test('an admin sees who is signed in and was last seen, with the tokens but no secret', async () => {
  const bench = await started();
  await bench.users.sessions.start('ana');
  await bench.users.sessions.start('ana');
  await bench.users.add('ben', 'reader', PASSWORD);
  const answer = await bench.ask('/users', { as: 'root' });
  expect(answer.status).toBe(200);
  const text = await answer.clone().text();
  expect(text).not.toContain(bench.tokenOf('ana').slice(17));
  expect(await rowOf(answer.clone(), 'ana')).toMatch(/signed in \(2\) ?just now.*1 token/);
  expect(await rowOf(answer, 'ben')).toMatch(/signed outnot lately.* none/);
});

test('an account is made, changed, given a password, signed out, disabled; each is written down with who did it', async () => {
  const bench = await started();
  const made = await post(bench, '/users', { name: 'ben', role: 'reader', password: PASSWORD });
  expect(await rowOf(made, 'ben')).toMatch(/signed out/);
  await post(bench, '/users/ben/role', { role: 'adjudicator' });
  expect(await bench.users.get('ben')).toMatchObject({ role: 'adjudicator' });
  const secret = await bench.users.sessions.start('ben');
  await post(bench, '/users/BEN/sign-out');
  expect(await bench.users.ofSession(secret)).toBe(null);
  await post(bench, '/users/ben/password', { password: 'another lung, a tree' });
  expect((await bench.users.login('ben', 'another lung, a tree', '127.0.0.1')).outcome).toBe('in');
  await post(bench, '/users/ben/disable');
  expect(await bench.users.get('ben')).toMatchObject({ enabled: false });
  await post(bench, '/users/ben/enable');
  const token = await bench.users.tokens.issue('ben', 'nightly', null);
  const { id } = (await bench.users.tokens.list('ben'))[0] ?? { id: '' };
  expect((await post(bench, `/users/ana/tokens/${id}/withdraw`)).status).toBe(404);
  await post(bench, `/users/ben/tokens/${id}/withdraw`);
  expect(await bench.users.ofToken(token)).toBe(null);
  expect(actions(bench)).toEqual([
    'user-added root ben',
    'role-changed root ben',
    'sessions-ended root ben',
    'password-changed root ben',
    'user-disabled root ben',
    'user-enabled root ben',
    `token-withdrawn root ${id}`,
  ]);
  const audit = readFileSync(join(bench.workspace.directory, 'audit.jsonl'), 'utf8');
  expect(audit).not.toMatch(/lung/);
});

test('an admin takes away no admin: the own role, state and password stay, and nothing is written down', async () => {
  const bench = await started();
  for (const [path, form] of [
    ['role', { role: 'reader' }],
    ['disable', {}],
    ['password', { password: 'another lung, a tree' }],
    ['sign-out', {}],
  ] as const) {
    const answer = await post(bench, `/users/Root/${path}`, form);
    expect([answer.status, await answer.text()], path).toEqual([
      422,
      expect.stringContaining('another admin'),
    ]);
  }
  expect(await bench.users.need('root')).toMatchObject({ role: 'admin', enabled: true });
  expect((await bench.users.login('root', PASSWORD, '127.0.0.1')).outcome).toBe('in');
});

test.each([
  ['/users', { name: 'a b', role: 'reader', password: PASSWORD }, 422],
  ['/users', { name: 'ANA', role: 'reader', password: PASSWORD }, 422],
  ['/users', { name: 'eve', role: 'root', password: PASSWORD }, 422],
  ['/users', { name: 'eve', role: 'reader', password: 'short' }, 422],
  ['/users/nobody/role', { role: 'reader' }, 404],
  ['/users/ana/role', { role: 'root' }, 422],
  ['/users/ana/password', { password: 'short' }, 422],
])('%s with %j is refused and changes nothing', async (path, form, status) => {
  const bench = await started();
  const before = await bench.users.list();
  expect((await post(bench, path, form)).status).toBe(status);
  expect(await bench.users.list()).toEqual(before);
});

test('a maintainer is not let in', async () => {
  const bench = await started();
  await bench.member('mia', 'maintainer');
  expect((await bench.ask('/users', { as: 'mia' })).status).toBe(403);
  expect((await post(bench, '/users/ana/disable', {}, 'mia')).status).toBe(403);
  expect(await bench.users.get('ana')).toMatchObject({ enabled: true });
});
