import {
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { backupWorkspace } from '../../../../data/embedded/backup.ts';
import { documentPath } from '../../../../data/embedded/documents/layout.ts';
import { restoreWorkspace } from '../../../../data/embedded/restore.ts';
import type { EmbeddedWorkspace } from '../../../../data/embedded/workspace.ts';
import { decide, draftOf } from '../../../helpers/drafts.ts';
import {
  datasetForm,
  PRIVATE,
  type PrivateArchive,
  PUBLIC,
  privateArchive,
  serveArchive,
} from '../../../helpers/private-archive.ts';
import { reopened, temporaryFolder, temporaryWorkspace } from '../../../helpers/temporary.ts';

const indexOf = (workspace: EmbeddedWorkspace) => join(workspace.directory, 'index.sqlite');

/** Takes the index's file away with what SQLite keeps beside it. */
const dropIndex = (workspace: EmbeddedWorkspace): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(indexOf(workspace) + suffix, { force: true });
};

/** A workspace of the same four cases whose index says that there is nothing. */
async function emptyIndex(): Promise<Buffer> {
  const other = temporaryWorkspace();
  await other.index.ready();
  const database = new DatabaseSync(indexOf(other));
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  return readFileSync(indexOf(other));
}

/** Asks again and again while the index is made anew: nothing private is ever shown, and in the end all that is public. */
async function expectNeverShown(archive: PrivateArchive): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    for (const id of PRIVATE) {
      const seen = await archive.seen('rea', id);
      expect(
        seen.every((status) => status === 404 || status === 503),
        `${id}: ${seen}`,
      ).toBe(true);
    }
    expect(await archive.pages('rea')).not.toMatch(/radiopaedia-[12]/);
  }
  for (const id of PUBLIC)
    await expect.poll(() => archive.seen('rea', id), { timeout: 10_000 }).toEqual(Array(6).fill(200));
  await expect
    .poll(async () => (await archive.ask('/cases', { as: 'rea' })).text(), { timeout: 10_000 })
    .toMatch(/eurorad-1[\s\S]*eurorad-2/);
}

/** Ways in which the index, which is a cache, is lost or lies. */
const lost: readonly [string, (workspace: EmbeddedWorkspace) => void | Promise<void>][] = [
  ['deleted', dropIndex],
  ['overwritten with rubbish', (workspace) => writeFileSync(indexOf(workspace), 'rubbish '.repeat(9_000))],
  ['cut short', (workspace) => truncateSync(indexOf(workspace), 5_000)],
  [
    'overwritten in its middle',
    (workspace) => {
      const bytes = readFileSync(indexOf(workspace));
      bytes.fill(0xa5, 4_096, bytes.length - 100);
      writeFileSync(indexOf(workspace), bytes);
    },
  ],
  [
    'replaced by one that calls itself complete and holds nothing',
    async (workspace) => {
      dropIndex(workspace);
      writeFileSync(indexOf(workspace), await emptyIndex());
    },
  ],
  [
    'told that the private cases are of another source',
    (workspace) => {
      const database = new DatabaseSync(indexOf(workspace));
      database.exec(
        "UPDATE cases SET site = 'eurorad'; DELETE FROM terms WHERE kind = 'site' AND term = 'radiopaedia'; DELETE FROM counts WHERE term = 'radiopaedia'",
      );
      database.close();
    },
  ],
  [
    'told that the public cases hold the private images',
    (workspace) => {
      const database = new DatabaseSync(indexOf(workspace));
      database.exec(
        "INSERT INTO images SELECT 'eurorad-1', 'x' || case_id, sha256, file, 9, own, import_table, import_row, sort_key FROM images WHERE case_id LIKE 'radio%'",
      );
      database.close();
    },
  ],
  [
    'of another version',
    (workspace) => {
      const database = new DatabaseSync(indexOf(workspace));
      database.exec('PRAGMA user_version = 3');
      database.close();
    },
  ],
];

