import { clauseAt, clausesOf } from '../clauses/cut.ts';

/** The clause that a rule's words stand in, as far as a rule asks for it. */
export interface Around {
  readonly clause: string;
  /** Words of the clause before the match, and behind it. */
  readonly before: string;
  readonly behind: string;
  /** The three clauses before, and the one behind. */
  readonly previous: string;
  readonly next: string;
}

export function aroundOf(match: RegExpMatchArray): Around {
  const words = match.input ?? match[0];
  const start = match.index ?? 0;
  const end = start + match[0].length;
  const clauses = clausesOf(words);
  const at = clauseAt(clauses, start);
  const textOf = (place: number): string => {
    const clause = clauses[place];
    return clause ? words.slice(clause.start, clause.end) : '';
  };
  const clause = clauses[at] ?? { start: 0, end: words.length };
  // A match may reach over the end of its clause ("swab: positive").
  return {
    clause: words.slice(clause.start, Math.max(clause.end, end)),
    before: words.slice(clause.start, start),
    behind: words.slice(end, Math.max(clause.end, end)),
    previous: [at - 3, at - 2, at - 1].map(textOf).join(' '),
    next: textOf(at + 1),
  };
}
