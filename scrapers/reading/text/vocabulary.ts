import type { AnyNode, Element } from 'domhandler';

/**
 * How an element stands in the text that a reader meets.
 * - `block`: on lines of its own; `lines`: the same, and line ends of the source are breaks (`pre`)
 * - `break`: ends the line
 * - `row`, `cell`: cells of one row share a line, with tabs between them
 * - `inline`: joined to its neighbours as they stand; `apart`: never glued to them
 * - `lead`: a number or name that opens the line after it (`<label>` of a list item)
 * - `first`: only the first of its children that says anything: the others say the same again
 * - `silent`: no text that a reader meets
 */
export type Display =
  | 'block'
  | 'lines'
  | 'break'
  | 'row'
  | 'cell'
  | 'inline'
  | 'apart'
  | 'lead'
  | 'first'
  | 'silent';

/** What the elements of one mark-up language are to a text. */
export interface Vocabulary {
  displayOf(element: Element): Display;
  /** Number of a list's item as it is shown: `3.`, `b.`; null when it shows none. */
  markerOf(element: Element): string | null;
  /** Text of an element whose source is no text, such as a formula in TeX, or says less than it shows; null: its children are its text. */
  wordsOf(element: Element): string | null;
}

export const isElement = (node: AnyNode): node is Element =>
  'name' in node && 'children' in node && 'attribs' in node;

export const parentOf = ({ parent }: AnyNode): Element | null =>
  parent !== null && isElement(parent) ? parent : null;

export const childElements = (element: Element): Element[] => element.children.filter(isElement);

/** A value of each list, made once and anew when the list has grown. */
export const ofList = <Value>(make: (list: Element) => Value): ((list: Element) => Value) => {
  const made = new WeakMap<Element, { readonly children: number; readonly value: Value }>();
  return (list) => {
    const held = made.get(list);
    if (held?.children === list.children.length) return held.value;
    const value = make(list);
    made.set(list, { children: list.children.length, value });
    return value;
  };
};

/** The names of a list written with blanks between them. */
export const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s{1,100}/));

/** Name without the prefix of its namespace: `mml:mi` → `mi`. */
const localName = (element: Element): string => element.name.slice(element.name.indexOf(':') + 1);

const scripted = names('mfrac mroot msub msup msubsup munder mover munderover mmultiscripts mtd mlabeledtr');

/**
 * MathML as one line: a formula's parts are joined, but what stands above, below or beside another part is not glued to
 * it. Null for elements of other languages.
 */
export const displayOfMath = (element: Element): Display | null => {
  const name = localName(element);
  if (name === 'math') return 'inline';
  if (name === 'annotation' || name === 'annotation-xml') return 'silent';
  if (!/^m[a-z]{1,15}$/.test(name) || !mathNames.has(name)) return null;
  const parent = parentOf(element);
  return name === 'mtd' || name === 'mtr' || (parent !== null && scripted.has(localName(parent)))
    ? 'apart'
    : 'inline';
};

const mathNames = names(`
  maction maligngroup malignmark menclose merror mfenced mfrac mglyph mi mlabeledtr mlongdiv mmultiscripts mn mo mover
  mpadded mphantom mprescripts mroot mrow ms mscarries mscarry msgroup msline mspace msqrt msrow mstack mstyle msub
  msubsup msup mtable mtd mtext mtr munder munderover
`);
