import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { caseOf, values } from './helpers.ts';

describe('several patients', () => {
  const record = caseOf({
    patients: [
      {
        id: 'p1',
        label: 'Patient 1',
        age: { value: 27, unit: 'years', stated: '27' },
        sex: { value: 'male', stated: 'male' },
      },
      {
        id: 'p2',
        label: 'Patient 2',
        age: { value: 39, unit: 'years', stated: '39' },
        sex: { value: 'female', stated: 'female' },
      },
    ],
    images: [
      { file: 'one.png', caption: 't1' },
      { file: 'two.png', caption: 't2' },
    ],
    texts: [
      { kind: 'caption', text: 'Patient 1 - CXR: Normal', images: ['i1'] },
      { kind: 'caption', text: 'A 39-year-old woman: axial CT with ground-glass opacities', images: ['i2'] },
    ],
  });
  it('are told apart by name and by age', () => {
    expect(values(record, 'patientid')).toEqual({ i1: 'p1', i2: 'p2' });
  });
  it('a second one that the page does not list is noticed', () => {
    const single = caseOf({
      images: [{ file: 'two.png', caption: 't1' }],
      texts: [{ kind: 'caption', text: 'Patient 2 - CXR: Normal' }],
    });
    expect(values(single, 'patientid')).toEqual({ i1: 'Patient 2' });
  });
  it('a disputed sex is left to a person', () => {
    const disputed = caseOf({
      patients: [{ id: 'p1', sex: { value: 'male', stated: 'Male' } }],
      texts: [{ text: 'A young female with fever.' }],
    });
    const found = suggest(disputed).filter(({ field }) => field === 'sex');
    expect(found.map(({ value }) => value)).toEqual(['male', 'female']);
    expect(found.every(({ confidence }) => confidence < 0.8)).toBe(true);
  });
});

describe('several patients in one text', () => {
  const record = caseOf({
    images: [{ file: 'f1.png', figure: '1' }],
    texts: [
      {
        kind: 'body',
        images: [],
        text: 'A 30-year-old man presented with fever for 3 days. He was intubated on day 2 and died. A 45-year-old woman presented with cough for 6 days. She was discharged. Chest X-ray at admission (Fig. 1).',
      },
      {
        kind: 'caption',
        images: ['i1'],
        text: 'Figure 1. Chest radiograph on hospital day 4 shows an endotracheal tube.',
      },
    ],
  });
  const found = suggest(record);
  it('nothing told of one of them is counted on', () => {
    const course = found.filter(({ field }) => ['survival', 'intubated', 'went_icu'].includes(field));
    expect(course.length).toBeGreaterThan(2);
    expect(course.every(({ confidence }) => confidence < 0.8)).toBe(true);
  });
  it('what a film’s own caption says of it stands', () => {
    const own = found.filter(({ image, confidence }) => image === 'i1' && confidence >= 0.8);
    expect(own.map(({ field, value }) => [field, value])).toEqual([
      ['in_icu', 'yes'],
      ['intubation_present', 'yes'],
      ['modality', 'X-ray'],
      ['offset', 4],
    ]);
  });
  it('parts headed with patients that the case does not list tell of several too', () => {
    const listed = caseOf({
      texts: [{ kind: 'body', text: 'Case 1. He died. Case 2. She was discharged.', images: [] }],
    });
    expect(suggest(listed).every(({ confidence }) => confidence < 0.8)).toBe(true);
  });
});
