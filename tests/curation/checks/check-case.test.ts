import { describe, expect, test } from 'vitest';
import { ruleNamed, rules } from '../../../curation/checks/rules.ts';
import type { MetadataRow } from '../../../data/fields/columns.ts';
import type { ReviewEventInput } from '../../../data/format/review.ts';

import { check, said } from './checked.ts';

describe('checks of a row', () => {
  test('an ordinary row has nothing wrong', async () => {
    expect(await check([{}])).toEqual([]);
  });

  test.each<[string, Partial<MetadataRow>]>([
    [
      'words about another part of the body',
      { clinical_notes: 'Thickening in the lateral subpleural site.' },
    ],
    ['words about two films', { clinical_notes: 'PA and lateral chest radiographs show nothing.' }],
    ['a small l in a name', { filename: 'jkms-35-e79-g001-l-a.jpg' }],
    ['a film of the first weeks', { date: 'December 27, 2019' }],
    ['a year that may be', { date: '2019' }],
    ['a number as an id', { patientid: '12' }],
    ['an older disease', { finding: 'Pneumonia/Viral/SARS', date: '2003' }],
  ])('%s is nothing wrong', async (_name, cells) => {
    expect(await check([cells])).toEqual([]);
  });

  test.each<[string, Partial<MetadataRow>, string]>([
    [
      'intubated, intensive care denied',
      { intubated: 'Y', went_icu: 'N' },
      'error intubated-without-icu went_icu',
    ],
    ['intubated, intensive care not stated', { intubated: 'Y' }, 'error intubated-without-icu went_icu'],
    [
      'a tube outside intensive care',
      { intubation_present: 'Y', intubated: 'Y', went_icu: 'Y' },
      'error tube-without-icu in_icu',
    ],
    [
      'a tube without intubation',
      { intubation_present: 'Y', in_icu: 'Y', went_icu: 'Y' },
      'error tube-without-intubated intubated',
    ],
    ['extubated, never intubated', { extubated: 'Y' }, 'error extubated-without-intubated intubated'],
    [
      'in intensive care, never went there',
      { in_icu: 'Y', went_icu: 'N' },
      'error in-icu-without-went-icu went_icu',
    ],
    ['Fahrenheit', { temperature: '95' }, 'error out-of-range temperature'],
    ['a saturation over 100', { pO2_saturation: '130' }, 'error out-of-range pO2_saturation'],
    ['a percentage of lymphocytes', { lymphocyte_count: '131' }, 'error out-of-range lymphocyte_count'],
    ['a partial pressure', { pO2_saturation: '40' }, 'warning unlikely-value pO2_saturation'],
    ['words in a number', { offset: '3 days' }, 'error not-a-number offset'],
    [
      'parts above the whole',
      { leukocyte_count: '5', neutrophil_count: '4.5', lymphocyte_count: '2' },
      'warning cells-above-total leukocyte_count',
    ],
    ['a child', { age: '0.25' }, 'error minor age'],
    [
      'white space behind a finding',
      { finding: 'Pneumonia/Viral/Herpes ' },
      'error stray-whitespace finding',
    ],
    ['a finding of nowhere', { finding: 'Pneumonia/Martian' }, 'error unknown-finding finding'],
    ['a finding nobody decided', { finding: 'todo' }, 'warning undecided-finding finding'],
    [
      'an L in the file name of a frontal film',
      { filename: 'case-1_L.png' },
      'warning view-against-words view',
    ],
    [
      'a lateral film by its notes',
      { clinical_notes: 'Lateral chest radiograph on admission.' },
      'warning view-against-words view',
    ],
    [
      'frontal in the name of a lateral film',
      { view: 'L', filename: 'x-PA.png' },
      'warning view-against-words view',
    ],
    ['COVID-19 in 2016', { date: 'March 2016' }, 'error finding-before-disease finding'],
    [
      'a positive test before day 0',
      { offset: '-4', RT_PCR_positive: 'Y' },
      'warning positive-before-day-zero RT_PCR_positive',
    ],
    ['an id that readers take for a blank', { patientid: 'None' }, 'error reads-as-missing patientid'],
    ['an id that readers write otherwise', { patientid: '007' }, 'warning reads-as-number patientid'],
    ['a file name of digits', { filename: '123.png' }, 'warning reads-as-number filename'],
    ['a view in small letters', { view: 'pa' }, 'error unknown-view view'],
    ['no view', { view: '' }, 'warning missing-view view'],
    ['a projection of a volume', { modality: 'CT' }, 'error view-against-modality view'],
    ['an answer in words', { survival: 'yes' }, 'error unknown-value survival'],
    ['a sex in words', { sex: 'female' }, 'error unknown-value sex'],
    ['a place without a country', { location: 'somewhere' }, 'warning unknown-country location'],
    ['a date that is none', { date: 'around Easter' }, 'warning unreadable-date date'],
    ['a date before X-rays', { date: 'March 3, 1820' }, 'warning unreadable-date date'],
    [
      'another day in the file name',
      { offset: '3', filename: 'case-day9.png' },
      'warning file-name-day offset',
    ],
    [
      'another day in its own text',
      { offset: '11', clinical_notes: 'Radiograph taken on day 3 of the illness.' },
      'warning text-day offset',
    ],
    ['no licence', { license: '' }, 'warning licence-missing license'],
    ['a licence of nowhere', { license: 'ask me' }, 'warning licence-unknown license'],
    ['nobody to credit', { other_notes: '', doi: '' }, 'warning credit-missing other_notes'],
  ])('%s', async (_name, row, expected) => {
    expect(said(await check([row]))).toEqual([expected]);
  });

  test('notes that spilled into the nameless column', async () => {
    expect(said(await check([{}], [], ['spilled over']))).toEqual(['warning spilled-notes other_notes']);
  });

  test.each<[string, Partial<MetadataRow>]>([
    [
      'everything about intensive care stated',
      { intubated: 'Y', went_icu: 'Y', in_icu: 'Y', intubation_present: 'Y' },
    ],
    [
      'values at the ends of their ranges',
      { temperature: '42', pO2_saturation: '100', leukocyte_count: '100' },
    ],
    ['a year as the date', { date: '2020' }],
    ['month and year', { date: 'March 2020' }],
    ['a negative day', { offset: '-10' }],
    [
      'a day that agrees with name and text',
      { offset: '4', filename: 'x-day4.png', clinical_notes: 'On day 4.' },
    ],
    [
      'a dose and an age in the text',
      { offset: '9', clinical_notes: 'A 61-year-old on 40 mg/day for 5 days.' },
    ],
  ])('%s is fine', async (_name, row) => {
    expect(await check([row])).toEqual([]);
  });
});

