import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { backupWorkspace } from '../../../data/embedded/backup.ts';
import { examineWorkspace } from '../../../data/embedded/doctor.ts';
import { documentPath } from '../../../data/embedded/documents/layout.ts';
import { restoreWorkspace, verifyBackup } from '../../../data/embedded/restore.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { decide, draftOf, imageDraft } from '../../helpers/drafts.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

async function filled() {
  const workspace = temporaryWorkspace();
  for (let at = 1; at <= 5; at += 1) {
    const { sha256 } = await workspace.images.put(Buffer.from(`image ${at}`));
    await workspace.cases.put(
      draftOf(`eurorad-${at}`, { texts: [], images: [{ ...imageDraft('i1', 0), sha256 }] }),
    );
    await workspace.reviews.append(`eurorad-${at}`, [decide('age', at)]);
  }
  mkdirSync(join(workspace.directory, 'archive'));
  writeFileSync(join(workspace.directory, 'archive', 'fetches.jsonl'), '{"a":1}\n{"b":2}\n{"torn":');
  const database = new DatabaseSync(join(workspace.directory, 'work.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n); INSERT INTO t VALUES (7)');
  return { ...workspace, directory: workspace.directory, database };
}

describe('a backup', () => {
  test('is restored to an equal workspace that the doctor calls sound', async () => {
    const { directory, database } = await filled();
    const folder = temporaryFolder();
    const made = await backupWorkspace(directory, join(folder, 'backup'));
    const [caseFile, image] = [
      documentPath(directory, 'cases', 'eurorad-3'),
      documentPath(directory, 'reviews', 'eurorad-3'),
    ];
    const before = [readFileSync(caseFile), readFileSync(image)];
    database.close();
    rmSync(directory, { recursive: true });
    const described = await restoreWorkspace(join(folder, 'backup'), directory);
    expect(described.files).toBe(made.files);
    expect([readFileSync(caseFile), readFileSync(image)]).toEqual(before);
    expect(readFileSync(join(directory, 'archive/fetches.jsonl'), 'utf8')).toBe('{"a":1}\n{"b":2}\n');
    const restored = new DatabaseSync(join(directory, 'work.sqlite'));
    expect(restored.prepare('SELECT n FROM t').get()).toMatchObject({ n: 7 });
    restored.close();
    expect(await examineWorkspace(directory)).toMatchObject({ sound: true, cases: 5, reviews: 5, images: 5 });
    expect(existsSync(join(directory, 'index.sqlite'))).toBe(false);
  });

  test('can be verified with sha256sum alone', async () => {
    const { directory, database } = await filled();
    const out = join(temporaryFolder(), 'backup');
    const { files } = await backupWorkspace(directory, out);
    const said = execFileSync('sha256sum', ['-c', 'checksums.sha256'], { cwd: out, encoding: 'utf8' });
    expect(
      said
        .trim()
        .split('\n')
        .filter((line) => line.endsWith(': OK')),
    ).toHaveLength(files);
    database.close();
  });

  test('never goes over anything, and never into its own workspace', async () => {
    const { directory, database } = await filled();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mine.txt'), '');
    await expect(backupWorkspace(directory, folder)).rejects.toThrow(/holds something already/);
    await expect(backupWorkspace(directory, join(directory, 'b'))).rejects.toThrow(
      /lies inside the workspace/,
    );
    expect(readdirSync(folder)).toEqual(['mine.txt']);
    await backupWorkspace(directory, join(folder, 'b'));
    await expect(restoreWorkspace(join(folder, 'b'), directory)).rejects.toThrow(
      /holds something already.*never goes over/,
    );
    database.close();
  });

  test.each([
    [
      'a changed byte',
      (_out: string, file: string) =>
        writeFileSync(file, readFileSync(file, 'utf8').replace('eurorad', 'eurobad')),
      /was altered/,
    ],
    ['a cut file', (_out: string, file: string) => truncateSync(file, 5), /was altered/],
    ['a missing file', (_out: string, file: string) => rmSync(file), /is missing/],
    [
      'a file added',
      (out: string) => writeFileSync(join(out, 'files/cases/evil.json'), '{}'),
      /evil\.json is not in its list/,
    ],
    [
      'a link in place of a file',
      (_out: string, file: string) => {
        rmSync(file);
        symlinkSync('/etc/hostname', file);
      },
      /is a link/,
    ],
    [
      'a shortened list',
      (out: string) => truncateSync(join(out, 'checksums.sha256'), 300),
      /is not the one that was written/,
    ],
    ['no description', (out: string) => rmSync(join(out, 'backup.json')), /is no backup/],
  ])('with %s is refused, and nothing is restored', async (_name, damage, message) => {
    const { directory, database } = await filled();
    const folder = temporaryFolder();
    const out = join(folder, 'backup');
    await backupWorkspace(directory, out);
    damage(out, join(out, 'files', documentPath('', 'cases', 'eurorad-2')));
    await expect(verifyBackup(out)).rejects.toThrow(message);
    await expect(restoreWorkspace(out, join(folder, 'new'))).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual(['backup']);
    database.close();
  });

  test('whose list leads outside is refused', async () => {
    const { createHash } = await import('node:crypto');
    const { directory, database } = await filled();
    const folder = temporaryFolder();
    const out = join(folder, 'backup');
    await backupWorkspace(directory, out);
    const list = join(out, 'checksums.sha256');
    const text = `${readFileSync(list, 'utf8')}${'0'.repeat(64)}  files/../../outside\n`;
    writeFileSync(list, text);
    const described = JSON.parse(readFileSync(join(out, 'backup.json'), 'utf8'));
    described.checksums = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(out, 'backup.json'), JSON.stringify(described));
    await expect(restoreWorkspace(out, join(folder, 'new'))).rejects.toThrow(/names no file of a backup/);
    database.close();
  });

  test('taken while others write is whole: every image and review of it has its case', async () => {
    const { directory, database } = await filled();
    const other = openWorkspace(directory);
    let writing = true;
    const work = (async () => {
      for (let at = 100; writing; at += 1) {
        const { sha256 } = await other.images.put(Buffer.from(`image ${at}`));
        await other.cases.put(
          draftOf(`eurorad-${at}`, { texts: [], images: [{ ...imageDraft('i1', 0), sha256 }] }),
        );
        await other.reviews.append(`eurorad-${(at % 5) + 1}`, [decide('age', at)]);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    })();
    const folder = temporaryFolder();
    for (let round = 0; round < 2; round += 1) {
      await backupWorkspace(directory, join(folder, `b${round}`));
      await restoreWorkspace(join(folder, `b${round}`), join(folder, `w${round}`));
      const report = await examineWorkspace(join(folder, `w${round}`));
      expect(report.findings.filter((one) => one.severity !== 'note')).toEqual([]);
    }
    writing = false;
    await work;
    await other.close();
    database.close();
  });
});
