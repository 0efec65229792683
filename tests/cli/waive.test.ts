import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace } from '../../data/embedded/config.ts';
import { readMetadataTable } from '../../scrapers/collection/read-table.ts';
import { caseline } from '../helpers/command.ts';
import { metadataCsv, metadataRow } from '../helpers/metadata.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

describe('waive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
  const workspace = join(folder, 'w');
  createWorkspace(workspace);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) => caseline([...args, '--workspace', workspace]);
  const person = ['--by', 'Ana Costa', '--reason', 'kept as published'];

  /** Findings of one rule as `[image, who accepted it]`. */
  const found = async (rule: string): Promise<[string | null, string | undefined][]> => {
    const { stdout } = await run('check', '--json', '--rule', rule);
    return JSON.parse(stdout).map((finding: { image: string | null; waived?: { by: string } }) => [
      finding.image,
      finding.waived?.by,
    ]);
  };

  beforeAll(async () => {
    const table = join(folder, 'metadata.csv');
    const hot = { temperature: '95', date: '2020', doi: '', license: 'CC0' };
    writeFileSync(
      table,
      metadataCsv([
        metadataRow({ ...hot, patientid: '1', filename: 'a.png' }),
        metadataRow({ ...hot, patientid: '1', filename: 'b.png', offset: '9' }),
        metadataRow({ ...hot, patientid: '2', filename: 'c.png' }),
      ]),
    );
    expect((await run('import', table)).code).toBe(0);
  });

  test('accepts what is named and nothing else, and takes it back', async () => {
    expect((await run('waive', 'out-of-range', '--image', 'b.png', ...person)).code).toBe(0);
    expect(await found('out-of-range')).toEqual([
      ['a.png', undefined],
      ['b.png', 'Ana Costa'],
      ['c.png', undefined],
    ]);
    expect((await run('check')).code).toBe(1);
    const rest = await run('waive', 'out-of-range', '--patient', '1', ...person, '--json');
    expect(JSON.parse(rest.stdout).accepted.map(({ image }: { image: string }) => image)).toEqual(['a.png']);
    expect((await run('waive', 'out-of-range', '--case', 'collection-2', ...person)).code).toBe(0);
    const clean = await run('check');
    expect([clean.code, clean.stdout]).toEqual([0, expect.stringMatching(/0 errors.* 3 accepted/)]);
    expect(clean.stdout).toContain('(accepted by Ana Costa: kept as published)');

    const back = await run('waive', 'out-of-range', '--withdraw', '--by', 'Bo', '--patient', '1');
    expect([back.code, back.stdout]).toEqual([0, expect.stringContaining('stands again: 2 findings')]);
    expect(await found('out-of-range')).toEqual([
      ['a.png', undefined],
      ['b.png', undefined],
      ['c.png', 'Ana Costa'],
    ]);
    const twice = await run('waive', 'out-of-range', '--withdraw', '--by', 'Bo', '--patient', '1');
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('nobody accepted it')]);
  }, 60_000);

  test.each([
    [['minor-typo', '--image', 'a.png', ...person], 1, /no check 'minor-typo'.*there are .*minor/],
    [['out-of-range', ...person], 2, /--case, --patient or --image/],
    [['out-of-range', '--image', 'a.png', '--by', 'Ana'], 2, /--reason is needed/],
    [['out-of-range', '--image', 'a.png', '--by', ' ', '--reason', 'x'], 2, /--by is needed/],
    [['minor', '--image', 'a.png', ...person], 1, /no open finding minor of a\.png/],
  ])('%j ends with %i and says why', async (args, code, message) => {
    const result = await run('waive', ...args);
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toMatch(message);
  });

  test('a rule that is none is no clean bill', async () => {
    const result = await run('check', '--rule', 'out-of-rnage');
    expect([result.code, result.stdout]).toEqual([1, '']);
    expect(result.stderr).toMatch(/no check 'out-of-rnage'/);
  });
});

test('what is only a warning of a rule does not stand under its errors', async () => {
  const folder = temporaryFolder();
  const days = (patientid: string, first: string, second: string) => [
    metadataRow({
      patientid,
      filename: `${patientid}a.png`,
      offset: '1',
      date: first,
      url: `https://a.example/${patientid}`,
    }),
    metadataRow({
      patientid,
      filename: `${patientid}b.png`,
      offset: '4',
      date: second,
      url: `https://a.example/${patientid}`,
    }),
  ];
  const table = join(folder, 'metadata.csv');
  // Read either way, 3/3 and 3/7 fit no three days: that is a warning, as the order of the numbers is not known.
  writeFileSync(
    table,
    metadataCsv([...days('1', 'March 3, 2020', 'March 9, 2020'), ...days('2', '3/3/2020', '3/7/2020')]),
  );
  const workspace = join(folder, 'w');
  createWorkspace(workspace);
  await caseline(['import', table, '--workspace', workspace]);
  const { stdout } = await caseline(['check', '--workspace', workspace, '--rule', 'date-day-difference']);
  expect(stdout).toMatch(
    /^error date-day-difference \(1 finding\).*\n {2}\S+ \(patient 1\).*\nwarning date-day-difference \(1 finding\).*\n {2}\S+ \(patient 2\)/,
  );
}, 60_000);

describe('mend', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
  createWorkspace(join(folder, 'w'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) => caseline([...args, '--workspace', join(folder, 'w')]);

  test('takes what a check names in all rows, by name, and nothing without one', async () => {
    const table = join(folder, 'metadata.csv');
    writeFileSync(
      table,
      metadataCsv(
        ['COVID-19', 'COVID-19, ARDS', 'SARS', 'No finding', 'ARDS'].map((finding, at) =>
          metadataRow({ patientid: `${at}`, filename: `${at}.a.png`, finding, location: 'Rome, Italy ' }),
        ),
      ),
    );
    expect((await run('import', table)).code).toBe(0);
    const { stdout } = await run('check', '--rule', 'unknown-finding');
    expect(stdout).toContain(
      "'COVID-19, ARDS' is not in the hierarchy of findings; Pneumonia/Viral/COVID-19 is meant",
    );
    expect((await run('mend', 'unknown-finding')).code).toBe(2);
    const taken = await run('mend', 'unknown-finding', '--by', 'Ana Costa', '--json');
    expect(JSON.parse(taken.stdout)).toMatchObject({
      mended: [{}, {}, {}, { before: 'No finding', now: 'No Finding' }],
      open: 1,
    });
    const own = ['--stated', 'ARDS', '--as', 'Pneumonia', '--by', 'Ana Costa'];
    expect((await run('mend', 'unknown-finding', ...own)).code).toBe(0);
    expect((await run('mend', 'stray-whitespace', '--patient', '1', '--by', 'Ana Costa')).code).toBe(0);
    expect((await run('export', join(folder, 'out'))).code).toBe(0);
    const rows = readMetadataTable(readFileSync(join(folder, 'out', 'metadata.csv')), 'metadata.csv');
    expect(rows.map(({ cells }) => cells.finding)).toEqual([
      'Pneumonia/Viral/COVID-19',
      'Pneumonia/Viral/COVID-19',
      'Pneumonia/Viral/SARS',
      'No Finding',
      'Pneumonia',
    ]);
    expect(rows.map(({ cells }) => cells.location)).toEqual([
      'Rome, Italy ',
      'Rome, Italy',
      'Rome, Italy ',
      'Rome, Italy ',
      'Rome, Italy ',
    ]);
  });
});
