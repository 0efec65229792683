import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MetadataRow } from '../../../data/fields/columns.ts';
import { caseline } from '../../helpers/command.ts';
import { metadataCsv, metadataRow } from '../../helpers/metadata.ts';
import { film } from '../../helpers/pictures.ts';
import { greyTiff } from '../../helpers/tiff.ts';

/** A full release opened by programs that know nothing of it. One that is not installed is skipped (tests/readers/README.md). */

const readers = resolve(import.meta.dirname, '../../readers');
const modules = process.env['CASELINE_READERS'] ?? readers;
const hasModule = (name: string): boolean => existsSync(join(modules, 'node_modules', name));
const runs = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const pythonWith = (module: string): string | undefined =>
  ['python3', '/usr/bin/python3'].find((python) => runs(python, '-c', `import ${module}`));
const pandas = pythonWith('pandas');
const croissant = pythonWith('mlcroissant');

const ordinary: Partial<MetadataRow> = {
  offset: '3',
  sex: 'F',
  age: '50',
  finding: 'Pneumonia/Viral/COVID-19',
  view: 'PA',
  modality: 'X-ray',
  url: 'https://example.org/1',
  license: 'CC BY 4.0',
  other_notes: 'Credit to nobody',
};

let out: string;
/** Path of each table -> its rows, as csv-parse counts them. */
const tables = new Map<string, Record<string, string>[]>();
const counts = (): Record<string, number> =>
  Object.fromEntries([...tables].map(([path, rows]) => [path, rows.length]));

