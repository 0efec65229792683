import { dayOfFileName, isOfAnotherTime } from '../../../timeline/file-day.ts';
import type { ImageInReading } from '../../texts/reading.ts';
import { dayConfidence } from './day-confidence.ts';
import { type DayContext, type ResolvedDay, resolved } from './resolved-day.ts';

/** Whether nothing speaks against an image being of the first examination. */
function isOfPresentation(image: ImageInReading, context: DayContext): boolean {
  const { reading, clock, dates } = context;
  const own = reading.images.filter(({ patient }) => patient === image.patient);
  const first = own[0];
  if (!first || !clock.duration || isOfAnotherTime(image.file) || context.otherwise.has(image.id))
    return false;
  const [taken, admitted] = [dates.get(image.id)?.days, clock.dates.get('admission')?.days];
  if (taken !== undefined && admitted !== undefined && taken !== admitted) return false;
  const owned = clock.duration.sentence.images;
  if (image.id === first.id) return owned.length === 0 || owned.includes(image.id);
  const [date, zero] = [dates.get(image.id)?.days, dates.get(first.id)?.days];
  if (date === zero && context.together(image.id, first.id)) return true;
  if (date !== zero || !owned.includes(image.id) || !owned.includes(first.id)) return false;
  const panels = image.label?.panel !== first.label?.panel && image.label?.panel !== null;
  return !panels && dayOfFileName(image.file) === null && dayOfFileName(first.file) === null;
}

/** The day of the first film from how long complaints had lasted. */
export function byDuration(image: ImageInReading, context: DayContext): ResolvedDay | null {
  const { duration } = context.clock;
  if (!duration || context.composites.has(image.id) || !isOfPresentation(image, context)) return null;
  return resolved(
    image,
    { ...duration.days, anchor: 'onset', certainty: duration.certainty },
    {
      quote: duration.quote,
      rule: 'symptom-duration',
      zero: duration.quote,
      confidence: Math.min(duration.confidence, dayConfidence.duration),
    },
    'the complaints had lasted this long when the patient was first seen',
  );
}
