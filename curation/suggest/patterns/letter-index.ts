/**
 * The one look at a text for all expressions there are: each names the letters of which one must stand in a text for it
 * to match, and a text is gone through once to find whose do, letter by letter (the automaton of Aho and Corasick,
 * 1975). Letters are compared as expressions are that ask for no case: `A` is `a`, every digit is `0`, and all that is
 * neither, the edges of the text included, is a blank.
 */

const BLANK = 0;
const DIGIT = 1;
const FIRST_LETTER = 2;
/** Symbols of the folded text, rounded up: a state's branches begin at a multiple of it. */
const BRANCHES = 32;

/** The symbol of each UTF-16 code unit. */
const symbols = new Uint8Array(0x1_0000).fill(BLANK);
for (let digit = 48; digit <= 57; digit += 1) symbols[digit] = DIGIT;
for (let at = 0; at < 26; at += 1) symbols[65 + at] = symbols[97 + at] = FIRST_LETTER + at;
/** The two letters beyond ASCII that `/iu` takes for letters of ASCII: a long s, and the sign of kelvins. */
symbols[0x17f] = symbols['s'.charCodeAt(0)] ?? BLANK;
symbols[0x212a] = symbols['k'.charCodeAt(0)] ?? BLANK;

/** So many letters tell nearly as much as all of them, and the automaton stays small enough to be at hand. */
const LONGEST = 8;
/** Letters of each expression that has entered any. */
const entered: (readonly string[])[] = [];

interface Automaton {
  /** `next[state * BRANCHES + symbol]` is the state behind a symbol; 0 is the one at which nothing has begun. */
  readonly next: Uint32Array;
  /** Whose letters have just been read at a state. */
  readonly owners: readonly (readonly number[])[];
}

function automatonOf(expressions: readonly (readonly string[])[]): Automaton {
  const branches: number[][] = [[]];
  const owners: number[][] = [[]];
  expressions.forEach((letters, owner) => {
    for (const one of letters) {
      let state = 0;
      for (let at = 0; at < one.length; at += 1) {
        const symbol = symbols[one.charCodeAt(at)] ?? BLANK;
        const held = branches[state] ?? [];
        held[symbol] ??= branches.push([]) - 1;
        state = held[symbol];
        owners[state] ??= [];
      }
      owners[state]?.push(owner);
    }
  });
  const next = new Uint32Array(branches.length * BRANCHES);
  /** The longest end of a state's letters that others begin with. */
  const shorter = new Uint32Array(branches.length);
  const open = [0];
  for (const state of open) {
    for (let symbol = 0; symbol < BRANCHES; symbol += 1) {
      const place = state * BRANCHES + symbol;
      const behind = state === 0 ? 0 : (next[(shorter[state] ?? 0) * BRANCHES + symbol] ?? 0);
      const branch = branches[state]?.[symbol];
      next[place] = branch ?? behind;
      if (branch === undefined) continue;
      shorter[branch] = behind;
      owners[branch]?.push(...(owners[behind] ?? []));
      open.push(branch);
    }
  }
  return { next, owners: owners.map((list) => [...new Set(list)]) };
}

/** Made when a text is first asked for: by then the expressions have entered their letters. */
let automaton: Automaton | null = null;

/** Marks whose letters a text holds, a bit for each expression. */
function markHolders(text: string, found: Uint32Array): void {
  automaton ??= automatonOf(entered);
  const { next, owners } = automaton;
  found.fill(0);
  let state = next[BLANK] ?? 0;
  for (let at = 0; at <= text.length; at += 1) {
    const symbol = at === text.length ? BLANK : (symbols[text.charCodeAt(at)] ?? BLANK);
    state = next[state * BRANCHES + symbol] ?? 0;
    const held = owners[state];
    if (held !== undefined && held.length > 0)
      for (const owner of held) found[owner >> 5] = (found[owner >> 5] ?? 0) | (1 << (owner & 31));
  }
}

/** Texts looked through last, each in the slot that its length and its middle letter give: nearly all asked for again. */
const SLOTS = 256;
const texts = new Array<string>(SLOTS).fill('');
const holders = new Array<Uint32Array | undefined>(SLOTS).fill(undefined);

function holdersOf(text: string): Uint32Array {
  // Expressions are asked one after the other of the same words.
  if (text === lastText) return lastHolders;
  lastHolders = foundIn(text);
  lastText = text;
  return lastHolders;
}
let [lastText, lastHolders]: [string | null, Uint32Array] = [null, new Uint32Array()];

function foundIn(text: string): Uint32Array {
  const slot = (text.length * 31 + text.charCodeAt(text.length >> 1)) & (SLOTS - 1);
  const held = holders[slot];
  if (held !== undefined && texts[slot] === text) return held;
  const found = held ?? new Uint32Array((entered.length >> 5) + 1);
  markHolders(text, found);
  texts[slot] = text;
  holders[slot] = found;
  return found;
}

/**
 * Enters an expression's letters.
 * @param letters folded as texts are; one of them must stand in a text
 * @returns whether any stands in a text; each text is looked through once for all expressions
 */
export function anyStandsIn(letters: readonly string[]): (text: string) => boolean {
  const owner = entered.push([...new Set(letters.map((one) => one.slice(0, LONGEST)))]) - 1;
  automaton = null;
  holders.fill(undefined);
  lastText = null;
  const [word, bit] = [owner >> 5, 1 << (owner & 31)];
  return (text) => ((holdersOf(text)[word] ?? 0) & bit) !== 0;
}
