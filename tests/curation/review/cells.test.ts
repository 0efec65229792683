import { describe, expect, it } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import { patientsOf } from '../../../curation/record/patients.ts';
import { allCells, cellGroups, cellKey, progressOf } from '../../../curation/review/cells.ts';
import { summariseReview } from '../../../curation/review/summary.ts';
import type { Suggestion } from '../../../curation/suggest/suggestion.ts';
import { builtIn } from '../../../data/fields/field-set.ts';
import type { Review } from '../../../data/format/review.ts';
import { imageDraft } from '../../helpers/drafts.ts';
import { caseFor, decided, reviewOf } from './review-log.ts';

/** How many fields a person is asked of each. */
const [ofPatient, ofImage] = [builtIn.askedOf('patient').length, builtIn.askedOf('image').length];

const record = caseFor();
const quote = { text: 't2', start: 17, end: 25, words: 'on day 7' };
const suggestion = (change: Partial<Suggestion>): Suggestion => ({
  case: 'eurorad-1',
  patient: 'p1',
  image: null,
  field: 'survival',
  value: 'yes',
  day: null,
  quote,
  rule: 'r1',
  confidence: 0.9,
  reason: 'the words say so',
  ...change,
});
const groupsFor = (review: Review, suggestions: Suggestion[] = [], derived = new Map()) =>
  cellGroups(record, foldReview(review), suggestions, derived);
const cell = (
  review: Review,
  field: string,
  image: string | null = null,
  suggestions: Suggestion[] = [],
  derived = new Map(),
) =>
  allCells(groupsFor(review, suggestions, derived)).find(
    (one) => one.key === cellKey({ patient: 'p1', image }, field),
  );

describe('what there is to decide', () => {
  it('is every field that is asked of a patient or an image, all open at first', () => {
    const groups = groupsFor(reviewOf());
    expect(groups.map((group) => [group.image, group.cells.length])).toEqual([
      [null, ofPatient],
      ['i1', ofImage],
      ['i2', ofImage],
    ]);
    expect(progressOf(groups)).toEqual({ decided: 0, total: ofPatient + 2 * ofImage });
  });

  it('proposes what the source states, what a rule read, and else that nothing is stated', () => {
    const words = suggestion({ field: 'survival' });
    expect(cell(reviewOf(), 'sex')?.proposals[0]).toMatchObject({ kind: 'source', value: 'male' });
    expect(cell(reviewOf(), 'age')?.proposals[0]).toMatchObject({ kind: 'source', value: 61 });
    expect(cell(reviewOf(), 'survival', null, [words])?.proposals[0]).toMatchObject({
      kind: 'suggestion',
      value: 'yes',
      quote,
    });
    expect(cell(reviewOf(), 'intubated')?.proposals[0]).toMatchObject({
      kind: 'silence',
      value: 'not-stated',
    });
    expect(cell(reviewOf(), 'day_zero')?.proposals[0]).toMatchObject({ kind: 'silence', value: 'unknown' });
  });

  it('puts the surest suggestion first and drops a rejected one', () => {
    const both = [suggestion({ value: 'no', rule: 'low', confidence: 0.5 }), suggestion({ rule: 'high' })];
    expect(cell(reviewOf(), 'survival', null, both)?.proposals.map((one) => one.rule)).toEqual([
      'high',
      'low',
    ]);
    const review = reviewOf({
      kind: 'reject',
      target: { patient: 'p1', image: null },
      field: 'survival',
      value: 'yes',
      rule: 'high',
      quote,
    });
    expect(cell(review, 'survival', null, both)?.proposals.map((one) => one.rule)).toEqual(['low']);
  });

  it('keeps a suggestion for one patient that was rejected for another', () => {
    const two = caseFor('eurorad-1', {
      patients: [
        { id: 'p1', age: null, sex: null, location: null },
        { id: 'p2', age: null, sex: null, location: null },
      ],
    });
    const rejected = reviewOf({
      kind: 'reject',
      target: { patient: 'p1', image: null },
      field: 'survival',
      value: 'yes',
      rule: 'r1',
      quote,
    });
    const said = [suggestion({}), suggestion({ patient: 'p2' })];
    const proposed = allCells(cellGroups(two, foldReview(rejected), said, new Map()))
      .filter(({ field }) => field.name === 'survival')
      .map(({ target, proposals }) => [target.patient, proposals.map(({ kind }) => kind)]);
    expect(proposed).toEqual([
      ['p1', ['silence']],
      ['p2', ['suggestion']],
    ]);
  });

  it('takes a decision for the patient as one for each image, until the image has its own', () => {
    const whole = reviewOf(decided('finding', 'Pneumonia'));
    expect(cell(whole, 'finding', 'i1')).toBeUndefined();
    const own = reviewOf(
      decided('finding', 'Pneumonia'),
      decided('finding', 'No Finding', { target: { patient: 'p1', image: 'i1' } }),
    );
    expect(cell(own, 'finding', 'i1')).toMatchObject({
      inherited: false,
      open: false,
      decision: { value: 'No Finding' },
    });
  });

  it('asks for the finding of an image again when its own words say something else than the patient', () => {
    const normal = suggestion({ field: 'finding', image: 'i1', value: 'No Finding' });
    const review = reviewOf(decided('finding', 'Pneumonia'));
    expect(cell(review, 'finding', 'i1', [normal])).toMatchObject({ inherited: true, open: true });
    const alike = suggestion({ field: 'finding', image: 'i1', value: 'Pneumonia' });
    expect(cell(review, 'finding', 'i1', [alike])).toBeUndefined();
  });

  it('suggests for the patient what all images agree on, and nothing when they do not', () => {
    const one = suggestion({ field: 'finding', image: 'i1', value: 'Pneumonia' });
    const two = suggestion({ field: 'finding', image: 'i2', value: 'Pneumonia' });
    expect(cell(reviewOf(), 'finding', null, [one, two])?.proposals[0]?.value).toBe('Pneumonia');
    expect(
      cell(reviewOf(), 'finding', null, [one, { ...two, value: 'No Finding' }])?.proposals[0]?.kind,
    ).toBe('silence');
  });

  it('does not wait for what follows from the timeline, and does not count it', () => {
    const derived = new Map([
      [cellKey({ patient: 'p1', image: null }, 'went_icu'), { value: 'yes', because: 'ICU in' }],
    ]);
    expect(cell(reviewOf(), 'went_icu', null, [], derived)).toMatchObject({
      open: false,
      derived: { value: 'yes' },
    });
    expect(progressOf(groupsFor(reviewOf(), [], derived)).total).toBe(ofPatient + 2 * ofImage - 1);
  });

  it('leaves out excluded images and patients merged into another', () => {
    const left = groupsFor(reviewOf({ kind: 'image-excluded', image: 'i1', reason: 'half an image' }));
    expect(left.map((group) => group.image)).toEqual([null, 'i2']);
    const merged = reviewOf(
      { kind: 'patient-added', patient: 'p2', label: 'Patient 2' },
      { kind: 'image-assigned', image: 'i1', patient: 'p2' },
      { kind: 'image-assigned', image: 'i2', patient: 'p2' },
    );
    expect(patientsOf(record, foldReview(merged)).map(({ id }) => id)).toEqual(['p2']);
  });
});

