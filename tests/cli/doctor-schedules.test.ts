import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWorkspace, readConfig } from '../../data/embedded/config.ts';
import type { DoctorReport } from '../../data/embedded/doctor.ts';
import { caseline } from '../helpers/command.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

test('doctor names schedules of a source that is not there, of a time that is none and of a name twice, and no sound one', async () => {
  const workspace = join(temporaryFolder(), 'w');
  createWorkspace(workspace);
  const monday = { source: 'eurorad', cron: '0 3 * * 1' };
  const schedules = [
    { ...monday, name: 'sound' },
    { ...monday, name: 'gone', source: 'eurorads' },
    { ...monday, name: 'never', cron: 'every Monday' },
    { ...monday, name: 'sound' },
    // Told once, by what reads the settings.
    { ...monday, name: 'wordy', limit: 'ten' },
  ];
  writeFileSync(join(workspace, 'caseline.json'), JSON.stringify({ ...readConfig(workspace), schedules }));
  const { code, stdout } = await caseline(['doctor', '--json', '-w', workspace]);
  const { findings, sound } = JSON.parse(stdout) as DoctorReport;
  expect([code, sound]).toEqual([1, false]);
  const told = findings.filter(({ check }) => check === 'bad-schedule');
  expect(told.map(({ severity, path }) => `${severity} ${path}`)).toEqual(
    Array.from({ length: 4 }, () => 'error caseline.json'),
  );
  expect(told.map(({ message }) => message)).toEqual([
    expect.stringContaining('schedules.4 is left out: limit'),
    expect.stringMatching(/'gone'.*there is no source 'eurorads'; known are .*eurorad,/),
    expect.stringMatching(/'never'.*'every Monday' is no cron expression, e\.g\. '0 3 \* \* 1'/),
    expect.stringMatching(/'sound'.*same name: give it its own/),
  ]);
});
