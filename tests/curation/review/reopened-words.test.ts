import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import { reopenedIn } from '../../../curation/review/reopened.ts';
import { summariseReview } from '../../../curation/review/summary.ts';
import { readAsStated } from '../../../curation/suggest/case-reading.ts';
import type { Case } from '../../../data/format/case.ts';
import type { Review } from '../../../data/format/review.ts';
import { brief, changed, done, history, p1, told } from './reopened-cases.ts';
import { caseFor, decided, reviewOf } from './review-log.ts';

describe('words that an answer rests on', () => {
  const quote = { text: 't2', start: 17, end: 25, words: 'on day 7' };
  const basis = { kind: 'suggestion', rule: 'r', ruleSet: 's', confidence: 0.9, quote };
  const review = reviewOf(
    decided('offset', 7, { target: { patient: 'p1', image: 'i2' }, basis }),
    decided('sex', 'male'),
    done,
  );
  const withCaption = (text: string) =>
    caseFor('eurorad-1', {
      texts: [
        { id: 't1', kind: 'presentation', language: 'en', text: 'Fever for 3 days.' },
        { id: 't2', kind: 'caption', language: 'en', text, images: ['i2'] },
      ],
    });
  const of = (record: Case, log: Review = review) =>
    reopenedIn({ record, review: log, former: [], read: readAsStated });

  it('do not disturb a review while they stand, moved or set otherwise', () => {
    expect(of(caseFor())).toEqual([]);
    expect(of(withCaption('Portable chest radiograph on day 7'))).toEqual([]);
    expect(of(withCaption('Chest radiograph,  On\u00a0day\n7'))).toEqual([]);
  });

  it('re-open only the fields whose words changed, with what stands there now', () => {
    const record = withCaption('Chest radiograph on day 9. Second film.');
    expect(of(record)).toMatchObject([
      {
        key: 'p1|i2|offset',
        because: 'quote gone',
        before: { value: 7, quote: { words: 'on day 7' }, confidence: 0.9 },
        nearest: 'Chest radiograph on day 9.',
      },
    ]);
    expect(summariseReview(record, review)).toMatchObject({ status: 'drifted', priority: 40 });
    expect(summariseReview(caseFor(), review)).toMatchObject({ status: 'done', priority: 0 });
  });

  it('do not re-open what other words bear out', () => {
    expect(of(withCaption('Chest radiograph on the 7th day after admission. Day 7.'))).toEqual([]);
  });

  it('may stand in a fact beside the texts: a stated age, a file name', () => {
    const fact = { text: 'patient-age:p1', start: 0, end: 2, words: '61' };
    const log = reviewOf(decided('age', 61, { basis: { ...basis, quote: fact } }));
    expect(of(caseFor(), log)).toEqual([]);
    const older = caseFor('eurorad-1', {
      patients: [{ ...p1, age: { value: 62, unit: 'years', stated: '62 years' } }],
    });
    expect(of(older, log)).toMatchObject([{ key: 'p1||age', before: { quote: { words: '61' } } }]);
  });

  describe('are not the same words of somebody else', () => {
    const father = 'His father had died of COVID-19 two weeks before.';
    const own = 'The patient died.';
    const dead = told(`${history} ${own} ${father}`);
    const start = history.length + ' The patient '.length;
    const died = { text: 't1', start, end: start + 4, words: 'died' };
    const answer = reviewOf(decided('survival', 'no', { basis: { ...basis, quote: died } }), done);
    const before = { value: 'no', quote: { words: 'died' } };

    it.each([
      ['left the page', `${history} ${father}`],
      ['gave way to other words', `${history} The patient recovered. ${father}`],
      ['gave way, and the others moved', `${father} ${history}`],
    ])('where theirs %s', (_how, text) => {
      expect(changed(dead, told(text), answer)).toMatchObject([{ key: 'p1||survival', before }]);
      const event = {
        id: 'death',
        patient: 'p1',
        type: 'death',
        answer: 'yes',
        day: { from: 20, to: 20, anchor: 'admission', certainty: 'exact' },
        quote: died,
      };
      const taken = reviewOf({ kind: 'event', event }, done);
      const asked = changed(dead, told(text), taken).filter(({ key }) => key === 'event:death');
      expect(asked).toMatchObject([{ because: 'quote gone' }]);
    });

    it.each([
      ['moved', `${father} ${history} ${own}`],
      ['are put otherwise', `${history} On day 20 the patient died, sadly. ${father}`],
      ['stand alone', `${history} ${own}`],
      ['stand in a sentence with others', `${history.slice(0, -1)}; the patient died. ${father}`],
    ])('and still rest on their own where they %s', (_how, text) => {
      expect(changed(dead, told(text), answer).filter(({ key }) => key === 'p1||survival')).toEqual([]);
    });
  });

  it('count only for decisions that hold', () => {
    const image = { patient: 'p1', image: 'i2' };
    const later = reviewOf(
      decided('offset', 7, { target: image, basis }),
      decided('offset', 9, { target: image }),
    );
    expect(of(withCaption('Chest radiograph on day 9.'), later)).toEqual([]);
  });
});

