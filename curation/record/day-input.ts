import { InvalidInput } from '../../data/errors.ts';
import type { Anchor, Day } from '../../data/format/day.ts';

/** One letter after a number names the anchor it counts from. */
export const anchorLetters: Readonly<Record<string, Anchor>> = {
  o: 'onset',
  a: 'admission',
  e: 'exposure',
  f: 'first-image',
  p: 'procedure',
};

const typed = /^(~)?([+-]?\d{1,5})(?:(?:\.\.|to|[-–])([+-]?\d{1,5}))?([oaefp])?$/;

/**
 * A day as people type it: `7`, `-2`, `3-5` (or `3..5`), `~5` (about five), `?` (cannot be known), each with an
 * optional letter for the anchor: `7o` from onset, `2a` from admission, `e` exposure, `f` first image,
 * `p` procedure. Without one it counts from `anchor`.
 * @throws InvalidInput that shows the forms it takes.
 */
export function parseDayInput(text: string, anchor: Anchor): Day {
  const compact = text.trim().toLowerCase().replace(/\s+/g, '').replace(/−/g, '-');
  if (compact === '?' || compact === 'unknown') return { from: null, to: null, anchor, certainty: 'unknown' };
  const match = typed.exec(compact);
  if (!match) {
    throw new InvalidInput(
      'bad-day',
      `'${text.slice(0, 40)}' is no day; type 7, -2, 3-5, ~5 or ?, with o, a, e, f or p after it for another day 0`,
    );
  }
  const [, about, first, second, letter] = match;
  const from = Number(first);
  const to = second === undefined ? from : Number(second);
  if (Math.abs(from) > 36_525 || Math.abs(to) > 36_525) {
    throw new InvalidInput(
      'bad-day',
      `day ${Math.abs(from) > 36_525 ? from : to} is more than a hundred years away`,
    );
  }
  if (from > to) {
    throw new InvalidInput('bad-day', `the days ${from} to ${to} end before they start; type ${to}-${from}`);
  }
  const from0 = letter ? (anchorLetters[letter] ?? anchor) : anchor;
  if (about) {
    // "About five" as the reference collection used it: a couple of days either way.
    return {
      from: from - 2,
      to: to + 2,
      anchor: from0,
      certainty: 'vague',
      reason: `typed as about ${first}`,
    };
  }
  return { from, to, anchor: from0, certainty: from === to ? 'exact' : 'range' };
}

/** The one whole number the reference CSV wants of an interval: its middle, towards the start. Null when open. */
export function legacyOffset(day: Day): number | null {
  if (day.from === null || day.to === null) return day.from ?? day.to;
  return Math.floor((day.from + day.to) / 2);
}

/** A day as people read it: `day 7`, `days 3 to 5`, `about days 3 to 7`, `up to day 2`, `not known`. */
export function dayInWords(day: Pick<Day, 'from' | 'to' | 'certainty'>): string {
  const { from, to, certainty } = day;
  if (from === null && to === null) return 'not known';
  if (from === null) return `up to day ${to}`;
  if (to === null) return `day ${from} or later`;
  const about = certainty === 'vague' ? 'about ' : '';
  return from === to ? `${about}day ${from}` : `${about}days ${from} to ${to}`;
}

/**
 * A day as it stands on a thumbnail: `d 5 o` (from onset), `d 3–5 a` (from admission), `d 4 ?` where nobody says from
 * when; empty for a day that is not known.
 * @param dayZero what is decided to be day 0: days of no anchor count from it
 */
export function dayInShort(
  { from, to, anchor }: Pick<Day, 'from' | 'to' | 'anchor'>,
  dayZero: Anchor,
): string {
  const known = from ?? to;
  if (known === null) return '';
  const days = from === null || to === null || from === to ? String(known) : `${from}–${to}`;
  const counted = anchor === 'unknown' ? dayZero : anchor;
  return `d ${days} ${Object.keys(anchorLetters).find((letter) => anchorLetters[letter] === counted) ?? '?'}`;
}

/** The same as it would be typed, for the input that corrects it. */
export function dayAsTyped(day: Pick<Day, 'from' | 'to' | 'certainty'>): string {
  const { from, to } = day;
  if (from === null && to === null) return day.certainty === 'unknown' ? '?' : '';
  if (from === null || to === null) return String(from ?? to);
  return from === to ? String(from) : `${from}..${to}`;
}

/** The same day moved by whole days: a nudge. */
export function nudgedDay(day: Day, by: number): Day {
  return {
    ...day,
    from: day.from === null ? null : day.from + by,
    to: day.to === null ? null : day.to + by,
  };
}
