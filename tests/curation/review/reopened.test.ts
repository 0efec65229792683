import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import { type Reopened, reopenedIn } from '../../../curation/review/reopened.ts';
import { summariseReview } from '../../../curation/review/summary.ts';
import { readAsStated } from '../../../curation/suggest/case-reading.ts';
import type { Case, CaseDraft } from '../../../data/format/case.ts';
import type { Review } from '../../../data/format/review.ts';
import { imageDraft } from '../../helpers/drafts.ts';
import { caseFor, decided, reviewOf } from './review-log.ts';

const p1: CaseDraft['patients'][number] = { id: 'p1', sex: null, age: null, location: null };
const history = 'A 61-year-old man presented with fever and dry cough for 3 days.';

/** A case of one patient with a history and a captioned film. */
const told = (text: string, change: Partial<CaseDraft> = {}): Case =>
  caseFor('eurorad-1', {
    patients: [p1],
    texts: [
      { id: 't1', kind: 'presentation', language: 'en', text },
      { id: 't2', kind: 'caption', language: 'en', text: 'Chest radiograph.', images: ['i1'] },
    ],
    images: [{ ...imageDraft('i1', 0), caption: 't2' }],
    ...change,
  });

/** What is re-opened when a case that was `was` for all these events is `now`. */
const changed = (was: Case, now: Case, review: Review, layer = 'shared'): Reopened[] =>
  reopenedIn(
    {
      record: { ...now, rev: was.rev + 1 },
      review,
      former: [{ record: was, events: review.events.length }],
      read: readAsStated,
    },
    layer,
  );

const brief = (found: readonly Reopened[]) =>
  found.map(({ key, because, now }) =>
    `${key.replace('|', '/').replace('|', '/')}: ${because} ${now?.value ?? ''}`.trim(),
  );

const done = { kind: 'status', status: 'done' } as const;
const was = told(history);
const grown = told(`${history} RT-PCR for SARS-CoV-2 was positive. The patient died on day 20.`);
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

const textOf = (record: Case): string => record.texts[0]?.text ?? '';

describe('days, images and patients', () => {
  const film = (caption: string, more: Partial<CaseDraft> = {}) =>
    told('Fever began four days before admission.', {
      texts: [
        { id: 't1', kind: 'presentation', language: 'en', text: 'Fever began four days before admission.' },
        { id: 't2', kind: 'caption', language: 'en', text: caption, images: ['i1'] },
      ],
      ...more,
    });

  it('a caption with another day re-opens the day of its image, and of no other', () => {
    const image = { patient: 'p1', image: 'i1' };
    const review = reviewOf(decided('day_zero', 'admission'), decided('offset', 7, { target: image }), done);
    const found = changed(
      film('Chest radiograph on hospital day 7.'),
      film('Chest radiograph on hospital day 9.'),
      review,
    );
    expect(brief(found).filter((line) => line.includes('offset'))).toEqual([
      'p1/i1/offset: new words against 9',
    ]);
    expect(changed(film('Chest radiograph.'), film('Chest radiograph on hospital day 7.'), review)).toEqual(
      [],
    );
  });

  it('a view and a tube told by a new caption', () => {
    const image = { patient: 'p1', image: 'i1' };
    const review = reviewOf(
      decided('view', 'PA', { target: image }),
      decided('intubation_present', 'no', { target: image }),
      done,
    );
    const found = changed(
      film('Chest radiograph.'),
      film('Supine AP chest radiograph. The endotracheal tube is in place.'),
      review,
    );
    expect(brief(found)).toEqual(
      expect.arrayContaining([
        'p1/i1/view: new words against AP Supine',
        'p1/i1/intubation_present: new words against yes',
      ]),
    );
  });

  it('an image that was added asks for what its words say; one that was taken away asks nothing', () => {
    const before = film('Chest radiograph on hospital day 7.');
    const both = film('Chest radiograph on hospital day 7.', {
      texts: [
        { id: 't1', kind: 'presentation', language: 'en', text: textOf(before) },
        {
          id: 't2',
          kind: 'caption',
          language: 'en',
          text: 'Chest radiograph on hospital day 7.',
          images: ['i1'],
        },
        {
          id: 't3',
          kind: 'caption',
          language: 'en',
          text: 'Chest radiograph on hospital day 12.',
          images: ['i2'],
        },
      ],
      images: [
        { ...imageDraft('i1', 0), caption: 't2' },
        { ...imageDraft('i2', 1), caption: 't3' },
      ],
    });
    const one = reviewOf(decided('offset', 7, { target: { patient: 'p1', image: 'i1' } }), done);
    expect(brief(changed(before, both, one))).toContain('p1/i2/offset: new words for what was left open 12');
    const two = reviewOf(decided('offset', 3, { target: { patient: 'p1', image: 'i2' } }), done);
    expect(brief(changed(both, before, two)).filter((line) => line.includes('i2'))).toEqual([]);
  });

  it('words of one patient do not re-open another', () => {
    const patients = [
      { ...p1, label: 'Case 1' },
      { ...p1, id: 'p2', label: 'Case 2' },
    ];
    const both = (second: string) =>
      told('', {
        patients,
        texts: [
          { id: 't1', kind: 'presentation', language: 'en', patient: 'p1', text: history },
          { id: 't3', kind: 'presentation', language: 'en', patient: 'p2', text: second },
        ],
        images: [imageDraft('i1', 0), { ...imageDraft('i2', 1), patient: 'p2' }],
      });
    const review = reviewOf(
      decided('survival', 'yes'),
      decided('survival', 'yes', { target: { patient: 'p2', image: null } }),
      done,
    );
    const found = changed(
      both('A 40-year-old woman with cough.'),
      both('A 40-year-old woman with cough. The patient died on day 20.'),
      review,
    );
    expect(brief(found)).toEqual(['p2//survival: new words against no']);
  });

  it('an event of another day, and one that only new words tell', () => {
    const event = (type: string, day: number, quote: unknown = null) => ({
      kind: 'event' as const,
      event: {
        id: 'own',
        patient: 'p1',
        type,
        day: { from: day, to: day, anchor: 'admission', certainty: 'exact' },
        quote,
      },
    });
    const text = (day: number) =>
      `${history} He was intubated on hospital day ${day} and transferred to the intensive care unit.`;
    const review = reviewOf(event('intubation', 5), done);
    const found = changed(told(text(5)), told(text(8)), review);
    expect(found).toContainEqual(
      expect.objectContaining({
        key: 'event:own',
        because: 'new words against',
        now: expect.objectContaining({ day: expect.objectContaining({ from: 8 }) }),
      }),
    );
    const words = 'intubated on hospital day 5';
    const start = text(5).indexOf(words);
    const quoted = event('intubation', 5, { text: 't1', start, end: start + words.length, words });
    expect(changed(told(text(5)), told(text(8)), reviewOf(quoted, done))).toContainEqual(
      expect.objectContaining({ key: 'event:own', because: 'quote gone' }),
    );
    const confirmed = reviewOf(quoted, done, event('intubation', 5));
    const kept = reopenedIn({
      record: { ...told(text(8)), rev: 2 },
      review: confirmed,
      former: [{ record: told(text(5)), events: 2 }],
      read: readAsStated,
    });
    expect(kept.filter(({ key }) => key === 'event:own')).toEqual([]);
  });
});

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
      { numRuns: 60 },
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