describe('checks of a patient', () => {
  test('what a patient has once is once', async () => {
    const findings = await check([
      { sex: 'F', survival: 'Y' },
      { sex: 'M', survival: '' },
    ]);
    expect(said(findings)).toEqual(['error patient-conflict sex', 'warning patient-incomplete survival']);
    expect(findings[0]).toMatchObject({
      patient: '1',
      image: null,
      values: { 'image-1.png': 'F', 'image-2.png': 'M' },
    });
  });

  test('dates and days of the images agree, or the one that is off is named', async () => {
    const rows = [
      { offset: '0', date: 'January 22, 2020' },
      { offset: '3', date: 'January 25, 2020' },
      { offset: '12', date: 'February 5, 2020' },
    ];
    const findings = await check(rows);
    expect(said(findings)).toEqual(['error date-day-difference offset']);
    expect(findings[0]?.image).toBe('image-3.png');
    expect(findings[0]?.message).toContain('14 days apart by date and 12 by day');
    expect(await check([rows[0] ?? {}, rows[1] ?? {}])).toEqual([]);
  });

  test('days from two anchors are named until their distance is known', async () => {
    const day = (
      number: number,
      anchor: 'onset' | 'admission',
      image: string,
      id: string,
    ): ReviewEventInput => ({
      id,
      at: '2026-01-03T00:00:00.000Z',
      by: 'ana',
      kind: 'decide',
      target: { patient: 'p1', image },
      field: 'offset',
      value: number,
      day: { from: number, to: number, anchor, certainty: 'exact' },
      basis: { kind: 'person' },
    });
    const events = [day(7, 'onset', 'image-1.png', 'a'), day(2, 'admission', 'image-2.png', 'b')];
    expect(said(await check([{}, {}], events))).toEqual(['error mixed-anchors day_zero']);
    const distance: ReviewEventInput = {
      id: 'c',
      at: '2026-01-03T00:00:00.000Z',
      by: 'ana',
      kind: 'event',
      event: {
        id: 'admission',
        patient: 'p1',
        type: 'admission',
        day: { from: 4, to: 4, anchor: 'onset', certainty: 'exact' },
      },
    };
    expect(await check([{}, {}], [...events, distance])).toEqual([]);
  });
});

test('every rule has an id of its own, a meaning and a remedy', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { id, means, remedy } of rules) {
    expect(means.length + remedy.length).toBeGreaterThan(20);
    expect(ruleNamed(id).id).toBe(id);
  }
  expect(() => ruleNamed('nothing')).toThrow(/no check 'nothing'/);
});
