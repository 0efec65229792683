import { assertionOf } from '../clauses/whether.ts';
import { onlyBetween } from '../measured/between.ts';
import { allMatches } from '../patterns/all-matches.ts';
import type { OwnNumber, OwnRules } from './own-rules.ts';

/** Numbers that a sentence states of own fields, in the unit of each. */

export interface StatedNumber {
  readonly number: OwnNumber;
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

const behind = /^(?<gap>[^\d;.]{0,40}?)(?<number>[-+]?\d{1,6}(?:[.,]\d{1,3})?)(?![\d.,]*\d)/u;
/** What may be a unit behind a number. */
const unitBehind = /^\s?(?<unit>[%°‰]|[\p{L}µμ][\p{L}\d µμ/%^²³-]{0,20})/u;
/** Units that are another measurement's where they are not the field's. */
const otherUnit =
  /^(?:%|‰|°\s?[CF]?|[mµμnkdc]?[gl]|[mk]?Pa|mmHg|cm|mm|m|mol|[mµμn]mol|m?Eq|I?U|mIU|bpm|kg|ms|years?|months?|weeks?|days?|hours?|h|min(?:utes)?)(?![\p{L}])|^[\p{L}µμ\d^]{1,8}\s?\/\s?[\p{L}\d]/iu;

const plain = (unit: string): string =>
  unit.normalize('NFKC').toLowerCase().replace(/μ/g, 'µ').replace(/\s+/g, ' ').trim();

/** "62 % of predicted": what a value is compared with foretells nothing. */
const ofPredicted = /^\s?\(?(?:of\s)?(?:the\s|his\s|her\s)?pred(?:icted|\.)?(?:\s(?:normal|value))?/i;

/** A share ("62 % of predicted") tells of no group of people: what stands behind the number is no word of its clause. */
const withoutUnit = (words: string, from: number, to: number): string =>
  words.slice(0, from) + '0'.repeat(Math.max(0, to - from)) + words.slice(to);

/** How a number with the words behind it becomes one of the field's unit; null where another unit stands there. */
function factorOf(
  { field }: OwnNumber,
  text: string,
): { readonly times: number; readonly length: number } | null {
  const stated = unitBehind.exec(text);
  const unit = plain(stated?.groups?.['unit'] ?? '');
  const known = [...(field.unit === undefined ? [] : [{ unit: field.unit, times: 1 }]), ...field.units].sort(
    (a, b) => b.unit.length - a.unit.length,
  );
  for (const one of known) {
    const wanted = plain(one.unit);
    const isIt =
      unit === wanted || (unit.startsWith(wanted) && !/^[\p{L}/]/u.test(unit.slice(wanted.length)));
    if (isIt) {
      const lead = /^\s?/.exec(text)?.[0].length ?? 0;
      return { times: one.times, length: lead + one.unit.length };
    }
  }
  return otherUnit.test(unit) ? null : { times: 1, length: 0 };
}

/** Numbers of own fields in a sentence, of this patient, neither denied nor supposed. */
export function ownNumbersIn(words: string, { numbers }: OwnRules): StatedNumber[] {
  if (numbers.length === 0 || !/\d/.test(words)) return [];
  return numbers.flatMap((number): StatedNumber[] =>
    allMatches(words, number.pattern).flatMap((match): StatedNumber[] => {
      const start = match.index;
      let end = start + match[0].length;
      let stated = match.groups?.['number'];
      let after = end;
      if (!number.slotted) {
        const found = behind.exec(words.slice(end, end + 60));
        const gap = (found?.groups?.['gap'] ?? '').replace(number.pattern, ' ');
        if (!found || !onlyBetween(gap)) return [];
        stated = found.groups?.['number'];
        end += found[0].length;
        after = end;
      } else if (stated !== undefined) after = start + match[0].indexOf(stated) + stated.length;
      if (stated === undefined) return [];
      const unit = factorOf(number, words.slice(after, after + 30));
      if (unit === null) return [];
      const last = Math.max(end, after + unit.length);
      const compared = ofPredicted.exec(words.slice(last))?.[0].length ?? 0;
      const { other, general, hypothetical, negated, past } = assertionOf(
        withoutUnit(words, after, last + compared),
        start,
        last + compared,
      );
      if (other || general || hypothetical || negated) return [];
      if (past && !number.field.phrases?.past) return [];
      const value = Number((Number(stated.replace(',', '.')) * unit.times).toPrecision(12));
      const { range } = number.field;
      if (range && (value < range[0] || value > range[1])) return [];
      return [{ number, value, start, end: last }];
    }),
  );
}
