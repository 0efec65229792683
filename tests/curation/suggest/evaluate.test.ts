import { describe, expect, it } from 'vitest';
import { evaluate, sameCell } from '../../../curation/suggest/evaluation/evaluate.ts';
import {
  calibrationTable,
  errorTable,
  fieldScoresTable,
} from '../../../curation/suggest/evaluation/tables.ts';
import { fieldNamed } from '../../../data/fields/field-set.ts';
import { caseOf } from './helpers.ts';

const record = caseOf({
  images: [{ file: 'a-day0-PA.png' }, { file: 'b-day5.png' }],
  texts: [
    { text: 'A 65-year-old man was intubated.', images: [] },
    { text: 'AP chest radiograph.', images: ['i2'] },
  ],
});
const words = { clinical_notes: 'A 65-year-old man was intubated. She died.', patientid: '7' };
const curated = [
  {
    case: record.id,
    image: 'i1',
    row: 1,
    cells: {
      ...words,
      filename: 'a-day0-PA.png',
      offset: '0',
      sex: 'M',
      age: '64',
      intubated: 'Y',
      survival: 'N',
      view: 'PA',
      went_icu: '',
    },
  },
  {
    case: record.id,
    image: 'i2',
    row: 2,
    cells: {
      ...words,
      filename: 'b-day5.png',
      offset: '6',
      sex: 'M',
      age: '65',
      intubated: 'Y',
      survival: '',
      view: 'AP',
      went_icu: '',
    },
  },
];
const result = evaluate([record], curated);

describe('scores', () => {
  it('count right, wrong, missed and unverified cells', () => {
    expect(result.fields['offset']).toMatchObject({
      suggested: 2,
      right: 1,
      wrong: 1,
      precision: 0.5,
      withinOne: 2,
      precisionWithinOne: 1,
    });
    expect(result.fields['age']).toMatchObject({ right: 1, wrong: 1, unverified: 0 });
    expect(result.fields['sex']).toMatchObject({ right: 2, wrong: 0, precision: 1, recall: 1 });
    // The words state a death that no rule attributes to this man; the blank cell is not missed.
    expect(result.fields['survival']).toMatchObject({ suggested: 0, missed: 1, recall: 0 });
    // Intubation alone does not state where: the answer that follows from it is shown, not counted on.
    expect(result.fields['went_icu']).toMatchObject({ suggested: 0, unverified: 0, precision: null });
  });
  it('list the wrong ones with their words', () => {
    expect(result.errors).toMatchObject([
      { field: 'age', file: 'a-day0-PA.png', suggested: '65', curated: '64', quote: '65-year-old man' },
      { field: 'offset', file: 'b-day5.png', suggested: '5', curated: '6', quote: 'day5' },
    ]);
  });
  it('sort all suggestions into bins of confidence', () => {
    const verified = result.calibration.reduce((sum, bin) => sum + bin.verified, 0);
    const right = result.calibration.reduce((sum, bin) => sum + bin.right, 0);
    expect([verified, right]).toEqual([10, 8]);
  });
  it('compare numbers as numbers', () => {
    expect([
      sameCell(fieldNamed('age'), '65', '65.0'),
      sameCell(fieldNamed('temperature'), '38.5', '38.6'),
      sameCell(fieldNamed('sex'), 'M', 'F'),
    ]).toEqual([true, false, false]);
  });
  it('are shown as tables for people', () => {
    expect(fieldScoresTable(result)).toContain('| offset | 2 | 1 | 1 | 0 | 0 | 50.0 % | 50.0 % |');
    expect(calibrationTable(result)).toContain('| 0.95 to 1.00 |');
    expect(errorTable(result)).toContain('“65-year-old man”');
  });
});
