import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createWorkspace } from '../../data/embedded/config.ts';
import { caseline, cliFile } from '../helpers/command.ts';
import { metadataCsv, metadataRow } from '../helpers/metadata.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const rows = (offset: string, count = 60) =>
  Array.from({ length: count }, (_, at) =>
    metadataRow({
      patientid: `${at}`,
      filename: `f${at}.png`,
      finding: 'Pneumonia/Viral/COVID-19',
      view: 'PA',
      offset,
      url: `https://example.org/${at}`,
    }),
  );

test('an import is listed and taken back by its id, killed half-way or not; settings are remembered for the dataset', async () => {
  const folder = temporaryFolder();
  const workspace = join(folder, 'w');
  createWorkspace(workspace);
  const run = (...args: string[]) => caseline([...args, '--workspace', workspace]);
  const write = (name: string, table: ReturnType<typeof rows>): string => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'metadata.csv'), metadataCsv(table));
    return join(folder, name, 'metadata.csv');
  };
  const exported = async (out: string) => {
    expect((await run('export', join(folder, out))).code).toBe(0);
    return readFileSync(join(folder, out, 'metadata.csv'), 'utf8');
  };
  const listed = async (): Promise<{ id: string; state: string; dataset: string | null }[]> =>
    JSON.parse((await run('import', '--list', '--json')).stdout);

  await run('import', write('first', rows('1')));
  const before = await exported('before');
  const newer = write('newer', rows('2'));
  // Killed as soon as it has written down what it is about to do.
  const records = (): number =>
    readdirSync(join(workspace, 'imports')).filter((name) => name.endsWith('.json')).length;
  const child = spawn(process.execPath, [cliFile, 'import', newer, '--workspace', workspace]);
  while (records() < 2 && child.exitCode === null) await sleep(1);
  child.kill('SIGKILL');
  await new Promise((resolve) =>
    child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(null),
  );
  const [cut] = await listed();
  const undone = await run('import', '--undo', cut?.id ?? '');
  expect(undone).toMatchObject({ code: 0, stdout: expect.stringMatching(/60 cases as before the import/) });
  expect(await exported('after')).toBe(before);

  const table = write('third', rows('3', 2));
  await run('import', table, '--dataset', 'other', '--on-vanished', 'mark');
  const again = await run('import', write('third', rows('3', 1)), '--dataset', 'other');
  expect(again.code).toBe(0);
  expect(again.stdout).toContain('--on-vanished mark, as remembered for this dataset');
  expect((await listed())[0]?.dataset).toBe('other');
  expect((await run('import', '--undo', '2026-01-01-00000000')).stderr).toContain(
    "import --list' names those there are",
  );
  expect((await run('import', table, '--list')).code).toBe(2);

  // An earlier export does not give way to one of nothing.
  const whole = await exported('whole');
  const refused = await run('export', join(folder, 'whole'), '--dataset', 'othre');
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('here are collection, other') });
  expect(readFileSync(join(folder, 'whole', 'metadata.csv'), 'utf8')).toBe(whole);
}, 120_000);
