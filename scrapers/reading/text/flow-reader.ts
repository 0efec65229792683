import type { AnyNode, Element } from 'domhandler';
import { trimEnd, trimStart, unwrapped } from './blanks.ts';
import { isElement, type Vocabulary } from './vocabulary.ts';

/** An element that was asked for, where a reader meets it: behind the block it stands in. */
export interface Mark {
  readonly mark: Element;
}

export interface FlowOptions {
  readonly vocabulary: Vocabulary;
  /** `kept`: blanks stay as they were written, but for line ends of the source; `single`: white space is one blank. */
  readonly spaces: 'kept' | 'single';
  /** Elements that are no part of this text. */
  readonly skip?: ((element: Element) => boolean) | undefined;
  /** Elements to be named in the flow. Also asked of skipped ones, not of what is inside of those. */
  readonly mark?: ((element: Element) => boolean) | undefined;
}

/** One line of text and the innermost element that sets it apart. */
export interface Line {
  element: Element | null;
  text: string;
}
export type Item = Line | Mark;

/** Opens the next line: a list's number goes when nothing follows, words (`told`) then are a line of their own. */
interface Lead {
  readonly text: string;
  readonly told: boolean;
}

const opensWord = /^[\p{L}\p{N}]/u;
const endsWord = /[\p{L}\p{N}]$/u;

/** Whether a reader meets any word in a part of a tree. */
const saysAnything = (node: AnyNode, vocabulary: Vocabulary): boolean => {
  if (node.type === 'text') return node.data.trim() !== '';
  if (node.type === 'cdata') return node.children.some((child) => saysAnything(child, vocabulary));
  if (!isElement(node) || vocabulary.displayOf(node) === 'silent') return false;
  const words = vocabulary.wordsOf(node);
  return words === null ? node.children.some((child) => saysAnything(child, vocabulary)) : words !== '';
};

/** Walks part of a tree once and writes what a reader meets, line by line. */
export class FlowReader {
  readonly items: Item[] = [];
  readonly #options: FlowOptions;
  #buffer: string[] = [];
  #last = '';
  #gap = false;
  #leads: Lead[] = [];
  #block: Element | null = null;
  #marks: { readonly element: Element; readonly block: Element | null }[] = [];
  #preformatted = 0;

  constructor(options: FlowOptions) {
    this.#options = options;
  }

  read(node: AnyNode): void {
    if (node.type === 'text') {
      if (this.#preformatted === 0) this.#write(unwrapped(node.data));
      else this.#writeLines(node.data);
    } else if (isElement(node)) this.#readElement(node);
    else if (node.type === 'cdata' || node.type === 'root')
      for (const child of node.children) this.read(child);
  }

  #readElement(element: Element): void {
    const { vocabulary, skip, mark } = this.#options;
    if (mark?.(element)) this.#marked(element);
    if (skip?.(element)) {
      this.#apart();
      return;
    }
    const display = vocabulary.displayOf(element);
    const words = vocabulary.wordsOf(element);
    if (display === 'silent') return;
    if (words !== null) this.#write(unwrapped(words));
    else if (display === 'break') this.#endLine();
    else if (display === 'inline') this.#children(element);
    else if (display === 'row') this.#row(element);
    else if (display === 'lead') this.#lead(element);
    else if (display === 'first') this.#first(element);
    else if (display === 'apart') {
      this.#apart();
      this.#children(element);
      this.#apart();
    } else this.#blockOf(element, display === 'lines');
  }

