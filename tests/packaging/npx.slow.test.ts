import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/temporary.ts';

const root = join(import.meta.dirname, '../..');

/** With an empty cache, as at the first time: npm says then what a package asks for. */
test('npx caseline says nothing but its answer, on the machine’s own Node', () => {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.startsWith(root));
  const { stdout, stderr, status } = spawnSync('npx', ['caseline', 'schema', '--help'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: path.join(delimiter),
      npm_config_cache: temporaryFolder(),
      npm_config_update_notifier: 'false',
    },
  });
  expect([status, stderr, stdout.startsWith('Usage: caseline schema')]).toEqual([0, '', true]);
});
