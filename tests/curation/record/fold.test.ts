import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decisionFor, foldReview, patientOf } from '../../../curation/record/fold.ts';
import { completeCase } from '../../../data/format/read.ts';
import {
  emptyReview,
  type Review,
  type ReviewEventInput,
  reviewEventSchema,
} from '../../../data/format/review.ts';
import { decide, draftOf, undo } from '../../helpers/drafts.ts';

const reviewOf = (...events: ReviewEventInput[]): Review => ({
  ...emptyReview('eurorad-1'),
  rev: events.length,
  events: events.map((event) => reviewEventSchema.parse(event)),
});

const survivalOf = (...events: ReviewEventInput[]) =>
  decisionFor(foldReview(reviewOf(...events)), 'survival', { patient: 'p1', image: 'i1' })?.value ?? null;

describe('which decision holds', () => {
  test('the newest that covers the cell, be it on the patient or the image', () => {
    expect(survivalOf(decide('survival', 'yes'))).toBe('yes');
    expect(survivalOf(decide('survival', 'yes'), decide('survival', 'no', 'i1'))).toBe('no');
    expect(survivalOf(decide('survival', 'yes', 'i1'), decide('survival', 'no'))).toBe('no');
    expect(survivalOf(decide('survival', 'yes'), decide('survival', 'no', 'i2'))).toBe('yes');
  });

  test('the patient itself is not answered by one of its images', () => {
    const state = foldReview(reviewOf(decide('survival', 'yes', 'i1')));
    expect(decisionFor(state, 'survival', { patient: 'p1', image: null })).toBeNull();
  });

  test('is the last in the list that covers the cell, whatever was decided on image, patient or case', () => {
    const some = fc.constantFrom('a', 'b', null);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(some, some, fc.constantFrom('survival', 'sex')), { maxLength: 15 }),
        some,
        some,
        (targets, patient, image) => {
          const state = foldReview(
            reviewOf(
              ...targets.map(([patient, image, field]) => ({
                ...decide(field, 'yes'),
                target: { patient, image },
              })),
            ),
          );
          const last = state.decisions.findLast(
            ({ field, target }) =>
              field === 'survival' &&
              (target.image === null
                ? target.patient === null || target.patient === patient
                : target.image === image),
          );
          expect(decisionFor(state, 'survival', { patient, image })).toBe(last ?? null);
        },
      ),
    );
  });

  test('layers do not see each other', () => {
    const review = reviewOf({ ...decide('survival', 'yes'), layer: 'reader:ben' });
    expect(foldReview(review).decisions).toEqual([]);
    expect(foldReview(review, 'reader:ben').decisions).toHaveLength(1);
  });
});

describe('undo', () => {
  test('takes back, gives back, and takes back again', () => {
    const answer = decide('survival', 'yes');
    const one = undo(answer);
    const two = undo(one);
    const three = undo(two);
    expect(survivalOf(answer, one)).toBeNull();
    expect(survivalOf(answer, one, two)).toBe('yes');
    expect(survivalOf(answer, one, two, three)).toBeNull();
  });

  test('of the newer shows the older again', () => {
    const older = decide('survival', 'no');
    const newer = decide('survival', 'yes');
    expect(survivalOf(older, newer, undo(newer))).toBe('no');
  });

  test('however events and undos are mixed, undoing all of them leaves nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('yes', 'no', 'unclear'), { maxLength: 12 }), (values) => {
        const answers = values.map((value) => decide('survival', value));
        const state = foldReview(reviewOf(...answers, ...answers.map(undo)));
        expect(state.decisions).toEqual([]);
        expect(state.status).toBe('new');
      }),
    );
  });
});

test('a reassigned image belongs to its new patient', () => {
  const record = completeCase(draftOf('eurorad-1'));
  const common = { at: '2026-01-03T00:00:00.000Z', by: 'ana' };
  const state = foldReview(
    reviewOf(
      { ...common, id: 'a', kind: 'patient-added', patient: 'p2', label: 'Patient 2' },
      { ...common, id: 'b', kind: 'image-assigned', image: 'i2', patient: 'p2' },
    ),
  );
  expect([patientOf(record, state, 'i1'), patientOf(record, state, 'i2')]).toEqual(['p1', 'p2']);
});
