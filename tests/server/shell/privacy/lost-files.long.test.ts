import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { summariseReview } from '../../../../curation/review/summary.ts';
import { SqliteAccounts } from '../../../../data/embedded/access/accounts.ts';
import { createWorkspace } from '../../../../data/embedded/config.ts';
import { openWorkspace } from '../../../../data/embedded/workspace.ts';
import { datasetEntry } from '../../../../data/ports/audit-log.ts';
import type { Workspace } from '../../../../data/ports/workspace.ts';
import { startServer } from '../../../../server/serve.ts';
import { caseline } from '../../../helpers/command.ts';
import { decide, draftOf, imageDraft } from '../../../helpers/drafts.ts';
import { noLimits, PASSWORD } from '../../../helpers/serving.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';
import { tinyPng } from '../../../helpers/tiny-png.ts';

/** Private by a rule, by a list, and by what somebody decided. */
const HIDDEN = ['radiopaedia-1', 'sirm-1', 'eurorad-1'];
const SHOWN = 'eurorad-2';

interface Template {
  readonly directory: string;
  readonly token: string;
  readonly hashes: Readonly<Record<string, string>>;
}

const openAt = (directory: string): Workspace => openWorkspace(directory, { summarise: summariseReview });

async function saveDataset(
  { audit, datasets }: Workspace,
  id: string,
  access: 'public' | 'on-request',
  members: { rule: Record<string, string> | null; cases?: string[] },
): Promise<void> {
  const draft = { id, title: id, description: '', contact: '', licence: null, access, owner: 'mia', members };
  const next = await datasets.check(draft, 0);
  await audit.perform(datasetEntry('mia', next, 0), () => datasets.put(draft, 0));
}

/** A workspace with a case of each kind and a public dataset that takes all of them in, closed. */
async function template(folder: string): Promise<Template> {
  const directory = join(folder, 'template');
  createWorkspace(directory);
  const workspace = openAt(directory);
  const hashes: Record<string, string> = {};
  for (const [at, id] of [...HIDDEN, SHOWN].entries()) {
    const { sha256 } = await workspace.images.put(await tinyPng(`film ${at}`));
    hashes[id] = sha256;
    const texts = [{ id: 't1', kind: 'findings' as const, language: 'en', text: 'a secretword stands here' }];
    await workspace.cases.put(draftOf(id, { texts, images: [{ ...imageDraft('i1', 0), sha256 }] }));
  }
  await workspace.reviews.append('eurorad-1', [decide('age', 61)]);
  await saveDataset(workspace, 'ruled', 'on-request', { rule: { site: 'radiopaedia' } });
  await saveDataset(workspace, 'listed', 'on-request', { rule: null, cases: ['sirm-1'] });
  await saveDataset(workspace, 'begun', 'on-request', { rule: { status: 'in-progress' } });
  await saveDataset(workspace, 'wide', 'public', { rule: {} });
  await workspace.index.ready();
  await workspace.privacy.warm();
  const users = new SqliteAccounts(directory);
  await users.add('root', 'admin', PASSWORD);
  await users.add('rea', 'reader', PASSWORD);
  const token = await users.tokens.issue('rea', 'test', null);
  users.close();
  await workspace.close();
  return { directory, token, hashes };
}

