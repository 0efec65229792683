import { describe, expect, it } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import { allCells, cellGroups } from '../../../curation/review/cells.ts';
import { mentionsIn, openComments, threads } from '../../../curation/review/comments.ts';
import { historyOf } from '../../../curation/review/history.ts';
import { offersFor } from '../../../curation/review/offers.ts';
import { caseFor, decided, reviewOf } from './review-log.ts';

describe('selected words', () => {
  const record = caseFor('eurorad-1', {
    texts: [
      {
        id: 't1',
        kind: 'presentation',
        language: 'en',
        text: 'A 61-year-old woman from Porto. Temperature 38,6 °C, SpO2 88 %. He was not intubated. He died on day 12.',
      },
      { id: 't2', kind: 'caption', language: 'en', text: 'Supine AP film, 2 weeks later', images: ['i2'] },
    ],
  });
  const state = foldReview(reviewOf());
  const cells = allCells(
    cellGroups(
      record,
      state,
      [],
      new Map(),
      new Set(['p1|i1|temperature', 'p1|i1|pO2_saturation', 'p1|i2|temperature']),
    ),
  );
  const offers = (text: string, words: string, near: string | null = null) => {
    const found = record.texts.find((one) => one.id === text);
    if (!found) throw new Error('no such text');
    const start = found.text.indexOf(words);
    const quote = { text, start, end: start + words.length, words };
    return offersFor(cells, found, quote, near).map((offer) => [
      offer.cell.field.name,
      offer.value,
      offer.cell.target.image,
    ]);
  };

  it('offer the fields they name, best first', () => {
    expect(offers('t1', '61-year-old')[0]).toEqual(['age', '61', null]);
    expect(offers('t1', 'woman')[0]).toEqual(['sex', 'female', null]);
    expect(offers('t1', '38,6 °C')[0]).toEqual(['temperature', '38.6', 'i1']);
    expect(offers('t1', '88 %')[0]).toEqual(['pO2_saturation', '88', 'i1']);
    expect(offers('t1', 'not intubated')[0]).toEqual(['intubated', 'no', null]);
    expect(offers('t1', 'died')[0]).toEqual(['survival', 'no', null]);
    expect(offers('t1', 'Porto')[0]).toEqual(['location', 'Porto', null]);
  });

  it('go to the image that a caption speaks of, and to the field in hand', () => {
    expect(offers('t2', 'Supine AP')[0]).toEqual(['view', 'AP Supine', 'i2']);
    expect(offers('t2', '2 weeks later')[0]).toEqual(['offset', '14', 'i2']);
    expect(offers('t1', 'day 12', 'p1|i1|offset')[0]).toEqual(['offset', '12', 'i1']);
  });

  it('offer nothing that cannot be', () => {
    expect(offers('t1', 'from').filter(([field]) => field === 'age')).toEqual([]);
  });
});

describe('comments', () => {
  const log = reviewOf(
    { kind: 'comment', target: { patient: 'p1', image: null }, field: 'age', text: 'Is it 61 or 16, @ben?' },
    {
      kind: 'comment',
      target: { patient: 'p1', image: null },
      field: 'age',
      text: '61.',
      replyTo: 'e0.0',
      by: 'ben',
    },
    { kind: 'comment', target: { patient: null, image: null }, field: null, text: 'Nice case' },
    { kind: 'comment-resolved', comment: 'e2.0', by: 'cleo' },
  );

  it('hang in threads that can be resolved', () => {
    expect(
      threads(log).map((thread) => [thread.comment.id, thread.replies.length, thread.resolvedBy]),
    ).toEqual([
      ['e0.0', 1, null],
      ['e2.0', 0, 'cleo'],
    ]);
    expect([...openComments(log).keys()]).toEqual(['p1||age']);
  });

  it('do not hang for ever on replies that answer each other', () => {
    const circle = reviewOf(
      { kind: 'comment', target: { patient: null, image: null }, field: null, text: 'a', replyTo: 'e1.0' },
      { kind: 'comment', target: { patient: null, image: null }, field: null, text: 'b', replyTo: 'e0.0' },
    );
    expect(threads(circle).length).toBeLessThanOrEqual(2);
  });

  it('mention people', () => {
    expect(mentionsIn('@ana and (@ben.b), mail@site.org, see @cleo.')).toEqual(['ana', 'ben.b', 'cleo']);
  });
});

describe('history', () => {
  it('tells of a field who decided what, newest first, and what was taken back by whom', () => {
    const log = reviewOf(decided('age', 40), decided('sex', 'male'), decided('age', 50, { by: 'ben' }), {
      kind: 'undo',
      of: 'e2.0',
      by: 'cleo',
    });
    const entries = historyOf(log, 'shared', { field: 'age', target: { patient: 'p1', image: null } });
    expect(entries.map(({ event, stands, undoneBy }) => [event.id, event.by, stands, undoneBy])).toEqual([
      ['e2.0', 'ben', false, 'cleo'],
      ['e0.0', 'ana', true, null],
    ]);
    expect(historyOf(log, 'shared')).toHaveLength(3);
    expect(historyOf(log, 'reader:ana')).toEqual([]);
  });
});
