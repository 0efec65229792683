import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTimeline } from '../../../curation/timeline/build.ts';
import type { TimelineEvent } from '../../../data/format/timeline.ts';
import { caseOf } from '../suggest/helpers.ts';
import { day, event, stateOf, threeFilms } from './helpers.ts';

const rulesOf = (timeline: ReturnType<typeof buildTimeline>) =>
  timeline.contradictions.map(({ rule }) => rule);
const quote = (words: string) => ({ text: 't1', start: 0, end: words.length, words });

describe('a timeline', () => {
  const record = threeFilms();
  const events = [
    event('onset', day(0, 'onset')),
    event('admission', day(4, 'onset')),
    event('icu-in', day(6, 'onset')),
    event('intubation', day(3, 'admission')),
    event('extubation', day(9, 'admission')),
    event('discharge', day(20, 'admission')),
  ];
  const state = stateOf(record, events, {
    i1: day(0, 'admission'),
    i2: day(8, 'onset'),
    i3: day(12, 'admission'),
  });
  const timeline = buildTimeline({ case: record, state, patient: 'p1' });

  it('puts everything on one count', () => {
    expect(timeline.dayZero).toBe('admission');
    expect(timeline.images.map(({ day: on }) => on?.from)).toEqual([0, 4, 12]);
    expect(timeline.events.map(({ event: one, day: on }) => `${one.type} ${on?.from}`)).toEqual([
      'onset -4',
      'admission 0',
      'icu-in 2',
      'intubation 3',
      'extubation 9',
      'discharge 20',
    ]);
    expect(timeline.contradictions).toEqual([]);
  });
  it('derives the state of every image', () => {
    expect(timeline.derivedPerImage.map(({ states }) => states.intubated.answer)).toEqual([
      'no',
      'yes',
      'no',
    ]);
    expect(timeline.derivedPerImage.map(({ states }) => states.icu.answer)).toEqual(['no', 'yes', 'yes']);
  });
  it('answers for the patient', () => {
    expect(Object.fromEntries([...timeline.answers].map(([name, { answer }]) => [name, answer]))).toEqual({
      survival: 'yes',
      intubated: 'yes',
      extubated: 'yes',
      went_icu: 'yes',
      needed_supplemental_O2: 'not-stated',
      RT_PCR_positive: 'not-stated',
    });
  });
  it('counts from where a person says, and reads bare numbers from there', () => {
    const decided = stateOf(record, events, { i1: day(4, 'unknown') }, [
      { field: 'day_zero', value: 'onset' },
    ]);
    const built = buildTimeline({ case: record, state: decided, patient: 'p1' });
    expect(built).toMatchObject({ dayZero: 'onset', dayZeroDecided: true });
    expect(built.images[0]?.day).toMatchObject({ from: 4, anchor: 'onset' });
    expect(built.events.find(({ event: one }) => one.type === 'intubation')?.day).toMatchObject({ from: 7 });
  });
  it('knows another patient’s events are not this one’s', () => {
    const built = buildTimeline({ case: record, state, patient: 'p2' });
    expect(built.events).toEqual([]);
    expect(built.answers.get('intubated')?.answer).toBe('not-stated');
  });
  it('shifting day 0 shifts everything', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (shift) => {
        const moved = events.map(
          (one): TimelineEvent =>
            one.day.anchor === 'onset' && one.type === 'admission'
              ? { ...one, day: day(4 + shift, 'onset') }
              : one,
        );
        const built = buildTimeline({
          case: record,
          state: stateOf(record, moved, { i1: day(0), i2: day(8), i3: day(12) }, [
            { field: 'day_zero', value: 'onset' },
          ]),
          patient: 'p1',
        });
        expect(built.images.map(({ day: on }) => on?.from)).toEqual([4, 12, 16].map((at) => at + shift));
        expect(built.derivedPerImage.map(({ states }) => states.intubated.answer)).toEqual([
          'no',
          'yes',
          'no',
        ]);
      }),
    );
  });
});

