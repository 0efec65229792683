import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { SqliteAccounts } from '../../data/embedded/access/accounts.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { type Role, roles } from '../../data/format/account.ts';
import { type App, createApp } from '../../server/app.ts';
import { draftOf } from '../helpers/drafts.ts';
import { noLimits } from '../helpers/serving.ts';

/** What may be reached without signing in, and nothing else. */
const forAnyone = ['get /login', 'post /login', 'post /logout', 'get /healthz'];
/** What somebody who only reads may change: the talk about a dataset (its owner's rule is checked inside), the own account. */
const changesByReaders = [
  'post /datasets/:id/requests',
  'post /datasets/:id/requests/:request',
  'post /datasets/:id/posts',
  'post /account/desk',
  'post /account/keys',
  'post /account/password',
  'post /account/tokens',
  'post /account/tokens/:token/withdraw',
];

let app: App;
let url = '';
const tokens = new Map<Role, string>();

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
  const directory = join(folder, 'workspace');
  createWorkspace(directory);
  const workspace = openWorkspace(directory);
  const users = new SqliteAccounts(directory);
  for (const role of roles) {
    await users.add(`the-${role}`, role, 'a lung on a tree 7');
    tokens.set(role, await users.tokens.issue(`the-${role}`, 'test', null));
  }
  app = createApp({ workspace, access: { kind: 'accounts', users, trustedProxies: [] }, limits: noLimits });
  const server: Server = createServer(app.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    app.close();
    await workspace.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

/** A path that fits the pattern and leads to nothing. */
const sample = (path: string) =>
  path
    .replace(/:sha\b/g, '0'.repeat(64))
    .replace(/:[a-z]+/gi, 'eurorad-0')
    .replace(/[{}]/g, '');

const ask = (method: string, path: string, role: Role | null) =>
  fetch(url + sample(path), {
    method: method.toUpperCase(),
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      ...(role === null ? {} : { authorization: `Bearer ${tokens.get(role)}` }),
    },
  });

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

describe('every route', () => {
  test('was added through the registry, with a rule', () => {
    const stack = (app.app as unknown as { router: { stack: Layer[] } }).router.stack;
    const found = stack.flatMap((layer) =>
      layer.route ? [layer] : (layer.handle?.stack ?? []).filter((inner) => inner.route),
    );
    const reached = found.flatMap(({ route }) =>
      Object.keys(route?.methods ?? {}).map((method) => `${method} ${route?.path}`),
    );
    const listed = app.routes.list.map(({ method, path }) => `${method} ${path}`);
    expect(reached.toSorted()).toEqual(listed.toSorted());
    expect(listed.length).toBeGreaterThan(40);
    for (const { method, path, role } of app.routes.list)
      expect(['anyone', ...roles], `${method} ${path}`).toContain(role);
  });

  test('that is open to anyone is on the short list', () => {
    expect(
      app.routes.list
        .filter(({ role }) => role === 'anyone')
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    ).toEqual(forAnyone.toSorted());
  });

  test('that changes something needs more than a reader, but for the talk about datasets', () => {
    const changing = app.routes.list.filter(({ method, role }) => method !== 'get' && role === 'reader');
    expect(changing.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
      changesByReaders.toSorted(),
    );
  });

  test('refuses a stranger and every role below its own, and lets the others through', async () => {
    const wrong: string[] = [];
    for (const { method, path, role: needed } of app.routes.list) {
      if (needed === 'anyone') continue;
      const stranger = await ask(method, path, null);
      await stranger.body?.cancel();
      if (stranger.status !== 401) wrong.push(`${method} ${path} answers ${stranger.status} to a stranger`);
      for (const role of roles) {
        const allowed = roles.indexOf(role) >= roles.indexOf(needed);
        // The roles at the border, and the lowest and highest, tell it all.
        const telling =
          role === needed ||
          roles.indexOf(role) === roles.indexOf(needed) - 1 ||
          role === 'reader' ||
          role === 'admin';
        if (!telling) continue;
        const answer = await ask(method, path, role);
        await answer.body?.cancel();
        const refused = answer.status === 403 && answer.headers.get('caseline-error') === 'role';
        if (refused === allowed)
          wrong.push(`${method} ${path} ${refused ? 'refuses' : `answers ${answer.status} to`} ${role}`);
        if (answer.status >= 500 && answer.status !== 503)
          wrong.push(`${method} ${path} fails (${answer.status}) for ${role}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});

test('an admin may do what every role below may', () => {
  expect(roles).toEqual(['reader', 'contributor', 'annotator', 'adjudicator', 'maintainer', 'admin']);
});

test('looking at a case keeps nobody from working on it', async () => {
  await app.services.workspace.cases.put(draftOf('eurorad-1'));
  const headers = { authorization: `Bearer ${tokens.get('reader')}` };
  expect((await fetch(`${url}/cases/eurorad-1`, { headers })).status).toBe(200);
  expect(await app.services.claims.holders('eurorad-1')).toEqual([]);
  expect(
    (
      await fetch(`${url}/cases/eurorad-1`, {
        headers: { authorization: `Bearer ${tokens.get('annotator')}` },
      })
    ).status,
  ).toBe(200);
  expect((await app.services.claims.holders('eurorad-1')).map(({ user }) => user)).toEqual(['the-annotator']);
});

test('papers are listed to those who review; everybody else sees their own', async () => {
  const { contributions } = app.services.workspace;
  for (const by of ['the-contributor', 'The-Reader', 'somebody-else'])
    await contributions.submit({ kind: 'doi', doi: `10.1000/of-${by}` }, by, `note of ${by}`);
  for (const role of roles) {
    const headers = { authorization: `Bearer ${tokens.get(role)}` };
    for (const path of ['/papers', '/papers/list']) {
      const text = await (await fetch(url + path, { headers })).text();
      const shown = ['the-contributor', 'The-Reader', 'somebody-else'].filter((by) =>
        text.includes(`10.1000/of-${by}`),
      );
      const own = shown.filter((by) => by.toLowerCase() === `the-${role}`);
      const all = roles.indexOf(role) >= roles.indexOf('annotator');
      expect(shown, `${role} at ${path}`).toEqual(
        all ? ['the-contributor', 'The-Reader', 'somebody-else'] : own,
      );
      expect(own.length > 0 || all, role).toBe(true);
      expect(text.includes('/refuse"'), `${role} may refuse`).toBe(all);
    }
  }
});