/** What a reader is told of hidden cases, as words; empty when it is nothing. */
async function leaksOf(url: string, { token, hashes }: Template): Promise<string[]> {
  const ask = async (path: string) => {
    const answer = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` } });
    return { path, status: answer.status, body: await answer.text() };
  };
  const own = HIDDEN.flatMap((id) => [
    `/cases/${id}`,
    `/cases/${id}/fragments`,
    `/cases/${id}/history`,
    ...['view', 'thumbnail', 'original'].map((kind) => `/images/${hashes[id]}/${kind}`),
  ]);
  const lists = [
    '/',
    '/cases',
    '/cases?q=secretword',
    '/mentions',
    '/statistics',
    '/checks/list',
    '/datasets?q=secretword',
    '/datasets/ruled',
    '/datasets/begun',
    '/datasets/wide',
    '/datasets/wide/id-mapping.csv',
    '/datasets/wide/image-quality.csv',
    '/datasets/ruled/id-mapping.csv',
  ];
  const asked = await Promise.all([...own, ...lists].map(ask));
  return asked
    .filter(({ path, status, body }) =>
      own.includes(path) ? status < 400 : status < 400 && HIDDEN.some((id) => body.includes(id)),
    )
    .map(({ path, status }) => `${path} ${status}`);
}

type Harm = 'delete' | 'empty' | 'garble';

function harm(directory: string, file: string, how: Harm): void {
  const path = join(directory, file);
  if (how === 'delete') {
    // SQLite's own files go with theirs: nobody deletes half of one.
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  } else if (how === 'empty') truncateSync(path, 0);
  else writeFileSync(path, readFileSync(path).fill(0xa5));
}

/** The server as it starts on a folder, null when it does not: then nothing is shown. */
async function serve(directory: string) {
  let workspace: Workspace | null = null;
  try {
    workspace = openAt(directory);
    const server = await startServer({
      workspace,
      port: 0,
      trustProxy: '203.0.113.9',
      limits: noLimits,
    });
    return { server, workspace };
  } catch {
    await workspace?.close();
    return null;
  }
}

/** Files of the workspace that differ in what they are for: of images, cases and folders of locks, one of each kind. */
const filesOf = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .filter((file) => !/^(images|derived|\.locks)\//.test(file) && !file.endsWith('sirm-1.json'))
    .sort();

const pairsOf = (files: readonly string[]): string[][] =>
  files.flatMap((file, at) => [[file], ...files.slice(at + 1).map((other) => [file, other])]);

/** Every harm to each of a pair takes minutes: `CASELINE_EVERY_HARM=1`. */
const isEvery = process.env['CASELINE_EVERY_HARM'] === '1';
const harms: readonly Harm[] = ['delete', 'empty', 'garble'];

/** What is done to one file, or to two of them: both deleted, and for each third pair a mixture in turn. */
function waysFor(files: readonly string[], at: number): Harm[][] {
  if (files.length === 1) return harms.map((how) => [how]);
  const every = harms.flatMap((one) => harms.map((other) => [one, other]));
  if (isEvery) return every;
  return at % 3 === 0
    ? [['delete', 'delete'], every[1 + ((at / 3) % (every.length - 1))] ?? []]
    : [['delete', 'delete']];
}

/** Copies that are harmed at the same time. */
const LANES = 4;

test.each(['before a start', 'while the server serves'])(
  'each file of a workspace and each pair of them, lost %s, shows nothing private',
  async (when) => {
    const folder = temporaryFolder();
    const made = await template(folder);
    const files = filesOf(made.directory);
    expect(files).toEqual(
      expect.arrayContaining(['audit.jsonl', 'datasets.sqlite', 'datasets/begun.json', 'index.sqlite']),
    );
    const leaks: string[] = [];
    let answered = 0;
    const tryOut = async (directory: string, lost: readonly string[], ways: readonly Harm[]) => {
      cpSync(made.directory, directory, { recursive: true });
      const doHarm = () => {
        for (const [at, file] of lost.entries()) harm(directory, file, ways[at] ?? 'delete');
      };
      const isBefore = when === 'before a start';
      if (isBefore) doHarm();
      const running = await serve(directory);
      if (running) {
        if (!isBefore) {
          const warm = await fetch(new URL(`/cases/${SHOWN}`, running.server.url), {
            headers: { authorization: `Bearer ${made.token}` },
          });
          await warm.arrayBuffer();
          if (warm.status !== 200) leaks.push(`a whole workspace answers ${warm.status}`);
          doHarm();
        }
        for (let round = 0; round < 2; round += 1)
          for (const leak of await leaksOf(running.server.url, made))
            leaks.push(`${lost.map((file, at) => `${file} (${ways[at]})`).join(' and ')}: ${leak}`);
        answered += 1;
        await running.server.close(0).catch(() => undefined);
        await running.workspace.close();
      }
      rmSync(directory, { recursive: true, force: true });
    };
    const waiting = pairsOf(files).flatMap((lost, at) => waysFor(lost, at).map((ways) => ({ lost, ways })));
    const total = waiting.length;
    await Promise.all(
      Array.from({ length: LANES }, async (_none, lane) => {
        for (let next = waiting.pop(); next; next = waiting.pop())
          await tryOut(join(folder, `copy-${lane}`), next.lost, next.ways);
      }),
    );
    expect(leaks).toEqual([]);
    expect(answered, 'servers that could start').toBeGreaterThan(total / 2);
  },
  isEvery ? 1_800_000 : 300_000,
);

test('a dataset that only the log knows is removed by command, when whoever does it says that it opens cases', async () => {
  const made = await template(temporaryFolder());
  for (const file of ['datasets.sqlite', 'datasets/ruled.json']) harm(made.directory, file, 'delete');
  const remove = (...more: string[]) =>
    caseline(['datasets', 'remove', 'ruled', ...more, '--workspace', made.directory]);
  expect(await remove()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('which cannot be counted'),
  });
  expect(await remove('--open')).toMatchObject({ code: 0, stdout: expect.stringContaining('is removed') });
  expect(await remove('--open')).toMatchObject({ code: 1, stderr: expect.stringContaining('no dataset') });
  expect((await caseline(['datasets', 'list', '--workspace', made.directory])).stdout).not.toContain('ruled');
});
