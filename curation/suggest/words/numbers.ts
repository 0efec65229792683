import type { Certainty } from '../../../data/format/day.ts';

/** Numbers and quantities of time as texts write them, English and Italian. */

const ones: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const italian: readonly string[] =
  'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti ventuno ventidue ventitré ventiquattro venticinque ventisei ventisette ventotto ventinove trenta'.split(
    ' ',
  );
const tens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};

/** "Trentotto", "quarantacinque", "ventuno". */
const italianTens: Readonly<Record<string, number>> = {
  vent: 20,
  trent: 30,
  quarant: 40,
  cinquant: 50,
  sessant: 60,
  settant: 70,
  ottant: 80,
  novant: 90,
};
const italianCompound = `(?:${Object.keys(italianTens).join('|')})[ai]?(?:uno|un|due|tre|tré|quattro|cinque|sei|sette|otto|nove)?`;
const italianParts = new RegExp(`^(${Object.keys(italianTens).join('|')})[ai]?(.*)$`);

/** Alternation of all words for numbers, for use inside patterns. */
export const numberWords = [
  '\\d{1,3}',
  ...['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map(
    (ten) => `${ten}[- ](?:${ones.slice(1, 10).join('|')})`,
  ),
  ...Object.keys(tens),
  ...ones.slice(1).reverse(),
  ...italian.slice(2).reverse(),
  italianCompound,
].join('|');

/** `7`, `seven`, `sixty-five`, `sette`; null for anything else. */
export function parseNumber(text: string): number | null {
  const word = text.trim().toLowerCase();
  if (/^\d{1,4}$/.test(word)) return Number(word);
  const simple = ones.indexOf(word);
  if (simple >= 0) return simple;
  const other = italian.indexOf(word);
  if (other > 1) return other;
  if (tens[word] !== undefined) return tens[word];
  const parts = italianParts.exec(word);
  if (parts) {
    const rest = (parts[2] ?? '').replace('tré', 'tre').replace(/^un$/, 'uno');
    const unit = rest === '' ? 0 : italian.indexOf(rest);
    return unit < 0 ? null : (italianTens[parts[1] ?? ''] ?? 0) + unit;
  }
  const [ten, one] = word.split(/[- ]/);
  const [high, low] = [tens[ten ?? ''], ones.indexOf(one ?? '')];
  return high !== undefined && low > 0 && low < 10 ? high + low : null;
}

const ordinals: readonly string[] =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth'.split(
    ' ',
  );
export const ordinalWords = `\\d{1,2}(?:st|nd|rd|th)|${ordinals.slice(1).reverse().join('|')}`;

/** `2nd`, `eighth`; null for anything else. */
export function parseOrdinal(text: string): number | null {
  const word = text.trim().toLowerCase();
  const digits = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word);
  if (digits) return Number(digits[1]);
  const at = ordinals.indexOf(word);
  return at > 0 ? at : null;
}

const romans: readonly (readonly [string, number])[] = [
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
];
/** Roman numerals up to XXXIX, as Italian reports count days; null for anything else. */
export function parseRoman(text: string): number | null {
  const plain = text.toLowerCase();
  if (!/^x{0,3}(?:ix|iv|v?i{0,3})$/.test(plain) || plain === '') return null;
  let [rest, sum] = [plain, 0];
  for (const [mark, value] of romans)
    while (rest.startsWith(mark)) [rest, sum] = [rest.slice(mark.length), sum + value];
  return rest === '' ? sum : null;
}

export interface Duration {
  readonly from: number | null;
  readonly to: number | null;
  readonly certainty: Certainty;
}

/** Pattern of an amount of time with the named groups `about`, `low`, `high`, `vague` and `unit`. */
export const amountPattern = (prefix = ''): string =>
  `(?:(?<${prefix}about>about|approximately|approx\\.?|around|nearly|almost|over|more than|at least|less than|up to|within|some|circa|ca\\.?|oltre|entro|ben)\\s)?(?:(?<${prefix}low>${numberWords}|an?|una?)(?:\\s?(?:-|–|to|or|o|a)\\s?(?<${prefix}high>${numberWords}))?|(?<${prefix}vague>(?:a\\s)?(?:very\\s)?(?:few|couple(?:\\sof)?)|several|some|alcuni|alcune|pochi|poche|qualche))(?:\\s(?:full|whole|more|additional|consecutive|further|ulteriori))?(?:[\\s-]|(?<=\\d)(?=h))(?<${prefix}unit>hours?|hrs?|h|days?|nights?|weeks?|wks?|fortnights?|months?|ore|ora|giorn[oi]|gg|settiman[ae]|mes[ei])\\b(?:['’]s?)?`;

const daysIn = (unit: string): number => {
  const first = unit.toLowerCase();
  if (first.startsWith('fortnight')) return 14;
  if (/^(?:week|wk|settiman)/.test(first)) return 7;
  if (/^(?:month|mes)/.test(first)) return 30;
  return 1;
};

/**
 * Days of an amount. Hours floor to the day; "within" and "up to" bound from above, "over" from below; a month
 * is 30 days give or take 15; "a few" is 3 to 7 days (its middle is the 5 of the reference collection), "a
 * couple" 2 to 3, "several" 3 to 9.
 */
export function durationOf(
  groups: Readonly<Record<string, string | undefined>>,
  prefix = '',
): Duration | null {
  const unit = groups[`${prefix}unit`];
  if (unit === undefined) return null;
  const about = (groups[`${prefix}about`] ?? '').toLowerCase();
  const vague = groups[`${prefix}vague`]?.toLowerCase();
  const scale = daysIn(unit);
  const hours = /^(?:h|hour|hrs?|or[ae])/i.test(unit);
  if (vague !== undefined) {
    if (hours) return { from: 0, to: 0, certainty: 'exact' };
    const [low, high] = /couple/.test(vague) ? [2, 3] : /several/.test(vague) ? [3, 9] : [3, 7];
    return { from: low * scale, to: high * scale, certainty: 'vague' };
  }
  const article = /^(?:an?|una?)$/i.test(groups[`${prefix}low`] ?? '');
  const low = article ? 1 : parseNumber(groups[`${prefix}low`] ?? '');
  if (low === null) return null;
  const high =
    groups[`${prefix}high`] === undefined ? low : (parseNumber(groups[`${prefix}high`] ?? '') ?? low);
  let [from, to] = hours ? [Math.floor(low / 24), Math.floor(high / 24)] : [low * scale, high * scale];
  if (from > to) [from, to] = [to, from];
  if (scale === 30) return { from: from - 15, to: to + 15, certainty: 'vague' };
  if (/within|up to|less|entro/.test(about)) return { from: 0, to, certainty: 'range' };
  if (/over|more|least|oltre/.test(about)) return { from, to: null, certainty: 'vague' };
  return { from, to, certainty: from === to ? 'exact' : 'range' };
}
