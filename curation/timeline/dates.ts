/**
 * Calendar dates as tables and pages state them, where no sentence surrounds them: `2020-03-05`,
 * `05.03.2020`, `3/7/2020`, `March 7, 2020`, `7 March 2020`. Years or months alone are no day.
 */

export interface CalendarDate {
  /** Days since 1970-01-01, so that a difference of days is a subtraction. */
  readonly days: number;
  /** Both numbers could be the month: day first was taken (European sources), unless said otherwise. */
  readonly ambiguous: boolean;
}

const monthNames: readonly string[] = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const italianMonths: readonly string[] = 'gen feb mar apr mag giu lug ago set ott nov dic'.split(' ');

/** Month number 1 to 12 of a name in English or Italian, whole or short. */
export function monthNumber(name: string): number | null {
  const short = name.slice(0, 3).toLowerCase();
  const at = monthNames.indexOf(short);
  const found = at >= 0 ? at : italianMonths.indexOf(short);
  return found < 0 ? null : found + 1;
}

/** Days since 1970 of a date that exists, else null (31 February). */
export function daysOf(year: number, month: number, day: number): number | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 1900 && year <= 2100 ? Math.round(time / 86_400_000) : null;
}

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

/**
 * @param text a cell or label that is a date and nothing else
 * @param monthFirst how `3/7/2020` is read where both numbers may be the month
 */
export function parseDate(text: string, monthFirst = false): CalendarDate | null {
  const plain = text.trim();
  if (plain.length > 40) return null;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T|$)/.exec(plain);
  const exact = (days: number | null): CalendarDate | null =>
    days === null ? null : { days, ambiguous: false };
  if (iso) return exact(daysOf(Number(iso[1]), Number(iso[2]), Number(iso[3])));
  const named = /^([A-Za-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})$/.exec(plain);
  if (named) {
    const month = monthNumber(named[1] ?? '');
    return month === null ? null : exact(daysOf(Number(named[3]), month, Number(named[2])));
  }
  const dayNamed = /^(\d{1,2})(?:st|nd|rd|th)?\.?\s([A-Za-z]{3,9})\.?,?\s(\d{4})$/.exec(plain);
  if (dayNamed) {
    const month = monthNumber(dayNamed[2] ?? '');
    return month === null ? null : exact(daysOf(Number(dayNamed[3]), month, Number(dayNamed[1])));
  }
  const numbers = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/.exec(plain);
  if (!numbers) return null;
  const [first, second, year] = [Number(numbers[1]), Number(numbers[2]), fullYear(numbers[3] ?? '')];
  if (first > 12) return exact(daysOf(year, second, first));
  if (second > 12) return exact(daysOf(year, first, second));
  const days = monthFirst ? daysOf(year, first, second) : daysOf(year, second, first);
  return days === null ? null : { days, ambiguous: first !== second };
}

/**
 * What numeric dates of a list tell of their order: a first number over 12 is a day (that one wins, as most sources
 * are European), a second one over 12 means the month comes first; null where no date tells.
 */
export function numericOrder(texts: readonly string[]): 'day-first' | 'month-first' | null {
  let order: 'month-first' | null = null;
  for (const text of texts) {
    const numbers = /^(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d{2})$/.exec(text.trim());
    if (!numbers) continue;
    if (Number(numbers[1]) > 12) return 'day-first';
    if (Number(numbers[2]) > 12) order = 'month-first';
  }
  return order;
}

/** Whether numeric dates of a list put the month first; where nothing tells, they do not. */
export const putsMonthFirst = (texts: readonly string[]): boolean => numericOrder(texts) === 'month-first';
