import { builtIn } from '../../../data/fields/field-set.ts';
import type { Day } from '../../../data/format/day.ts';
import { type OwnMark, ownMark } from '../../../data/format/own.ts';
import type { Quantity } from '../../../data/format/timeline.ts';
import { isFrontal } from '../../../data/vocabulary/views.ts';
import { convertDay } from '../../timeline/anchors.ts';
import { parseDate } from '../../timeline/dates.ts';
import { isOfAnotherTime } from '../../timeline/file-day.ts';
import type { Clock } from '../days/clock/clock.ts';
import type { ReadSentence } from '../days/clock/read-sentence.ts';
import type { ResolvedDay } from '../days/images/resolved-day.ts';
import { ownNumbersIn } from '../own/own-numbers.ts';
import { HELD_BACK, type OwnRules, ownRulesOf } from '../own/own-rules.ts';
import { severalPatients } from '../people/several.ts';
import { viewsIn } from '../pictures/views.ts';
import { type Draft, draft } from '../rules/draft.ts';
import { CONFIDENT } from '../suggestion.ts';
import { isCaption } from '../texts/captions.ts';
import { type ImageInReading, quoteOf, type Reading, relationOf, type Sentence } from '../texts/reading.ts';
import { datesOfImage, isFromElsewhere, isOfDay, narrativeClock, type When } from './measured-when.ts';
import { measurementsIn, type StatedMeasurement } from './measurements.ts';
import type { TableRead } from './read-tables.ts';
import { leadsElsewhere, leadsIntoFluid } from './specimens.ts';

/**
 * Measurements on the rows of the images of their day. What a text measures without naming a day was measured
 * at presentation, and belongs to the first images only.
 */

/** A measurement, or a number of an own field that is one of the day of an image. */
type Stated = Omit<StatedMeasurement, 'quantity'> & { readonly quantity: Quantity | OwnMark };

interface Read {
  readonly sentence: Sentence;
  readonly measurement: Stated;
  readonly when: When;
}

/** Numbers of own fields that are asked of an image. */
const ownStated = (words: string, rules: OwnRules): Stated[] =>
  ownNumbersIn(words, rules).flatMap(({ number: { field, rule }, value, start, end }) =>
    field.scope === 'image'
      ? [{ quantity: ownMark(field.name), value, start, end, confidence: CONFIDENT, rule, bare: false }]
      : [],
  );

function measuredIn(
  reading: Reading,
  patient: string | null,
  days: readonly ReadSentence[],
  clock: Clock,
  rules: OwnRules,
): Read[] {
  const daysOf = new Map(days.map((one) => [one.sentence, one]));
  const own = reading.sentences.filter(
    (sentence) =>
      !sentence.literature && (sentence.patient === null || patient === null || sentence.patient === patient),
  );
  /** The text whose lines a heading has given to another fluid than blood. */
  let fluid: string | null = null;
  const narrative = narrativeClock(clock);
  return own.flatMap((sentence): Read[] => {
    const { words, text } = sentence;
    const whenAt = narrative(sentence, daysOf.get(sentence));
    const measured = measurementsIn(words);
    if (measured.length === 0) {
      if (leadsIntoFluid(words)) fluid = text;
      else if (leadsElsewhere(words)) fluid = null;
    }
    // "Lumbar puncture was done. WBC 250/µL": a line that begins with its value belongs to what led into it.
    const led = fluid === text && (measured[0]?.start ?? 0) === 0;
    const stated: Stated[] = measured.filter(
      ({ quantity }) => !led || quantity === 'temperature' || quantity === 'spo2',
    );
    return [...stated, ...ownStated(words, rules)].map((measurement) => ({
      sentence,
      measurement,
      when: whenAt(measurement.start),
    }));
  });
}

/** Words of a caption that may part its picture from the one before in time. */
const ofAnotherTime =
  /\d{1,2}[/.]\d|\b(?:follow|control|repeat|later\b|after|before|prior|previous|post|dopo|prima|preceden|success|years?|months?|weeks?|days?|hours?|mes[ei]|settiman|giorn|ann[oi]\b|ore\b|HD|POD)/i;

