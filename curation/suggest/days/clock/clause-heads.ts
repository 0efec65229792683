import { clauseAt, clausesOf } from '../../clauses/cut.ts';
import { allMatches } from '../../patterns/all-matches.ts';
import { kept } from '../../patterns/kept.ts';
import { Scanned } from '../../patterns/scanned.ts';
import { dayWords } from '../../words/days.ts';

/** What a clause tells beside a day: a day is said of the word that it hangs on, in its own clause. */

export type HeadKind =
  | 'comes'
  | 'admitted'
  | 'notAdmitted'
  | 'fallsIll'
  | 'develops'
  | 'elsewhere'
  | 'happens'
  | 'tests'
  | 'films'
  | 'scans';

export interface Head {
  readonly kind: HeadKind;
  /** Letters between it and the day. */
  readonly apart: number;
  readonly before: boolean;
  /** Only says when: "at the time of ICU admission". */
  readonly timed: boolean;
}

const kinds: readonly HeadKind[] = [
  'notAdmitted',
  'elsewhere',
  'tests',
  'fallsIll',
  'admitted',
  'comes',
  'happens',
  'films',
  'scans',
  'develops',
];
const heads = new Scanned(
  `(?<![\\p{L}\\p{N}-])(?:${kinds.map((kind) => `(?<${kind}>${dayWords[kind].join('|')})`).join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
);
const counted = new Scanned(
  `(?<![\\p{L}])(?:${dayWords.countedFrom.join('|')})[\\s-](?:the |his |her |their |initial |first |la |il |l[’'])?$`,
  'iu',
);

const timed = /\b(?:at|on|upon)\s(?:the\s)?(?:(?:time|day|moment|date)\sof\s)?(?:the\s|his\s|her\s)?$/i;

/** "Two days before death on day 12": the day is that of the death, though the film is counted from it. */
const countedDays =
  /\b(?:before|prior to|until|preceding)\s(?:the |his |her )?$|(?:hours?|days?|weeks?|months?)\s(?:after|following|post)\s(?:the |his |her )?$/i;
const rightBefore = /^(?:\s\w+){0,4}\s?[(,]?\s?$/;

/** Words on both sides of a day that can tell what it is said of. */
export interface Host {
  readonly before: string;
  readonly after: string;
  /** The day stands in a bracket of its own. */
  readonly bracketed: boolean;
}

const letters = /\p{L}{2,}/gu;
/** A clause that says no more than when: "On 4 March 2020,". */
const onlyWhen = (words: string): boolean => (words.match(letters) ?? []).length <= 2;

/**
 * The words that a day at [start, end) hangs on: its clause without the brackets in it, the clause behind where its
 * own says no more than when, the clause around where it stands in a bracket.
 */
export function hostOf(words: string, start: number, end: number): Host {
  const places = hosts.of(words, () => new Map<string, Host>());
  const place = `${start}:${end}`;
  const held = places.get(place);
  if (held) return held;
  const found = readHost(words, start, end);
  places.set(place, found);
  return found;
}
const hosts = kept<Map<string, Host>>();

function readHost(words: string, start: number, end: number): Host {
  const clauses = clausesOf(words);
  const at = clauseAt(clauses, start);
  const clause = clauses[at];
  if (!clause) return { before: words.slice(0, start), after: words.slice(end), bracketed: false };
  const plain = (from: number, to: number): string => {
    let text = words.slice(from, to);
    for (const one of clauses)
      if (one.kind === 'bracket' && one.start >= from && one.end <= to)
        text = `${text.slice(0, one.start - from)}${' '.repeat(one.end - one.start)}${text.slice(one.end - from)}`;
    return text;
  };
  if (clause.kind === 'bracket') {
    const inside = [words.slice(clause.start, start), words.slice(end, clause.end)] as const;
    const around = clause.of === null ? undefined : clauses[clause.of];
    if (onlyWhen(inside.join(' ')) && around)
      return {
        before: `${plain(around.start, clause.start)}${inside[0]}`,
        after: inside[1],
        bracketed: true,
      };
    return { before: inside[0], after: inside[1], bracketed: true };
  }
  const own = {
    before: plain(clause.start, start),
    after: plain(end, Math.max(end, clause.end)),
    bracketed: false,
  };
  // "Date of admission: 12/10/2020": the date is the answer of its label.
  const label = clauses[at - 1];
  if (own.before.trim() === '' && label && /:\s*$/.test(words.slice(label.start, label.end)))
    return { ...own, before: `${plain(label.start, label.end)}${own.before}` };
  if (!onlyWhen(own.before) || tells(own)) return own;
  // "On 4 March, a man with diabetes, asthma and gout was admitted": the first clause behind that tells anything.
  let { after } = own;
  for (const next of clauses.slice(at + 1, at + 1 + AHEAD)) {
    if (next.kind === 'bracket' || next.kind === 'condition' || next.kind === 'relative') break;
    after += plain(next.start, next.end);
    if (tells({ ...own, after })) break;
  }
  return { ...own, after };
}
/** Whether a host holds a word that a day can be said of; "had" and "developed" say little of themselves. */
const tells = (host: Host): boolean => headsOf(host).some(({ kind }) => kind !== 'develops');
/** Clauses looked through behind one that says no more than when. */
const AHEAD = 5;

/** Every word of a host that a day may be said of, the nearest before it first, then those behind in their order. */
export function headsOf(host: Host): readonly Head[] {
  const held = headsOfHosts.get(host);
  if (held) return held;
  const found = readHeads(host);
  headsOfHosts.set(host, found);
  return found;
}
const headsOfHosts = new WeakMap<Host, readonly Head[]>();

function readHeads({ before, after }: Host): readonly Head[] {
  const kindOf = (match: RegExpMatchArray): HeadKind | undefined =>
    kinds.find((kind) => match.groups?.[kind] !== undefined);
  const ahead: Head[] = [];
  for (const match of allMatches(before, heads)) {
    const kind = kindOf(match);
    const lead = before.slice(Math.max(0, match.index - 40), match.index);
    if (kind === undefined) continue;
    const gap = before.slice(match.index + match[0].length);
    if (counted.test(lead) && !(countedDays.test(lead) && rightBefore.test(gap))) continue;
    ahead.push({
      kind,
      apart: before.length - match.index - match[0].length,
      before: true,
      timed: timed.test(lead),
    });
  }
  const behind: Head[] = [];
  for (const match of allMatches(after, heads)) {
    const kind = kindOf(match);
    const lead = after.slice(Math.max(0, match.index - 40), match.index);
    if (kind === undefined || counted.test(lead)) continue;
    behind.push({ kind, apart: match.index, before: false, timed: timed.test(lead) });
  }
  return [...ahead.reverse(), ...behind];
}