describe('an index that is', () => {
  test.each(lost)('%s while the server serves opens no private case', async (_how, lose) => {
    const archive = await privateArchive();
    expect(await archive.seen('rea', 'radiopaedia-1')).toEqual(Array(6).fill(404));
    await lose(archive.workspace);
    await expectNeverShown(archive);
  });

  test.each(lost)('%s before a start opens no private case', async (_how, lose) => {
    const archive = await privateArchive();
    const { directory } = archive.workspace;
    await lose(archive.workspace);
    await expectNeverShown(await serveArchive(reopened(directory), archive.hashes));
  });
});

test('a restored backup, which has no index, opens no private case', async () => {
  const archive = await privateArchive();
  const folder = temporaryFolder();
  await backupWorkspace(archive.workspace.directory, join(folder, 'backup'));
  await restoreWorkspace(join(folder, 'backup'), join(folder, 'restored'));
  await expectNeverShown(await serveArchive(reopened(join(folder, 'restored')), archive.hashes));
});

describe('a case becomes private', () => {
  test('by a decision that makes the rule hold, of this process and of another', async () => {
    const archive = await privateArchive();
    const made = await archive.ask('/datasets', {
      as: 'mia',
      form: datasetForm({ id: 'begun', site: '', status: 'in-progress' }),
    });
    expect(made.status).toBe(303);
    const other = reopened(archive.workspace.directory);
    for (const [at, workspace] of [archive.workspace, other].entries()) {
      const id = PUBLIC[at] ?? '';
      expect(await archive.status('rea', `/cases/${id}`)).toBe(200);
      await workspace.reviews.append(id, [decide('age', 61)]);
      expect(await archive.seen('rea', id), id).toEqual(Array(6).fill(404));
      expect(await archive.pages('rea')).not.toContain(id);
    }
  });

  test.each<[string, (path: { case: string; review: string }) => void]>([
    ['its case is cut', (path) => truncateSync(path.case, 40)],
    ['its case is emptied', (path) => truncateSync(path.case, 0)],
    [
      'a folder stands in place of its case',
      (path) => {
        rmSync(path.case);
        mkdirSync(path.case);
      },
    ],
    ['its case is taken away', (path) => rmSync(path.case)],
    ['its review is cut', (path) => truncateSync(path.review, 40)],
    ['its review is taken away, and with it what it decided', (path) => rmSync(path.review)],
  ])('and stays so where %s: lists leave it out after somebody asked for it as well', async (_how, harm) => {
    const archive = await privateArchive();
    const { directory, reviews } = archive.workspace;
    const form = datasetForm({ id: 'begun', site: '', status: 'in-progress' });
    expect((await archive.ask('/datasets', { as: 'mia', form })).status).toBe(303);
    const [id = ''] = PUBLIC;
    await reviews.append(id, [decide('age', 61)]);
    expect(await archive.pages('rea')).not.toContain(id);
    harm({
      case: documentPath(directory, 'cases', id),
      review: documentPath(directory, 'reviews', id),
    });
    for (let round = 0; round < 2; round += 1) {
      expect(await archive.seen('rea', id)).toEqual(Array(6).fill(404));
      expect(await archive.pages('rea')).not.toContain(id);
      const page = await archive.ask('/datasets/begun', { as: 'rea' });
      expect(page.status).toBe(200);
      expect(await page.text()).not.toContain(id);
    }
  });

  test('by being written, of this process, of another, and by hand', async () => {
    const archive = await privateArchive();
    const { directory } = archive.workspace;
    const other = reopened(directory);
    await archive.workspace.cases.put(draftOf('radiopaedia-5'));
    await other.cases.put(draftOf('radiopaedia-6'));
    const text = readFileSync(documentPath(directory, 'cases', 'eurorad-1'), 'utf8');
    const path = documentPath(directory, 'cases', 'eurorad-1');
    writeFileSync(path, text.replace('"site": "eurorad"', '"site": "radiopaedia"'));
    for (const id of ['radiopaedia-5', 'radiopaedia-6', 'eurorad-1'])
      expect(await archive.status('rea', `/cases/${id}`), id).toBe(404);
    expect(await archive.pages('rea')).not.toMatch(/radiopaedia-[56]/);
    expect(await archive.status('rea', `/images/${archive.hashes['eurorad-1']}/view`)).toBe(404);
  });

  test('by damage: a case or review that cannot be read may belong to any of them', async () => {
    const archive = await privateArchive();
    const { directory, reviews } = archive.workspace;
    await reviews.append('eurorad-2', [decide('age', 61)]);
    truncateSync(documentPath(directory, 'cases', 'eurorad-1'), 40);
    truncateSync(documentPath(directory, 'reviews', 'eurorad-2'), 40);
    for (const id of PUBLIC) {
      const answer = await archive.ask(`/cases/${id}`, { as: 'rea' });
      expect([answer.status, answer.headers.get('caseline-error')], id).toEqual([404, 'no-case']);
      expect(await answer.text()).not.toContain(directory);
    }
    expect(await archive.status('ann', '/cases/eurorad-1')).toBe(422);
  });
});