describe('contradictions name both facts and their words', () => {
  const record = threeFilms();
  const check = (events: readonly TimelineEvent[], days = {}, decisions = {}) =>
    buildTimeline({
      case: record,
      state: stateOf(
        record,
        events,
        days,
        Object.entries(decisions).map(([field, value]) => ({ field, value: value as string })),
      ),
      patient: 'p1',
    });

  it('extubation before intubation', () => {
    const timeline = check([
      event('intubation', day(5), { quote: quote('intubated on day 5') }),
      event('extubation', day(3), { quote: quote('extubated on day 3') }),
    ]);
    expect(timeline.contradictions).toHaveLength(1);
    expect(timeline.contradictions[0]).toMatchObject({
      rule: 'extubation-before-intubation',
      severity: 'error',
      message:
        'extubation on day 3 (“extubated on day 3”) lies before intubation on day 5 (“intubated on day 5”)',
    });
  });
  it('an overlap is no contradiction', () => {
    expect(
      check([event('intubation', day(5)), event('extubation', day(3, 'admission', 6))]).contradictions,
    ).toEqual([]);
  });
  it.each([
    [
      'discharge-before-admission',
      [event('admission', day(2, 'onset')), event('discharge', day(1, 'onset'))],
    ],
    ['icu-before-admission', [event('admission', day(4, 'onset')), event('icu-in', day(2, 'onset'))]],
    ['icu-out-before-in', [event('icu-in', day(4)), event('icu-out', day(2))]],
    ['oxygen-stop-before-start', [event('oxygen-start', day(4)), event('oxygen-stop', day(2))]],
    ['event-after-death', [event('death', day(4)), event('rt-pcr', day(7))]],
    ['event-after-discharge', [event('discharge', day(4)), event('icu-in', day(7))]],
    ['death-without-day', [event('death', day(null))]],
    ['anchors-disagree', [event('admission', day(4, 'onset')), event('onset', day(-6, 'admission'))]],
  ] as const)('%s', (rule, events) => {
    expect(rulesOf(check(events))).toContain(rule);
  });
  it('image after death, answers that exclude each other, decisions against events', () => {
    expect(rulesOf(check([event('death', day(4))], { i1: day(6) }))).toContain('image-after-death');
    expect(rulesOf(check([], {}, { intubated: 'yes', went_icu: 'no' }))).toContain('intubated-without-icu');
    expect(rulesOf(check([], {}, { extubated: 'yes', intubated: 'no' }))).toContain(
      'extubated-without-intubated',
    );
    expect(rulesOf(check([event('intubation', day(2))], {}, { intubated: 'no' }))).toContain(
      'overruled-without-reason',
    );
  });
  it('a difference of dates is the difference of days, for every pair', () => {
    const dated = caseOf({
      images: [
        { file: 'a.png', date: 'March 3, 2020' },
        { file: 'b.png', date: '2020-03-05' },
        { file: 'c.png', date: '12.03.2020' },
      ],
    });
    const build = (third: number) =>
      buildTimeline({
        case: dated,
        state: stateOf(dated, [], { i1: day(0), i2: day(2), i3: day(third) }),
        patient: 'p1',
      }).contradictions;
    expect(build(9)).toEqual([]);
    const [first, second] = build(10);
    expect(first?.message).toBe(
      'a.png (March 3, 2020, day 0) and c.png (12.03.2020, day 10) lie 9 days apart by date and 10 by day',
    );
    expect(second?.rule).toBe('date-day-difference');
    expect(build(10)).toHaveLength(2);
  });
  describe('dates whose day and month can change places', () => {
    const differences = (...rows: readonly (readonly [string, number])[]) => {
      const dated = caseOf({ images: rows.map(([date], at) => ({ file: `${at + 1}.png`, date })) });
      const days = Object.fromEntries(rows.map(([, at], index) => [`i${index + 1}`, day(at)]));
      return buildTimeline({
        case: dated,
        state: stateOf(dated, [], days),
        patient: 'p1',
      }).contradictions.map(({ severity, message }) => `${severity}: ${message}`);
    };
    it('say nothing where the days fit either reading, taken for all of them', () => {
      expect(differences(['3/3/2020', 0], ['3/7/2020', 4])).toEqual([]);
      expect(differences(['3/3/2020', 0], ['3/7/2020', 122])).toEqual([]);
      expect(differences(['3/3/2020', 0], ['March 5, 2020', 2], ['3/7/2020', 4])).toEqual([]);
    });
    it('are warned of where neither reading fits, and by the one that fits more', () => {
      expect(differences(['3/3/2020', 0], ['3/7/2020', 5])).toEqual([
        'warning: 1.png (3/3/2020, day 0) and 2.png (3/7/2020, day 5) lie 4 days apart by date and 5 by day',
      ]);
      // Each pair fits one reading, and no reading fits both pairs.
      expect(differences(['1/1/2020', 0], ['1/5/2020', 4], ['1/6/2020', 152])).toHaveLength(2);
      expect(differences(['3/3/2020', 0], ['3/5/2020', 2], ['3/6/2020', 3], ['3/7/2020', 5])).toEqual([
        expect.stringContaining('lie 4 days apart by date and 5 by day'),
        expect.stringContaining('lie 2 days apart by date and 3 by day'),
        expect.stringContaining('lie 1 day apart by date and 2 by day'),
      ]);
    });
    it('are read as a date of the patient tells that can be read in one way only', () => {
      expect(differences(['3/3/2020', 0], ['3/7/2020', 122], ['3/25/2020', 22])).toEqual([
        expect.stringContaining('lie 4 days apart by date and 122 by day'),
        expect.stringContaining('lie 18 days apart by date and 100 by day'),
      ]);
      expect(differences(['3/3/2020', 0], ['3/7/2020', 4], ['25/3/2020', 22])).not.toEqual([]);
    });
  });
  it('a file name that says another day', () => {
    const named = caseOf({ images: [{ file: 'lung-day5.png' }] });
    const build = (at: number) =>
      buildTimeline({ case: named, state: stateOf(named, [], { i1: day(at) }), patient: 'p1' })
        .contradictions;
    expect(build(5)).toEqual([]);
    expect(build(7)).toMatchObject([{ rule: 'file-name-day' }]);
  });
});
