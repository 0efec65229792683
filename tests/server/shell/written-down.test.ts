import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SqliteDatasetDesk } from '../../../data/embedded/datasets/dataset-desk.ts';
import { datasetForm, type PrivateArchive, privateArchive } from '../../helpers/private-archive.ts';
import { PASSWORD } from '../../helpers/serving.ts';

const NEW_PASSWORD = 'another lung, a tree 8';

/** Nothing can be written in the audit log: a folder stands in its place. Gives back what undoes it. */
function silence(archive: PrivateArchive): () => void {
  const path = join(archive.workspace.directory, 'audit.jsonl');
  renameSync(path, `${path}.aside`);
  mkdirSync(path);
  return () => {
    rmSync(path, { recursive: true });
    renameSync(`${path}.aside`, path);
  };
}

const deskOf = (archive: PrivateArchive): SqliteDatasetDesk => {
  const desk = new SqliteDatasetDesk(archive.workspace.directory);
  onTestFinished(() => desk.close());
  return desk;
};

const requestOf = (archive: PrivateArchive) => deskOf(archive).latest('closed', 'rea');

interface Act {
  readonly what: string;
  readonly action: string;
  /** What must be there before. */
  prepare?(archive: PrivateArchive): Promise<unknown>;
  ask(archive: PrivateArchive): Promise<Response>;
  /** How things stand: the same before and after what was not done. */
  state(archive: PrivateArchive): unknown;
}

const post = (archive: PrivateArchive, as: string, path: string, form: Record<string, string>) =>
  archive.ask(path, { as, form });

const askFor = (archive: PrivateArchive) =>
  post(archive, 'rea', '/datasets/closed/requests', { purpose: 'masks' });

const decideOn = async (archive: PrivateArchive, decision: string) =>
  post(archive, 'own', `/datasets/closed/requests/${(await requestOf(archive))?.id}`, { decision });

const loginAs = (archive: PrivateArchive, password: string) =>
  fetch(new URL('login', archive.url), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ name: 'rea', password }).toString(),
  });

/** Sessions by name of a person, without their secrets. */
const tokens = async (archive: PrivateArchive) =>
  (await archive.users.tokens.list('rea')).map(({ id }) => id);

const file = (archive: PrivateArchive, id: string): string => {
  const path = join(archive.workspace.directory, 'datasets', `${id}.json`);
  return existsSync(path) ? readFileSync(path, 'utf8') : 'none';
};

let cookie = '';

const acts: readonly Act[] = [
  {
    what: 'a login',
    action: 'login',
    ask: (archive) => loginAs(archive, PASSWORD),
    state: () => 'no cookie is given',
  },
  {
    what: 'signing out',
    action: 'logout',
    prepare: async (archive) => {
      cookie = (await loginAs(archive, PASSWORD)).headers.get('set-cookie')?.split(';')[0] ?? '';
    },
    ask: (archive) =>
      fetch(new URL('logout', archive.url), { method: 'POST', redirect: 'manual', headers: { cookie } }),
    state: async (archive) => (await archive.users.ofSession(cookie.split('=')[1] ?? ''))?.name,
  },
  {
    what: 'a new password',
    action: 'password-changed',
    ask: (archive) =>
      post(archive, 'rea', '/account/password', {
        current: PASSWORD,
        next: NEW_PASSWORD,
        again: NEW_PASSWORD,
      }),
    state: async (archive) => (await archive.users.login('rea', NEW_PASSWORD, 'test')).outcome,
  },
  {
    what: 'a new token',
    action: 'token-issued',
    ask: (archive) => post(archive, 'rea', '/account/tokens', { label: 'nightly' }),
    state: tokens,
  },
  {
    what: 'withdrawing a token',
    action: 'token-withdrawn',
    prepare: (archive) => archive.users.tokens.issue('rea', 'second', null),
    ask: async (archive) =>
      post(archive, 'rea', `/account/tokens/${(await tokens(archive))[1]}/withdraw`, {}),
    state: tokens,
  },
  {
    what: 'a request for access',
    action: 'access-requested',
    ask: askFor,
    state: requestOf,
  },
  {
    what: 'a grant',
    action: 'access-decided',
    prepare: askFor,
    ask: (archive) => decideOn(archive, 'grant'),
    state: requestOf,
  },
  {
    what: 'ending a grant',
    action: 'access-decided',
    prepare: async (archive) => {
      await askFor(archive);
      await decideOn(archive, 'grant');
    },
    ask: (archive) => decideOn(archive, 'refuse'),
    state: requestOf,
  },
  {
    what: 'a new dataset',
    action: 'dataset-changed',
    ask: (archive) => post(archive, 'mia', '/datasets', datasetForm({ id: 'second' })),
    state: (archive) => file(archive, 'second'),
  },
  {
    what: 'a changed dataset',
    action: 'dataset-changed',
    ask: (archive) => post(archive, 'mia', '/datasets', datasetForm({ rev: '1', title: 'Renamed' })),
    state: (archive) => file(archive, 'closed'),
  },
  {
    what: 'a download',
    action: 'download',
    ask: (archive) => archive.ask('/datasets/closed/id-mapping.csv', { as: 'own' }),
    state: async (archive) => (await deskOf(archive).downloads('closed')).length,
  },
];

describe('what cannot be written down is not done', () => {
  test.each(acts)('$what', async ({ action, prepare, ask, state }) => {
    const archive = await privateArchive();
    await prepare?.(archive);
    const before = await state(archive);
    const speak = silence(archive);
    const answer = await ask(archive);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([503, null]);
    expect(await state(archive)).toEqual(before);
    speak();
    const again = await ask(archive);
    await again.arrayBuffer();
    expect(again.status).toBeLessThan(400);
    expect(archive.audit().trim().split('\n').at(-1)).toContain(`"action":"${action}"`);
    expect(archive.audit()).not.toContain('failed');
  });
});

test('what is written down and then fails is written down as failed', async () => {
  const archive = await privateArchive();
  const desk = join(archive.workspace.directory, 'datasets.sqlite');
  // A damaged file would be put aside and begun anew; a folder in its place cannot be written.
  for (const suffix of ['', '-wal', '-shm']) rmSync(desk + suffix, { force: true });
  mkdirSync(desk);
  const answer = await archive.ask('/datasets/closed/id-mapping.csv', { as: 'mia' });
  expect(answer.status).toBeGreaterThanOrEqual(500);
  const last = archive.audit().trim().split('\n').slice(-2);
  const download = { action: 'download', by: 'mia', target: 'closed' };
  expect(last.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining(download),
    expect.objectContaining({ ...download, outcome: expect.stringMatching(/^failed: /) }),
  ]);
});