describe('re-reading', () => {
  const sentences = [
    'RT-PCR for SARS-CoV-2 was positive.',
    'The patient died on day 20.',
    'He was intubated on day 3.',
    'He was transferred to the intensive care unit on day 2.',
    'Supplemental oxygen was given via nasal cannula.',
    'He was discharged home on day 14.',
    'Temperature was 38.5 °C and the white blood cell count was 3.2 x 10^9/L.',
    'A 61-year-old man from Porto presented with fever.',
  ];
  const text = fc.shuffledSubarray(sentences, { minLength: 1 }).map((list) => list.join(' '));
  const answer = fc.constantFrom('yes', 'no', 'not-stated', 'unclear');
  const log = fc
    .dictionary(fc.constantFrom('survival', 'RT_PCR_positive', 'intubated', 'went_icu'), answer)
    .map((answers) =>
      reviewOf(...Object.entries(answers).map(([field, value]) => decided(field, value)), done),
    );

  it('an unchanged case re-opens nothing, whatever was answered', () => {
    fc.assert(
      fc.property(text, log, (words, review) => {
        expect(changed(told(words), told(words), review)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('a page set anew re-opens nothing: blanks, line ends, entities, capitals of headings', () => {
    const set = fc.array(fc.constantFrom(' ', '  ', '\u00a0', '\n', ' \n ', '\t'), {
      minLength: 40,
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, log, set, (words, review, blanks) => {
        let at = 0;
        const anew = words.replace(/ /g, () => blanks[at++ % blanks.length] ?? ' ').normalize('NFD');
        expect(brief(changed(told(words), told(anew), review))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('what was confirmed on the page of today is not asked again', () => {
    fc.assert(
      fc.property(text, text, log, (before, now, review) => {
        const found = changed(told(before), told(now), review).filter(({ field }) => field !== null);
        const confirmed = reviewOf(
          ...(review.events as never[]),
          ...found.map(({ field, target, before: said, proposal }) =>
            said.value === null && proposal
              ? {
                  kind: 'reject' as const,
                  target,
                  field,
                  value: proposal.value,
                  rule: proposal.rule,
                  quote: proposal.quote,
                }
              : decided(field ?? '', said.value, { target }),
          ),
        );
        const left = reopenedIn({
          record: { ...told(now), rev: 2 },
          review: confirmed,
          former: [{ record: told(before), events: review.events.length }],
          read: readAsStated,
        }).filter(({ field }) => field !== null);
        // What one of several sentences said may be asked once more for the next of them, never for the same.
        const asked = new Set(found.map(({ key, now: said }) => `${key} ${said?.value}`));
        expect(left.filter(({ key, now: said }) => asked.has(`${key} ${said?.value}`))).toEqual([]);
        expect(foldReview(confirmed).status).toBe('done');
      }),
      { numRuns: 60 },
    );
  });
});
