import type { Case } from '../../../data/format/case.ts';
import type { Quote } from '../../../data/format/day.ts';
import { allMatches } from '../patterns/all-matches.ts';

/**
 * Texts as the rules read them: blanks of every kind and any number are one space, and a line that only wraps is no
 * end of a sentence. Quotes are put back to where they stand in the text as it was read.
 */

/** A text with its blanks told alike, and the place of each of its letters in the text as it stands. */
interface Plain {
  readonly text: string;
  readonly places: Int32Array;
}

/** All but the single spaces between words. */
const blanks = /\s{2,}|[^\S ]/g;
/** "Moved to the ⏎ ICU": a line that ends with one of these goes on. */
const goesOn =
  /(?:,|\b(?:a|an|the|of|in|on|at|to|by|with|without|for|from|and|or|was|were|is|are|had|has|her|his|its|into|via|per|di|del|della|il|la|in|con|e|per|da|al|alla))$/i;
/** A line that begins with a label, a bullet or a cell is one of its own. */
const ownLine = /^(?:[-–•*|]|[\p{L}\p{N}][^\n:=?|]{0,40}\s?[:=?|]|[^\n]{0,80}\|)/u;

/** An answer, or a value: the next cell of a row. */
const cell =
  /^(?:\d|(?:yes|no|none|nil|not|never|y|n|positive|negative|unknown|pending|sì|si|nessun\p{L}*)\b)/iu;

/** A tab parts the cells of a table; between the words of a sentence it is a blank. */
const partsCells = (before: string, after: string): boolean =>
  !goesOn.test(before) && !/[.;!?]$/.test(before) && (!/^[\p{Ll}(]/u.test(after) || cell.test(after));

/** Whether two lines are one sentence that a page has wrapped. */
function wraps(before: string, after: string): boolean {
  if (ownLine.test(after) || before.includes('|')) return false;
  if (goesOn.test(before)) return true;
  return /[\p{L}\p{N}%)]$/u.test(before) && /^\p{Ll}/u.test(after);
}

/** Null for a text that is plain as it stands, as most are. */
function plainOf(text: string, isTable: boolean): Plain | null {
  if (!/[^\S ]| {2}/.test(text)) return null;
  const kept: string[] = [];
  const places: number[] = [];
  let from = 0;
  const keep = (until: number) => {
    for (let at = from; at < until; at += 1) places.push(at);
    kept.push(text.slice(from, until));
  };
  for (const { 0: run, index } of allMatches(text, blanks)) {
    keep(index);
    from = index + run.length;
    const lines = run.split('\n').length - 1;
    const near = text.slice(Math.max(0, index - 200), index);
    const before = near.slice(near.lastIndexOf('\n') + 1);
    const after = text.slice(from, from + 100);
    // The cells of a table stay apart, whatever stands in them.
    const soft = !isTable && lines === 1 && wraps(before, after);
    const row = lines === 0 && run.includes('\t') && (isTable || partsCells(before, after));
    kept.push(row ? '\t' : lines === 0 || soft ? ' ' : '\n');
    places.push(index);
  }
  keep(text.length);
  places.push(text.length);
  return { text: kept.join(''), places: Int32Array.from(places) };
}

/** A case with plain texts, and the way back. */
export interface PlainCase {
  readonly record: Case;
  /** A quote of the plain case as a quote of the case. */
  readonly quoteBack: (quote: Quote) => Quote;
}

export function plainCase(record: Case): PlainCase {
  const changed = new Map<string, { readonly plain: Plain; readonly text: string }>();
  const texts = record.texts.map((text) => {
    const plain = plainOf(text.text, text.kind === 'table');
    if (plain === null) return text;
    changed.set(text.id, { plain, text: text.text });
    return { ...text, text: plain.text };
  });
  if (changed.size === 0) return { record, quoteBack: (quote) => quote };
  return {
    record: { ...record, texts },
    quoteBack: (quote) => {
      const held = changed.get(quote.text);
      if (!held) return quote;
      const start = held.plain.places[quote.start] ?? 0;
      // The last letter's own place: blanks behind it are no part of the quote.
      const end = (held.plain.places[Math.max(quote.start, quote.end - 1)] ?? 0) + 1;
      return { ...quote, start, end, words: held.text.slice(start, end) };
    },
  };
}