const planes: ReadonlySet<string> = new Set(['Axial', 'Coronal', 'Sagittal']);
/** "PA view." and "Lateral view.", an axial and a coronal plane: pictures of one sitting, which no day parts. */
function areOneSitting(reading: Reading, one: ImageInReading, other: ImageInReading): boolean {
  const views = [one, other].map(({ id }) => {
    const captions = reading.sentences.filter(
      (sentence) => isCaption(sentence) && sentence.images.length === 1 && sentence.images[0] === id,
    );
    if (captions.some(({ words }) => ofAnotherTime.test(words))) return [];
    return captions.flatMap(({ words }) => viewsIn(words, true).map(({ view }) => view));
  });
  const [first = [], second = []] = views;
  const [ofFilm, ofScan] = [
    [first, second].filter((some) => some.some(isFrontal)).length === 1 &&
      [first, second].filter((some) => some.includes('L')).length === 1,
    [first, second].every((some) => some.length > 0 && some.every((view) => planes.has(view))),
  ];
  return ofFilm || (ofScan && !first.some((view) => second.includes(view)));
}

/** Images of the patient's first examination: those of the first image's day; without days, of its date. */
function firstImages(
  reading: Reading,
  all: readonly ImageInReading[],
  days: readonly ResolvedDay[],
  clock: Clock,
): ReadonlySet<string> {
  const dayOf = (image: ImageInReading) => days.find((day) => day.image === image.id)?.day;
  const elsewhere = new Set(
    reading.sentences
      .filter((sentence) => isCaption(sentence) && sentence.images.length === 1 && isFromElsewhere(sentence))
      .flatMap((sentence) => sentence.images),
  );
  const images = all.filter(({ id }) => !elsewhere.has(id));
  const exact = images.flatMap((image) => {
    const day = dayOf(image);
    // So many days after the first film: certainly not of its day.
    const later = day?.anchor === 'first-image' && day.from !== 0;
    return day && !later && day.from !== null && day.from === day.to
      ? [{ image, day: day.from, anchor: day.anchor }]
      : [];
  });
  // Day 4 of the stay is no earlier than day 6 of the illness: only days of one count tell which came first.
  const [leading] = exact;
  const earliest = exact.reduce<(typeof exact)[number] | null>(
    (least, one) => (least === null || (one.anchor === leading?.anchor && one.day < least.day) ? one : least),
    null,
  );
  const [head] = images;
  // The first picture has no day, and the earliest known is of a later one: which is of the presentation?
  const first =
    head &&
    earliest &&
    (earliest.day > 1 || isFollowing(reading, earliest.image)) &&
    !dayOf(head) &&
    earliest.image !== head
      ? head
      : (earliest?.image ?? head);
  if (!first) return new Set();
  const zero = dayOf(first);
  // A single film of hospital day 6 is not of the day of presentation.
  if (zero && (daysIn(zero, clock) ?? 0) > 1) return new Set();
  const same = images.filter((image) => {
    if (image.id === first.id) return true;
    if (isOfSecondVisit(reading, image)) return false;
    const day = dayOf(image);
    const [own, other] = [parseDate(image.date ?? ''), parseDate(first.date ?? '')];
    if (own && other && own.days !== other.days) return false;
    if (!day && !own && !other) return areOneSitting(reading, first, image);
    if (!zero || !day) return zero === day && own !== null && own.days === other?.days;
    return day.from === zero.from && day.to === zero.to && day.anchor === zero.anchor;
  });
  return new Set(same.map(({ id }) => id));
}

/** "Next morning", "24 h later": the caption says that another picture came before. */
const followsAnother = /\b(?:next|following|later|second|repeat|follow-?up|control|successiv\w|controllo)\b/i;
const isFollowing = ({ sentences }: Reading, { id }: ImageInReading): boolean =>
  sentences.some(
    (sentence) =>
      isCaption(sentence) &&
      sentence.images.length === 1 &&
      sentence.images[0] === id &&
      followsAnother.test(sentence.words),
  );

/** "At the second presentation": what was measured at the first is none of its values. */
const secondVisit = /\b(?:second|subsequent|repeat) (?:presentation|visit|admission|attendance)\b/i;
const isOfSecondVisit = ({ sentences }: Reading, { id }: ImageInReading): boolean =>
  sentences.some(
    (sentence) =>
      sentence.film &&
      sentence.images.length === 1 &&
      sentence.images[0] === id &&
      secondVisit.test(sentence.words),
  );

/** How many days after admission a day is; null where nobody can tell. */
function daysIn(day: Day, clock: Clock): number | null {
  if (day.anchor === 'admission') return day.from;
  const stated = day.certainty === 'exact' && clock.distances.some(({ certainty }) => certainty === 'exact');
  return stated ? (convertDay(day, 'admission', clock.distances)?.from ?? null) : null;
}

