import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCasePage } from '../../../scrapers/radiopaedia/case-page.ts';
import { parseSearchPage } from '../../../scrapers/radiopaedia/search-page.ts';
import { parseStacks } from '../../../scrapers/radiopaedia/stacks.ts';
import { parseViewer } from '../../../scrapers/radiopaedia/viewer.ts';

const folder = new URL('../../../../shared/real/sites/radiopaedia/', import.meta.url).pathname;
const read = (name: string): string => readFileSync(folder + name, 'utf8');

describe.skipIf(!existsSync(folder))('genuine fragments (skipped without ../shared/real)', () => {
  test('the two studies of a case page of 2020', () => {
    const head =
      '<h1 class="header-title">A case</h1><meta name="dc.identifier" content="https://radiopaedia.org/rID-75420">';
    const page = parseCasePage(
      `${head}<div><div><div>${read('raw_html_case_study_2020-03.html')}`,
      'https://radiopaedia.org/cases/a?lang=us',
    );
    expect(page.studies.map(({ id, stacksUrl }) => [id, stacksUrl])).toEqual([
      ['86625', '/studies/86625/stacks?lang=us'],
      ['86629', '/studies/86629/stacks?lang=us'],
    ]);
    expect(page.studies[0]?.findings?.split('\n')).toHaveLength(3);
    expect(page.studies[0]?.findings).toContain('360° VRT');
    expect(page.studies[1]?.findings).toBeNull();
    expect(page.viewerEra).toBe(false);
  });

  test('hit, pager, viewer link and author as they were written', () => {
    const fragments = read('raw_html_fragments_nccbot_2021-2024.html');
    const result = parseSearchPage(
      fragments,
      'https://radiopaedia.org/search?lang=us&scope=cases&sort=title&system=Spine',
    );
    expect(result.hits).toMatchObject([
      { slug: '11-pair-ribs', title: '13 pairs of ribs and absent radius' },
    ]);
    expect(result.next).toBe('/search?lang=us&page=2&scope=cases&sort=title&system=Spine');
    const page = parseCasePage(
      `<title>Cervical rib | Radiology Case | Radiopaedia.org</title>${fragments}`,
      'https://radiopaedia.org/cases/x',
    );
    expect(page).toMatchObject({
      title: 'Cervical rib',
      rid: '97085',
      author: 'Frank Gaillard',
      rendered: false,
    });
    expect(page.studies.map(({ id }) => id)).toEqual(['117071']);
  });

  test('an image object of the stacks', () => {
    const image = JSON.parse(read('stacks_image_object.json'));
    const study = parseStacks(
      [{ modality: 'MRI', images: [image] }],
      '117071',
      'https://radiopaedia.org/studies/117071/stacks',
    );
    const [series] = study.series;
    expect(series).toMatchObject({ modality: 'MRI' });
    expect(series?.frames[0]).toMatchObject({
      perspective: 'Sagittal',
      specifics: 'T1',
      id: '21152341',
      width: 512,
      height: 512,
      position: 10,
      named: true,
    });
    expect(series?.frames[0]?.urls[0]).toMatch(/\/21152341\/[0-9a-f]{30}\.png$/);
  });

  test('names of the newest viewer', () => {
    const cases = JSON.parse(read('viewer_slices_gradex_2026.json')) as {
      series: { perspective: string; width?: number; height?: number; frames: { url: string }[] };
    }[];
    for (const { series } of cases) {
      const names = series.frames.map(({ url }) => /images\/(\d+)\/(.+)$/.exec(url) ?? []);
      const answer = {
        study: {
          id: 1,
          modality: 'CT',
          findings: '<p>x</p>',
          series: [
            {
              perspective: series.perspective,
              frames: names.map(([, id]) => ({
                id: Number(id),
                width: series.width ?? null,
                height: series.height ?? null,
              })),
              encodings: {
                thumbnailed_files: names.map(([, , file = '']) =>
                  /gallery/.test(file) ? { gallery: file } : { original: file },
                ),
              },
            },
          ],
        },
      };
      const [read] = parseViewer(
        answer,
        '1',
        'https://radiopaedia.org/studies/1/annotated_viewer_json',
      ).series;
      expect(read?.frames.map((frame) => frame.id)).toEqual(names.map(([, id]) => id));
      for (const [index, frame] of (read?.frames ?? []).entries()) {
        const [, id = '', file = ''] = names[index] ?? [];
        expect(frame.urls).toContain(`/images/${id}/${file}`);
        expect(frame.urls[0]).toMatch(/gallery/.test(file) ? /dr-original\.jpg$/ : /\.png$/);
      }
    }
  });
});
