import { describe, expect, it } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import {
  adjudicationOf,
  agreedShape,
  differingEvents,
  unsettled,
} from '../../../curation/review/adjudication.ts';
import { allCells, cellGroups } from '../../../curation/review/cells.ts';
import { namings, threads, writerOf } from '../../../curation/review/comments.ts';
import { cellsRead, withoutCell, withReadings } from '../../../curation/review/settling.ts';
import { summariseReview } from '../../../curation/review/summary.ts';
import { caseFor, decided, reviewOf } from './review-log.ts';

const record = caseFor();
const of = (reader: string) => ({ by: reader, layer: `reader:${reader}` });
const by = (reader: string, field: string, value: string | number | null, more: object = {}) =>
  decided(field, value, { ...of(reader), ...more });
const done = (reader: string) => ({ ...of(reader), kind: 'status' as const, status: 'done' });
const icu = (reader: string, on: number) => ({
  ...of(reader),
  kind: 'event' as const,
  event: {
    id: 'told-icu',
    patient: 'p1',
    type: 'icu-in',
    day: { from: on, to: on, anchor: 'admission', certainty: 'exact' },
  },
});
const note = (reader: string, text: string, more: object = {}) => ({
  ...of(reader),
  kind: 'comment' as const,
  target: { patient: 'p1', image: null },
  field: 'age',
  text,
  ...more,
});

const readings = [
  by('ana', 'sex', 'male'),
  by('ana', 'age', 61),
  { ...of('ana'), kind: 'image-excluded' as const, image: 'i2', reason: 'a logo' },
  icu('ana', 3),
  note('ana', '61 or 60? @cleo @Ben'),
  done('ana'),
  by('ben', 'sex', 'male'),
  by('ben', 'age', 60),
  by('ben', 'location', 'Porto'),
  { ...of('ben'), kind: 'image-excluded' as const, image: 'i2', reason: 'no film' },
  icu('ben', 4),
  done('ben'),
];
const read = reviewOf(...readings);

const seen = (review = read) => {
  const found = adjudicationOf(record, review);
  const groups = withReadings(
    cellGroups(record, foldReview(review), [], new Map(), new Set(cellsRead(found))),
    found,
  );
  return { found, groups, cell: (name: string) => allCells(groups).find(({ field }) => field.name === name) };
};

describe('the cells of a person who settles two readings', () => {
  it('propose nothing where the readers differ, and hold what each of them said', () => {
    const age = seen().cell('age');
    expect(age).toMatchObject({ open: true, proposals: [] });
    expect(age?.readings.map(({ proposal }) => proposal?.value).sort()).toEqual([60, 61]);
    expect(
      seen()
        .cell('location')
        ?.readings.map(({ proposal }) => proposal?.value ?? null),
    ).toContain(null);
  });

  it('propose what both said, and keep what each said beside what settled it', () => {
    expect(seen().cell('sex')).toMatchObject({
      open: true,
      readings: [],
      proposals: [{ value: 'male', reason: 'agreed by ana and ben' }],
    });
    const settled = seen(reviewOf(...readings, decided('age', 60, { by: 'cleo' })));
    expect(settled.cell('age')).toMatchObject({ open: false, decision: { value: 60 } });
    expect(settled.cell('age')?.readings).toHaveLength(2);
    expect(unsettled(settled.found).map(({ field }) => field.name)).not.toContain('age');
  });

  it('stand in an order that says nobody, another one from case to case', () => {
    const first = new Set(
      Array.from({ length: 40 }, (_, at) => {
        const other = { ...record, id: `eurorad-${at}` };
        const found = adjudicationOf(other, read);
        const cells = allCells(withReadings(cellGroups(other, foldReview(read)), found));
        return cells.find(({ field }) => field.name === 'age')?.readings[0]?.reader;
      }),
    );
    expect([...first].sort()).toEqual(['ana', 'ben']);
  });

  it('name apart what is about a patient or an image that the case does not have so', () => {
    const { groups, found } = seen(
      reviewOf(
        { ...of('ana'), kind: 'patient-added', patient: 'p2', label: 'Her sister' },
        by('ana', 'sex', 'female', { target: { patient: 'p2', image: null } }),
        ...readings,
      ),
    );
    expect(withoutCell(groups, found).map(({ key }) => key)).toEqual(['p2||sex']);
    expect(withoutCell(seen().groups, seen().found)).toEqual([]);
  });
});

describe('what two readings leave to be taken over or decided beside fields', () => {
  it('is each event that they date otherwise, and none of a kind the timeline has', () => {
    const told = differingEvents(read);
    expect(told.map(({ day }) => day.from)).toEqual([3, 4]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
    const taken = { kind: 'event' as const, event: { ...icu('ana', 3).event } };
    expect(differingEvents(reviewOf(...readings, taken))).toEqual([]);
  });

  it('is what both made of the images, once', () => {
    const alike = agreedShape(read);
    expect(alike).toEqual([{ kind: 'image-excluded', image: 'i2', reason: 'a logo' }]);
    expect(agreedShape(reviewOf(...readings, ...alike))).toEqual([]);
  });
});

describe('a comment of a blind reading', () => {
  const half = reviewOf(...readings.slice(0, -1));
  const settled = reviewOf(...readings, { kind: 'status', status: 'done', by: 'cleo' });

  it('is seen, and names people, once all readers are done; never by the other reader', () => {
    expect([threads(half).length, [...namings(half).keys()]]).toEqual([0, []]);
    expect(threads(read).map(({ comment }) => comment.text)).toEqual(['61 or 60? @cleo @Ben']);
    expect([...namings(read).keys()]).toEqual(['cleo']);
    expect(threads(read, 'reader:ben')).toEqual([]);
    expect(summariseReview(record, read).terms).toContainEqual({ kind: 'mentioned', term: 'cleo' });
  });

  it('names its writer only when the case is settled, and holds up none that is', () => {
    const [thread] = threads(read);
    if (!thread) throw new Error('no thread');
    expect(writerOf(thread.comment, read, 'shared')).toBe('a reader');
    expect(writerOf(thread.comment, read, 'reader:ana')).toBe('ana');
    expect(writerOf(thread.comment, settled, 'shared')).toBe('ana');
    expect(summariseReview(record, settled).status).toBe('done');
  });

  it('is answered and resolved by who settles', () => {
    const [thread] = threads(read);
    const id = thread?.comment.id ?? '';
    const answered = reviewOf(
      ...readings,
      note('cleo', '61, as it stands.', { layer: 'shared', replyTo: id }),
      { kind: 'comment-resolved', comment: id, by: 'cleo' },
    );
    expect(threads(answered)[0]).toMatchObject({ resolvedBy: 'cleo', replies: [{ by: 'cleo' }] });
    expect(namings(answered).size).toBe(0);
  });
});
