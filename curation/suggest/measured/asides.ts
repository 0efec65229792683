import { cellUnitPattern } from '../../timeline/cell-units.ts';
import { monthNames } from '../days/expressions/dates.ts';
import { allMatches } from '../patterns/all-matches.ts';

/**
 * What stands between the name of a measurement and its number without being it: reference ranges, the unit ahead of
 * the value, settings of a device, dates and times, citations. They are taken out before values are looked for.
 */

/** A unit that was taken out, at its place in the words that are left. */
export interface UnitAside {
  readonly unit: string;
  readonly at: number;
}

export interface WithoutAsides {
  readonly words: string;
  /** Places of the letters of `words` in the whole sentence, its length included. */
  readonly places: readonly number[];
  readonly units: readonly UnitAside[];
}

const number = '\\d{1,6}(?:[.,·∙]\\d{1,3})?';
const bounds = `${number}(?:\\s?(?:%|°\\s?[CF]?))?\\s?(?:[-–—−~÷]|\\bto\\b|\\band\\b)\\s?${number}`;
const limit = `(?:[<>≤≥]=?|\\b(?:less|more|lower|higher|greater) than\\b|\\b(?:up to|above|below|under|over)\\b)\\s?${number}`;
const range = `(?:${bounds}|${limit})`;
const unit = `(?:${cellUnitPattern}|%|°\\s?[CF](?![a-z])|℃|℉|degrees?\\s(?:celsius|fahrenheit)|mm\\s?Hg|kPa)`;
const name =
  '(?:(?:laboratory|lab|local|biological)\\s)?(?:\\b(?:normal(?:i|e)?|reference|ref\\b\\.?|norm\\b|riferimento)(?:\\s?(?:ranges?|values?|intervals?|limits?|levels?|counts?))?|\\branges?\\b|\\bnormally\\b|\\b(?:targets?|goals?)(?:\\s(?:ranges?|values?|saturations?|SpO2))?|\\b(?:N\\.?R|R\\.?R|R\\.?I|N\\.?V|V\\.?N|R\\.?V|N)\\b\\.?)';
/** "normal 4-10", "reference range: 3.5 to 9.5 x 10^9/L", "N: <5", "v.n. 4-10". */
const reference = `${name}\\s?[:=,]?\\s?(?:(?:is|are|was|of|from|between)\\s){0,2}${range}(?:\\s?${unit})?`;
const upperLimit = `\\b(?:ULN|LLN|(?:upper|lower)\\s(?:reference\\s)?limits?(?:\\sof\\s(?:the\\s)?(?:normal|reference)(?:\\srange)?)?)\\s?[:=]?\\s?(?:(?:is|of|was)\\s)?${number}(?:\\s?${unit})?`;

const months = `(?:${monthNames})\\b\\.?`;
const times = [
  `\\b${months}\\s\\d{1,2}(?:st|nd|rd|th)?\\b(?:,?\\s(?:19|20)\\d\\d)?`,
  `\\b\\d{1,2}(?:st|nd|rd|th)?\\s(?:of\\s)?${months}(?![a-z])(?:,?\\s(?:19|20)\\d\\d)?`,
  '\\b(?:19|20)\\d\\d-\\d\\d-\\d\\d\\b',
  '\\b\\d{1,2}[/.]\\d{1,2}[/.](?:19|20)?\\d\\d\\b',
  '\\b\\d{1,2}[:h]\\d\\d(?:\\s?(?:[ap]\\.?m\\b\\.?|h\\b))?',
  '\\b(?:day|days|HD|POD|giorno)\\s?#?\\d{1,3}\\b',
  '\\b\\d{1,2}(?:st|nd|rd|th)\\b',
  '\\b\\d{1,3}[\\s-](?:days?|hours?|hrs?|weeks?|months?|years?|minutes?|min|giorni|ore)\\b',
].join('|');
const settings = [
  `\\bFiO2\\s?(?:of|=|:|was|at)?\\s?${number}\\s?%?`,
  '\\b\\d{2,3}\\s?%\\s(?:FiO2|inspired|O2\\b(?!\\s?sat)|oxygen\\b(?!\\s?sat))',
  '(?<![\\d.,^*(])\\d{1,2}(?:[.,]\\d)?\\s?(?:l|lit(?:re|er)s?)\\b(?:\\s?(?:\\/|per\\s)\\s?min(?:ute)?s?\\b|pm\\b)?',
].join('|');
/** A range in a cell of its own, or right behind a number: the last column of a laboratory slip. */
const cellRange = `(?<=[|\\t]\\s{0,3})${range}(?:\\s?${unit})?(?=\\s{0,3}(?:[|\\t]|$))|(?<=\\d[ \\u00a0]{1,4})${bounds}`;
/** No number before it: the unit stands ahead of its value, or in a cell of its own. */
const unitAhead = `(?<![A-Za-zµμ])(?<![\\d)][.,·∙]?\\s{0,3}(?:[×✕x*·]\\s{0,2})?)(?:\\bin\\s)?${unit}`;

