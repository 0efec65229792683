import { type CalendarDate, numericOrder, parseDate } from './dates.ts';
import { type Contradiction, contradiction, type Fact, factOfImage, type Taken } from './facts.ts';
import { isExact } from './interval.ts';

/** An image with its date and its day on one count. */
interface DatedImage {
  readonly image: Taken;
  readonly date: CalendarDate;
  readonly day: number;
}

type Pair = readonly [DatedImage, DatedImage];

/** Days by which two images lie further apart by date than by day, or less. */
const discrepancy = ([left, right]: Pair): number =>
  Math.abs(right.date.days - left.date.days - (right.day - left.day));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Pairs whose dates and days lie apart differently. */
function misplacedPairs(images: readonly Taken[], monthFirst: boolean): Pair[] {
  const dated = images.flatMap((image): DatedImage[] => {
    const date = image.date === null ? null : parseDate(image.date, monthFirst);
    return date && image.day && isExact(image.day) ? [{ image, date, day: image.day.from ?? 0 }] : [];
  });
  return dated.flatMap((left, at) =>
    dated
      .slice(at + 1)
      .map((right): Pair => [left, right])
      .filter((pair) => discrepancy(pair) !== 0),
  );
}

/**
 * A difference of dates is the difference of days, for every pair of images. `3/7/2020` may be July or March: unless
 * another date of the patient tells, the reading that fits the days is taken, one for all dates; nothing is said where
 * either fits. Where neither does, the one that comes nearer speaks.
 */
export function datesAgainstDays(images: readonly Taken[]): Contradiction[] {
  const texts = images.flatMap(({ date }) => date ?? []);
  const told = numericOrder(texts);
  const readings = told === null ? [false, true] : [told === 'month-first'];
  const [pairs = []] = readings
    .map((monthFirst) => misplacedPairs(images, monthFirst))
    .sort((a, b) => a.length - b.length || sum(a.map(discrepancy)) - sum(b.map(discrepancy)));
  return pairs.map(([left, right]) => {
    const words = (side: DatedImage): Fact => ({
      ...factOfImage(side.image),
      words: `${side.image.file} (${side.image.date}, day ${side.day})`,
    });
    const apart = contradiction(
      'date-day-difference',
      left.date.ambiguous || right.date.ambiguous ? 'warning' : 'error',
      words(left),
      words(right),
      'and',
    );
    const dates = Math.abs(right.date.days - left.date.days);
    return {
      ...apart,
      message: `${apart.message} lie ${dates} ${dates === 1 ? 'day' : 'days'} apart by date and ${Math.abs(right.day - left.day)} by day`,
    };
  });
}
