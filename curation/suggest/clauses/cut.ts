import { kept } from '../patterns/kept.ts';
import { clauseWords, oneOf } from '../words/languages.ts';
import type { Clause, ClauseKind } from './clause.ts';
import { isOpener, namesPatient, namesSomebody, type Open } from './openers.ts';
import { classOf, isVerbAt, subjectAt } from './parts.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Sentences cut into clauses: coordinated verbs are two, coordinated nouns are one. */

const coordinator = oneOf(clauseWords.coordinators);
const alternative = oneOf(clauseWords.alternatives);
const subordinator = oneOf(clauseWords.subordinators);
const conjunction = oneOf(clauseWords.conjunctions);
const condition = oneOf(clauseWords.conditions);
const relative = oneOf(clauseWords.relatives);
const joiningAdverb = oneOf(clauseWords.joiningAdverbs);
const verbless = oneOf(clauseWords.verbless);
const concession = oneOf(clauseWords.concessions);
const ambiguousRelative = oneOf(clauseWords.ambiguousRelatives);

interface Break {
  readonly at: number;
  readonly kind: ClauseKind;
}

/** The first place from `at` on that holds no adverb. */
function pastAdverbs(tokens: readonly Token[], at: number): number {
  let look = at;
  while (look < tokens.length && look < at + 4 && classOf(tokens[look]?.word ?? '').adverb) look += 1;
  return look;
}

/** Whether a verb, or a subject with its verb, begins at a place or behind the adverbs there. */
function beginsClause(tokens: readonly Token[], at: number): boolean {
  const look = pastAdverbs(tokens, at);
  const token = tokens[look];
  if (!token || token.mark) return false;
  if (isVerbAt(tokens, look)) return true;
  if (classOf(token.word).pronoun) return subjectAt(tokens, look);
  return subjectAt(tokens, look);
}

const isDash = (token: Token | undefined, words: string): boolean =>
  token?.mark === true &&
  /^[-–—]$/.test(token.word) &&
  words.charAt(token.start - 1) === ' ' &&
  words.charAt(token.end) === ' ';

/** A colon between digits is a time of day or a ratio. */
const isColon = (token: Token, words: string): boolean =>
  token.word === ':' && !(/\d/.test(words.charAt(token.start - 1)) && /\d/.test(words.charAt(token.end)));

/** "Admission: 12/10/2020 Discharge: 02/11/2020": where the next label of a line begins, behind the value before it. */
function labelBehindValue(tokens: readonly Token[], colon: number, words: string): number | null {
  let from = colon;
  while (from > 0 && colon - from < LONGEST_LABEL && !tokens[from - 1]?.mark && !isNumber(tokens[from - 1]))
    from -= 1;
  const first = tokens[from];
  if (from === colon || from === 0 || first === undefined || !isNumber(tokens[from - 1])) return null;
  return /\p{Lu}/u.test(words.charAt(first.start)) ? from : null;
}
const LONGEST_LABEL = 4;
const isNumber = (token: Token | undefined): boolean => token !== undefined && /^\d/.test(token.word);

/**
 * The clause that begins with a word that is no mark, if one does.
 * @param verbBefore whether the open clause holds a verb
 */
function breakAtWord(tokens: readonly Token[], at: number, verbBefore: boolean): Break | null {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (!token || before === undefined) return null;
  const { word } = token;
  // "Anche se": although. "Per se" joins nothing.
  if (concession.test(word) && condition.test(tokens[at + 1]?.word ?? '')) return { at, kind: 'main' };
  if (condition.test(word))
    return concession.test(before.word) || before.word === 'per' ? null : { at, kind: 'condition' };
  if (ambiguousRelative.test(word)) {
    if (before.word === ',') return { at, kind: 'relative' };
    if (classOf(before.word).preposition || !beginsClause(tokens, at + 1)) return null;
    // "Riferisce che ha tosse" goes on; "una TC che mostrava" tells of the words before.
    return { at, kind: isVerbAt(tokens, at - 1) ? 'main' : 'relative' };
  }
  if (relative.test(word) && !classOf(before.word).preposition) return { at, kind: 'relative' };
  if (joiningAdverb.test(word)) {
    // "Was then admitted", "an otherwise healthy man": an adverb among others.
    const { auxiliary, determiner } = classOf(before.word);
    return !auxiliary && !determiner && beginsClause(tokens, at + 1) ? { at, kind: 'main' } : null;
  }
  if (subordinator.test(word)) {
    // "Not intubated until day 6", "but for", "while intubated" go on with no verb of their own.
    return !verbless.test(word) || beginsClause(tokens, at + 1) ? { at, kind: 'main' } : null;
  }
  if (coordinator.test(word)) {
    if (!beginsClause(tokens, at + 1)) return null;
    // "The liver and the spleen were normal": one subject of two nouns, as no verb has stood yet.
    const look = pastAdverbs(tokens, at + 1);
    const nouns =
      !verbBefore &&
      !isVerbAt(tokens, look) &&
      !classOf(tokens[look]?.word ?? '').pronoun &&
      !namesPatient(tokens, look);
    return nouns ? null : { at, kind: 'main' };
  }
  if (alternative.test(word)) {
    const next = tokens[pastAdverbs(tokens, at + 1)];
    const own = next !== undefined && (classOf(next.word).auxiliary || classOf(next.word).pronoun);
    return own && beginsClause(tokens, at + 1) ? { at, kind: 'main' } : null;
  }
  if (conjunction.test(word)) {
    const look = pastAdverbs(tokens, at + 1);
    return subjectAt(tokens, look) || classOf(tokens[look]?.word ?? '').auxiliary
      ? { at, kind: 'main' }
      : null;
  }
  return null;
}

