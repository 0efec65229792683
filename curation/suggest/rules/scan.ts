/**
 * A scan in front of a rule, derived from its own pattern: letters that must stand in a sentence for it to match.
 * No rule can be silently unasked.
 */

/** Parts of one alternative: its runs of letters, and the groups that must match. */
interface Parts {
  readonly runs: string[];
  readonly groups: (readonly string[])[];
}

/** The place behind the bracket that closes the one at `from`. */
function behindGroup(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '[') at = source.indexOf(']', at + 1);
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return source.length;
}

function alternativesOf(source: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '[') at = source.indexOf(']', at + 1);
    else if (char === '(') at = behindGroup(source, at) - 1;
    else if (char === '|') {
      found.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, source.slice(from)];
}

const optional = /^(?:[?*]|\{0)/;
const anyQuantifier = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/;

function partsOf(source: string): Parts {
  const runs: string[] = [];
  const groups: (readonly string[])[] = [];
  let run = '';
  const ends = (): void => {
    if (run !== '') runs.push(run);
    run = '';
  };
  for (let at = 0; at < source.length; ) {
    const char = source.charAt(at);
    let next = at + 1;
    let letter = '';
    if (char === '(') next = behindGroup(source, at);
    else if (char === '[') next = source.indexOf(']', at + 1) + 1;
    else if (source.startsWith('\\/', at)) [next, letter] = [at + 2, '/'];
    else if (char === '\\') next = source.startsWith('p{', at + 1) ? source.indexOf('}', at) + 1 : at + 2;
    else if (/[\p{L}\p{N}]/u.test(char)) letter = char.toLowerCase();
    const behind = source.slice(next, next + 8);
    const skipped = optional.test(behind);
    if (letter !== '' && !skipped) run += letter;
    else ends();
    if (char === '(' && !skipped && !/^\(\?<?[=!]/.test(source.slice(at)))
      groups.push(alternativesOf(source.slice(at, next - 1).replace(/^\((?:\?(?::|<\w+>))?/, '')));
    const quantifier = anyQuantifier.exec(behind)?.[0] ?? '';
    if (quantifier !== '') ends();
    at = next + quantifier.length;
  }
  ends();
  return { runs, groups };
}

/** Words that nearly every sentence holds tell nothing. */
const common = new Set(
  'the his her was were are been had has have and not with without for from before after until time patient one two day days week month year weeks lead led end ended out came went get got put per any all still only care than then that this under said made give given'.split(
    ' ',
  ),
);
/** How much the rarest choice of letters tells; below 2 it stands in any word. */
const tells = (letters: readonly string[]): number =>
  Math.min(...letters.map((one) => (common.has(one) ? 0 : one.length)));
const FEWEST = 2;

/** Letters of which one must stand where an expression matches; null: there are none. */
export function lettersOf(source: string): readonly string[] | null {
  const found: string[] = [];
  for (const alternative of alternativesOf(source)) {
    const { runs, groups } = partsOf(alternative);
    const choices = [...runs.map((run) => [run]), ...groups.map((group) => lettersOf(group.join('|')))];
    const best = choices
      .filter((letters) => letters !== null)
      .reduce<readonly string[]>((top, one) => (top.length === 0 || tells(one) > tells(top) ? one : top), []);
    if (best.length === 0 || best.some((one) => one.length < FEWEST)) return null;
    found.push(...best);
  }
  return found;
}

/** Words by their beginnings, so that a place of a text is asked once for each letter. */
function byBeginning(words: readonly string[]): string {
  if (words.includes('')) return '';
  const groups = Map.groupBy(words, (word) => word.charAt(0));
  const parts = [...groups].map(([first, list]) => first + byBeginning(list.map((word) => word.slice(1))));
  return parts.length === 1 ? (parts[0] ?? '') : `(?:${parts.join('|')})`;
}

/** What must stand in words for a pattern to match, to be asked before it; a pattern without letters stands for itself. */
export function scanFor({ source }: RegExp): RegExp {
  const letters = new Set<string>();
  const whole: string[] = [];
  for (const alternative of alternativesOf(source)) {
    const found = lettersOf(alternative);
    if (found === null) whole.push(alternative);
    for (const one of found ?? []) letters.add(one);
  }
  const kept = [...letters].filter((one) => ![...letters].some((part) => part !== one && one.includes(part)));
  return new RegExp([...(kept.length > 0 ? [byBeginning(kept)] : []), ...whole].join('|'), 'iu');
}
