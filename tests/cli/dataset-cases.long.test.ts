import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { caseline } from '../helpers/command.ts';
import { validateCroissant } from '../helpers/croissant.ts';
import { validateDataPackage } from '../helpers/frictionless.ts';

/** Handed tables with what they must give (`expect.json` beside each), run as a person would: by commands, from nothing. */
const cases = resolve(import.meta.dirname, '../../../shared/cases/dataset');

type Rows = Record<string, string>[];
const rowsOf = (...path: string[]): Rows => parse(readFileSync(join(...path)), { columns: true });

/** A workspace with a handed table in it; `run` says what became of each command. */
async function imported(name: string) {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
  const table = join(cases, name);
  const run = (...args: string[]) => caseline([...args, '--workspace', join(folder, 'w')]);
  await run('init');
  const first = await run('import', join(table, 'metadata.csv'));
  const [out, release] = [join(folder, 'out'), join(folder, 'release')];
  const found = async (rule: string) =>
    JSON.parse((await run('check', '--json', '--rule', rule)).stdout) as {
      severity: string;
      patient: string | null;
      image: string | null;
      message: string;
    }[];
  return { folder, table, run, first, out, release, found };
}
type Bench = Awaited<ReturnType<typeof imported>>;

/** Bytes of every file below a folder, read as Latin-1. */
const wordsBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

