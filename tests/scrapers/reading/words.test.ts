import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../scrapers/reading/dates.ts';
import { readAge, readSex, sexOf } from '../../../scrapers/reading/demographics.ts';
import { statedModality, statedView, viewInWords } from '../../../scrapers/reading/terms.ts';

test.each([
  ['60 years', 60, 'years'],
  ['62', 62, 'years'],
  ['3 months', 3, 'months'],
  ['8-month-old', 8, 'months'],
  ['10 days', 10, 'days'],
  ['6 weeks', 6, 'weeks'],
  ['2 years 6 months', 30, 'months'],
  ['1.5 years', 1.5, 'years'],
  ['71 anni', 71, 'years'],
  ['5 mesi', 5, 'months'],
  ['45 yo', 45, 'years'],
  ['60-65 years', null, 'years'],
  ['30–40', null, 'years'],
  ['Adult', null, 'years'],
  ['999 years', null, 'years'],
])('age %s', (stated, value, unit) => {
  expect(readAge(stated)).toEqual({ value, unit, stated });
});

test('no age is no age', () => {
  expect([null, '', ' ', '-'].map(readAge)).toEqual([null, null, null, null]);
});

test.each([
  ['Male', 'male'],
  ['female', 'female'],
  ['woman', 'female'],
  ['M', 'male'],
  ['girl', 'female'],
  ['Donna', 'female'],
  ['unknown', null],
  ['male and female', null],
])('sex %s', (words, sex) => {
  expect(sexOf(words)).toBe(sex);
});

test('a blank sex is not male', () => {
  expect(readSex('')).toBeNull();
  expect(readSex('Not stated')).toEqual({ value: null, stated: 'Not stated' });
});

test.each([
  ['18 Aug 2019', '2019-08-18'],
  ['18th Aug 2019', '2019-08-18'],
  ['2 March 2020', '2020-03-02'],
  ['28.10.2020', '2020-10-28'],
  ['10 marzo 2020', '2020-03-10'],
  ['2020-03-10T09:00:00+01:00', '2020-03-10'],
  ['31.02.2020', null],
  ['yesterday', null],
])('date %s', (words, iso) => {
  expect(isoDate(words)).toBe(iso);
});

describe('views and modalities', () => {
  test.each([
    ['Frontal', null],
    ['Lateral', 'L'],
    ['PA', 'PA'],
    ['PA (erect)', 'PA'],
    ['AP', 'AP'],
    ['AP Supine', 'AP Supine'],
    ['AP erect', 'AP Erect'],
    ['Axial', 'Axial'],
    ['Oblique', null],
    ['', null],
  ])('view %s', (stated, value) => {
    expect(viewInWords(stated)).toBe(value);
  });

  test('a second field refines the first, and both are kept', () => {
    expect(statedView('Frontal', 'AP erect')).toEqual({ stated: 'Frontal, AP erect', value: 'AP Erect' });
    expect(statedView('Frontal', 'non-contrast')).toEqual({ stated: 'Frontal', value: null });
    expect(statedView('', null)).toEqual({ stated: null, value: null });
  });

  test.each([
    ['X-ray', 'X-ray'],
    ['CT', 'CT'],
    ['CT-High Resolution', 'CT'],
    ['PET-CT', 'PET'],
    ['Conventional radiography', 'X-ray'],
    ['DSA (angiography)', 'DSA'],
    ['Nuclear medicine', 'Nuclear medicine'],
    ['Annotated image', 'Annotated image'],
    ['Hologram', null],
  ])('modality %s', (stated, value) => {
    expect(statedModality(stated)).toEqual({ stated, value });
  });
});
