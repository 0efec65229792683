import { builtIn } from '../../../data/fields/field-set.ts';
import { parseDate } from '../../timeline/dates.ts';
import { isOfAnotherTime } from '../../timeline/file-day.ts';
import type { ReadSentence } from '../days/clock.ts';
import type { ResolvedDay } from '../days/resolved-day.ts';
import { type ImageInReading, quoteOf, type Reading, relationOf, type Sentence } from '../reading.ts';
import { measurementsIn, type StatedMeasurement } from '../rules/measurements.ts';
import { leadsElsewhere, leadsIntoFluid } from '../rules/specimens.ts';
import { type Draft, draft } from './draft.ts';
import { severalPatients } from './people.ts';

/**
 * Measurements on the rows of the images of their day. What a text measures without naming a day was measured
 * at presentation, and belongs to the first images only.
 */

interface Read {
  readonly sentence: Sentence;
  readonly measurement: StatedMeasurement;
  /** The sentence names a day or date of its own. */
  readonly dated: boolean;
}

function measuredIn(reading: Reading, patient: string | null, days: readonly ReadSentence[]): Read[] {
  const daysOf = new Map(days.map((one) => [one.sentence, one]));
  const own = reading.sentences.filter(
    (sentence) =>
      !sentence.literature && (sentence.patient === null || patient === null || sentence.patient === patient),
  );
  /** The text whose lines a heading has given to another fluid than blood. */
  let fluid: string | null = null;
  return own.flatMap((sentence) => {
    const { words, text } = sentence;
    const read = daysOf.get(sentence);
    const dated =
      read?.expressions.some(({ kind }) => kind === 'number' || kind === 'from' || kind === 'later') ===
        true || (read?.dates.length ?? 0) > 0;
    const measured = measurementsIn(words);
    if (measured.length === 0) {
      if (leadsIntoFluid(words)) fluid = text;
      else if (leadsElsewhere(words)) fluid = null;
    }
    // "Lumbar puncture was done. WBC 250/µL": a line that begins with its value belongs to what led into it.
    const led = fluid === text && (measured[0]?.start ?? 0) === 0;
    return measured
      .filter(({ quantity }) => !led || quantity === 'temperature' || quantity === 'spo2')
      .map((measurement) => ({ sentence, measurement, dated }));
  });
}

/** Images of the patient's first examination: those of the first image's day; without days, of its date. */
function firstImages(images: readonly ImageInReading[], days: readonly ResolvedDay[]): ReadonlySet<string> {
  const dayOf = (image: ImageInReading) => days.find((day) => day.image === image.id)?.day;
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
  const first = earliest?.image ?? images[0];
  if (!first) return new Set();
  const zero = dayOf(first);
  // A single film of hospital day 6 is not of the day of presentation.
  if (zero?.anchor === 'admission' && (zero.from ?? 0) > 1) return new Set();
  const same = images.filter((image) => {
    if (image.id === first.id) return true;
    const day = dayOf(image);
    const [own, other] = [parseDate(image.date ?? ''), parseDate(first.date ?? '')];
    if (own && other && own.days !== other.days) return false;
    if (!zero || !day) return zero === day && own !== null && own.days === other?.days;
    return day.from === zero.from && day.to === zero.to && day.anchor === zero.anchor;
  });
  return new Set(same.map(({ id }) => id));
}

export function measurementsOf(
  reading: Reading,
  patient: string | null,
  sentences: readonly ReadSentence[],
  days: readonly ResolvedDay[],
): Draft[] {
  const all = measuredIn(reading, patient, sentences);
  if (all.length === 0) return [];
  const images = reading.images.filter((image) => image.patient === patient);
  const first = firstImages(images, days);
  // Two patients in one note: whose value it is, nobody says.
  const crowd = severalPatients(reading, patient);
  const found: Draft[] = [];
  for (const { name, quantity } of builtIn.shown) {
    if (!quantity) continue;
    const own = all.filter(({ measurement }) => measurement.quantity === quantity);
    for (const image of images) {
      const about = own.filter(({ sentence }) => relationOf(sentence, image) !== 'other');
      const read = about.find((one) => one.measurement.confidence >= 0.8) ?? about[0];
      if (!read || !first.has(image.id) || isOfAnotherTime(image.file)) continue;
      const { sentence, measurement, dated } = read;
      const several =
        new Set(about.filter((one) => one.measurement.confidence >= 0.8).map((one) => one.measurement.value))
          .size > 1;
      const confidence =
        several || dated || crowd ? Math.min(0.75, measurement.confidence) : measurement.confidence;
      found.push(
        draft(
          { patient, image: image.id },
          name,
          measurement.value,
          quoteOf(sentence, measurement.start, measurement.end),
          measurement.rule,
          confidence,
          several
            ? 'the first of several values named'
            : dated
              ? 'measured on a day of its own'
              : 'measured when first seen, as this image',
        ),
      );
    }
  }
  return found;
}
