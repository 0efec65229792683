import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { guardPhrases } from './guard-phrases.ts';
import { caseOf } from './helpers.ts';

/** Fields that none of the phrases says anything about. */
const watched = new Set([
  'offset',
  'day_zero',
  'survival',
  'intubated',
  'intubation_present',
  'went_icu',
  'in_icu',
  'needed_supplemental_O2',
  'extubated',
  'RT_PCR_positive',
  'temperature',
  'pO2_saturation',
  'leukocyte_count',
  'neutrophil_count',
  'lymphocyte_count',
]);

const all = Object.values(guardPhrases).flat();

it('has at least 200 phrases, each once', () => {
  expect(all.length).toBeGreaterThanOrEqual(200);
  expect(new Set(all).size).toBe(all.length);
});

describe.each(Object.entries(guardPhrases))('%s', (_, phrases) => {
  it.each(phrases)('“%s”', (text) => {
    for (const kind of ['clinical-notes', 'caption'] as const) {
      const record = caseOf({
        images: [{ file: 'film.png', caption: kind === 'caption' ? 't1' : null }],
        texts: [{ text, kind }],
      });
      const fired = suggest(record)
        .filter(({ field }) => watched.has(field))
        .map(({ field, value, rule }) => `${field}=${value} (${rule})`);
      expect(fired).toEqual([]);
    }
  });
});