  #children(element: Element): void {
    for (const child of element.children) this.read(child);
  }

  #apart(): void {
    this.#gap = true;
  }

  #write(written: string): void {
    // Where a word may be parted at the end of a line, no sign is shown otherwise.
    const text = written.replaceAll('\u00ad', '');
    if (text === '') return;
    const glued = this.#gap && endsWord.test(this.#last) && opensWord.test(text);
    if (glued) this.#buffer.push(' ');
    this.#buffer.push(text);
    this.#gap = false;
    this.#last = text.slice(-2);
  }

  #writeLines(text: string): void {
    const [first = '', ...others] = text.split(/\r\n|\r|\n/);
    this.#write(first);
    for (const line of others) {
      this.#endLine();
      this.#write(line);
    }
  }

  #blockOf(element: Element, preformatted: boolean): void {
    const marker = this.#options.vocabulary.markerOf(element);
    this.#endLine();
    this.#showMarks(() => true);
    const [outer, leads] = [this.#block, this.#leads.length];
    this.#block = element;
    if (marker !== null) this.#leads.push({ text: marker, told: false });
    if (preformatted) this.#preformatted += 1;
    this.#children(element);
    if (preformatted) this.#preformatted -= 1;
    this.#endLine();
    this.#tellLeads(leads);
    this.#showMarks(({ block }) => block === element);
    this.#block = outer;
  }

  /** Leads that nothing followed inside of their element. @param from those before it wait on */
  #tellLeads(from: number): void {
    const left = this.#leads.splice(from).filter(({ told }) => told);
    if (left.length > 0) this.#push(left.map(({ text }) => text).join(' '));
  }

  #lead(element: Element): void {
    this.#endLine();
    const text = this.#linesWithin(element.children).join(' ');
    if (text !== '') this.#leads.push({ text, told: true });
  }

  #first(element: Element): void {
    const { vocabulary } = this.#options;
    const child = element.children.find((each) => saysAnything(each, vocabulary));
    if (child !== undefined) this.read(child);
  }

  /** What stands in part of a tree, a line each, without changing this flow but for the marks in it. */
  #linesWithin(nodes: readonly AnyNode[]): string[] {
    const reader = new FlowReader(this.#options);
    for (const node of nodes) reader.read(node);
    const items = reader.end();
    for (const item of items) if ('mark' in item) this.#marked(item.mark);
    return items.flatMap((item) => ('mark' in item ? [] : [item.text]));
  }

  #row(element: Element): void {
    this.#endLine();
    const outer = this.#block;
    this.#block = element;
    const cells = this.#cellsOf(element).map((nodes) => this.#linesWithin(nodes));
    // A table of one column only sets its text in place.
    if (cells.length === 1) for (const line of cells[0] ?? []) this.#push(line);
    else if (cells.some((lines) => lines.length > 0))
      this.#push(cells.map((lines) => lines.join(' ').replaceAll('\t', ' ')).join('\t'), true);
    this.#showMarks(({ block }) => block === element);
    this.#block = outer;
  }

  /** What each cell holds; words that stray between cells are a cell of their own. */
  #cellsOf(row: Element): AnyNode[][] {
    const { vocabulary, skip } = this.#options;
    const cells: AnyNode[][] = [];
    let strayed: AnyNode[] | null = null;
    for (const child of row.children) {
      if (isElement(child) && vocabulary.displayOf(child) === 'cell') {
        strayed = null;
        if (!skip?.(child)) cells.push([...child.children]);
      } else if (isElement(child) || (child.type === 'text' && child.data.trim() !== '')) {
        if (strayed === null) {
          strayed = [];
          cells.push(strayed);
        }
        strayed.push(child);
      }
    }
    return cells;
  }

  #endLine(): void {
    const line = this.#buffer.join('');
    this.#buffer = [];
    this.#last = '';
    this.#gap = false;
    this.#push(line);
  }

  #push(line: string, row = false): void {
    const single = this.#options.spaces === 'single';
    const plain = row ? line : single ? line.replaceAll(/\s{1,10000}/g, ' ') : line;
    const text = row ? plain : single ? plain.trim() : trimStart(trimEnd(plain));
    if (text.trim() === '') return;
    const opening = this.#leads
      .splice(0)
      // Authors write the numbers of their lists out as well.
      .filter((lead) => lead.told || !`${text} `.startsWith(`${lead.text} `))
      .map((lead) => `${lead.text} `);
    this.items.push({ element: this.#block, text: (opening.join('') + text).normalize('NFC') });
    this.#showMarks(({ block }) => block === this.#block);
  }

  /** Behind the line it stands in; where that has not begun, behind the first one of its block. */
  #marked(element: Element): void {
    const last = this.items.at(-1);
    const told = last !== undefined && 'text' in last && last.element === this.#block;
    if (told && this.#buffer.join('').trim() === '') this.items.push({ mark: element });
    else this.#marks.push({ element, block: this.#block });
  }

  #showMarks(which: (waiting: { readonly block: Element | null }) => boolean): void {
    const shown = this.#marks.filter(which);
    if (shown.length === 0) return;
    this.#marks = this.#marks.filter((waiting) => !which(waiting));
    for (const { element } of shown) this.items.push({ mark: element });
  }

  end(): Item[] {
    this.#endLine();
    this.#tellLeads(0);
    this.#showMarks(() => true);
    return this.items;
  }
}
