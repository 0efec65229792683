import type { Day } from '../../../../data/format/day.ts';
import type { EventType } from '../../../../data/format/timeline.ts';
import { convertDay, type Distance } from '../../../timeline/anchors.ts';
import { isExact, surelyBefore } from '../../../timeline/interval.ts';
import type { Told } from './told-events.ts';

/**
 * The order that a course keeps (TIME 13): nobody leaves before coming, is extubated before being intubated, or does
 * anything after death. Of two days that contradict each other neither is suggested: which one is wrong nobody knows.
 */

/** What cannot lie before what: each event of the first kind needs one of the second that is not after it. */
const needs: readonly (readonly [later: EventType, earlier: EventType])[] = [
  ['extubation', 'intubation'],
  ['icu-out', 'icu-in'],
  ['oxygen-stop', 'oxygen-start'],
];
const inStay: readonly EventType[] = ['icu-in', 'icu-out', 'intubation', 'extubation', 'oxygen-stop'];
const endsStay: readonly EventType[] = ['discharge', 'icu-out', 'oxygen-stop'];
/** Happens once in a course. */
const once: readonly EventType[] = ['discharge', 'death'];

/** Days without those that contradict each other. */
export function inOrder(days: ReadonlyMap<Told, Day>, distances: readonly Distance[]): Map<Told, Day> {
  // However often a text says it, an event of one day is compared once.
  const dated = new Map<string, { type: EventType; day: Day; told: Told[] }>();
  const before0 = new Set<Told>();
  for (const [told, stated] of days) {
    if (told.answer !== 'yes' || !isExact(stated)) continue;
    const day = convertDay(stated, 'admission', distances) ?? stated;
    // Sent home before the stay began: another visit, that says nothing against this one.
    if (endsStay.includes(told.type) && day.anchor === 'admission' && (day.from ?? 0) < 0) {
      before0.add(told);
      continue;
    }
    const key = `${told.type} ${day.anchor} ${day.from}`;
    const held = dated.get(key);
    if (held) held.told.push(told);
    else dated.set(key, { type: told.type, day, told: [told] });
  }
  const of = (...types: EventType[]) => [...dated.values()].filter(({ type }) => types.includes(type));
  const wrong = new Set<Told>(before0);
  const before = (left: Day, right: Day) => left.anchor === right.anchor && surelyBefore(left, right);
  const against = (events: readonly (readonly Told[])[]) => {
    for (const told of events.flat()) wrong.add(told);
  };
  for (const [later, earlier] of needs) {
    const starts = of(earlier);
    for (const stop of of(later)) {
      const comparable = starts.filter(({ day }) => day.anchor === stop.day.anchor);
      if (comparable.length > 0 && comparable.every(({ day }) => before(stop.day, day)))
        against([stop.told, ...comparable.map(({ told }) => told)]);
    }
  }
  for (const type of once) {
    const all = of(type);
    for (const one of all)
      for (const other of all) if (before(one.day, other.day)) against([one.told, other.told]);
  }
  for (const end of of('discharge', 'death'))
    for (const one of of(...inStay)) if (before(end.day, one.day)) against([end.told, one.told]);
  for (const death of of('death'))
    for (const home of of('discharge')) if (before(death.day, home.day)) against([death.told, home.told]);
  return new Map([...days].filter(([told]) => !wrong.has(told)));
}
