import type { AnyNode, Element } from 'domhandler';

/** A part of a text that its mark-up names by a letter or number: an item of a list. */
export interface NamedPart {
  /** As it stands: "A", "(b)". */
  label: string;
  start: number;
  end: number;
}

/** Words of an element with the places of its named parts. */
export interface Words {
  text: string;
  parts: NamedPart[];
}

/** Elements that are no words of a caption: formula sources, identifiers, descriptions, files, further figures. */
const silent = new Set(
  'tex-math object-id alt-text long-desc fn graphic media table-wrap fig fig-group supplementary-material index-term permissions kwd-group subj-group'.split(
    ' ',
  ),
);
const blocks = new Set(
  'title p disp-quote attrib sec boxed-text verse-group statement speech caption'.split(' '),
);

const isElement = (node: AnyNode): node is Element => node.type === 'tag';

const textContent = (node: AnyNode): string =>
  node.type === 'text' ? node.data : 'children' in node ? node.children.map(textContent).join('') : '';

/** "A", "b", "iii", "2" for the place of an item in a list of its kind; `null` where items bear no sign. */
function signOf(kind: string | undefined, at: number): string | null {
  const letter = String.fromCharCode(97 + (at % 26));
  if (kind === 'alpha-lower') return `${letter}.`;
  if (kind === 'alpha-upper') return `${letter.toUpperCase()}.`;
  if (kind === 'order') return `${at + 1}.`;
  if (kind === 'roman-lower' || kind === 'roman-upper') {
    const numeral = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'][at];
    return numeral === undefined ? null : `${kind === 'roman-upper' ? numeral.toUpperCase() : numeral}.`;
  }
  return null;
}

/** Collects words with single blanks; blocks are parted by a blank, items of lists by a new line. */
export class WordsWriter {
  text = '';
  readonly parts: NamedPart[] = [];
  #gap = '';

  /** Words as they run on. */
  run(words: string): void {
    const plain = words.normalize('NFC').replace(/\s+/g, ' ');
    const begins = this.text === '' || this.#gap !== '';
    const own = begins || this.text.endsWith(' ') ? plain.replace(/^ /, '') : plain;
    if (own === '') return;
    this.text += `${this.text === '' ? '' : this.#gap}${own}`;
    this.#gap = '';
  }

  /** What follows is parted from what stands before. */
  part(by: ' ' | '\n'): void {
    this.text = this.text.trimEnd();
    if (this.#gap !== '\n') this.#gap = by;
  }

  /** Words that a label names, on a line of their own. */
  named(label: string, write: () => void): NamedPart {
    this.part('\n');
    this.run(label);
    this.part(' ');
    const before = this.text.length;
    write();
    this.text = this.text.trimEnd();
    const start = Math.min(this.text.length, before === 0 ? 0 : before + 1);
    const part = { label, start, end: this.text.length };
    this.parts.push(part);
    this.part('\n');
    return part;
  }

  walk(node: AnyNode): void {
    if (node.type === 'text' || node.type === 'cdata') this.run(textContent(node));
    if (!isElement(node) || silent.has(node.name)) return;
    if (node.name === 'xref' && node.attribs['ref-type'] === 'fn') return;
    if (node.name === 'break') this.run(' ');
    else if (node.name === 'list' || node.name === 'def-list') this.#list(node);
    else this.#children(node);
  }

  #children(node: Element): void {
    // A formula given twice would be read twice.
    const children =
      node.name === 'alternatives' ? node.children.filter(isElement).slice(0, 1) : node.children;
    if (blocks.has(node.name)) this.part(' ');
    for (const child of children) this.walk(child);
    if (blocks.has(node.name)) this.part(' ');
  }

  #list(list: Element): void {
    const items = list.children.filter(isElement);
    let at = 0;
    for (const item of items) {
      if (item.name !== 'list-item' && item.name !== 'def-item') {
        this.part('\n');
        this.walk(item);
        continue;
      }
      const inside = item.children.filter(isElement);
      const sign = inside.find(({ name }) => name === 'label' || name === 'term');
      const label =
        sign === undefined
          ? signOf(list.attribs['list-type'], at)
          : textContent(sign).replace(/\s+/g, ' ').trim();
      at += 1;
      const write = (): void => {
        for (const child of item.children) if (child !== sign) this.walk(child);
      };
      if (label) this.named(label, write);
      else {
        this.part('\n');
        write();
      }
    }
    this.part('\n');
  }

  get words(): Words {
    const text = this.text.trimEnd();
    const composed = text.normalize('NFC');
    return composed === text ? { text, parts: this.parts } : { text: composed, parts: [] };
  }
}
