import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examineWorkspace } from '../../data/embedded/doctor.ts';
import {
  PRIVATE,
  type PrivateArchive,
  PUBLIC,
  privateArchive,
  serveArchive,
} from '../helpers/private-archive.ts';
import { reopened } from '../helpers/temporary.ts';

const RUBBISH = 'rubbish '.repeat(3_000);

const harms: readonly [string, (path: string) => void][] = [
  ['written over', (path) => writeFileSync(path, RUBBISH)],
  [
    'damaged behind its head',
    (path) => {
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.fill(0xa5, 4_096 + 8));
    },
  ],
];

const pages = ['/', '/cases', '/cases/eurorad-1', '/datasets', '/datasets/closed', '/mentions'];

/** The file with all that was written; what SQLite keeps beside it is gone with the harm. */
function harm(directory: string, file: string, how: (path: string) => void): void {
  const path = join(directory, file);
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  expect(statSync(path).size).toBeGreaterThan(0);
  how(path);
}

async function used(archive: PrivateArchive): Promise<void> {
  expect(await archive.status('ann', '/cases/eurorad-1')).toBe(200);
  expect(await archive.status('mia', '/crawls')).toBe(200);
  expect(
    (await archive.ask('/datasets/closed/requests', { as: 'rea', form: { purpose: 'to learn of it' } }))
      .status,
  ).toBeLessThan(400);
}

async function expectServed(archive: PrivateArchive, file: string): Promise<void> {
  const { directory } = archive.workspace;
  for (const id of PUBLIC) expect(await archive.seen('rea', id), id).toEqual(Array(6).fill(200));
  for (const id of PRIVATE) expect(await archive.seen('rea', id), id).toEqual(Array(6).fill(404));
  for (const page of pages) expect(await archive.status('rea', page), page).toBe(200);
  for (const page of [...pages, '/crawls']) expect(await archive.status('mia', page), page).toBe(200);
  expect((await archive.ask('/next', { as: 'ann' })).status).toBe(303);
  const [reason = ''] = globSync(`quarantine/*/${file}.reason.json`, { cwd: directory });
  expect(readFileSync(join(directory, reason), 'utf8')).toMatch(/it is damaged/);
  expect(existsSync(join(directory, reason.replace('.reason.json', '')))).toBe(true);
  expect((await examineWorkspace(directory)).findings).toContainEqual(
    expect.objectContaining({ message: expect.stringMatching(new RegExp(file.replace('.', '\\.'))) }),
  );
}

for (const file of ['datasets.sqlite', 'work.sqlite', 'crawl.sqlite'])
  test.each(harms)(
    `${file}, %s before a start, is put aside and made anew: everybody is served`,
    async (_how, how) => {
      const archive = await privateArchive();
      await used(archive);
      const { directory } = archive.workspace;
      await archive.close(0);
      await archive.workspace.close();
      harm(directory, file, how);
      const again = await serveArchive(reopened(directory), archive.hashes);
      await again.workspace.index.ready();
      await expectServed(again, file);
    },
  );

test.each(['datasets.sqlite', 'crawl.sqlite'])(
  '%s, written over while the server serves, is put aside and made anew: everybody is served',
  async (file) => {
    const archive = await privateArchive();
    await used(archive);
    harm(archive.workspace.directory, file, (path) => writeFileSync(path, RUBBISH));
    await expectServed(archive, file);
  },
);