test('a private case answers as one that there is not', async () => {
  const archive = await privateArchive();
  const answers = await Promise.all(
    ['radiopaedia-1', 'radiopaedia-9'].map(async (id) => {
      const answer = await archive.ask(`/cases/${id}`, { as: 'rea' });
      return [
        answer.status,
        answer.headers.get('caseline-error'),
        (await answer.text()).replaceAll(id, 'ID'),
      ];
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
});

test('a paper that a private case holds already does not lead there', async () => {
  const archive = await privateArchive();
  const { contributions } = archive.workspace;
  for (const held of ['radiopaedia-1', 'eurorad-1']) {
    const { id } = await contributions.submit({ kind: 'doi', doi: `10.1000/${held[0]}` }, 'rea', '');
    const reason = `this paper is in the workspace already, as ${held}`;
    const change = { case: held, heldAs: held };
    await contributions.move(id, 'needs-person', { by: 'reading', reason, from: ['received'], change });
  }
  const papers = async (as: string) => (await archive.ask('/papers', { as })).text();
  expect(await papers('rea')).not.toContain('radiopaedia-1');
  expect(await papers('rea')).toContain('/cases/eurorad-1');
  expect(await papers('ann')).toContain('/cases/radiopaedia-1');
});

test('a damaged case is named to maintainers alone', async () => {
  const archive = await privateArchive();
  const { directory } = archive.workspace;
  truncateSync(documentPath(directory, 'cases', 'radiopaedia-1'), 40);
  const again = await serveArchive(reopened(directory), archive.hashes);
  await again.workspace.index.ready();
  const home = async (as: string) => (await again.ask('/', { as })).text();
  for (const as of ['rea', 'own', 'ann']) expect(await home(as)).not.toMatch(/radiopaedia-1|is damaged/);
  expect(await home('mia')).toContain('radiopaedia-1');
});

test('a search for words tells nothing of a private dataset, letter by letter', async () => {
  const archive = await privateArchive();
  const found = async (q: string) =>
    (await (await archive.ask(`/datasets?q=${q}`, { as: 'rea' })).text()).replaceAll(q, 'WORD');
  expect(await found('secretword')).toBe(await found('nosuchword'));
  expect(await found('given')).toContain('Closed films');
});

test('as long as cases cannot be read, readers are asked to come again and maintainers go on', async () => {
  const archive = await privateArchive();
  const { directory } = archive.workspace;
  // A folder that cannot be looked into: nobody knows what lies there.
  const loop = join(directory, 'cases', 'eurorad', 'zz');
  symlinkSync(loop, loop);
  const again = await serveArchive(reopened(directory), archive.hashes);
  for (const path of ['/', '/cases', '/cases/eurorad-1', `/images/${archive.hashes['eurorad-1']}/view`]) {
    const answer = await again.ask(path, { as: 'rea' });
    expect([answer.status, answer.headers.get('retry-after')], path).toEqual([503, '5']);
    expect(await answer.text()).toMatch(/still reading which cases are private/);
  }
  for (const as of ['ann', 'mia']) expect(await again.status(as, '/cases/radiopaedia-1'), as).toBe(200);
  unlinkSync(loop);
  expect(await again.status('rea', '/cases/eurorad-1')).toBe(200);
  expect(await again.status('rea', '/cases/radiopaedia-1')).toBe(404);
});
