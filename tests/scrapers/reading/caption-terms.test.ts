import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { captionModality, captionView, panelCaption } from '../../../scrapers/reading/caption-terms.ts';

test.each([
  ['Chest X-ray (antero-posterior view): consolidation.', 'X-ray', 'AP'],
  ['PA chest radiograph on day 3.', 'X-ray', 'PA'],
  ['Lateral chest radiograph.', 'X-ray', 'L'],
  ['Axial CT, lung window: opacities.', 'CT', 'Axial'],
  ['HRCT image of the lower lobes.', 'CT', null],
  ['Coronal and axial CT images.', 'CT', null],
  ['Chest X-ray as seen before CT was performed.', 'X-ray', null],
  ['Opacity that was confirmed by CT.', null, null],
  ['Consolidation, no CT.', null, null],
  ['CT', null, null],
  ['CT on admission.', 'CT', null],
  ['(A) Follow-up chest CT three weeks later', 'CT', null],
  ['CT values over time.', null, null],
  ['Chest X-ray and axial CT image on admission.', null, null],
  ['Table 2. Laboratory values and CT findings.', 'Table', null],
  ['Progression of disease on day seven.', null, null],
  ['Microscopic specimen of the sputum.', 'Pathology', null],
  ['RX torace PA all’ingresso', 'X-ray', 'PA'],
  ['TC torace, scansione assiale', 'CT', 'Axial'],
  ['', null, null],
])('%s', (caption, modality, view) => {
  const term = captionModality(caption);
  expect(term.value).toBe(modality);
  expect(captionView(caption, term.value).value).toBe(view);
  if (term.value !== null) expect(term.reason).toMatch(/".+"/);
});

describe('a shared caption is read panel by panel', () => {
  const leading = '(a,b) Axial CT. (c) Sagittal and (d) coronal reformation.';
  test.each([
    ['a', 'Axial CT.'],
    ['b', 'Axial CT.'],
    ['c', 'Sagittal and'],
    ['d', 'coronal reformation.'],
  ])('panel %s', (panel, part) => {
    expect(panelCaption(leading, panel)).toBe(part);
  });
  test('words before the panels belong to all; letters may be ranges; without markers the whole counts', () => {
    expect(panelCaption('Chest X-ray. (A-C) Day 1 (D) day 5', 'b')).toBe('Chest X-ray. Day 1');
    expect(panelCaption('No panels here', 'a')).toBe('No panels here');
    expect(panelCaption(leading, null)).toBe(leading);
    expect(panelCaption(leading, 'z')).toBe(leading);
  });
});

const real = new URL(
  '../../../shared/real/sites/curation/eurorad_2020-05-17_raw_vs_curated.jsonl',
  import.meta.url,
).pathname;

interface Row {
  raw: { url: string; filename: string; clinical_notes: string };
  curated: { modality: string; view: string } | null;
}

describe.skipIf(!existsSync(real))('against what curators decided (skipped without ../shared/real)', () => {
  test('never wrong, and right for most', () => {
    const rows = readFileSync(real, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    const score = { right: 0, wrong: 0, unknown: 0, rightView: 0, wrongView: 0 };
    for (const { raw, curated } of rows) {
      if (curated === null) continue;
      const notes = rows.filter((row) => row.raw.url === raw.url).map((row) => row.raw.clinical_notes);
      let shared = 0;
      while (notes.every((note) => note[shared] !== undefined && note[shared] === notes[0]?.[shared]))
        shared += 1;
      const history = raw.clinical_notes.slice(0, shared).lastIndexOf('. ');
      const caption = raw.clinical_notes.slice(history < 0 ? 0 : history + 2);
      const panel = 'abcdefgh'[Number(/_\d+_(\d+)/.exec(raw.filename)?.[1] ?? 0) - 1] ?? null;
      const part = panelCaption(caption, panel);
      const modality = captionModality(part).value;
      if (modality === null) score.unknown += 1;
      else score[modality === curated.modality ? 'right' : 'wrong'] += 1;
      const view = captionView(part, modality).value;
      if (view !== null) score[view === curated.view ? 'rightView' : 'wrongView'] += 1;
    }
    expect(score.wrong).toBe(0);
    expect(score.wrongView).toBe(0);
    expect(score.right).toBeGreaterThanOrEqual(44);
    expect(score.rightView).toBeGreaterThanOrEqual(30);
  });
});
