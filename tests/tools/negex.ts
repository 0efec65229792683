/**
 * NegEx (Chapman and others 2001) as published: triggers before and behind a finding, phrases that look like triggers
 * and are none, a window of six words that a conjunction or the sentence ends.
 */

const pseudo =
  /\b(?:no increase|no change|no suspicious change|no significant change|not only|not necessarily|not certain(?:ly| if| whether)?|no further|gram negative|without difficulty|not cause|not drain|non (?=invasiv))\b/gi;
const before =
  /\b(?:no|not|without|denie[sd]|denying|declin(?:ed|es)|never|absence of|negative for|no evidence of|no sign of|no signs of|free of|rule[ds] out|ruling out|with no|non|senza|mai|nessun[oa]?|nega)\b/gi;
const behind =
  /\b(?:unlikely|free|was ruled out|is ruled out|(?:was|were|is) (?:not|negative|declined|avoided)|non necessari[oa])\b/gi;
const ends =
  /\b(?:but|however|nevertheless|yet|though|although|still|aside from|except|apart from|secondary to|because|cause of|source of|reason for|ma|però|tuttavia)\b|[;:]/gi;
const WINDOW = 6;

const wordsIn = (text: string): number => text.trim().split(/\s+/).filter(Boolean).length;

/** Whether a finding at [start, end) of a sentence is denied. */
export function deniedAt(sentence: string, start: number, end: number): boolean {
  const masked = sentence.replace(pseudo, (phrase) => '_'.repeat(phrase.length));
  const ahead = masked.slice(0, start);
  for (const match of ahead.matchAll(before)) {
    const between = ahead.slice(match.index + match[0].length);
    if (wordsIn(between) < WINDOW && between.search(ends) < 0) return true;
  }
  const after = masked.slice(end);
  for (const match of after.matchAll(behind)) {
    const between = after.slice(0, match.index);
    if (wordsIn(between) < WINDOW && between.search(ends) < 0) return true;
  }
  return false;
}
