import { daysOf } from '../../../timeline/dates.ts';
import { allMatches } from '../../patterns/all-matches.ts';
import { Scanned } from '../../patterns/scanned.ts';
import type { StatedDate } from './dates.ts';

/** Dates that need the ones before them: "on the 7th" of a month named before, "on Thursday". */

const ofMonth = new Scanned(
  /\b(?:on|of|since|from|by|until|il|dal)\s(?:the\s)?(?<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s(?:of\b|day|hospital|post|week|month|hour|floor|year|attempt|time|swab|test|patient|case|century|percentile|rib|thoracic|intercostal|generation|[A-Z]))/g,
);

/** "From 3 to 16 May", "on 8 and 9 July", "12-14 Jan": the month stands behind the second day. */
const sharesMonth =
  /(?<![\d.,/:-]|\d\s)(?<day>\d{1,2})(?:st|nd|rd|th|\.)?\s?(?:to|until|till|through|and|–|-|al|e)\s?(?:the\s)?$/i;
/** Days that take their month from the date right behind them. */
function daysBefore(words: string, stated: readonly StatedDate[]): StatedDate[] {
  return stated.flatMap((date) => {
    if (!/^(?:the\s)?\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?\p{L}/u.test(words.slice(date.start, date.end)))
      return [];
    const from = Math.max(0, date.start - 14);
    const match = sharesMonth.exec(words.slice(from, date.start));
    const number = Number(match?.groups?.['day']);
    if (!match || !(number > 0)) return [];
    const own = new Date(date.days * 86_400_000).getUTCDate();
    if (number >= own) return [];
    const start = from + match.index;
    return [
      { ...date, start, end: start + String(match.groups?.['day']).length, days: date.days - (own - number) },
    ];
  });
}

/**
 * Dates of a sentence that name only the day of a month: that of the last date before, or the next month.
 * @param known dates told so far: "from 22 to 26 March; on the 22nd" goes back
 */
export function daysOfMonth(
  words: string,
  stated: readonly StatedDate[],
  last: number | null,
  known: ReadonlySet<number> = new Set(),
): StatedDate[] {
  const found: StatedDate[] = daysBefore(words, stated);
  for (const match of allMatches(words, ofMonth)) {
    const number = match.groups?.['day'] ?? '';
    const start = match.index + match[0].indexOf(number);
    const end = match.index + match[0].length;
    if (stated.some((one) => one.start < end && one.end > start)) continue;
    const base = stated.findLast((one) => one.end <= start)?.days ?? found.at(-1)?.days ?? last;
    if (base === null || base === undefined) continue;
    const date = new Date(base * 86_400_000);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
    const same = daysOf(year, month, Number(number));
    const next = month === 12 ? daysOf(year + 1, 1, Number(number)) : daysOf(year, month + 1, Number(number));
    const days = same !== null && (same >= base || known.has(same)) ? same : next;
    if (days !== null) found.push({ start, end, days, yearAssumed: false, ambiguous: false });
  }
  return found;
}

const names: readonly (readonly [RegExp, number])[] = [
  [/^(?:mon|lun)/i, 0],
  [/^(?:tue|mar)/i, 1],
  [/^(?:wed|mer)/i, 2],
  [/^(?:thu|gio)/i, 3],
  [/^(?:fri|ven)/i, 4],
  [/^(?:sat|sab)/i, 5],
  [/^(?:sun|dom)/i, 6],
];
const weekday = new Scanned(
  /\b(?<back>(?:the\s)?(?:previous|last|preceding)\s)?(?<on>on\s|il\s)?(?<name>Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\b(?!s)(?<behind>\sbefore\b)?/gi,
);

export interface WeekOfCase {
  /** The weekday named last, and the one the patient came on or, without one, that was named first. */
  readonly last: number | null;
  readonly first: number | null;
}
export const noWeek: WeekOfCase = { last: null, first: null };

/**
 * Weekdays as days of one count, whose start is no calendar day: differences are all that is meant. Each is the next
 * such day after the one named before it; in a caption the next after the first.
 */
export function weekdaysOf(
  words: string,
  week: WeekOfCase,
  caption: boolean,
): { readonly dates: readonly StatedDate[]; readonly week: WeekOfCase } {
  const dates: StatedDate[] = [];
  let { last, first } = week;
  for (const match of allMatches(words, weekday)) {
    const { name = '', back, behind } = match.groups ?? {};
    // "Mondays" come every week.
    if (/days$/i.test(name)) continue;
    const number = names.find(([pattern]) => pattern.test(name))?.[1] ?? 0;
    const base = caption ? first : last;
    const ahead = base === null ? 0 : (((number - base) % 7) + 7) % 7;
    const earlier = back !== undefined || behind !== undefined;
    const days = base === null ? number : earlier ? base + ahead - 7 : base + ahead;
    const start = match.index + match[0].indexOf(name);
    dates.push({ start, end: start + name.length, days, yearAssumed: false, ambiguous: false });
    if (!caption) last = days;
    first ??= days;
  }
  return { dates, week: { last, first } };
}
