import type { Day, Quote } from '../../data/format/day.ts';
import { fieldNamed } from '../../data/format/fields.ts';
import type { EventType, TimelineEvent } from '../../data/format/timeline.ts';
import { decisionFor, type ReviewState } from '../review/fold.ts';
import { conflictingDistances, type Distance } from './anchors.ts';
import type { DerivedAnswer, PatientAnswerField } from './answers.ts';
import { parseDate, putsMonthFirst } from './dates.ts';
import { dayOfFileName } from './file-day.ts';
import { intervalWords, isExact, mayMeet, surelyBefore } from './interval.ts';

/** What cannot hold together, each as a sentence that names both facts and their words. */

/** One of the two facts of a contradiction. */
export interface Fact {
  /** For people, e.g. `extubation on day 3`. */
  readonly words: string;
  readonly quote: Quote | null;
  readonly event: string | null;
  readonly image: string | null;
  readonly field: string | null;
}

export interface Contradiction {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly facts: readonly [Fact, Fact];
}

interface Placed {
  readonly event: TimelineEvent;
  readonly day: Day | null;
}
interface Taken {
  readonly image: string;
  readonly file: string;
  readonly stated: Day | null;
  readonly day: Day | null;
  readonly date: string | null;
}
interface Input {
  readonly events: readonly Placed[];
  readonly images: readonly Taken[];
  readonly distances: readonly Distance[];
  readonly state: ReviewState;
  readonly patient: string | null;
  readonly answers: Readonly<Record<PatientAnswerField, DerivedAnswer>>;
}

const names: Partial<Record<EventType, string>> = {
  'icu-in': 'admission to intensive care',
  'icu-out': 'leaving intensive care',
  'oxygen-start': 'start of oxygen',
  'oxygen-stop': 'end of oxygen',
  'rt-pcr': 'RT-PCR',
};

const factOfEvent = ({ event, day }: Placed): Fact => {
  const when = `${names[event.type] ?? event.type} on ${intervalWords(day ?? event.day)}`;
  return {
    words: event.quote ? `${when} (“${event.quote.words}”)` : `${when} (as entered)`,
    quote: event.quote,
    event: event.id,
    image: null,
    field: null,
  };
};
const factOfImage = (image: Taken): Fact => ({
  words: `${image.file} on ${image.day ? intervalWords(image.day) : 'an unknown day'}`,
  quote: null,
  event: null,
  image: image.image,
  field: 'offset',
});

const say = (rule: string, severity: Contradiction['severity'], left: Fact, right: Fact, link: string) => ({
  rule,
  severity,
  message: `${left.words} ${link} ${right.words}`,
  facts: [left, right] as const,
});

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
        found.push(say(rule, 'error', factOfEvent(left), factOfEvent(first), 'lies before'));
    }
  }
  for (const end of ends) {
    for (const last of of(end)) {
      for (const other of dated) {
        const wrong = end === 'death' ? other.event.type !== 'death' : duringStay.includes(other.event.type);
        if (wrong && before(last, other))
          found.push(say(`event-after-${end}`, 'error', factOfEvent(other), factOfEvent(last), 'lies after'));
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
          say('image-after-death', 'error', factOfImage(image), factOfEvent(death), 'lies after'),
        ),
    );
}

/** A difference of dates is the difference of days, for every pair of images. */
function datesAgainstDays({ images }: Input): Contradiction[] {
  const monthFirst = putsMonthFirst(images.flatMap(({ date }) => date ?? []));
  const dated = images.flatMap((image) => {
    const date = image.date === null ? null : parseDate(image.date, monthFirst);
    return date && image.day && isExact(image.day) ? [{ image, date, day: image.day.from ?? 0 }] : [];
  });
  const found: Contradiction[] = [];
  dated.forEach((left, at) => {
    for (const right of dated.slice(at + 1)) {
      const dates = right.date.days - left.date.days;
      const days = right.day - left.day;
      if (dates === days) continue;
      const words = (side: typeof left): Fact => ({
        ...factOfImage(side.image),
        words: `${side.image.file} (${side.image.date}, day ${side.day})`,
      });
      const contradiction = say(
        'date-day-difference',
        left.date.ambiguous || right.date.ambiguous ? 'warning' : 'error',
        words(left),
        words(right),
        'and',
      );
      found.push({
        ...contradiction,
        message: `${contradiction.message} lie ${Math.abs(dates)} days apart by date and ${Math.abs(days)} by day`,
      });
    }
  });
  return found;
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
    return [say('file-name-day', 'warning', factOfImage(image), fact, 'disagrees with')];
  });
}

/** Answers of which the first, given as yes, needs the second. */
const implications: readonly [string, string, string, 'error' | 'warning'][] = [
  ['intubated-without-icu', 'intubated', 'went_icu', 'warning'],
  ['extubated-without-intubated', 'extubated', 'intubated', 'error'],
];

function answersAgainstEachOther({ state, patient, answers, events }: Input): Contradiction[] {
  const found: Contradiction[] = [];
  const standing = (field: string): { value: string; fact: Fact } | null => {
    const decision = decisionFor(state, field, { patient, image: null });
    const derived = answers[field as PatientAnswerField];
    const value = typeof decision?.value === 'string' ? decision.value : derived.answer;
    const basis = decision?.basis;
    const quote =
      basis && 'quote' in basis && basis.quote
        ? basis.quote
        : decision
          ? null
          : (derived.because[0]?.quote ?? null);
    const words = `${fieldNamed(field).label}: ${value}${quote ? ` (“${quote.words}”)` : ''}`;
    return { value, fact: { words, quote, event: null, image: null, field } };
  };
  for (const [rule, cause, consequence, severity] of implications) {
    const [left, right] = [standing(cause), standing(consequence)];
    if (left?.value === 'yes' && right?.value === 'no')
      found.push(say(rule, severity, left.fact, right.fact, 'contradicts'));
  }
  // What a person decided against the events without giving a reason.
  for (const field of Object.keys(answers) as PatientAnswerField[]) {
    const decision = decisionFor(state, field, { patient, image: null });
    const derived = answers[field];
    if (!decision || decision.reason || derived.answer === 'not-stated' || decision.value === null) continue;
    if (decision.value === derived.answer) continue;
    const event = derived.because[0];
    const placed = event && events.find((candidate) => candidate.event.id === event.id);
    const decided = standing(field);
    if (placed && decided)
      found.push(
        say('overruled-without-reason', 'warning', decided.fact, factOfEvent(placed), 'contradicts'),
      );
  }
  const survival = standing('survival');
  const died = events.filter(({ event }) => event.type === 'death' && event.answer === 'yes');
  const lastDay = died.some(({ day }) => day !== null && (day.from !== null || day.to !== null));
  const [death] = died;
  if (survival?.value === 'no' && death && !lastDay)
    found.push(
      say(
        'death-without-day',
        'warning',
        survival.fact,
        factOfEvent(death),
        'needs a last day, but there is only',
      ),
    );
  return found;
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
    return say('anchors-disagree', 'error', fact(left), fact(right), 'contradicts');
  });

/** Every contradiction of one patient's timeline, in a stable order. */
export const findContradictions = (input: Input): Contradiction[] => [
  ...anchorConflicts(input),
  ...orderOf(input),
  ...imagesAfterDeath(input),
  ...datesAgainstDays(input),
  ...fileNamesAgainstDays(input),
  ...answersAgainstEachOther(input),
];
