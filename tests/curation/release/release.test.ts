import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkWorkspace } from '../../../curation/checks/check-workspace.ts';
import { ReleaseRefused, releaseWorkspace } from '../../../curation/release/release.ts';
import type { ReviewEventInput } from '../../../data/format/review.ts';
import { validateCroissant } from '../../helpers/croissant.ts';
import { validateDataPackage } from '../../helpers/frictionless.ts';
import { load } from '../../helpers/loader.ts';
import { workspaceOfRows } from '../../helpers/metadata-workspace.ts';
import { filled, readTable as read, releaseFilms } from '../../helpers/release-rows.ts';
import { releaseSource } from '../../helpers/release-source.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

let films: Buffer[];
beforeAll(async () => {
  films = await releaseFilms();
});

/** Every file of a folder with its bytes, by path. */
function bytesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length + 1), readFileSync(path).toString('base64')];
      }),
  );
}

const waiver = (rule: string): ReviewEventInput => ({
  id: `waive-${rule}`,
  at: '2026-03-04T00:00:00.000Z',
  by: 'Ana Costa',
  kind: 'waiver',
  rule,
  target: { patient: null, image: null },
  field: null,
  reason: 'as published',
});

describe('a release', () => {
  test('validates, loads, proves its bytes, and is the same a second time', async () => {
    const workspace = await filled();
    const base = temporaryFolder();
    const [one, two] = [join(base, 'one'), join(base, 'two')];
    const result = await releaseWorkspace(releaseSource(workspace), one, {
      version: '1.0.0',
      title: 'Test films',
    });
    await releaseWorkspace(releaseSource(workspace), two, { version: '1.0.0', title: 'Test films' });
    expect(result).toMatchObject({ rows: 4, patients: 3, leftOut: { 'no-file': 1 } });
    expect(validateDataPackage(one)).toEqual([]);
    expect(validateCroissant(one)).toEqual([]);
    expect(execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: one }).toString()).toBe('');
    expect(readFileSync(join(one, 'SHA256SUMS'), 'utf8').trim().split('\n')).toHaveLength(
      Object.keys(bytesOf(one)).length - 1,
    );
    expect(bytesOf(two)).toEqual(bytesOf(one));
    expect(readdirSync(base).sort()).toEqual(['one', 'two']);
    const loaded = await load(one);
    expect(loaded.files).toEqual(['a.png', 'b.png', 'c.png', 'd.png']);
    expect(loaded.pathologies).toEqual(['Bacterial', 'COVID-19', 'Klebsiella', 'Pneumonia', 'Viral']);
    expect(loaded.offsets).toEqual([0, 3, Number.NaN, Number.NaN]);
  });

  test('says what each value rests on, whom to credit and what was left out', async () => {
    const workspace = await filled();
    const out = join(temporaryFolder(), 'out');
    await releaseWorkspace(releaseSource(workspace), out, { version: '1.0.0' });
    const provenance = readFileSync(join(out, 'provenance.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(
      provenance.find(({ filename, field }) => filename === 'a.png' && field === 'temperature'),
    ).toMatchObject({
      value: '38.5',
      from: 'decision',
      by: 'import of metadata.csv',
      table: 'metadata.csv',
      row: 1,
    });
    expect(read(out, 'credits.csv')[0]).toMatchObject({
      licence_code: 'CC-BY-4.0',
      credit: 'Credit to A. Author',
    });
    expect(read(out, 'left-out.csv')).toEqual([
      { filename: 'e.png', patientid: '4', case: 'collection-4', reason: 'no-file', licence: 'ask first' },
    ]);
    expect(read(out, 'measurements.csv')).toMatchObject([
      {
        patientid: '1',
        filename: 'a.png',
        quantity: 'temperature',
        value: '38.5',
        unit: '°C',
        day_from: '0',
        from: 'row',
      },
    ]);
    expect(read(out, 'patients.csv').map(({ country, sub_region: region }) => [country, region])).toEqual([
      ['Portugal', 'Southern Europe'],
      ['Italy', 'Southern Europe'],
      ['', ''],
    ]);
    expect(
      read(out, 'splits/leave-one-country-out.csv').map(({ filename, fold }) => [filename, fold]),
    ).toEqual([
      ['a.png', 'Portugal'],
      ['b.png', 'Portugal'],
      ['c.png', 'Italy'],
      ['d.png', ''],
    ]);
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain(
      '3 (75 %) of the images come from Southern Europe; of 1 (25 %) the place is not known.',
    );
    const { tasks } = JSON.parse(readFileSync(join(out, 'tasks/tasks.json'), 'utf8')) as {
      tasks: { id: string; file: string; rows: number; positive: number | null; labels?: object }[];
    };
    expect(tasks).toHaveLength(13);
    for (const { id, file, rows, positive, labels } of tasks) {
      const own = read(out, file);
      expect(own, id).toHaveLength(rows);
      if (['geographic-extent', 'opacity', 'wide-severity'].includes(id))
        expect([positive, labels]).toEqual([null, undefined]);
      else {
        expect(positive, id).toBe(own.filter(({ label }) => label === '1').length);
        expect(labels).toEqual({ 1: expect.any(String), 0: expect.any(String) });
      }
    }
    expect(tasks.find(({ id }) => id === 'wide-covid-19')).toMatchObject({ rows: 4, positive: 3 });
    expect(readFileSync(join(out, 'metadata.csv'), 'utf8')).toContain(`"'=HYPERLINK(""https`);
    expect(readFileSync(join(out, 'CITATION.cff'), 'utf8')).toMatch(
      /^cff-version: 1\.2\.0\n[\s\S]*version: "1\.0\.0"/,
    );
  });

  test('carries only what its licences allow', async () => {
    const workspace = await filled();
    const base = temporaryFolder();
    await releaseWorkspace(releaseSource(workspace), join(base, 'sold'), {
      version: '1',
      licences: 'commercial',
    });
    expect(read(join(base, 'sold'), 'metadata.csv').map(({ filename }) => filename)).toEqual([
      'a.png',
      'b.png',
      'd.png',
    ]);
    expect(existsSync(join(base, 'sold', 'images', 'c.png'))).toBe(false);
    await releaseWorkspace(releaseSource(workspace), join(base, 'named'), {
      version: '1',
      licences: 'CC-BY-NC-SA',
    });
    expect(read(join(base, 'named'), 'metadata.csv').map(({ filename }) => filename)).toEqual(['c.png']);
    await expect(
      releaseWorkspace(releaseSource(workspace), join(base, 'wrong'), { version: '1', licences: 'GPL' }),
    ).rejects.toThrow(/'GPL' is neither a licence code/);
  });

  test('is refused while an error stands, goes out when it is waived, and says so', async () => {
    const workspace = await workspaceOfRows([{ filename: 'a.png', temperature: '95' }], {
      'a.png': films[0] ?? Buffer.alloc(0),
    });
    const base = temporaryFolder();
    const out = join(base, 'out');
    const refused = releaseWorkspace(releaseSource(workspace), out, { version: '1' });
    await expect(refused).rejects.toThrow(ReleaseRefused);
    await expect(refused).rejects.toThrow(/1 error stands in what would go out \(out-of-range 1\)/);
    expect(readdirSync(base)).toEqual([]);
    await workspace.reviews.append('collection-1', [waiver('out-of-range')]);
    expect((await releaseWorkspace(releaseSource(workspace), out, { version: '1' })).waived).toBe(1);
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain(
      'Accepted by Ana Costa on 2026-03-04: as published',
    );
  });

  test('a waived cell of words makes its column text, and the package still validates', async () => {
    const workspace = await workspaceOfRows([{ filename: 'a.png', offset: '3 days' }], {
      'a.png': films[0] ?? Buffer.alloc(0),
    });
    await workspace.reviews.append('collection-1', [waiver('not-a-number')]);
    const out = join(temporaryFolder(), 'out');
    await releaseWorkspace(releaseSource(workspace), out, { version: '1' });
    expect(read(out, 'metadata.csv')).toMatchObject([{ offset: '3 days' }]);
    expect(validateDataPackage(out)).toEqual([]);
    expect(validateCroissant(out)).toEqual([]);
  });

  test('errors in rows that are left out keep nothing back', async () => {
    const workspace = await workspaceOfRows(
      [{ filename: 'a.png' }, { patientid: '2', filename: 'b.png', temperature: '95', doi: '10.1000/b' }],
      { 'a.png': films[0] ?? Buffer.alloc(0) },
    );
    const out = join(temporaryFolder(), 'out');
    expect((await releaseWorkspace(releaseSource(workspace), out, { version: '1' })).rows).toBe(1);
  });

  test('names every difference to the previous one, follows a renamed file and keeps patient ids', async () => {
    const workspace = await filled();
    const base = temporaryFolder();
    const [before, after] = [join(base, 'before'), join(base, 'after')];
    await releaseWorkspace(releaseSource(workspace), before, { version: '1.0.0', licences: 'share' });
    await workspace.reviews.append('collection-1', [
      {
        id: 'x',
        at: '2026-05-06T00:00:00.000Z',
        by: 'ana',
        kind: 'decide',
        target: { patient: 'p1', image: null },
        field: 'survival',
        value: 'yes',
        basis: { kind: 'person' },
      },
    ]);
    await releaseWorkspace(releaseSource(workspace), after, {
      licences: 'CC-BY',
      previous: before,
    });
    expect(read(after, 'changes.csv')).toEqual([
      { change: 'changed', filename: 'a.png', patientid: '1', column: 'survival', before: '', after: 'Y' },
      { change: 'changed', filename: 'b.png', patientid: '1', column: 'survival', before: '', after: 'Y' },
      { change: 'removed', filename: 'c.png', patientid: '2', column: '', before: '', after: '' },
    ]);
    expect(read(after, 'id-map.csv').map((row) => [row['previous_patientid'], row['patientid']])).toEqual([
      ['1', '1'],
      ['1', '1'],
      ['3', '3'],
      ['2', ''],
    ]);
    const log = readFileSync(join(after, 'CHANGELOG.md'), 'utf8');
    expect(log).toMatch(/## 1\.1\.0 [\s\S]*0 rows added, 1 removed, 2 changed[\s\S]*## 1\.0\.0/);
    await expect(
      releaseWorkspace(releaseSource(workspace), join(base, 'x'), { version: '2', previous: base }),
    ).rejects.toThrow(/is no earlier release/);
  });

  test('a quote that the source no longer says is named as such', async () => {
    const workspace = await workspaceOfRows([{ filename: 'a.png', clinical_notes: 'Intubated on day 3.' }], {
      'a.png': films[0] ?? Buffer.alloc(0),
    });
    const record = await workspace.cases.get('collection-1');
    const text = record?.texts.find(({ kind }) => kind === 'clinical-notes')?.id ?? '';
    const words = 'Intubated on day 3';
    const stands = { text, start: 0, end: words.length, words };
    const gone = { text, start: 0, end: 13, words: 'Ventilated on' };
    const common = { at: '2026-05-06T00:00:00.000Z', by: 'ana' };
    const decide = (id: string, field: string, quote: typeof gone, value = 'yes'): ReviewEventInput => ({
      ...common,
      id,
      kind: 'decide',
      target: { patient: 'p1', image: null },
      field,
      value,
      basis: { kind: 'person', quote },
    });
    await workspace.reviews.append('collection-1', [
      decide('x', 'intubated', stands),
      decide('y', 'went_icu', gone),
      // A field without a column of its own decides what the days of others count from.
      decide('w', 'day_zero', gone, 'admission'),
      {
        ...common,
        id: 'z',
        kind: 'event',
        event: {
          id: 'e1',
          patient: 'p1',
          type: 'discharge',
          day: { from: 9, to: 9, anchor: 'onset', certainty: 'exact' },
          answer: 'yes',
          quote: gone,
        },
      },
    ]);
    const { findings } = await checkWorkspace(releaseSource(workspace));
    expect(
      findings.filter(({ rule }) => rule === 'quote-gone').map(({ field, message }) => [field, message]),
    ).toEqual([
      ['day_zero', expect.stringContaining('was decided by ana from “Ventilated on”')],
      ['went_icu', expect.stringContaining('was decided by ana from “Ventilated on”')],
      [null, expect.stringContaining('the event discharge rests on “Ventilated on”')],
    ]);
    const out = join(temporaryFolder(), 'out');
    await releaseWorkspace(releaseSource(workspace), out, { version: '1' });
    const lines = readFileSync(join(out, 'provenance.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { field: string });
    expect(lines.find(({ field }) => field === 'intubated')).toHaveProperty('quote', stands);
    expect(lines.find(({ field }) => field === 'went_icu')).toHaveProperty('quote', {
      ...gone,
      stands: false,
    });
    expect(lines.find(({ field }) => field === 'survival')).toHaveProperty('events', [
      { event: 'e1', quote: 'Ventilated on', stands: false },
    ]);
    expect(read(out, 'events.csv')).toMatchObject([{ event: 'e1', quote_stands: 'N' }]);
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain('- quote-gone: 3');
  });
});
