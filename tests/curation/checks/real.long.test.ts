import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkWorkspace } from '../../../curation/checks/check-workspace.ts';
import { findDuplicates } from '../../../curation/checks/duplicates/find-duplicates.ts';
import { releaseWorkspace } from '../../../curation/release/release.ts';
import { summariseReview } from '../../../curation/review/summary.ts';
import { createWorkspace } from '../../../data/embedded/config.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { memoryCache } from '../../../data/ports/derived-cache.ts';
import { importTable, loadTable } from '../../../scrapers/collection/import.ts';
import { validateCroissant } from '../../helpers/croissant.ts';
import { validateDataPackage } from '../../helpers/frictionless.ts';
import { load } from '../../helpers/loader.ts';
import { alterations, altered, turnedCopy, turnNames } from '../../helpers/pictures.ts';
import { releaseSource } from '../../helpers/release-source.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';
import { isWhole } from '../../helpers/whole.ts';

const real = resolve(import.meta.dirname, '../../../../shared/real/collection');
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(!existsSync(real))(
  'the real collection (skipped where ../shared/real is not at hand)',
  () => {
    /** Imported and checked once for all; nothing but waivers is added to it later. */
    const collect = async (folder: string) => {
      createWorkspace(folder);
      const workspace = openWorkspace(folder, { summarise: summariseReview });
      await importTable(workspace, loadTable(join(real, 'metadata.csv'), join(real, 'images')));
      await workspace.index.ready();
      const source = releaseSource(workspace);
      const { findings } = await checkWorkspace(source);
      return { workspace, source, findings };
    };
    let collection: Awaited<ReturnType<typeof collect>>;
    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
      collection = await collect(join(folder, 'workspace'));
      return async () => {
        await collection.workspace.close();
        rmSync(folder, { recursive: true, force: true });
      };
    }, 120_000);

    test('has its known defects, found by rule, and no other error', async () => {
      const { findings } = collection;
      const rows = parse(readFileSync(join(real, 'metadata.csv')), { columns: true }) as Record<
        string,
        string
      >[];
      const files = (test: (row: Record<string, string>) => boolean): string[] =>
        rows.filter(test).map((row) => row['filename'] ?? '');
      const found = (rule: string): (string | null)[] =>
        findings
          .filter((finding) => finding.rule === rule && finding.severity === 'error')
          .map(({ image }) => image);
      expect(found('intubated-without-icu')).toEqual(
        files((row) => row['intubated'] === 'Y' && row['went_icu'] !== 'Y'),
      );
      expect(found('tube-without-icu')).toEqual(
        files((row) => row['intubation_present'] === 'Y' && row['in_icu'] !== 'Y'),
      );
      expect(found('extubated-without-intubated')).toEqual(
        files((row) => row['extubated'] === 'Y' && row['intubated'] !== 'Y'),
      );
      expect(found('out-of-range')).toEqual(
        files(
          (row) =>
            (row['temperature'] !== '' && Number(row['temperature']) > 43) ||
            Number(row['pO2_saturation']) > 100 ||
            Number(row['lymphocyte_count']) > 100,
        ),
      );
      expect(findings.find(({ rule }) => rule === 'patient-twice')).toMatchObject({
        patient: '178',
        values: { otherPatient: '97' },
      });
      expect(findings.filter(({ rule }) => rule === 'metadata-in-file')).toHaveLength(33);
      // Judged one by one: docs/checks.md lists them.
      const known = [
        'intubated-without-icu',
        'tube-without-icu',
        'extubated-without-intubated',
        'out-of-range',
      ];
      const other = findings.filter(({ rule, severity }) => severity === 'error' && !known.includes(rule));
      expect(other.map(({ rule, patient }) => `${rule} ${patient}`)).toEqual([
        'date-day-difference 13',
        'date-day-difference 13',
        'date-day-difference 59',
        'date-day-difference 70',
        'date-day-difference 71',
        'duplicate-image 178',
        'duplicate-image 178',
        'duplicate-image 178',
        'duplicate-image 178',
        'patient-twice 178',
      ]);
    }, 120_000);

    test('altered copies of its films are found, and nothing else', async () => {
      const all = readdirSync(join(real, 'images')).sort();
      // Films that two publishers hold stay in; of the others the daily run takes a twentieth.
      const twice = /^16660_|acute-respiratory-distress-syndrome-ards-(?:admission|day-\d)/;
      const names = all.filter((name, at) => isWhole || at % 20 === 0 || at % 90 === 0 || twice.test(name));
      // Every tenth film with every alteration and turn: 16 films, 304 copies when whole, 2 films and 38 a day.
      const chosen = all.filter((_name, at) => at % (isWhole ? 10 : 90) === 0);
      const files = new Map<string, Buffer>(
        names.map((name) => [name, readFileSync(join(real, 'images', name))]),
      );
      for (const name of chosen)
        for (const alteration of Object.keys(alterations))
          files.set(`${name} ${alteration}`, await altered(files.get(name) ?? Buffer.alloc(0), alteration));
      for (const name of chosen)
        for (const turn of turnNames)
          files.set(`${name} ${turn}`, await turnedCopy(files.get(name) ?? Buffer.alloc(0), turn));
      const byHash = new Map<string, { name: string; bytes: Uint8Array }>(
        [...files].map(([name, bytes]) => [sha(bytes), { name, bytes }]),
      );
      const pairs = await findDuplicates(
        [...byHash.keys()],
        async (hash) => byHash.get(hash)?.bytes ?? Buffer.alloc(0),
        memoryCache(),
      );
      const named = pairs.map(
        ({ first, second }) => [byHash.get(first)?.name ?? '', byHash.get(second)?.name ?? ''] as const,
      );
      const originals = new Map(names.map((name) => [name, name]));
      const published = [
        [
          '16660_2_1.jpg',
          'covid-19-rapidly-progressive-acute-respiratory-distress-syndrome-ards-admission.jpg',
        ],
        ['16660_3_1.jpg', 'covid-19-rapidly-progressive-acute-respiratory-distress-syndrome-ards-day-1.jpg'],
        ['16660_4_1.jpg', 'covid-19-rapidly-progressive-acute-respiratory-distress-syndrome-ards-day-2.jpg'],
        ['16660_5_1.jpg', 'covid-19-rapidly-progressive-acute-respiratory-distress-syndrome-ards-day-3.jpg'],
      ] as const;
      for (const [one, other] of published) originals.set(other, one);
      const filmOf = (name: string): string => {
        const original = names.find((known) => name === known || name.startsWith(`${known} `)) ?? name;
        return originals.get(original) ?? original;
      };
      expect(named.filter(([a, b]) => filmOf(a) !== filmOf(b))).toEqual([]);
      const found = new Set(named.map(([a, b]) => `${a}\n${b}`));
      const wanted = chosen.flatMap((name) =>
        [...Object.keys(alterations), ...turnNames].map((change) => [name, `${name} ${change}`] as const),
      );
      const missed = wanted.filter(([a, b]) => !found.has(`${a}\n${b}`) && !found.has(`${b}\n${a}`));
      expect(
        1 - missed.length / wanted.length,
        missed.map(([, copy]) => copy).join('; '),
      ).toBeGreaterThanOrEqual(0.98);
      for (const [one, other] of published)
        expect(found.has(`${one}\n${other}`) || found.has(`${other}\n${one}`)).toBe(true);
    }, 900_000);

    test('goes out as a release that validates and loads', async () => {
      const { workspace, source, findings } = collection;
      for (const [at, finding] of findings.filter(({ severity }) => severity === 'error').entries())
        await workspace.reviews.append(finding.case, [
          {
            id: `w${at}`,
            at: '2026-03-04T00:00:00.000Z',
            by: 'Ana Costa',
            kind: 'waiver',
            rule: finding.rule,
            target: finding.target,
            field: finding.field,
            reason: 'kept as published',
          },
        ]);
      const out = join(temporaryFolder(), 'out');
      const result = await releaseWorkspace(source, out, { version: '1.0.0', date: '2026-03-05' });
      expect(result).toMatchObject({ rows: 153, leftOut: { 'no-file': 234 } });
      expect(validateDataPackage(out)).toEqual([]);
      expect(validateCroissant(out)).toEqual([]);
      const loaded = await load(out, ['PA', 'AP', 'AP Supine', 'L']);
      expect(loaded.files.length).toBe(128);
      expect(
        loaded.labels[loaded.pathologies.indexOf('Pneumonia')]?.reduce((sum, label) => sum + label, 0),
      ).toBeGreaterThan(100);
    }, 120_000);
  },
);
