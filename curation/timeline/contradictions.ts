import type { EventType } from '../../data/format/timeline.ts';
import { conflictingDistances, type Distance } from './anchors.ts';
import { answersAgainstEachOther } from './contradicting-answers.ts';
import { datesAgainstDays } from './contradicting-dates.ts';
import {
  type Contradiction,
  contradiction,
  type Fact,
  factOfEvent,
  factOfImage,
  type Input,
  type Placed,
} from './facts.ts';
import { dayOfFileName } from './file-day.ts';
import { intervalWords, mayMeet, surelyBefore } from './interval.ts';

export type { Contradiction, Fact } from './facts.ts';

/** What cannot hold together, each as a sentence that names both facts and their words. */

/** Pairs of event types of which the first may never lie before the second. */
const orders: readonly [string, EventType, EventType][] = [
  ['discharge-before-admission', 'discharge', 'admission'],
  ['extubation-before-intubation', 'extubation', 'intubation'],
  ['icu-out-before-in', 'icu-out', 'icu-in'],
  ['icu-before-admission', 'icu-in', 'admission'],
  ['oxygen-stop-before-start', 'oxygen-stop', 'oxygen-start'],
];
/** Nothing of these happens after discharge or death. */
const ends: readonly EventType[] = ['discharge', 'death'];
const duringStay: readonly EventType[] = ['icu-in', 'icu-out', 'intubation', 'extubation', 'oxygen-start'];

function orderOf({ events }: Input): Contradiction[] {
  const dated = events.filter(({ event, day }) => day !== null && event.answer === 'yes');
  const found: Contradiction[] = [];
  const before = (left: Placed, right: Placed) =>
    left.day !== null && right.day !== null && surelyBefore(left.day, right.day);
  const of = (type: EventType) => dated.filter(({ event }) => event.type === type);
  for (const [rule, late, early] of orders) {
    // Several of a kind (intubated twice): the late one must lie before every early one to be wrong.
    const earlies = of(early);
    for (const left of of(late)) {
      const [first] = earlies;
      if (first && earlies.every((right) => before(left, right)))
        found.push(contradiction(rule, 'error', factOfEvent(left), factOfEvent(first), 'lies before'));
    }
  }
  for (const end of ends) {
    for (const last of of(end)) {
      for (const other of dated) {
        const wrong = end === 'death' ? other.event.type !== 'death' : duringStay.includes(other.event.type);
        if (wrong && before(last, other))
          found.push(
            contradiction(`event-after-${end}`, 'error', factOfEvent(other), factOfEvent(last), 'lies after'),
          );
      }
    }
  }
  return found;
}

function imagesAfterDeath({ events, images }: Input): Contradiction[] {
  return events
    .filter(({ event, day }) => event.type === 'death' && event.answer === 'yes' && day !== null)
    .flatMap((death) =>
      images
        .filter(({ day }) => day !== null && death.day !== null && surelyBefore(death.day, day))
        .map((image) =>
          contradiction('image-after-death', 'error', factOfImage(image), factOfEvent(death), 'lies after'),
        ),
    );
}

function fileNamesAgainstDays({ images }: Input): Contradiction[] {
  return images.flatMap((image) => {
    const named = dayOfFileName(image.file);
    if (named === null || image.day === null || mayMeet(image.day, { from: named.day, to: named.day }))
      return [];
    const fact: Fact = {
      words: `its file name (“${named.words}”)`,
      quote: null,
      event: null,
      image: image.image,
      field: 'offset',
    };
    return [contradiction('file-name-day', 'warning', factOfImage(image), fact, 'disagrees with')];
  });
}

const anchorConflicts = ({ distances }: Input): Contradiction[] =>
  conflictingDistances(distances).map(([left, right]) => {
    const fact = (distance: Distance): Fact => ({
      words: `${distance.to} on ${intervalWords(distance.days)} of ${distance.from} (${distance.because})`,
      quote: distance.quote,
      event: null,
      image: null,
      field: 'day_zero',
    });
    return contradiction('anchors-disagree', 'error', fact(left), fact(right), 'contradicts');
  });

/** Every contradiction of one patient's timeline, in a stable order. */
export const findContradictions = (input: Input): Contradiction[] => [
  ...anchorConflicts(input),
  ...orderOf(input),
  ...imagesAfterDeath(input),
  ...datesAgainstDays(input.images),
  ...fileNamesAgainstDays(input),
  ...answersAgainstEachOther(input),
];
