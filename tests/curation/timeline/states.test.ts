import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredOn, stateOn } from '../../../curation/timeline/states.ts';
import type { TimelineEvent } from '../../../data/format/timeline.ts';
import { day, event } from './helpers.ts';

const on = (number: number, events: readonly TimelineEvent[]) =>
  stateOn('intubated', day(number), events).answer;

describe('a state on a day', () => {
  const course = [event('intubation', day(3)), event('extubation', day(9))];
  it('runs from its start to its end', () => {
    expect([0, 2, 4, 8, 10, 20].map((number) => on(number, course))).toEqual([
      'no',
      'no',
      'yes',
      'yes',
      'no',
      'no',
    ]);
  });
  it('is unclear on the very days of change', () => {
    expect([3, 9].map((number) => on(number, course))).toEqual(['unclear', 'unclear']);
  });
  it('goes on without an end, and death closes it', () => {
    expect(on(30, [event('intubation', day(3))])).toBe('yes');
    expect(on(30, [event('intubation', day(3)), event('death', day(20))])).toBe('no');
  });
  it('is over at a dated end, be the day of the discharge unknown', () => {
    const left = [...course, event('discharge', day(null))];
    expect([8, 12].map((number) => on(number, left))).toEqual(['yes', 'no']);
  });
  it('starts again', () => {
    const twice = [...course, event('intubation', day(12)), event('extubation', day(15))];
    expect([10, 13, 16].map((number) => on(number, twice))).toEqual(['no', 'yes', 'no']);
  });
  it('is not stated in silence and no when it was denied', () => {
    expect(on(4, [])).toBe('not-stated');
    expect(on(4, [event('intubation', day(null), { answer: 'no' })])).toBe('no');
  });
  it('stays open where days overlap or nobody knows them', () => {
    expect(on(4, [event('intubation', day(3, 'admission', 6))])).toBe('unclear');
    expect(on(4, [event('intubation', day(null))])).toBe('not-stated');
    expect(on(4, [event('intubation', day(2)), event('extubation', day(null))])).toBe('unclear');
    expect(on(4, [event('intubation', day(2, 'onset'))])).toBe('not-stated');
  });
  it('is yes after a tube was seen on an earlier film', () => {
    expect(on(4, [event('intubation', day(null, 'admission', 2))])).toBe('yes');
  });
});

describe('derivations never contradict events', () => {
  const courses = fc
    .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 })
    .map((numbers) => [...numbers].sort((a, b) => a - b));
  it('every day is answered by the last change before it', () => {
    fc.assert(
      fc.property(courses, fc.integer({ min: -5, max: 70 }), (changes, number) => {
        const events = changes.map((at, index) =>
          event(index % 2 === 0 ? 'intubation' : 'extubation', day(at)),
        );
        const answer = on(number, events);
        if (changes.includes(number)) expect(answer).toBe('unclear');
        else expect(answer).toBe(changes.filter((at) => at < number).length % 2 === 1 ? 'yes' : 'no');
      }),
    );
  });
  it('shifting day 0 shifts everything', () => {
    fc.assert(
      fc.property(
        courses,
        fc.integer({ min: -5, max: 70 }),
        fc.integer({ min: -200, max: 200 }),
        (changes, number, shift) => {
          const make = (by: number) =>
            changes.map((at, index) => event(index % 2 === 0 ? 'intubation' : 'extubation', day(at + by)));
          expect(on(number + shift, make(shift))).toBe(on(number, make(0)));
        },
      ),
    );
  });
  it('a wider day never turns yes into no', () => {
    fc.assert(
      fc.property(courses, fc.integer({ min: -5, max: 70 }), fc.nat({ max: 10 }), (changes, number, more) => {
        const events = changes.map((at, index) =>
          event(index % 2 === 0 ? 'intubation' : 'extubation', day(at)),
        );
        const [narrow, wide] = [
          on(number, events),
          stateOn('intubated', day(number, 'admission', number + more), events).answer,
        ];
        if (wide === 'yes' || wide === 'no') expect(narrow === wide || narrow === 'unclear').toBe(true);
      }),
    );
  });
});

describe('measurements', () => {
  const fever = event('measurement', day(4), {
    measurement: { quantity: 'temperature', value: 38.6, stated: '101.5 °F' },
  });
  it('belong to images of the same day only', () => {
    expect(measuredOn(day(4), [fever])).toEqual([fever]);
    expect(measuredOn(day(5), [fever])).toEqual([]);
    expect(measuredOn(day(3, 'admission', 5), [fever])).toEqual([]);
    expect(measuredOn(day(4, 'onset'), [fever])).toEqual([]);
  });
});
