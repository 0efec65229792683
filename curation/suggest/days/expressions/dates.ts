import { strict } from 'chrono-node/en';
import { daysOf, monthNumber, numericOrder, parseDate } from '../../../timeline/dates.ts';
import { allMatches } from '../../patterns/all-matches.ts';
import { Scanned } from '../../patterns/scanned.ts';

/**
 * Absolute dates within sentences. Candidates are found by a plain pattern; those with a month's name
 * are read by chrono-node (its British variant takes the day of "January 12" for a year, so the strict one is
 * used), numeric ones here, day first as European sources write. A year that a text leaves out is the nearest one to a date it names.
 */

export interface StatedDate {
  readonly start: number;
  readonly end: number;
  /** Days since 1970-01-01. */
  readonly days: number;
  /** The year was not written. */
  readonly yearAssumed: boolean;
  /** Both numbers could be the month. */
  readonly ambiguous: boolean;
}

/** Alternation of all names of months, whole and short, for use inside patterns. */
export const monthNames =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre';
const candidate = new Scanned(
  `(?<![\\w/.])(?:(?<m1>${monthNames})\\.?\\s(?<d1>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:%]|\\.\\d)(?:,?\\s(?<y1>(?:19|20)\\d\\d))?|(?<d2>\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?(?<m2>${monthNames})\\b\\.?(?:,?\\s(?<y2>(?:19|20)\\d\\d))?|(?<iso>(?:19|20)\\d\\d-\\d\\d-\\d\\d)|(?<dashed>\\d{1,2}-\\d{1,2}-(?:19|20)\\d\\d)|(?<numbers>\\d{1,2}(?<mark>[/.])\\d{1,2}\\k<mark>(?:(?:19|20)\\d\\d|\\d\\d))|(?<=\\b(?:on|from|to|of|by|il|del|dal|al|until|since|admitted|intubated|extubated|discharged|died|trach|CXR|films?|x-?rays?|radiographs?|RX|CT|CTPA|CTPE|TC|TAC|angio-?TC|thorax|HRCT|ECMO|torace|chest|-|presented|there|here|[MSPN]?ICU|ITU|OSH|floor|ward|unit|rehab|HFNC|NC|RA|positive|negative|pos|neg|measures|reintubation|intubation|extubation|adm(?:it)?|disch|expired|reparto|insort[aeo]|inizi(?:o|at[aeoi])|hospitali[sz]ed|inpatient|between|till|through|around|symptoms?|sx|swab(?:bed)?|PCR|tested|repeat|surgery|op|home|back|stay|worse|ED|ER)[.,:]?\\s(?:\\()?|\\d\\/\\d{1,2}\\s?[-–]\\s?|^|\\b(?:l|dall|all|dell)['’])(?<short>\\d{1,2}\\/\\d{1,2})|(?<=\\b(?:on|from|to|of|until|since|PCR|CT|film|radiograph|am|vom|bis)\\s)(?<dots>\\d{1,2}\\.\\d{1,2}(?=\\.(?:[,:;)]|\\s[a-z0-9])|(?<=\\bon\\s\\d{1,2}\\.\\d{1,2})\\.$)))(?![\\d/]|\\s?(?:mg|mmhg|%))`,
  'gi',
);
const namesMonth = new RegExp(`(?<![a-z])(?:${monthNames})(?![a-z])`, 'i');
const mayHold = new Scanned(
  /\d[/.]\d|\d\d-\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|genn|magg|giug|lugl|sett|ott|dic/i,
);

/** A numeric date's parts; months beyond twelve are no date. */
function numeric(
  text: string,
  year: number,
  order: NumericOrder,
): { days: number; ambiguous: boolean } | null {
  const parts = text.split(/[/.]/).map(Number);
  const [first = 0, second = 0, third] = parts;
  const full = third === undefined ? year : third < 100 ? 2000 + third : third;
  const either = first <= 12 && second <= 12;
  const swapped = (second > 12 && first <= 12) || (either && order === 'month-first');
  const days = swapped ? daysOf(full, first, second) : daysOf(full, second, first);
  // Another date of the same hand has told which number is the month; with dots the day stands first.
  const open = either && first !== second && order === null && !text.includes('.');
  return days === null ? null : { days, ambiguous: open };
}

/** Which number of a numeric date is the month; null where no date of the case tells. */
export type NumericOrder = 'day-first' | 'month-first' | null;

const numbersOfDate = new Scanned(/(?<![\w/.-])\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d\d(?![\d/-])/g);
/** Days within which the dates of one illness lie, and within which they surely do not. */
const [COURSE, NO_COURSE] = [60, 120];

/** `4-6` of a day in April: the same day of any year. */
const monthAndDay = (days: number | undefined): string => {
  const date = new Date((days ?? Number.NaN) * 86_400_000);
  return `${date.getUTCMonth() + 1}-${date.getUTCDate()}`;
};
/** Days that texts name with their month's name. */
function namedDays(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((words) =>
      namesMonth.test(words)
        ? datesIn(words, 2020).flatMap(({ start, end, days }) =>
            namesMonth.test(words.slice(start, end)) ? [monthAndDay(days)] : [],
          )
        : [],
    ),
  );
}

