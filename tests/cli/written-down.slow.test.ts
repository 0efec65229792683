import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SqliteAccounts } from '../../data/embedded/access/accounts.ts';
import { caseline, cliFile } from '../helpers/command.ts';
import { draftOf } from '../helpers/drafts.ts';
import { metadataCsv, metadataRow } from '../helpers/metadata.ts';
import { temporaryFolder, temporaryWorkspace } from '../helpers/temporary.ts';

/** Runs the command with a password on stdin. */
const withPassword = (args: readonly string[]): Promise<number | null> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [cliFile, ...args, '--password-stdin'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.on('close', resolve);
    child.stdin.end('a lung on a tree 7\n');
  });

const auditOf = (directory: string): Record<string, string>[] =>
  readFileSync(join(directory, 'audit.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);

const filmsIn = (folder: string, change: Record<string, unknown> = {}): string => {
  const path = join(folder, 'films.json');
  const dataset = {
    id: 'films',
    title: 'Films',
    description: '',
    contact: '',
    licence: null,
    access: 'on-request',
    owner: 'ana',
    members: { rule: { site: 'eurorad' } },
    ...change,
  };
  writeFileSync(path, JSON.stringify(dataset));
  return path;
};

test('changes by command line are written down before they are made: users, datasets, waivers', async () => {
  const workspace = temporaryWorkspace();
  const { directory } = workspace;
  await workspace.cases.put(draftOf('eurorad-1'));
  const folder = temporaryFolder();
  const run = (...args: string[]) => caseline([...args, '-w', directory]);
  const table = join(folder, 'metadata.csv');
  writeFileSync(table, metadataCsv([metadataRow({ temperature: '95', patientid: '1', filename: 'a.png' })]));
  expect((await run('import', table)).code).toBe(0);
  expect(await withPassword(['users', 'add', 'ana', '-w', directory])).toBe(0);
  expect((await run('datasets', 'set', filmsIn(folder))).code).toBe(0);
  const waive = [
    'waive',
    'out-of-range',
    '--image',
    'a.png',
    '--by',
    'Ana Costa',
    '--reason',
    'as published',
  ];
  const log = join(directory, 'audit.jsonl');
  const before = readFileSync(log, 'utf8');
  rmSync(log);
  mkdirSync(log);
  const changed = filmsIn(folder, { title: 'Renamed' });
  const out = join(folder, 'out');
  for (const [args, code] of [
    [['datasets', 'set', changed], 1],
    [['datasets', 'remove', 'films', '--open'], 1],
    [['users', 'role', 'ana', 'admin'], 1],
    [['users', 'role', 'ana', 'disabled'], 1],
    [['users', 'token', 'ana'], 1],
    [waive, 1],
    [['export', out], 1],
  ] as const) {
    const result = await run(...args);
    expect([result.code, result.stderr], args.join(' ')).toEqual([
      code,
      expect.stringMatching(/could not note an action/),
    ]);
  }
  expect(await withPassword(['users', 'passwd', 'ana', '-w', directory])).toBe(1);
  expect(await withPassword(['users', 'add', 'ben', '-w', directory])).toBe(1);
  const users = new SqliteAccounts(directory);
  const accounts = (await users.list()).map(({ name, role, enabled }) => [name, role, enabled]);
  expect([accounts, await users.tokens.list()]).toEqual([[['ana', 'annotator', true]], []]);
  users.close();
  expect(readFileSync(join(directory, 'datasets', 'films.json'), 'utf8')).toContain('"Films"');
  expect(existsSync(out)).toBe(false);
  expect((await run('check', '--rule', 'out-of-range')).stdout).not.toContain('accepted by');

  rmSync(log, { recursive: true });
  writeFileSync(log, before);
  for (const args of [['datasets', 'set', changed], waive]) expect((await run(...args)).code).toBe(0);
  const entries = auditOf(directory).map(({ action, target }) => [action, target]);
  expect(entries).toEqual([
    ['user-added', 'ana'],
    ['dataset-changed', 'films'],
    ['dataset-changed', 'films'],
    ['finding-waived', 'collection-1'],
  ]);
  expect(readFileSync(log, 'utf8')).not.toContain('as published');
}, 120_000);

test('datasets set and remove say how many private cases they would open, and do it when asked to', async () => {
  const workspace = temporaryWorkspace();
  const { directory } = workspace;
  for (const id of ['eurorad-1', 'eurorad-2', 'sirm-1']) await workspace.cases.put(draftOf(id));
  const folder = temporaryFolder();
  const run = (...args: string[]) => caseline(['datasets', ...args, '-w', directory]);
  expect(await run('set', filmsIn(folder))).toMatchObject({ code: 0, stderr: '' });
  const wide = filmsIn(folder, { id: 'wide', access: 'public', members: { rule: {} } });
  expect(await run('set', wide)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('2 cases of it stay hidden'),
  });
  const open = filmsIn(folder, { access: 'public' });
  expect(await run('set', open)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/would open 2 private cases to every reader; nothing was changed/),
  });
  expect(readFileSync(join(directory, 'datasets', 'films.json'), 'utf8')).toContain('on-request');
  // The file may be gone: what it covered is known all the same.
  rmSync(join(directory, 'datasets', 'films.json'));
  expect((await run('list')).stderr).toContain('datasets/films.json is gone');
  expect(await run('remove', 'films')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('would open 2 private cases'),
  });
  expect(await run('remove', 'films', '--open')).toMatchObject({ code: 0 });
  expect(auditOf(directory).at(-1)).toMatchObject({ action: 'dataset-removed', target: 'films' });
  expect(await run('remove', 'films')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("no dataset 'films'"),
  });
  expect((await run('list')).stdout).not.toContain('films\t');
}, 120_000);
