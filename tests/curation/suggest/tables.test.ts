import { describe, expect, it } from 'vitest';
import { measurementRules } from '../../../curation/suggest/measured/measurement-rules.ts';
import { measurementsIn } from '../../../curation/suggest/measured/measurements.ts';
import { personsIn } from '../../../curation/suggest/people/demographics.ts';
import { personPatterns } from '../../../curation/suggest/people/person-patterns.ts';
import { findingRules } from '../../../curation/suggest/pictures/finding-rules.ts';
import { modalityRules } from '../../../curation/suggest/pictures/modality-rules.ts';
import { viewOfFile } from '../../../curation/suggest/pictures/view-of-file.ts';
import { viewRules } from '../../../curation/suggest/pictures/view-rules.ts';
import { viewsIn } from '../../../curation/suggest/pictures/views.ts';

/** Every rule of a table is tried on its own examples and counterexamples. */

describe.each(measurementRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it.each(rule.examples)('“%s” is %d', (words, value) => {
    const found = measurementsIn(words).find((one) => one.rule === id);
    expect(found?.value).toBe(value);
    expect(words.slice(found?.start, found?.end)).not.toBe('');
  });
  it.each(rule.counterexamples)('“%s” is no value', (words) => {
    expect(measurementsIn(words).filter((one) => one.rule === id)).toEqual([]);
  });
});

describe.each(personPatterns.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it.each(rule.examples)('“%s” is %s, %s', (words, sex, age) => {
    expect(personsIn(words)[0]).toMatchObject({ sex, age, relative: false });
  });
});
it('relatives are told apart', () => {
  expect(personsIn('Later, her 59-years-old daughter presented with fever')[0]).toMatchObject({
    age: 59,
    relative: true,
  });
});

describe.each(viewRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it.each(rule.examples)('“%s” names it', (words) => {
    expect(viewsIn(words).map((view) => view.rule)).toContain(id);
  });
  it.each(rule.counterexamples)('“%s” does not', (words) => {
    expect(viewsIn(words).map((view) => view.rule)).not.toContain(id);
  });
});
it('views of several panels go to their panels', () => {
  expect(
    viewsIn('Axial (a,b), sagittal (c) and coronal (d) chest CT').map(({ view, labels }) => [
      view,
      labels.map(({ panel }) => panel),
    ]),
  ).toEqual([
    ['Axial', ['a', 'b']],
    ['Sagittal', ['c']],
    ['Coronal', ['d']],
  ]);
});
it.each([
  ['cavitating-pneumonia-4-day0-PA.jpg', false, 'PA'],
  ['covid-19-caso-70-2-APS.jpg', false, 'AP Supine'],
  ['covid-19-pneumonia-20-pa-on-admission.jpg', false, 'PA'],
  ['nejmoa2001191_f1-L.jpeg', false, 'L'],
  ['covid-19-pneumonia-38-l.jpg', true, 'L'],
  ['covid-19-pneumonia-38-l.jpg', false, null],
  ['jkms-35-e79-g001-l-a.jpg', true, null],
  ['figure1-5e71be566aa8714a04de3386-98-left.jpeg', false, null],
  ['alpha.png', false, null],
] as const)('%s (frontal brother: %s) is %s', (file, brother, view) => {
  const found = viewOfFile(file, brother);
  expect(found?.view ?? null).toBe(view);
});

describe.each([...findingRules, ...modalityRules].map((rule) => [rule.id, rule] as const))(
  '%s',
  (_, rule) => {
    it.each(rule.examples)('“%s” names it', (words) => {
      expect([...words.matchAll(rule.pattern)]).not.toEqual([]);
    });
    it.each(rule.counterexamples)('“%s” does not', (words) => {
      expect([...words.matchAll(rule.pattern)]).toEqual([]);
    });
  },
);