const expectations: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  'tasks-of-the-paper': async ({ table, run, release }) => {
    expect((await run('release', release)).code).toBe(0);
    const { expect: wanted } = JSON.parse(readFileSync(join(table, 'expect.json'), 'utf8'));
    const listed: { name: string; rows: string[]; labels: number[] }[] = JSON.parse(
      (await run('tasks', '--json')).stdout,
    );
    for (const [task, labels] of Object.entries(wanted)) {
      if (task === 'why') continue;
      const own = listed.find(({ name }) => name === task);
      expect(Object.fromEntries(own?.rows.map((file, at) => [file, own.labels[at]]) ?? [])).toEqual(labels);
      const rows = rowsOf(release, 'tasks', `${task}.csv`);
      expect(Object.fromEntries(rows.map(({ filename, label }) => [filename, Number(label)]))).toEqual(
        labels,
      );
    }
  },
  'tables-3-and-4': async ({ run }) => {
    const { table3, table4 } = JSON.parse((await run('stats', '--json')).stdout);
    const row = (list: Record<string, unknown>[], key: string, name: string) =>
      list.find((one) => one[key] === name);
    expect(row(table3, 'subRegion', 'Southern Europe')).toMatchObject({
      patients: 2,
      frontalImages: 2,
      survivalYes: 1,
      survivalNo: 1,
      icuYes: 1,
      icuNo: 0,
      intubatedYes: 0,
      intubatedNo: 1,
      covid19: 1,
      rtPcrPositive: 1,
      maleRatio: 0.5,
    });
    expect(row(table4, 'view', 'PA')).toMatchObject({
      images: 1,
      ageMean: 40,
      survivalYes: 1,
      survivalNo: 0,
      icuYes: 1,
      icuNo: 0,
      intubatedYes: 0,
      intubatedNo: 1,
      covid19: 1,
      rtPcrPositive: 1,
      maleRatio: 1,
    });
    expect(row(table4, 'view', 'L')).toMatchObject({ images: 1, covid19: 1 });
  },
  'croissant-reference-reader': async ({ run, release }) => {
    expect((await run('release', release)).code).toBe(0);
    const text = readFileSync(join(release, 'croissant.json'), 'utf8');
    const context = JSON.parse(text)['@context'];
    expect([context['@vocab'], context.sc]).toEqual(['https://schema.org/', 'https://schema.org/']);
    expect(text).not.toContain('cr:DataSource');
    expect(text).toMatch(/"references": \{\s+"field": \{/);
    expect(validateCroissant(release)).toEqual([]);
  },
  'damaged-review': async ({ folder, run, out }) => {
    const place = join(folder, 'w/reviews/collection/42/collection-1.json');
    const review = JSON.parse(readFileSync(place, 'utf8'));
    review.events[0].basis = { kind: 'manual' };
    writeFileSync(place, JSON.stringify(review));
    for (const command of [['export', out], ['stats']]) {
      const { code, stderr } = await run(...command);
      expect(code).toBe(1);
      expect(stderr).toContain('collection-1 (img-1.png)');
      expect(stderr).toContain('collection-1.json is not valid');
    }
  },
  'dicom-with-a-name': async ({ run, out, release }) => {
    expect((await run('check')).code).toBe(1);
    await run('export', out);
    expect((await run('release', release)).code).toBe(1);
    expect(wordsBelow(out)).not.toMatch(/SECRET-1|Invented\^Name/);
    expect(existsSync(release)).toBe(false);
  },
  'doi-spellings': async ({ run, release }) => {
    await run('release', release);
    const rows = rowsOf(release, 'splits/leave-one-country-out.csv');
    expect(new Set(rows.map(({ group }) => group)).size).toBe(1);
    for (const { also_in: others } of rows) expect(others?.split(';')).toHaveLength(3);
  },
  'empty-file': async ({ first, run, out }) => {
    expect(first.stderr).toContain('img-2.png');
    await run('export', out);
    expect(readdirSync(join(out, 'images'))).toEqual(['img-1.png']);
  },
  'jpeg-exif-name': async ({ run, release }) => {
    await run('release', release);
    expect(readFileSync(join(release, 'images/ex.jpg'), 'latin1')).not.toContain('Invented');
  },
  'older-labels': async ({ run, found, out }) => {
    const messages = (await found('unknown-finding')).map(({ message }) => message);
    const meant = ['Viral/COVID-19', 'Viral/COVID-19', 'Viral/SARS'].map((path) => `Pneumonia/${path}`);
    for (const [at, path] of [...meant, 'No Finding'].entries())
      expect(messages[at]).toContain(`${path} is meant`);
    expect((await run('mend', 'unknown-finding', '--by', 'Test Person')).code).toBe(0);
    expect((await run('check')).code).toBe(0);
    await run('export', out);
    expect(rowsOf(out, 'metadata.csv').map(({ finding }) => finding)).toEqual([...meant, 'No Finding']);
  },
  'one-id-two-documents': async ({ found }) => {
    expect(await found('patient-two-documents')).toMatchObject([{ severity: 'warning', patient: '62' }]);
  },
  'pandas-na-ids': async ({ found }) => {
    const named = await found('reads-as-missing');
    expect(named.map(({ patient }) => patient).sort()).toEqual(['NA', 'None', 'null']);
  },
  'public-domain': async ({ run, release }) => {
    await run('release', release);
    expect(rowsOf(release, 'credits.csv')[0]?.['licence_code']).toBe('LicenseRef-public-domain');
  },
  'reimport-without-images': async ({ table, run, out }) => {
    await run('import', join(table, 'newer/metadata.csv'));
    await run('export', out);
    expect(rowsOf(out, 'metadata.csv').map(({ offset }) => offset)).toEqual(['4', '4', '4']);
    expect(readdirSync(join(out, 'images'))).toHaveLength(3);
  },
  'row-gone-upstream': async ({ table, run }) => {
    const newer = ['import', join(table, 'newer/metadata.csv'), '--images', join(table, 'images')];
    const { stdout } = await run(...newer);
    expect(stdout).toMatch(/no longer in metadata\.csv:\s+patient 3, img-3\.png/);
    expect(stdout).toContain('1 updated');
  },
  'severity-scores': async ({ folder, table, run, release }) => {
    const scores = readFileSync(join(table, 'scores.csv'), 'utf8');
    const refused = await run('release', release, '--severity', join(table, 'scores.csv'));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('img-1.png stands in rows 1 and 2 with different scores');
    writeFileSync(join(folder, 'scores.csv'), scores.replace('img-1.png,3,3\n', ''));
    const { code, stderr } = await run('release', release, '--severity', join(folder, 'scores.csv'));
    expect(code).toBe(0);
    expect(stderr).toMatch(/^scores of 1 file in no row of this release: img-9\.png$/m);
  },
  'spaces-at-ends': async ({ table, run, out, found }) => {
    await run('export', out);
    expect(rowsOf(out, 'metadata.csv')).toEqual(rowsOf(table, 'metadata.csv'));
    expect(await found('stray-whitespace')).toHaveLength(2);
  },
  'tiff-name': async ({ run, out }) => {
    await run('export', out);
    const [{ filename = '' } = {}] = rowsOf(out, 'metadata.csv');
    expect(filename).toMatch(/\.png$/);
    expect((await sharp(join(out, 'images', filename)).metadata()).format).toBe('png');
  },
  'twelve-bit-png': async ({ run, out }) => {
    const { stdout } = await run('export', out);
    expect(stdout).toMatch(/twelve\.png: 16-bit values 0 to \d+ spread over 0 to 255/);
    for (const name of ['twelve.png', 'sixteen.png']) {
      const picture = sharp(join(out, 'images', name));
      const data = await picture.clone().raw().toBuffer();
      const { depth } = await picture.metadata();
      expect([depth, Math.min(...new Set(data)), Math.max(...new Set(data))]).toEqual(['uchar', 0, 255]);
      expect(new Set(data).size).toBeGreaterThanOrEqual(200);
    }
  },
  'unlinked-file': async ({ first }) => {
    expect(`${first.stdout}${first.stderr}`).toMatch(/no row names: img-3\.png/);
  },
  'volumes-folder': async ({ run, out }) => {
    await run('export', out);
    expect(readdirSync(join(out, 'images'))).toEqual(['img-1.png']);
    expect(readdirSync(join(out, 'volumes'))).toEqual(['v.nii.gz']);
  },
  'waived-value': async ({ run, release }) => {
    const person = ['--by', 'Test Person', '--reason', 'as the source'];
    await run('waive', 'unknown-value', '--image', 'img-1.png', ...person);
    expect((await run('release', release)).code).toBe(0);
    expect(validateDataPackage(release)).toEqual([]);
  },
};

describe.skipIf(!existsSync(cases))('handed tables (skipped where ../shared/cases is not at hand)', () => {
  test.each(Object.keys(expectations))('%s', async (name) => {
    const bench = await imported(name);
    try {
      await expectations[name]?.(bench);
    } finally {
      rmSync(bench.folder, { recursive: true, force: true });
    }
  });

  test('are all looked at', () => {
    expect(Object.keys(expectations).sort()).toEqual(readdirSync(cases).sort());
  });
});
