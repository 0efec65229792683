import { describe, expect, test } from 'vitest';
import { checkCase } from '../../curation/checks/check-case.ts';
import { foldReview } from '../../curation/record/fold.ts';
import { rowsToExport } from '../../curation/timeline/derive.ts';
import { exactDay } from '../../data/format/day.ts';
import { completeCase } from '../../data/format/read.ts';
import { emptyReview, type ReviewEvent, reviewEventSchema } from '../../data/format/review.ts';
import { fieldsOf } from '../../data/protocols/fields-of.ts';
import { readProtocol } from '../../data/protocols/read-protocol.ts';
import { decide, draftOf } from '../helpers/drafts.ts';
import { silicosis } from '../helpers/silicosis.ts';

const fields = fieldsOf(readProtocol(silicosis, 'silicosis'));
const record = completeCase(draftOf('eurorad-1'));

const happened = (type: string, day: number, anchor: string): ReviewEvent =>
  reviewEventSchema.parse({
    id: `${type}-${day}`,
    at: '2026-01-01T00:00:00.000Z',
    by: 'ana',
    kind: 'event',
    event: {
      id: `${type}-${day}`,
      patient: 'p1',
      type,
      day: { from: day, to: day, anchor, certainty: 'exact' },
    },
  });
const stateOf = (events: readonly unknown[]) =>
  foldReview({ ...emptyReview(record.id), events: events.map((event) => reviewEventSchema.parse(event)) });
const dayOf = (image: string, day: number) => ({
  ...decide('offset', day, image),
  day: exactDay(day, 'admission'),
});

describe('an own event of the timeline', () => {
  const films = [dayOf('i1', 0), dayOf('i2', 7)];
  const outOfDust = (events: readonly unknown[]) =>
    rowsToExport(record, stateOf([...films, ...events]), fields).map(({ row }) => [
      row['left_dust'],
      row['out_of_dust'],
    ]);

  test('gives the answer of the patient and the state of each image', () => {
    expect(outOfDust([])).toEqual([
      ['', ''],
      ['', ''],
    ]);
    expect(outOfDust([happened('own:left_dust', 3, 'admission')])).toEqual([
      ['Y', 'N'],
      ['Y', 'Y'],
    ]);
  });
  test('is ended by its own end, not by the way home', () => {
    const left = happened('own:left_dust', 1, 'admission');
    expect(outOfDust([left, happened('discharge', 2, 'admission')])[1]).toEqual(['Y', 'Y']);
    expect(outOfDust([left, happened('own:left_dust_ended', 5, 'admission')])[1]).toEqual(['Y', 'N']);
  });
  test('of an own anchor connects days that are counted from it', () => {
    const told = happened('own:left_dust', 0, 'own:diagnosis');
    expect(outOfDust([told])[0]).toEqual(['Y', '']);
    expect(outOfDust([told, happened('own:diagnosis', 4, 'admission')])).toEqual([
      ['Y', 'N'],
      ['Y', 'Y'],
    ]);
  });
});

describe('what a protocol includes', () => {
  const outside = (events: readonly unknown[]) =>
    checkCase(record, stateOf(events), fields).flatMap(({ rule, image, message }) =>
      rule === 'outside-protocol' ? [[image, message.split(': ').slice(1).join(': ')]] : [],
    );
  test('is a check of what a row surely is; a blank cell leaves it open', () => {
    expect(outside([decide('age', 61), decide('modality', 'X-ray')])).toEqual([]);
    expect(outside([])).toEqual([]);
    expect(outside([decide('age', 12)]).map(([, words]) => words)).toEqual([
      'is outside of the protocol, which asks: age >= 18',
      'is outside of the protocol, which asks: age >= 18',
    ]);
  });
  test('own findings are in the hierarchy, for checks too', () => {
    const rules = (finding: string) =>
      checkCase(record, stateOf([decide('finding', finding)]), fields).map(({ rule }) => rule);
    expect(rules('Pneumoconiosis/Silicosis')).not.toContain('unknown-finding');
    expect(rules('Pneumoconiosis/Asbestosis')).toContain('unknown-finding');
  });
});
