import { describe, expect, it } from 'vitest';
import { reopenedIn } from '../../../curation/review/reopened.ts';
import { summariseReview } from '../../../curation/review/summary.ts';
import { readAsStated } from '../../../curation/suggest/case-reading.ts';
import type { Case } from '../../../data/format/case.ts';
import { brief, changed, done, grown, history, textOf, told, was } from './reopened-cases.ts';
import { decided, reviewOf } from './review-log.ts';

const openAnswers = reviewOf(
  decided('RT_PCR_positive', 'not-stated'),
  decided('survival', 'unclear'),
  decided('sex', 'male'),
  decided('finding', 'Pneumonia/Viral/COVID-19'),
  done,
);

describe('a source that says more than when it was answered', () => {
  it('re-opens what was left open, with before and now', () => {
    const found = changed(was, grown, openAnswers);
    expect(brief(found)).toEqual([
      'p1//RT_PCR_positive: new words for what was left open yes',
      'p1//survival: new words for what was left open no',
    ]);
    expect(found[1]).toMatchObject({
      before: { value: 'unclear', quote: null },
      now: { value: 'no', quote: { words: expect.stringContaining('died') } },
      was: { texts: [{ text: history }, {}] },
    });
    expect(found[1]?.now?.confidence).toBeGreaterThanOrEqual(0.8);
  });

  it('makes the case not done, first in the queue, until somebody answers', () => {
    const former = [{ record: was, events: 5 }];
    expect(summariseReview(grown, openAnswers, () => former)).toMatchObject({
      status: 'drifted',
      priority: 40,
    });
    expect(summariseReview(was, openAnswers, () => [])).toMatchObject({ status: 'done', priority: 0 });
    const answered = reviewOf(
      ...(openAnswers.events as never[]),
      decided('RT_PCR_positive', 'yes'),
      decided('survival', 'unclear'),
    );
    expect(summariseReview(grown, answered, () => former)).toMatchObject({ status: 'done' });
    const undone = reviewOf(...(answered.events as never[]), { kind: 'undo', of: 'e6.0' });
    expect(summariseReview(grown, undone, () => former)).toMatchObject({ status: 'drifted' });
  });

  it('re-opens an answer that new words speak against, and none that they bear out', () => {
    const review = (survival: string) => reviewOf(decided('survival', survival), done);
    const now = told(`${history} The patient died on day 20.`);
    expect(brief(changed(was, now, review('yes')))).toContain('p1//survival: new words against no');
    expect(brief(changed(was, now, review('no'))).filter((line) => line.includes('survival'))).toEqual([]);
  });

  it('asks about a field that nobody answered only in a case called done', () => {
    const started = reviewOf(decided('sex', 'male'));
    expect(changed(was, grown, started)).toEqual([]);
    const finished = reviewOf(decided('sex', 'male'), done);
    expect(brief(changed(was, grown, finished))).toEqual(
      expect.arrayContaining([
        'p1//RT_PCR_positive: new words for what was left open yes',
        'p1//survival: new words for what was left open no',
      ]),
    );
  });

  it('leaves alone what was answered against words that were there, however the rest changes', () => {
    const review = reviewOf(decided('RT_PCR_positive', 'no'), decided('survival', 'yes'), done);
    expect(changed(grown, told(`${textOf(grown)} He had a cat.`), review)).toEqual([]);
    const moved = told(`The patient died on day 20. ${history}\n\nRT-PCR for SARS-CoV-2 was positive.`);
    expect(changed(grown, moved, review)).toEqual([]);
  });

  it('takes words that lost their "no" for new ones', () => {
    const review = reviewOf(decided('intubated', 'no'), done);
    const no = told(`${history} He was not intubated.`);
    const yes = told(`${history} He was intubated.`);
    expect(brief(changed(no, yes, review))).toContain('p1//intubated: new words against yes');
    expect(brief(changed(yes, no, reviewOf(decided('intubated', 'yes'), done)))).toContain(
      'p1//intubated: new words against no',
    );
  });

  it('keeps a rejection of the same words, and asks again for others', () => {
    const one = told(`${history} The patient died on day 20.`);
    const [suggestion] = readAsStated(one).suggestions.filter(({ field }) => field === 'survival');
    const review = reviewOf(
      {
        kind: 'reject',
        target: { patient: 'p1', image: null },
        field: 'survival',
        value: 'no',
        rule: suggestion?.rule,
        quote: suggestion?.quote,
      },
      done,
    );
    expect(changed(one, told(`${textOf(one)} He had a cat.`), review)).toEqual([]);
    const two = told(`${history} He passed away in intensive care.`);
    expect(brief(changed(one, two, review)).filter((line) => line.includes('survival'))).toEqual([
      'p1//survival: new words for what was left open no',
    ]);
  });

  it('weighs each answer by the state it was given on, not by the newest', () => {
    const later = told(`${textOf(grown)} He had a cat.`);
    const review = reviewOf(
      decided('RT_PCR_positive', 'not-stated'),
      decided('finding', 'Pneumonia/Viral/COVID-19'),
      done,
      decided('survival', 'unclear'),
    );
    const found = reopenedIn({
      record: { ...later, rev: 3 },
      review,
      former: [
        { record: { ...grown, rev: 2 }, events: 4 },
        { record: { ...was, rev: 1 }, events: 3 },
      ],
      read: readAsStated,
    });
    expect(brief(found)).toEqual(['p1//RT_PCR_positive: new words for what was left open yes']);
  });

  it('goes by times where an older workspace did not count the events', () => {
    const at = (retrievedAt: string, record: Case, rev: number): Case => ({
      ...record,
      rev,
      source: { ...record.source, retrievedAt },
    });
    const found = (now: string) =>
      reopenedIn({
        record: at(now, grown, 2),
        review: openAnswers,
        former: [{ record: at('2025-12-01T00:00:00.000Z', was, 1), events: null }],
        read: readAsStated,
      });
    expect(found('2026-02-01T00:00:00.000Z')).toHaveLength(2);
    expect(found('2025-12-31T00:00:00.000Z')).toEqual([]);
  });

  it('knows each blind reader by their own review', () => {
    const ben = 'reader:ben';
    const cleo = 'reader:cleo';
    const review = reviewOf(
      decided('survival', 'no', { layer: ben }),
      { ...done, layer: ben },
      decided('survival', 'not-stated', { layer: cleo }),
      { ...done, layer: cleo },
    );
    const now = told(`${history} The patient died on day 20.`);
    const of = (layer: string) =>
      brief(changed(was, now, review, layer)).filter((line) => line.includes('survival'));
    expect(of(ben)).toEqual([]);
    expect(of(cleo)).toEqual(['p1//survival: new words for what was left open no']);
    const summary = summariseReview(now, review, () => [{ record: was, events: 4 }]);
    expect(summary.status).toBe('drifted');
    expect(summary.terms).toContainEqual({ kind: 'asked-again', term: cleo });
  });
});
