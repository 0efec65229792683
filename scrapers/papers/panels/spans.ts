import type { MarkStyle } from './mark-styles.ts';
import type { Mark } from './marks.ts';

/** Where the words of panels lie: behind their mark, or before it. */

type Span = [start: number, end: number];

const sentenceEnd = /[.;:。；：]\s*$/u;
/** "... and (D) day 9": what the mark opens. */
const leadsIn = /(?:^|[\s,;])(?:and|und|et|y|e|og|och|en|и|&|or|then|followed by)\s*$/iu;
/** Words that want another behind them: "photographs showing (A) ...". */
const wantsMore =
  /(?:^|[\s,(])(?:show(?:s|ing|ed)?|demonstrat(?:es?|ing|ed)|reveal(?:s|ing|ed)?|illustrat(?:es?|ing)|depict(?:s|ing)?|including|are|is|was|were|of|in|on|at|by|the|an?|with|from|for|to|either|than|both|versus|vs\.?)\s*$/iu;
const closes =
  /^\s*(?:[.;,。；，、)）\]]|(?:and|und|et|y|e|og|och|и|or|as well as|followed by)(?![\p{L}])|[と和与及]|$)/iu;

/** The span of each mark, in order. One that only points to its panel has no words. */
export function spansOf(caption: string, all: readonly Mark[], style: MarkStyle): Span[] {
  const marks = all.filter(({ points }) => !points);
  const closing = style.opens ? marks.map(() => false) : directions(caption, marks);
  const spans = new Map(
    marks.map((mark, at): [Mark, Span] => [
      mark,
      style.holds && closing[at]
        ? [spanOf(caption, marks, closing, at)[0], mark.end]
        : spanOf(caption, marks, closing, at),
    ]),
  );
  return all.map((mark) => spans.get(mark) ?? pointedSpan(caption, mark, all));
}

/** "..., with a scan of day 10 shown in (D)": what is shown there; other pointers have no words. */
function pointedSpan(caption: string, mark: Mark, all: readonly Mark[]): Span {
  const from = all.findLast(({ end }) => end <= mark.start)?.end ?? 0;
  const own = caption.slice(from, mark.start);
  const shown =
    /(?:\s(?:is|are|was|were))?\s(?:shown|seen|illustrated|depicted|presented|displayed|given)\sin\s*$/i.exec(
      own,
    );
  if (shown === null) return [mark.end, mark.end];
  const [start, end] = trimmed(caption, from + shareOf(own.slice(0, shown.index)), from + shown.index);
  const lead = /^with\s/i.exec(caption.slice(start, end))?.[0].length ?? 0;
  return [start + lead, end];
}

function spanOf(caption: string, marks: readonly Mark[], closing: readonly boolean[], at: number): Span {
  const [previous, mark, next] = [marks[at - 1], marks[at], marks[at + 1]];
  if (mark === undefined) return [0, 0];
  if (!closing[at]) {
    const own = caption.slice(mark.end, inBracket(caption, mark.end, next?.start ?? caption.length));
    return trimmed(caption, mark.end, mark.end + (closing[at + 1] ? shareOf(own) : own.length));
  }
  const from = previous?.end ?? 0;
  const own = caption.slice(from, mark.start);
  if (previous === undefined) return trimmed(caption, introOf(own), mark.start);
  const foreign = !closing[at - 1] || !closes.test(own);
  return trimmed(caption, from + (foreign ? shareOf(own) : 0), mark.start);
}

/** Sentences before the one that the first mark closes introduce all panels. */
const introOf = (words: string): number =>
  [...words.matchAll(/(?<=[\p{L}\d)]{2})(?:[.;]\s{1,3}(?=[\p{Lu}(])|:\s{1,3}|：\s{0,3})|。\s?/gu)].reduce(
    (_, match) => match.index + match[0].length,
    0,
  );

/** Where in the words between two marks the share of the first ends: at a sentence's end, else at the last joint. */
function shareOf(words: string): number {
  const last = (pattern: RegExp): number =>
    [...words.matchAll(pattern)].reduce((_, match) => match.index + match[0].length, 0);
  return last(/[.;。；]\s/gu) || last(/[,，]\s(?:and\s)?|\s(?:and|und|et|y|og|och|и)\s/gu);
}

/** Which marks close their words; `null` where a mark may do either. */
function evidence(caption: string, marks: readonly Mark[], at: number): boolean | null {
  const mark = marks[at] as Mark;
  const before = caption.slice(marks[at - 1]?.end ?? 0, mark.start);
  if (/^[\s.;:,。；：，、([（]*$/u.test(before.replace(leadsIn, ''))) return false;
  if (closes.test(caption.slice(mark.end))) {
    if (!sentenceEnd.test(before)) return true;
    const [first, last] = [marks[0], marks.at(-1)];
    // "Film of day 1. (a) Film of day 3. (b)": letters to the end, and words before the first.
    const all = /^[\s.;。)\]）]*$/u.test(caption.slice(last?.end ?? 0));
    return all && caption.slice(0, first?.start ?? 0).trim() !== '';
  }
  return sentenceEnd.test(before) || leadsIn.test(before) || wantsMore.test(before) ? false : null;
}

/** Which marks close their words. One that may do either does as the one before it, the first as the next that tells. */
function directions(caption: string, marks: readonly Mark[]): boolean[] {
  const told = marks.map((_, at) => evidence(caption, marks, at));
  let current = told.find((one) => one !== null) ?? true;
  return told.map((one) => {
    current = one ?? current;
    return current;
  });
}

/** The end of words that stand in brackets: "(A: day 1, B: day 5)" ends at its bracket. */
function inBracket(caption: string, from: number, until: number): number {
  let depth = 0;
  const step = (sign: string): number => (/[([（]/u.test(sign) ? 1 : /[)\]）]/u.test(sign) ? -1 : 0);
  for (const sign of caption.slice(0, from)) depth = Math.max(0, depth + step(sign));
  if (depth === 0) return until;
  let inner = 0;
  for (let at = from; at < until; at += 1) {
    inner += step(caption.charAt(at));
    if (inner < 0) return at;
  }
  return until;
}

/** Without the signs and the "and" that only join the parts. */
function trimmed(caption: string, start: number, end: number): Span {
  const raw = caption.slice(start, end);
  const lead =
    /^[\s.;:,。；：，、)\]）=–—-]*(?:(?:and|und|et|og|och|и)\s+|[と和与及])?/iu.exec(raw)?.[0].length ?? 0;
  const tail =
    /(?<![\s;,，；、([（])[\s;,，；、([（]*(?:\b(?:and|und|et|og|och)\s*)?$/iu.exec(raw)?.[0].length ?? 0;
  if (lead + tail >= raw.length) return [start, start];
  return [start + lead, end - tail];
}
