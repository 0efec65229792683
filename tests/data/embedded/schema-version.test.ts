import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openAccessDatabase } from '../../../data/embedded/access/access-database.ts';
import { openCrawlDatabase } from '../../../data/embedded/crawl/crawl-database.ts';
import { DatasetRegister } from '../../../data/embedded/datasets/dataset-register.ts';
import { examineWorkspace } from '../../../data/embedded/doctor.ts';
import { SqliteClaims } from '../../../data/embedded/sqlite-claims.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

/** Opens one file of a workspace to write. */
const openers: Readonly<Record<string, (workspace: string) => void>> = {
  'access.sqlite': (workspace) => openAccessDatabase(workspace).close(),
  'crawl.sqlite': (workspace) => openCrawlDatabase(workspace).close(),
  'datasets.sqlite': (workspace) => {
    const register = new DatasetRegister(workspace);
    register.beginAnew();
    register.close();
  },
  'work.sqlite': (workspace) => new SqliteClaims(join(workspace, 'work.sqlite')).close(),
};

/** Runs one statement on the file, and leaves all of it in the file itself. */
function on<T>(path: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = DELETE');
  const result = work(database);
  database.close();
  return result;
}

describe.each(Object.entries(openers))('%s', (file, open) => {
  test('says its version; one of a newer Caseline is refused and left as it is, also by the doctor', async () => {
    const { directory } = temporaryWorkspace();
    const path = join(directory, file);
    open(directory);
    expect(on(path, (database) => database.prepare('PRAGMA user_version').get())).toEqual({
      user_version: 1,
    });
    on(path, (database) => database.exec('PRAGMA user_version = 2'));
    const before = readFileSync(path);
    expect(() => open(directory)).toThrow(/is of version 2, which is newer than 1; update Caseline/);
    expect(() => openWorkspace(directory)).toThrow(expect.objectContaining({ code: 'newer-format' }));
    writeFileSync(join(directory, 'caseline.json'), '{"format": "caseline.wor');
    const report = await examineWorkspace(directory, { repair: true });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ check: 'newer-format', repaired: false }),
    );
    expect(report.findings.filter(({ repaired }) => repaired)).toEqual([]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
