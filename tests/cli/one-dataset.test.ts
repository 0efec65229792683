import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWorkspace } from '../../data/embedded/config.ts';
import { caseline } from '../helpers/command.ts';
import { metadataCsv, metadataRow } from '../helpers/metadata.ts';
import { ordinary } from '../helpers/metadata-workspace.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

test('statistics and tasks count one imported dataset alone when asked, and refuse a name that nothing here has', async () => {
  const folder = temporaryFolder();
  const workspace = join(folder, 'w');
  createWorkspace(workspace);
  const run = (...args: string[]) => caseline([...args, '--workspace', workspace]);
  const write = (name: string, patients: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(
      path,
      metadataCsv(
        patients.map((patientid) =>
          metadataRow({
            ...ordinary,
            patientid,
            filename: `${name}-${patientid}.png`,
            survival: 'Y',
            offset: '1',
          }),
        ),
      ),
    );
    return path;
  };
  await run('import', write('first.csv', ['1', '2', '3']));
  await run('import', write('second.csv', ['1']), '--dataset', 'other');
  const patients = async (...args: string[]): Promise<number> =>
    JSON.parse((await run('stats', '--json', ...args)).stdout).patients;
  expect([await patients(), await patients('--dataset', 'other')]).toEqual([4, 1]);
  const survivors = async (...args: string[]): Promise<string[]> =>
    JSON.parse((await run('tasks', '--json', ...args)).stdout).find(
      ({ name }: { name: string }) => name === 'survival',
    ).rows;
  expect([(await survivors()).length, await survivors('--dataset', 'other')]).toEqual([
    4,
    ['second.csv-1.png'],
  ]);
  for (const command of ['stats', 'tasks']) {
    const refused = await run(command, '--dataset', 'othre');
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain("nothing of a dataset 'othre' is here");
    expect(refused.stderr).toContain('here are collection, other');
  }
});
