import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read } from '../layout-pages.ts';

const folder = resolve(import.meta.dirname, '../../../../../shared/cases/papers-days/pdf');

describe.skipIf(!existsSync(folder))('handed papers (skipped without ../shared/cases)', () => {
  it.each([
    ['P04', [['Figure 1', 1, /^Chest film .* drained on day one\.$/]]],
    ['P05c', [['Figure 1', 1, /^Course of the opacity in different zones$/]]],
    [
      'P06',
      [
        ['Figure 1', 2, /\(B\) day 4\.$/],
        ['Figure 2', 1, /pulled\.$/],
      ],
    ],
    [
      'P07',
      [
        [
          'Figure 1',
          1,
          /^Share of clear films between day one and day nine from the three wards of the made-up hospital\. In brackets, number of films read\.$/,
        ],
      ],
    ],
    [
      'P07b',
      [
        [
          'Figure 1',
          1,
          /^Share of clear films between day one and day nine from the three wards of the made-up hospital\. In brackets, number of films read\.$/,
        ],
      ],
    ],
    ['P10', [['Figure 1', 1, /^How the film was read/]]],
    ['P12', [['Fig. 1', 1, /^Tree/]]],
    ['P13', [['Figure 1', 6, /\(F\) Day 6\.$/]]],
    ['P15', [['Figure 1', 1, /^Flowchart of the made-up trial$/]]],
    ['P16', [['Fig. 1', 1, /^Films of the ward\. a .* under the heart\.$/]]],
    [
      'P17',
      [
        [
          'Figure 1',
          1,
          /^Counts on the x- and y-axis with age- and sex-structured groups, and an opacity of the lower lobe\.$/,
        ],
      ],
    ],
    ['P20', [['Figure 1', 1, /^Film of day two/]]],
    ['L1zh', [['图1', 1, /阴影，随访/]]],
  ] as [string, [string, number, RegExp][]][])('%s', async (name, right) => {
    const paper = await read(readFileSync(join(folder, `${name}.pdf`)));
    expect(paper.figures.map(({ label }) => label)).toEqual(right.map(([label]) => label));
    for (const [index, [, count, caption]] of right.entries()) {
      const figure = paper.figures[index];
      const parts = new Set(figure?.images.flatMap(({ tiles }) => tiles));
      expect(figure?.images.filter(({ id }) => !parts.has(id)).length).toBe(count);
      expect(figure?.caption).toMatch(caption);
    }
  });
});
