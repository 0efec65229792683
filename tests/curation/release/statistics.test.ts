import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load as loadHtml } from 'cheerio';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { montage } from '../../../curation/release/statistics/montage.ts';
import { statisticsBody, statsHtml, statsJson } from '../../../curation/release/statistics/page.ts';
import { workspaceStatistics } from '../../../curation/release/statistics/workspace.ts';
import { escapeHtml } from '../../../data/escape-html.ts';
import { importTable, loadTable } from '../../../scrapers/collection/import.ts';
import { workspaceOfRows } from '../../helpers/metadata-workspace.ts';
import { film } from '../../helpers/pictures.ts';
import { releaseSource } from '../../helpers/release-source.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

describe('statistics', () => {
  test('count images, patients, views, findings and places', async () => {
    const workspace = await workspaceOfRows([
      { patientid: '1', offset: '0' },
      { patientid: '1', offset: '5', view: 'L' },
      {
        patientid: '2',
        finding: 'Pneumonia',
        age: '',
        location: 'Tokyo, Japan',
        view: 'AP Supine',
        sex: 'M',
      },
      { patientid: '3', finding: 'No Finding', age: '19', location: '', modality: 'CT', view: 'Axial' },
    ]);
    const statistics = await workspaceStatistics(releaseSource(workspace));
    expect(statistics).toMatchObject({ images: 4, patients: 3, frontal: 2, lateral: 1, countries: 2 });
    expect(statistics.findings).toEqual([
      { type: 'Viral', genus: 'COVID-19', count: 2, frontal: 1, patients: 1 },
      { type: 'No Finding', genus: null, count: 1, frontal: 0, patients: 1 },
      { type: 'Pneumonia', genus: null, count: 1, frontal: 1, patients: 1 },
    ]);
    expect(statistics.places.map(({ subRegion, count }) => [subRegion, count])).toEqual([
      ['Southern Europe', 2],
      ['Eastern Asia', 1],
      ['not known', 1],
    ]);
    expect(statistics.views.map(({ view, modality, count }) => [view, modality, count])).toEqual([
      ['PA', 'X-ray', 1],
      ['AP Supine', 'X-ray', 1],
      ['L', 'X-ray', 1],
      ['Axial', 'CT', 1],
    ]);
    expect(statistics.ages).toMatchObject({ missing: 1, median: 40 });
    expect(statistics.ages.bins.filter(({ count }) => count > 0)).toEqual([
      { from: 10, to: 19, count: 1 },
      { from: 60, to: 69, count: 1 },
    ]);
    expect(statistics.offsets).toMatchObject({ missing: 2, median: 2.5 });
    expect(statistics.missing.find(({ field }) => field === 'offset')).toEqual({
      field: 'offset',
      blank: 2,
      of: 4,
    });
    expect(JSON.parse(statsJson(statistics))).toEqual(statistics);
  });

  test('tell the size of the frontal films', async () => {
    const films = { 'a.png': await film(41), 'b.png': await film(42), 'c.png': await film(43) };
    const workspace = await workspaceOfRows(
      [
        { filename: 'a.png' },
        { filename: 'b.png', view: 'AP Supine' },
        { filename: 'c.png', view: 'L' },
        { filename: 'none.png', view: 'AP' },
      ],
      films,
    );
    const { width, height } = await sharp(films['a.png']).metadata();
    const statistics = await workspaceStatistics(releaseSource(workspace));
    expect(statistics.sizes).toEqual([{ width, height, count: 2 }]);
    expect(statistics.sizesMissing).toBe(1);
    const $ = loadHtml(statsHtml(statistics));
    expect($('.dot')).toHaveLength(1);
    expect($('desc[id="sizes-description"]').text()).toContain(
      `2 films in 1 size; width in pixels up to ${width}`,
    );
    expect($('caption:contains("shorter side") ~ tbody tr').last().text()).toBe('not known1');
  });

  test('as a page: every chart named and described, every number in a table, nothing from elsewhere, no script', async () => {
    const workspace = await workspaceOfRows([{ finding: 'Pneumonia/<script>alert(1)</script>' }]);
    const statistics = await workspaceStatistics(releaseSource(workspace));
    const html = statsHtml(statistics, 'A & B');
    const $ = loadHtml(html);
    expect($('title').first().text()).toBe('A & B');
    expect($('script')).toHaveLength(0);
    expect(html).not.toMatch(/<[a-z]+[^>]*\s(?:href|src|on[a-z]+)=/);
    const ids = $('[id]')
      .toArray()
      .map((node) => $(node).attr('id'));
    expect(new Set(ids).size).toBe(ids.length);
    // A frame with nothing in it says so in words.
    const empty = $('p.nothing').toArray();
    expect(empty.map((node) => $(node).text())).toEqual([
      'No frontal film is counted yet.',
      'No image has a day yet.',
    ]);
    expect($('svg').length + empty.length).toBe(7);
    expect($('svg').text()).not.toContain('No data');
    for (const chart of $('svg').toArray()) {
      expect($(chart).attr('role')).toBe('img');
      for (const id of ($(chart).attr('aria-labelledby') ?? '').split(' '))
        expect($(`[id="${id}"]`).text().length).toBeGreaterThan(3);
    }
    for (const table of $('table').toArray()) {
      expect($(table).find('caption').text()).not.toBe('');
      expect($(table).find('thead th[scope=col]').length).toBeGreaterThan(1);
    }
    expect(html).toContain('prefers-color-scheme:dark');
    expect(statisticsBody(statistics)).not.toContain('style=');
  });

  test('an empty workspace has a page too', async () => {
    const workspace = temporaryWorkspace();
    await workspace.index.ready();
    const statistics = await workspaceStatistics(releaseSource(workspace));
    expect(statistics).toMatchObject({ images: 0, patients: 0, table1: [] });
    expect(statsHtml(statistics)).toContain('0 images of 0 patients');
    expect(statistics).toMatchObject({ table3: [], table4: [], sizes: [], undecided: 0 });
    const $ = loadHtml(statsHtml(statistics));
    expect($('caption:contains("Table 3"), #sizes-heading')).toHaveLength(0);
    expect($('#published-heading + p').text()).toContain('the tables fill as findings are decided');
  });

  test('text is escaped', () => {
    expect(escapeHtml(`<a href="x">'&`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;');
  });
});

describe('the montage', () => {
  test('holds every picture in its cell, leaves a broken one empty, and is the same each time', async () => {
    const bytes = [await film(41), Buffer.from('broken'), await film(42)];
    const files = bytes.map((each) => ({ read: async () => each }));
    const options = { columns: 2, cell: 40, gap: 2 };
    const made = await montage(files, options);
    expect(await montage(files, options)).toEqual(made);
    const { data, info } = await sharp(made).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([86, 86]);
    const spread = (left: number, top: number): number => {
      const values = new Set<number>();
      for (let y = top; y < top + 40; y += 1)
        for (let x = left; x < left + 40; x += 1) values.add(data[(y * info.width + x) * info.channels] ?? 0);
      return values.size;
    };
    expect(spread(2, 2)).toBeGreaterThan(50);
    expect(spread(44, 2)).toBe(1);
    expect(spread(2, 44)).toBeGreaterThan(50);
  });
});

const real = resolve(import.meta.dirname, '../../../../shared/real/collection');

describe.skipIf(!existsSync(real))('the real table (skipped where ../shared/real is not at hand)', () => {
  test('has the counts that an independent reading of the CSV gives', async () => {
    const workspace = temporaryWorkspace();
    // A copy of the table alone: the counts need no pictures.
    const table = join(temporaryFolder(), 'metadata.csv');
    copyFileSync(join(real, 'metadata.csv'), table);
    await importTable(workspace, loadTable(table));
    await workspace.index.ready();
    const statistics = await workspaceStatistics(releaseSource(workspace));
    const rows = parse(readFileSync(join(real, 'metadata.csv')), { columns: true }) as Record<
      string,
      string
    >[];
    const count = (test: (row: Record<string, string>) => boolean): number => rows.filter(test).length;
    expect(statistics.images).toBe(rows.length);
    expect(statistics.patients).toBe(new Set(rows.map((row) => row['patientid'])).size);
    expect(statistics.frontal).toBe(
      count(({ view = '' }) => ['PA', 'AP', 'AP Supine', 'AP Erect'].includes(view)),
    );
    expect(statistics.lateral).toBe(count(({ view }) => view === 'L'));
    for (const { type, genus, count: found } of statistics.findings) {
      const own = rows.filter(({ finding = '' }) => {
        const parts = finding.split('/');
        return (parts[1] ?? parts[0]) === type && (parts[2] ?? null) === genus;
      });
      expect(`${type} ${genus} ${found}`).toBe(`${type} ${genus} ${own.length}`);
    }
    expect(statistics.findings.reduce((sum, { count: found }) => sum + found, 0)).toBe(rows.length);
    for (const { view, modality, count: found } of statistics.views)
      expect(found).toBe(count((row) => row['view'] === view && row['modality'] === modality));
    const italy = count(({ location = '' }) => /(?:Italy|Spain|Portugal|Greece)\s*$/.test(location));
    expect(statistics.places.find(({ subRegion }) => subRegion === 'Southern Europe')?.count).toBe(italy);
    for (const { field, blank } of statistics.missing)
      expect(`${field} ${blank}`).toBe(`${field} ${count((row) => (row[field] ?? '').trim() === '')}`);
    const offsets = rows.flatMap(({ offset = '' }) => (offset === '' ? [] : [Number(offset)]));
    expect(statistics.offsets.missing).toBe(rows.length - offsets.length);
  }, 60_000);
});
