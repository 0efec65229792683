import { plainSpaces } from './plain-spaces.ts';

/** Dates of publication as sites write them. Nothing is guessed: what is not one of these forms gives null. */

const months = [
  ['jan', 'gennaio'],
  ['feb', 'febbraio'],
  ['mar', 'marzo'],
  ['apr', 'aprile'],
  ['may', 'maggio'],
  ['jun', 'giugno'],
  ['jul', 'luglio'],
  ['aug', 'agosto'],
  ['sep', 'settembre'],
  ['oct', 'ottobre'],
  ['nov', 'novembre'],
  ['dec', 'dicembre'],
] as const;

const monthOf = (word: string): number | null => {
  const lower = word.toLowerCase();
  const index = months.findIndex(([english, italian]) => lower.startsWith(english) || lower === italian);
  return index < 0 ? null : index + 1;
};

const iso = (year: number, month: number, day: number): string | null => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : null;
};

const withMonth = (year = '', word = '', day = ''): string | null => {
  const month = monthOf(word);
  return month === null ? null : iso(Number(year), month, Number(day));
};

/** `18 Aug 2019`, `18th Aug 2019`, `2020/04/02`, `2021 Feb 3`, `28.10.2020`, `2020-03-10…`, `10 marzo 2020` → `YYYY-MM-DD`. */
export const isoDate = (stated: string): string | null => {
  const words = plainSpaces(stated).trim();
  const ordered = /^(\d{4})-(\d{2})-(\d{2})/.exec(words);
  if (ordered) return iso(Number(ordered[1]), Number(ordered[2]), Number(ordered[3]));
  const yearFirst = /^(\d{4})\/(\d{1,2})\/(\d{1,2})\b/.exec(words);
  if (yearFirst) return iso(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})\b/.exec(words);
  if (dotted) return iso(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const named = /^(\d{1,2})(?:st|nd|rd|th)? ([\p{L}]{3,12}),? (\d{4})\b/u.exec(words);
  if (named) return withMonth(named[3], named[2], named[1]);
  const cited = /^(\d{4}) ([\p{L}]{3,12}),? (\d{1,2})\b/u.exec(words);
  return cited ? withMonth(cited[1], cited[2], cited[3]) : null;
};

export const publishedOn = (stated: string | null): { stated: string; iso: string | null } | null =>
  stated === null || stated === '' || stated === '-' ? null : { stated, iso: isoDate(stated) };