describe('an image of nobody', () => {
  const lost = caseFor('eurorad-1', {
    images: [imageDraft('i1', 0), { ...imageDraft('i2', 1), patient: null }],
  });

  it('is one thing more to decide, until it is said whose it is', () => {
    const totalOf = (review: Review) => progressOf(cellGroups(lost, foldReview(review))).total;
    const given = reviewOf({ kind: 'image-assigned', image: 'i2', patient: 'p1' });
    expect(totalOf(reviewOf()) - totalOf(given)).toBe(1);
    expect(summariseReview(lost, reviewOf()).open - summariseReview(lost, given).open).toBe(1);
  });
});

describe('an import', () => {
  it('that nobody touched is new; with the first answer of a person the case is in progress', () => {
    const imported = decided('sex', 'male', { basis: { kind: 'import', table: 'metadata.csv', row: 2 } });
    expect(summariseReview(record, reviewOf(imported)).status).toBe('new');
    expect(summariseReview(record, reviewOf(imported, decided('age', 54))).status).toBe('in-progress');
  });
});

describe('a stack', () => {
  const frame = (id: string, order: number) => ({
    ...imageDraft(id, order),
    study: 's1',
    series: 'axial',
    frame: order,
  });
  const stacked = caseFor('eurorad-1', {
    texts: [{ id: 't2', kind: 'caption', language: 'en', text: 'CT on day 7', images: ['f2'] }],
    studies: [{ id: 's1', patient: 'p1', order: 0, title: 'CT', modality: { stated: 'CT', value: 'CT' } }],
    images: [imageDraft('i1', 0), frame('f1', 1), frame('f2', 2), frame('f3', 3)],
  });

  it('is one thing to decide, with the words of any of its frames', () => {
    const own = suggestion({
      field: 'offset',
      image: 'f2',
      value: 7,
      quote: { text: 't2', start: 3, end: 11, words: 'on day 7' },
    });
    const groups = cellGroups(stacked, foldReview(reviewOf()), [own]);
    expect(groups.map((group) => [group.image, group.frames])).toEqual([
      [null, []],
      ['i1', []],
      ['f1', ['f1', 'f2', 'f3']],
    ]);
    expect(groups[2]?.label).toContain('stack of 3');
    expect(groups[2]?.cells.find((one) => one.field.name === 'offset')?.proposals[0]?.value).toBe(7);
  });

  it('goes on without a frame that is left out, and falls to single images when one is left', () => {
    const out = (image: string) => ({ kind: 'image-excluded' as const, image, reason: 'blurred' });
    const shown = (...left: string[]) =>
      cellGroups(stacked, foldReview(reviewOf(...left.map(out)))).map((group) => group.frames);
    expect(shown('f1')).toEqual([[], [], ['f2', 'f3']]);
    expect(shown('f1', 'f2')).toEqual([[], [], []]);
  });
});