/** Rows as they are met: odd values that somebody accepted, ids of words, notes of several lines, one document twice. */
beforeAll(async () => {
  const rows = [
    {
      patientid: '1',
      filename: 'a.png',
      intubated: 'Not visible',
      location: 'Rome, Italy',
      doi: '10.5555/a',
    },
    {
      patientid: '1',
      filename: 'b.png',
      temperature: '95',
      location: 'Rome, Italy ',
      clinical_notes: ' "Quoted",\nand more ',
    },
    {
      patientid: '311a',
      filename: 't.tif',
      offset: '3 days',
      location: 'Tokyo, Japan',
      doi: 'https://doi.org/10.5555/A',
    },
    {
      patientid: '4',
      filename: 'd.png',
      sex: 'other',
      age: '61.5',
      finding: 'Pneumonia/Bacterial',
      location: 'Oslo, Norway',
    },
    {
      patientid: '5',
      filename: 'e.png',
      license: 'Public Domain',
      survival: 'maybe',
      location: '',
      date: 'March 5, 2020',
    },
  ];
  const tiff = greyTiff(
    Float32Array.from({ length: 240 * 240 }, (_, at) => Math.sin(at) + (at % 240) / 240),
    240,
    3,
  );
  const files = Object.fromEntries(
    await Promise.all(
      rows.map(
        async ({ filename }, at) => [filename, filename === 't.tif' ? tiff : await film(60 + at)] as const,
      ),
    ),
  );
  const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
  const run = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await caseline([...args, '--workspace', join(folder, 'w')]);
    if (code !== 0 && args[0] !== 'check') throw new Error(`${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  mkdirSync(join(folder, 'images'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, 'images', name), bytes);
  const table = rows.map((row) => metadataRow({ ...ordinary, ...row }));
  writeFileSync(join(folder, 'metadata.csv'), metadataCsv(table));
  writeFileSync(
    join(folder, 'scores.csv'),
    'filename,geographic_mean,opacity_mean\na.png,3.5,2\nd.png,1,0\n',
  );
  await run('init');
  await run('import', join(folder, 'metadata.csv'));
  const findings = JSON.parse(await run('check', '--json')) as {
    rule: string;
    severity: string;
    case: string;
  }[];
  const errors = findings.filter(({ severity }) => severity === 'error');
  for (const key of new Set(errors.map(({ rule, case: id }) => `${rule} ${id}`))) {
    const [rule = '', id = ''] = key.split(' ');
    await run('waive', rule, '--case', id, '--by', 'Ana Costa', '--reason', 'as the source');
  }
  out = join(folder, 'out');
  await run('release', out, '--severity', join(folder, 'scores.csv'));
  for (const path of readdirSync(out, { recursive: true, encoding: 'utf8' }))
    if (path.endsWith('.csv'))
      tables.set(path, parse(readFileSync(join(out, path)), { columns: true }) as Record<string, string>[]);
  return () => rmSync(folder, { recursive: true, force: true });
});

const json = (command: string, ...args: string[]): Record<string, unknown> =>
  JSON.parse(execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 }));

describe('a release opens', () => {
  test.skipIf(!hasModule('datapackage'))(
    'in datapackage, every cell and relation (skipped where it is not installed)',
    () => {
      const read = json(process.execPath, join(readers, 'datapackage.mjs'), out, modules);
      expect(read).toEqual({ valid: true, rows: counts() });
    },
  );

  test.skipIf(!hasModule('ajv'))(
    'in ajv, every row as its schema says (skipped where it is not installed)',
    () => {
      const { Ajv2020 } = createRequire(join(modules, 'package.json'))('ajv/dist/2020.js') as {
        Ajv2020: new (
          options: object,
        ) => {
          compile(schema: unknown): {
            (row: unknown): boolean;
            errors?: { instancePath: string; message?: string }[];
          };
        };
      };
      const ajv = new Ajv2020({ strict: true, allErrors: true });
      for (const [path, rows] of tables) {
        const name = path.replace('.csv', '').replaceAll('/', '-');
        const check = ajv.compile(
          JSON.parse(readFileSync(join(out, 'schema', `${name}.schema.json`), 'utf8')),
        );
        for (const row of rows) expect(check(row), `${path}: ${JSON.stringify(check.errors)}`).toBe(true);
      }
    },
  );

  test.skipIf(!hasModule('@duckdb/node-api'))('in DuckDB (skipped where it is not installed)', () => {
    const read = json(process.execPath, join(readers, 'duckdb.mjs'), out, modules, ...tables.keys());
    expect(read).toEqual({ rows: counts() });
  });

  test.skipIf(!runs('sqlite3', '-version'))('in sqlite3 (skipped where it is not installed)', () => {
    for (const [path, rows] of tables) {
      const import_ = `.import '${join(out, path)}' t`;
      const columns = [
        'sqlite3',
        [':memory:', '-cmd', '.mode csv', '-cmd', import_, 'SELECT count(*) FROM t'],
      ] as const;
      expect(`${path} ${Number(execFileSync(columns[0], columns[1], { encoding: 'utf8' }))}`).toBe(
        `${path} ${rows.length}`,
      );
    }
  });

  test.skipIf(!pandas)('in pandas (skipped where python3 has none)', () => {
    const read = json(pandas ?? '', join(readers, 'read.py'), out, ...tables.keys());
    expect(read).toMatchObject({ rows: counts(), blankIds: 0, numbers: ['age', 'temperature'] });
  });

  test.skipIf(!runs('Rscript', '--version'))('in R (skipped where it is not installed)', () => {
    const printed = execFileSync('Rscript', [join(readers, 'read.R'), out, ...tables.keys()], {
      encoding: 'utf8',
    });
    const rows = printed
      .trim()
      .split('\n')
      .map((line): [string, number] => {
        const [path = '', count] = line.split('\t');
        return [path, Number(count)];
      });
    expect(Object.fromEntries(rows)).toEqual(counts());
  });

  test.skipIf(!croissant)(
    'in the reference reader of Croissant (skipped where python3 has no mlcroissant)',
    () => {
      const read = json(croissant ?? '', join(readers, 'read_croissant.py'), out);
      expect(read['rows']).toMatchObject({ metadata: 5, patients: 4 });
    },
  );
});
