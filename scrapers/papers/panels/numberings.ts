/** How panels are counted: letters of several scripts, Roman numerals, numbers. */

/** A way of counting: its labels in order, in small letters. */
export type Numbering = readonly string[];

export const alphabets: readonly Numbering[] = [
  'abcdefghijklmnopqrstuvwxyz',
  'абвгдежзиклмнопрст',
  'αβγδεζηθικλμν',
  'אבגדהוזח',
  'أبجدهوزح',
  '甲乙丙丁戊己庚辛',
  '가나다라마바사아',
].map((letters) => [...letters]);
const romanNumerals = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
export const roman: readonly Numbering[] = [romanNumerals];
export const numbers: readonly Numbering[] = [Array.from({ length: 20 }, (_, at) => String(at + 1))];

const both = (labels: readonly string[]): string[] => [
  ...new Set(labels.flatMap((label) => [label, label.toUpperCase()])),
];
/** One letter of any script, small or capital. */
export const letterPattern = `[${both(alphabets.flat()).join('')}]`;
/** A Roman numeral of panels, the longest first. */
export const romanPattern = `(?:${both(romanNumerals)
  .sort((one, other) => other.length - one.length)
  .join('|')})`;

/** "and" of several languages; some are letters themselves, so that they count between blanks only. */
export const andWords = 'and|und|et|y|e|og|och|en|и|i|ve|és';
const betweenBlanks = new RegExp(`\\s(?:${andWords})\\s`, 'giu');
const reaches = /^(?:[-–—~～]|to|through|bis)$/iu;

/** "a, b" -> a, b; "A-C and E" -> a, b, c, e; "i–iii" -> i, ii, iii. */
export function expandLabels(list: string, among: readonly Numbering[]): string[] {
  const parts = list
    .toLowerCase()
    .replace(betweenBlanks, ', ')
    .match(/[\p{L}\p{N}]+|[-–—~～]/gu);
  const labels: string[] = [];
  let reach = false;
  for (const part of parts ?? []) {
    if (reaches.test(part)) {
      reach = labels.length > 0;
      continue;
    }
    const numbering = among.find((one) => one.includes(part));
    if (numbering === undefined) continue;
    const to = numbering.indexOf(part);
    const from = reach ? numbering.indexOf(labels.at(-1) ?? '') + 1 : to;
    for (const label of from > 0 && from <= to ? numbering.slice(from, to + 1) : [part])
      if (!labels.includes(label)) labels.push(label);
    reach = false;
  }
  return labels;
}

/**
 * Those of the labels found, in the order of the caption, that count on from the first. One that the caption forgot
 * ("a, b, d, e") is forgiven; a figure that goes on may begin with a later one, each then the next ("c, d").
 */
export function counted(found: readonly string[], among: readonly Numbering[]): Set<string> {
  let best: string[] = [];
  for (const numbering of among) {
    const kept: string[] = [];
    let forgiven = false;
    for (let place = firstPlace(found, numbering); place < numbering.length; place += 1) {
      const [label, next] = [numbering[place] ?? '', numbering[place + 1] ?? ''];
      if (found.includes(label)) kept.push(label);
      else if (!forgiven && kept.length > 1 && found.indexOf(next) > found.indexOf(kept.at(-1) ?? ''))
        forgiven = true;
      else break;
    }
    if (kept.length > best.length) best = kept;
  }
  return new Set(best);
}

function firstPlace(found: readonly string[], numbering: Numbering): number {
  const places = found.map((label) => numbering.indexOf(label));
  const [first = 0] = places;
  const stepwise = places.length > 1 && places.every((place, at) => place === first + at);
  return stepwise && first > 1 && first < 13 ? first : 0;
}
