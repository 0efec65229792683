import { allMatches } from '../../patterns/all-matches.ts';
import { anyOf, timeWords } from '../../words/languages.ts';
import { numberWords, ordinalWords, parseNumber } from '../../words/numbers.ts';
import { monthNames } from './dates.ts';

/**
 * Every expression of time of a sentence, whether or not it dates anything: dates, counted days, durations, how
 * often, and times told from others. What an expression means for an image is read from its day expressions.
 */

export interface TimeExpression {
  readonly start: number;
  readonly end: number;
  /** Length of a duration, or how often, as ISO 8601 writes it: `P4D`, `PT6H`; null where words give none. */
  readonly value: string | null;
}

const { about, vague, whole, away, ages, agesBefore, often, pointed, stages, seasons } = timeWords;
const units = {
  TM: timeWords.minutes,
  TH: timeWords.hours,
  D: timeWords.days,
  W: timeWords.weeks,
  M: timeWords.months,
  Y: timeWords.years,
} as const;
const unit = Object.values(units).flat().join('|');
const unitOf = Object.entries(units).map(
  ([code, words]) => [code, new RegExp(`^(?:${words.join('|')})$`, 'i')] as const,
);
/** A letter alone is a unit right behind its digits only. */
const number = `\\d{1,3}(?:[.,]\\d{1,2})?|${numberWords}`;
const amount = new RegExp(
  `(?<![\\p{L}\\p{N}/.,-]|[+]\\s?)(?:(?:${about.join('|')})\\s){0,2}(?:(?<low>${number}|an?|una?|one|il|lo)(?:\\s?(?:[-–]|to|or|o|a)\\s?(?<high>${number}))?|(?<vague>${vague.join('|')}))(?:\\s?(?:${whole.join('|')}))?[\\s-]?(?<unit>${unit})(?![\\p{L}\\p{N}])(?:[’'](?:s(?=\\s))?)?(?:\\s(?:${away.join('|')})(?![\\p{L}]))?(?:\\s(?:${stages.join('|')})(?![\\p{L}]))?`,
  'giu',
);
const ageBehind = new RegExp(`^[\\s-]{0,2}(?:${ages.join('|')})(?![\\p{L}])`, 'iu');
const ageBefore = new RegExp(`(?<![\\p{L}])(?:${agesBefore.join('|')})\\s?(?:circa\\s|about\\s)?$`, 'iu');
/** "60 mg/day" measures a dose, "30 pack years" smoke. */
const rate = /(?:\/|\bpack[\s-])$/i;

const year = '(?:19|20)\\d\\d';
const named = new RegExp(
  [
    // "27 July 2020", "July 2009", "marzo del 2017"
    `(?<![\\p{L}\\p{N}])(?:\\d{1,2}\\s?(?:st|nd|rd|th|°)?\\s(?:of\\s)?)?(?:${monthNames})(?![\\p{L}])\\.?(?:\\s\\d{1,2}(?:st|nd|rd|th)?(?!\\d),?)?(?:\\s(?:of\\s|del(?:l[’'])?\\s?)?(?:${year}|dello stesso anno))?`,
    `(?<![\\p{L}\\p{N}/.-])(?:\\d{1,2}[/.]\\d{1,2}[/.](?:${year}|\\d\\d)|${year}-\\d\\d-\\d\\d)(?![\\d/])`,
    // "in 1996", "dal 2004", "(2010)"
    `(?<=(?<![\\p{L}])(?:in|since|until|from|of|by|during|early|late|nel|dal|del|al|anno)\\s)${year}(?![\\p{L}\\p{N}.,]\\d|[\\p{L}\\p{N}]|\\s?(?:mg|ml|cells|g\\b|/))`,
    `(?<=\\()${year}(?=\\))`,
    // "day 3", "postoperative day 3", "giornata +14"
    `(?<![\\p{L}\\p{N}])(?:(?:hospital|illness|post-?operative|admission|symptom|disease)\\s)?(?:days?|giorn(?:o|ata))\\s?[#+]?(?:${numberWords})(?![\\p{L}\\p{N}]|\\s(?:mg|ml))(?:\\s?[-–]\\s?\\d{1,3})?`,
    `(?<![\\p{L}\\p{N}])(?:POD|HD)\\s?[#+]?\\d{1,2}(?![\\p{L}\\p{N}])`,
    // "the 5th day", "on the 21st", "in sesta giornata"
    `(?<![\\p{L}\\p{N}])(?:the\\s)?(?:${ordinalWords})\\s(?:(?:hospital|illness|post-?operative|gestational)\\s)?(?:days?|weeks?|months?|trimester)(?![\\p{L}])`,
    `(?<![\\p{L}\\p{N}])the\\s\\d{1,2}(?:st|nd|rd|th)(?=\\s(?:and|or|to)\\s\\d)`,
    `(?<![\\p{L}\\p{N}])(?:prim|second|terz|quart|quint|sest|settim|ottav|non|decim)[oa]\\s(?:giorno|giornata|settimana|mese|trimestre)(?![\\p{L}])`,
    `(?<![\\p{L}\\p{N}])\\d{1,2}\\s?[°ºª]\\s?(?:giorno|giornata|settimana|mese)(?![\\p{L}])`,
  ].join('|'),
  'giu',
);
/** Names of months that are other words too. */
const otherWord = /^(?:may|march|mar|dec|sept?|jan|apr|oct|nov|feb|aug)\.?$/i;
const worded = anyOf([...often, ...pointed, ...stages, ...seasons.map((one) => `${one} ${year}`)]);
const daily = /^(?:daily|die|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d)$|\b(?:day|daily|giorno|dì|die|mattin[oe])$/i;
const perWeek = /\b(?:week(?:ly)?|settimana|settimanal[ei])$/i;
const perMonth = /\b(?:month(?:ly)?|mese|mensil[ei])$/i;

