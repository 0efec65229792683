import { kept } from '../kept.ts';

/**
 * The one look at a text for all expressions there are: each names the letters of which one must stand in a text for it
 * to match, and a text is gone through once to find whose do. Letters are compared as expressions are that ask for no
 * case: `A` is `a`, every digit is `0`, and all that is neither, the edges of the text included, is a blank.
 */

const BLANK = 0;
const DIGIT = 1;
const FIRST_LETTER = 2;
/** Symbols of the folded text, rounded up, so that a node's branches begin at a multiple of it. */
const BRANCHES = 32;

/** The two letters beyond ASCII that `/iu` takes for letters of ASCII: a long s, and the sign of kelvins. */
const [LONG_S, KELVIN] = [0x17f, 0x212a];

function symbolOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 97 + FIRST_LETTER;
  if (code >= 65 && code <= 90) return code - 65 + FIRST_LETTER;
  if (code >= 48 && code <= 57) return DIGIT;
  if (code === LONG_S) return symbolOf(115);
  return code === KELVIN ? symbolOf(107) : BLANK;
}

/** Letters of all expressions by their beginnings: `branches[node * BRANCHES + symbol]` is the next node, 0 for none. */
let branches = new Uint32Array(BRANCHES * 1024);
/** Whose letters end at a node. */
const owners: number[][] = [[]];
let expressions = 0;

const texts = kept<Uint32Array>();

function branchTo(node: number, symbol: number): number {
  const place = node * BRANCHES + symbol;
  const held = branches[place] ?? 0;
  if (held !== 0) return held;
  const made = owners.push([]) - 1;
  if ((made + 1) * BRANCHES > branches.length) {
    const wider = new Uint32Array(branches.length * 2);
    wider.set(branches);
    branches = wider;
  }
  branches[place] = made;
  return made;
}

/** Whose letters a text holds, a bit for each expression. */
function holdersIn(text: string): Uint32Array {
  const found = new Uint32Array((expressions >> 5) + 1);
  const symbols = new Uint8Array(text.length + 2);
  for (let at = 0; at < text.length; at += 1) symbols[at + 1] = symbolOf(text.charCodeAt(at));
  for (let start = 0; start < symbols.length; start += 1) {
    let node = 0;
    for (let at = start; at < symbols.length; at += 1) {
      node = branches[node * BRANCHES + (symbols[at] ?? BLANK)] ?? 0;
      if (node === 0) break;
      const held = owners[node];
      if (held) for (const owner of held) found[owner >> 5] = (found[owner >> 5] ?? 0) | (1 << (owner & 31));
    }
  }
  return found;
}

let [lastText, lastHolders]: [string | null, Uint32Array] = [null, new Uint32Array()];

/**
 * Enters an expression's letters.
 * @param letters folded as texts are; one of them must stand in a text
 * @returns whether any stands in a text; each text is looked through once for all expressions
 */
export function anyStandsIn(letters: readonly string[]): (text: string) => boolean {
  const owner = expressions;
  expressions += 1;
  for (const one of letters) {
    let node = 0;
    for (let at = 0; at < one.length; at += 1) node = branchTo(node, symbolOf(one.charCodeAt(at)));
    owners[node]?.push(owner);
  }
  texts.forget();
  lastText = null;
  const [word, bit] = [owner >> 5, 1 << (owner & 31)];
  return (text) => {
    if (text !== lastText) [lastText, lastHolders] = [text, texts.of(text, () => holdersIn(text))];
    return ((lastHolders[word] ?? 0) & bit) !== 0;
  };
}