/** How the numeric dates within texts are written, dates without a year included. */
export function orderOfNumbers(texts: readonly string[]): NumericOrder {
  const stated = texts.flatMap((text) => [
    ...allMatches(text, numbersOfDate).map(([date]) => date),
    ...(/\d\/\d/.test(text)
      ? allMatches(text, candidate).flatMap(({ groups }) =>
          groups?.['short'] === undefined ? [] : [`${groups['short']}/2020`],
        )
      : []),
  ]);
  const told = numericOrder(stated);
  if (told !== null || stated.length === 0) return told;
  // "Admitted on 6 April. CXR 06/04/20": one of the two orders names the same days as the months' names do.
  const named = namedDays(texts);
  const same = (order: NumericOrder): number =>
    stated.filter((date) => named.has(monthAndDay(numeric(date, 2020, order)?.days))).length;
  const [dayFirst, monthFirst] = [same('day-first'), same('month-first')];
  if (dayFirst !== monthFirst) return dayFirst > monthFirst ? 'day-first' : 'month-first';
  if (stated.length < 2) return null;
  const spread = (order: NumericOrder): number => {
    const days = stated.flatMap((date) => numeric(date, 2020, order)?.days ?? []);
    return Math.max(...days) - Math.min(...days);
  };
  // "4/3 … 4/5 … 4/6": three days of one April, not of four months.
  if (stated.length > 2 && spread('month-first') <= COURSE / 2 && spread('day-first') > COURSE)
    return 'month-first';
  // Usual in most sources, and the only way in which the dates lie within one illness.
  return spread('day-first') <= COURSE && spread('month-first') > NO_COURSE ? 'day-first' : null;
}

/** chrono-node's reading of one stated date, in days since 1970. */
function read(text: string, year: number): number | null {
  const reference = new Date(Date.UTC(year, 6, 1, 12));
  const [result] = strict.parse(text, { instant: reference, timezone: 0 });
  if (!result?.start.isCertain('day') || !result.start.isCertain('month')) return null;
  const [month, day] = [result.start.get('month') ?? 0, result.start.get('day') ?? 0];
  return daysOf(result.start.isCertain('year') ? (result.start.get('year') ?? year) : year, month, day);
}

/**
 * Dates of a sentence in reading order.
 * @param year the year of dates that leave it out (see `yearOf`)
 * @param order how `3/7/2020` is read where both numbers may be the month; day first where nothing tells
 */
export function datesIn(words: string, year: number, order: NumericOrder = null): StatedDate[] {
  if (!mayHold.test(words)) return [];
  const found: StatedDate[] = [];
  for (const match of allMatches(words, candidate)) {
    const groups = match.groups ?? {};
    const [start, end] = [match.index, match.index + match[0].length];
    const digits =
      groups['numbers'] ?? groups['dashed']?.replaceAll('-', '/') ?? groups['short'] ?? groups['dots'];
    if (digits !== undefined) {
      const parsed = numeric(digits, year, order);
      if (parsed)
        found.push({
          start,
          end,
          yearAssumed: groups['numbers'] === undefined && groups['dashed'] === undefined,
          ...parsed,
        });
      continue;
    }
    const month = groups['m1'] ?? groups['m2'];
    // "May 5" is a date, "may 5 mg" and "march 3 km" are not: the month's name needs its capital.
    if (month !== undefined && /^(?:may|march|mar|dec)$/.test(month)) continue;
    // chrono-node knows no Italian months; a day and a month name need no parser.
    const italian = month !== undefined && /[oe]$/.test(month) && !/june|october/i.test(month);
    const stated = groups['y1'] ?? groups['y2'];
    const days =
      month !== undefined && italian
        ? daysOf(Number(stated ?? year), monthNumber(month) ?? 0, Number(groups['d2'] ?? groups['d1']))
        : groups['iso'] !== undefined
          ? (parseDate(groups['iso'])?.days ?? null)
          : read(match[0], year);
    if (days !== null)
      found.push({
        start,
        end,
        days,
        yearAssumed: month !== undefined && stated === undefined,
        ambiguous: false,
      });
  }
  return found;
}

/** "Born on 3 May 1950", "date of birth: 1950": no year of the illness. */
const ofBirth = /\b(?:born|birth|DOB|nat[oa])\b[^;]{0,38}$/i;

/** The year for dates that leave it out: the first full year that a case's dates or texts name, else 2020. */
export function yearOf(texts: readonly (string | null)[]): number {
  for (const text of texts) {
    const words = text?.slice(0, 20_000) ?? '';
    for (const match of allMatches(words, /(?<![\d.])(?:19[5-9]\d|20[0-4]\d)(?![\d.]\d)/g))
      if (!ofBirth.test(words.slice(Math.max(0, match.index - 40), match.index))) return Number(match[0]);
  }
  // Without any year only differences count, and 2020 is when most of these cases were published.
  return 2020;
}

/** A date without a year next to one with: the same day of the year that lies nearest. */
export function nearestYear(date: StatedDate, to: number): number {
  if (!date.yearAssumed) return date.days;
  const year = 365.25;
  let best = date.days;
  for (const shift of [-366, -365, 365, 366]) {
    if (Math.abs(date.days + shift - to) < Math.abs(best - to) && Math.abs(best - to) > year / 2)
      best = date.days + shift;
  }
  return best;
}