const roomAir =
  /^[^.;,]{0,12}?(?:\b(?:on|in|at|while breathing|breathing)\s(?:room |ambient |the )?air\b|\bRA\b|\b(?:room|ambient) air\b|\bin AA\b|\bin aria ambiente\b|\bFiO2 0?\.?21\b|\bbasal\b)/i;

/** The value that stands for several of one day: of saturations the one that is said to be on room air; null for none. */
function chosen(reads: readonly Read[]): { readonly read: Read; readonly settled: boolean } | null {
  const counted = reads.filter(({ measurement }) => measurement.confidence >= 0.8);
  const [first] = counted.length > 0 ? counted : reads;
  if (!first) return null;
  const differ = counted.some(
    ({ measurement: { value } }) => Math.abs(value - first.measurement.value) > 0.11,
  );
  if (!differ) return { read: first, settled: true };
  if (first.measurement.quantity !== 'spo2') return { read: first, settled: false };
  const [air, ...others] = counted.filter(({ sentence, measurement }) =>
    roomAir.test(sentence.words.slice(measurement.end, measurement.end + 40)),
  );
  const settled =
    air === first && others.every(({ measurement }) => measurement.value === air.measurement.value);
  return { read: first, settled };
}

/** What is known of a picture's time. */
interface Picture {
  readonly image: ImageInReading;
  readonly day: ResolvedDay | undefined;
  readonly dates: readonly number[];
  readonly first: boolean;
}

/** The values of a picture's own day, with how sure that is; nothing of another day. */
function ofPicture(all: readonly Read[], { image, day, dates, first }: Picture, clock: Clock): Read[] {
  const about = all.filter(({ sentence }) => relationOf(sentence, image) !== 'other');
  const asked = about.map((read) => ({ read, same: isOfDay(read.when, day, dates, first, clock) }));
  const own = asked.filter(({ same }) => same === true).map(({ read }) => read);
  if (own.length > 0) return own;
  // Nobody can tell whether it is of this day: shown for the first pictures, not counted on.
  return first
    ? asked
        .filter(({ same }) => same === null)
        .map(({ read }) => ({
          ...read,
          measurement: { ...read.measurement, confidence: Math.min(0.7, read.measurement.confidence) },
        }))
    : [];
}

export function measurementsOf(
  reading: Reading,
  patient: string | null,
  sentences: readonly ReadSentence[],
  days: readonly ResolvedDay[],
  clock: Clock,
  tables: readonly TableRead[],
  rules: OwnRules = ownRulesOf(undefined),
): Draft[] {
  const ofTables = tables.filter(({ sentence }) => sentence.patient === patient);
  const all: Read[] = [...measuredIn(reading, patient, sentences, clock, rules), ...ofTables];
  const asked = [...builtIn.shown, ...new Set(rules.numbers.map(({ field }) => field.name))].map((one) =>
    typeof one === 'string' ? { name: one, quantity: ownMark(one) } : one,
  );
  if (all.length === 0) return [];
  const images = reading.images.filter((image) => image.patient === patient);
  const first = firstImages(reading, images, days, clock);
  // Two patients in one note: whose value it is, nobody says.
  const crowd = severalPatients(reading, patient);
  const found: Draft[] = [];
  for (const image of images) {
    if (isOfAnotherTime(image.file)) continue;
    const picture = {
      image,
      day: days.find((one) => one.image === image.id),
      dates: datesOfImage(image, sentences),
      first: first.has(image.id),
    };
    const own = ofPicture(all, picture, clock);
    for (const { name, quantity } of asked) {
      const choice = chosen(own.filter(({ measurement }) => measurement.quantity === quantity));
      if (!choice) continue;
      const { sentence, measurement, when } = choice.read;
      found.push(
        draft(
          { patient, image: image.id },
          name,
          measurement.value,
          quoteOf(sentence, measurement.start, measurement.end),
          measurement.rule,
          choice.settled && !crowd && quantity !== ownMark(name)
            ? measurement.confidence
            : Math.min(HELD_BACK, measurement.confidence),
          !choice.settled
            ? 'the first of several values named'
            : when.kind === 'presentation'
              ? 'measured when first seen, as this image'
              : 'measured on the day of this image',
        ),
      );
    }
  }
  return found;
}