/** The clause that begins behind a comma, if one does. */
function breakAtComma(tokens: readonly Token[], at: number, open: Open): Break | null {
  const next = tokens[at + 1];
  if (!next || next.mark) return null;
  const joint = breakAtWord(tokens, at + 1, open.verb);
  if (joint) return joint;
  if (coordinator.test(next.word) || alternative.test(next.word) || relative.test(next.word)) return null;
  if (isOpener(tokens, open, at)) return null;
  const kind: ClauseKind = open.kind === 'relative' ? 'resumed' : 'main';
  if (!open.verb && namesSomebody(tokens, at + 1)) return { at: at + 1, kind: 'main' };
  if (classOf(next.word).gerund) return { at: at + 1, kind: 'main' };
  return beginsClause(tokens, at + 1) ? { at: at + 1, kind } : null;
}

function breaksOf(
  words: string,
  tokens: readonly Token[],
): { breaks: Break[]; brackets: [number, number][] } {
  const opens = tokens[0]?.word ?? '';
  const breaks: Break[] = [
    { at: 0, kind: condition.test(opens) ? 'condition' : relative.test(opens) ? 'relative' : 'main' },
  ];
  const brackets: [number, number][] = [];
  const opened: number[] = [];
  /** Whether the open clause has had a verb. */
  let verb = false;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) continue;
    if (token.word === '(' || token.word === '[') opened.push(at);
    else if ((token.word === ')' || token.word === ']') && opened.length > 0)
      brackets.push([opened.pop() ?? at, at]);
    if (opened.length > 0) continue;
    const last = breaks.at(-1);
    const open: Open = { from: last?.at ?? 0, kind: last?.kind ?? 'main', verb };
    let found: Break | null = null;
    const label = isColon(token, words) ? labelBehindValue(tokens, at, words) : null;
    if (label !== null && label > (last?.at ?? 0)) breaks.push({ at: label, kind: 'main' });
    if (token.word === ';' || isColon(token, words) || isDash(token, words) || token.word === '|')
      found = { at: at + 1, kind: 'main' };
    else if (token.word === ',') found = breakAtComma(tokens, at, open);
    else if (!token.mark && at > 0 && tokens[at - 1]?.word !== ',') found = breakAtWord(tokens, at, verb);
    if (found && found.at < tokens.length && found.at > (breaks.at(-1)?.at ?? 0)) {
      breaks.push(found);
      verb = false;
    }
    verb ||= isVerbAt(tokens, at);
  }
  return { breaks, brackets };
}

const known = kept<readonly Clause[]>();

/** Clauses of a sentence in reading order, those in brackets last. Linear in its length. */
export const clausesOf = (words: string): readonly Clause[] => known.of(words, () => cut(words));

function cut(words: string): readonly Clause[] {
  const tokens = tokensOf(words);
  const { breaks, brackets } = breaksOf(words, tokens);
  const clauses: Clause[] = breaks.map(({ at, kind }, place) => {
    const next = breaks[place + 1];
    const start = place === 0 ? 0 : (tokens[at]?.start ?? 0);
    const end = next ? (tokens[next.at]?.start ?? words.length) : words.length;
    const of = place === 0 ? null : kind === 'resumed' ? Math.max(0, place - 2) : place - 1;
    return { kind, start, end, of };
  });
  for (const [from, to] of brackets) {
    const [start, end] = [tokens[from]?.start ?? 0, tokens[to]?.end ?? words.length];
    const of = clauses.findLastIndex((clause) => clause.start <= start && clause.end >= end);
    clauses.push({ kind: 'bracket', start, end, of: of < 0 ? null : of });
  }
  return clauses;
}

/** The innermost clause that holds a place of a sentence. */
export function clauseOf(words: string, place: number): Clause {
  const clauses = clausesOf(words);
  return clauses[clauseAt(clauses, place)] ?? { kind: 'main', start: 0, end: words.length, of: null };
}

/** Place of the innermost clause that holds a place of the sentence. */
export function clauseAt(clauses: readonly Clause[], place: number): number {
  let found = 0;
  clauses.forEach((clause, at) => {
    const inside = clause.start <= place && place < clause.end;
    if (inside && (clause.kind === 'bracket' || clauses[found]?.kind !== 'bracket' || found === 0)) {
      const held = clauses[found];
      if (
        held === undefined ||
        !(held.start <= place && place < held.end) ||
        clause.end - clause.start <= held.end - held.start
      )
        found = at;
    }
  });
  return found;
}
