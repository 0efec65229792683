import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeCase } from '../../../../data/format/read.ts';
import type { Article } from '../../../../scrapers/papers/article/article.ts';
import { labelId, labelKey, saysContinued } from '../../../../scrapers/papers/article/label-key.ts';
import { paperFromArticle } from '../../../../scrapers/papers/article/merge.ts';
import { paperToCase } from '../../../../scrapers/papers/case/to-case.ts';

test.each([
  ['FIGURE 1.', '1'],
  ['Fig. 2*', '2'],
  ['Figure 2 (Continued)', '2'],
  ['Fig. 6 (a)', '6a'],
  ['Figure 3A–C', '3a–c'],
  ['Figure 2.1', '2.1'],
  ['Fig. IV', '4'],
  ['Supplementary Figure 1', 's1'],
  ['Additional file 1: Figure S1', 's1'],
  ['图2（续）', '2'],
])('the key of %j is %j', (label, key) => {
  expect(labelKey(label)).toBe(key);
});

test('a label says that its figure goes on', () => {
  for (const label of [
    'Figure 2 (Continued)',
    'FIG. 3, cont.',
    "Fig. 3 (cont'd)",
    'Abb. 1 (Fortsetzung)',
    '图2（续）',
  ])
    expect(saysContinued(label), label).toBe(true);
  for (const label of ['Figure 2', 'Fig. 2 (control)', 'Figure contrast 2'])
    expect(saysContinued(label), label).toBe(false);
});

test('whatever labels a paper has, its case is valid: every id is safe and stands once', () => {
  const label = fc.oneof(
    fc.constantFrom(
      'Figure 1',
      'Figure 1-2',
      'Fig. 1a',
      'Fig. 1 (a)',
      'Figure 1 (Continued)',
      'Рисунок 1',
      '図1',
      '☆',
      '',
    ),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  );
  const caption = fc.constantFrom('', '(a) One. (b) Two.', 'А – раз; Б – два.', '(1) One. (2) Two.', 'Film.');
  fc.assert(
    fc.property(fc.array(fc.record({ label, caption }), { maxLength: 6 }), (figures) => {
      for (const { label: one } of figures) expect(labelId(one)).toMatch(/^[a-z0-9.-]{0,60}$/i);
      const article: Article = {
        kind: 'jats',
        title: 'Labels',
        authors: [],
        doi: null,
        pmcid: null,
        pmid: null,
        arxiv: null,
        journal: null,
        year: null,
        published: null,
        licence: { code: null, stated: null },
        language: 'en',
        sections: [],
        tables: [],
        figures: figures.map((one) => ({ ...one, files: [] })),
      };
      const paper = paperFromArticle(article, 'ab'.repeat(32), 'paper-x', new Map());
      const record = completeCase(paperToCase(paper, { retrievedAt: '2026-01-02T03:04:05Z' }));
      expect(record.texts.filter(({ kind }) => kind === 'caption')).toHaveLength(
        figures.filter((one) => one.caption !== '').length,
      );
    }),
    { numRuns: 60 },
  );
});