const brackets = /\([^()[\]]{1,90}\)|\[[^()[\]]{1,90}\]/g;
const asides = new RegExp(
  [reference, upperLimit, times, settings, cellRange].map((one) => `(?:${one})`).join('|'),
  'gi',
);
const aheads = new RegExp(unitAhead, 'gi');
const anyRange = new RegExp(`${reference}|${upperLimit}|${range}`, 'gi');
const anyUnit = new RegExp(unit, 'gi');
const citation = /^\[\s?\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,8}\s?\]$/;
const footnote = /^\(\s?\d{1,2}\s?\)$/;
/** What may stand in a bracket of units and ranges besides them. */
const emptied = /^[\s,;:/|=-]*(?:(?:in|units?|values?)[\s,;:/|=-]*)?$/i;

/** The unit of a bracket that holds units and ranges and nothing else; null when it holds more. */
function asideOfBracket(bracket: string, behind: string): { unit: string | null } | null {
  if (citation.test(bracket)) return { unit: null };
  if (footnote.test(bracket)) return /^\s?[:=]/.test(behind) ? { unit: null } : null;
  const inside = bracket.slice(1, -1);
  // A unit may hold digits that look like a range's: it is named before the ranges are taken away.
  const stated = anyUnit.exec(inside)?.[0] ?? null;
  anyUnit.lastIndex = 0;
  const rest = inside.replace(anyRange, ' ').replace(anyUnit, ' ');
  if (emptied.test(rest)) return { unit: stated };
  const other = inside.replace(anyUnit, ' ').replace(anyRange, ' ');
  return emptied.test(other) ? { unit: stated } : null;
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly unit: string | null;
}

function cutsOf(words: string): Cut[] {
  const cuts: Cut[] = [];
  for (const match of allMatches(words, brackets)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const aside = asideOfBracket(match[0], words.slice(end, end + 2));
    if (aside) cuts.push({ start, end, unit: aside.unit });
  }
  for (const match of allMatches(words, asides))
    cuts.push({ start: match.index, end: match.index + match[0].length, unit: null });
  for (const match of allMatches(words, aheads))
    cuts.push({
      start: match.index,
      end: match.index + match[0].length,
      unit: match[0].replace(/^in\s/i, ''),
    });
  return cuts.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A sentence without what is no value; places of what is left stay known. */
export function withoutAsides(words: string): WithoutAsides {
  const kept: string[] = [];
  const places: number[] = [];
  const units: UnitAside[] = [];
  let from = 0;
  const keep = (until: number): void => {
    for (let at = from; at < until; at += 1) {
      const char = words.charAt(at);
      if (char === ' ' && kept.at(-1) === ' ') continue;
      kept.push(char);
      places.push(at);
    }
  };
  for (const { start, end, unit: stated } of cutsOf(words)) {
    if (start < from) continue;
    keep(start);
    if (stated !== null) units.push({ unit: stated, at: kept.length });
    if (kept.at(-1) !== ' ') {
      kept.push(' ');
      places.push(start);
    }
    from = end;
  }
  keep(words.length);
  places.push(words.length);
  return { words: kept.join(''), places, units };
}