function lengthOf(groups: Readonly<Record<string, string | undefined>>): string | null {
  const code = unitOf.find(([, pattern]) => pattern.test(groups['unit'] ?? ''))?.[0];
  if (code === undefined || groups['low'] === undefined || groups['high'] !== undefined) return null;
  const count = /^(?:an?|una?|one|il|lo)$/i.test(groups['low']) ? 1 : parseNumber(groups['low']);
  if (count === null) return null;
  const fortnight = /^fortnight/i.test(groups['unit'] ?? '');
  return code.startsWith('T') ? `PT${count}${code.slice(1)}` : `P${fortnight ? count * 2 : count}${code}`;
}

/** Expressions of time in reading order, the longer of two that overlap. */
export function timeExpressions(words: string): TimeExpression[] {
  const found: TimeExpression[] = [];
  for (const match of allMatches(words, amount)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const before = words.slice(Math.max(0, start - 60), start);
    if (ageBehind.test(words.slice(end, end + 20)) || ageBefore.test(before) || rate.test(before)) continue;
    const unitWord = match.groups?.['unit'] ?? '';
    // "a d", "2 mo" of three letters are units behind digits alone; "il giorno" is told by what follows it.
    if (unitWord.length < 2 && !/\d[\s-]?$/.test(match[0].slice(0, -unitWord.length))) continue;
    if (/^(?:il|lo)$/i.test(match.groups?.['low'] ?? '') || /^a minute$/i.test(match[0])) continue;
    found.push({ start, end, value: lengthOf(match.groups ?? {}) });
  }
  for (const match of allMatches(words, named)) {
    if (otherWord.test(match[0]) && !/^(?:March|May|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)/.test(match[0]))
      continue;
    if (/^(?:May|March|Mar|Dec)$/.test(match[0])) continue;
    found.push({ start: match.index, end: match.index + match[0].length, value: dateOf(match[0]) });
  }
  for (const match of allMatches(words, worded)) {
    const [text] = match;
    // "Tri-settimanale" is no weekly.
    if (words.charAt(match.index - 1) === '-') continue;
    const value = daily.test(text) ? 'P1D' : perWeek.test(text) ? 'P1W' : perMonth.test(text) ? 'P1M' : null;
    found.push({
      start: match.index,
      end: match.index + text.length,
      value,
    });
  }
  return longest(found);
}

/** A year alone, as a date writes it. */
const dateOf = (text: string): string | null => (new RegExp(`^${year}$`).test(text) ? text : null);

function longest(found: readonly TimeExpression[]): TimeExpression[] {
  const kept: TimeExpression[] = [];
  for (const one of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || one.start >= last.end) kept.push(one);
    else if (one.end - one.start > last.end - last.start) kept[kept.length - 1] = one;
  }
  return kept;
}
