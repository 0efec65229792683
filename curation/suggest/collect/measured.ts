import { type Quantity, quantities } from '../../../data/format/timeline.ts';
import type { ReadSentence } from '../days/clock.ts';
import type { ResolvedDay } from '../days/image-days.ts';
import { type ImageInReading, quoteOf, type Reading, relationOf, type Sentence } from '../reading.ts';
import { measurementsIn, type StatedMeasurement } from '../rules/measurements.ts';
import { type Draft, draft } from './draft.ts';

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
  return reading.sentences
    .filter(
      (sentence) =>
        !sentence.literature &&
        (sentence.patient === null || patient === null || sentence.patient === patient),
    )
    .flatMap((sentence) => {
      const read = days.find((one) => one.sentence === sentence);
      const dated =
        read?.expressions.some(({ kind }) => kind === 'number' || kind === 'from' || kind === 'later') ===
          true || (read?.dates.length ?? 0) > 0;
      return measurementsIn(sentence.words).map((measurement) => ({ sentence, measurement, dated }));
    });
}

/** Images of the patient's first examination: those of the earliest day, or the first one where no day is known. */
function firstImages(images: readonly ImageInReading[], days: readonly ResolvedDay[]): ReadonlySet<string> {
  const dayOf = (image: ImageInReading) => days.find((day) => day.image === image.id)?.day;
  const [first] = images;
  if (!first) return new Set();
  const known = images.flatMap((image) => {
    const day = dayOf(image);
    return day && day.from !== null && day.from === day.to ? [day.from] : [];
  });
  const zero = dayOf(first);
  if (known.length === 0 || !zero) {
    // PA and lateral of one examination share their date where there is one.
    return new Set(
      images
        .filter(
          (image) =>
            image.id === first.id || (image.date !== null && image.date === first.date && !dayOf(image)),
        )
        .map(({ id }) => id),
    );
  }
  const earliest = Math.min(...known);
  return new Set(
    images
      .filter((image) => dayOf(image)?.from === earliest && dayOf(image)?.to === earliest)
      .map(({ id }) => id),
  );
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
  const found: Draft[] = [];
  for (const quantity of Object.keys(quantities) as Quantity[]) {
    const column = quantities[quantity].column;
    if (column === null) continue;
    const own = all.filter(({ measurement }) => measurement.quantity === quantity);
    for (const image of images) {
      const about = own.filter(({ sentence }) => relationOf(sentence, image) !== 'other');
      const [read] = about;
      if (!read || !first.has(image.id)) continue;
      const { sentence, measurement, dated } = read;
      const several = new Set(about.map((one) => one.measurement.value)).size > 1;
      const confidence = several || dated ? Math.min(0.75, measurement.confidence) : measurement.confidence;
      found.push(
        draft(
          { patient, image: image.id },
          column,
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
