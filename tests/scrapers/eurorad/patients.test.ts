import { expect, test } from 'vitest';
import { findPatients } from '../../../scrapers/eurorad/patients.ts';
import type { EuroradPage } from '../../../scrapers/eurorad/record.ts';

const page = (demographics: string | null, history: string, captions: (string | null)[]): EuroradPage => ({
  number: '1',
  title: 't',
  section: null,
  caseType: null,
  authors: [],
  hospital: null,
  published: null,
  demographics,
  history,
  findings: null,
  discussion: null,
  differential: [],
  diagnosis: null,
  references: null,
  further: [],
  areaOfInterest: [],
  technique: [],
  procedure: [],
  specialFocus: [],
  doi: null,
  licence: null,
  figures: captions.map((caption, index) => ({
    label: String(index + 1),
    urls: [],
    file: 'x',
    caption,
    origin: null,
  })),
});
const brief = (found: ReturnType<typeof findPatients>) => ({
  patients: found.patients.map(({ sex, age }) => [sex?.value ?? null, age?.value ?? null, age?.unit ?? null]),
  ofFigure: found.ofFigure,
});

test('one patient has the header', () => {
  expect(
    brief(
      findPatients(
        page('62 years, male', 'A 62-year-old man. His 30-year-old daughter was well.', ['Film.']),
      ),
    ),
  ).toEqual({
    patients: [['male', 62, 'years']],
    ofFigure: ['p1'],
  });
  expect(brief(findPatients(page('3 months, girl', '', [])))).toMatchObject({
    patients: [['female', 3, 'months']],
  });
  expect(brief(findPatients(page('woman', '', [])))).toMatchObject({ patients: [['female', null, null]] });
  expect(brief(findPatients(page('72 years', '', [])))).toMatchObject({ patients: [[null, 72, 'years']] });
  expect(brief(findPatients(page(null, '', [])))).toMatchObject({ patients: [[null, null, null]] });
});

test('named patients: each has its own words, figures theirs, a figure of two nobody', () => {
  const found = findPatients(
    page(
      '27 years, male',
      'Patient 1: A 53-year-old male presented. Patient two, a 47-year-old woman, was well.',
      [
        'Patient one – film.',
        'Patient 2 - CT scan.',
        'Patients 1 and patient 2 together: patient 1 left, patient 2 right.',
        'Summary of findings.',
      ],
    ),
  );
  expect(brief(found)).toEqual({
    patients: [
      ['male', 53, 'years'],
      ['female', 47, 'years'],
    ],
    ofFigure: ['p1', 'p2', null, null],
  });
  expect(found.patients.map(({ label }) => label)).toEqual(['Patient 1', 'Patient 2']);
});

test('people told apart by age alone', () => {
  expect(
    brief(
      findPatients(
        page(
          '83 years, female',
          'An 83-year-old female patient presented. A 59-year-old woman, her daughter, followed.',
          ['Axial CT.', 'CT of the 59-year-old woman.'],
        ),
      ),
    ),
  ).toEqual({
    patients: [
      ['female', 83, 'years'],
      ['female', 59, 'years'],
    ],
    ofFigure: [null, 'p2'],
  });
});

test('patient 3 days later is no third patient', () => {
  expect(
    brief(
      findPatients(
        page('62 years, male', 'The patient 3 days later improved. Case 2 weeks after onset.', ['Film.']),
      ),
    ),
  ).toMatchObject({
    ofFigure: ['p1'],
    patients: [['male', 62, 'years']],
  });
});
