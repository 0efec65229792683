import type { AnyNode, Element } from 'domhandler';
import { type FlowOptions, FlowReader, type Item, type Mark } from './flow-reader.ts';

/** A piece of text as its author set it apart: a paragraph, an item, a heading, a row. */
export interface TextBlock {
  /** The innermost element that sets it apart; null for words outside of all that do. */
  readonly element: Element | null;
  /** Lines that only a break parts share a block. NFC. */
  readonly text: string;
}

/** Lines that only a break parts, as one block. */
const joined = (items: readonly Item[]): (TextBlock | Mark)[] => {
  const blocks: (TextBlock | Mark)[] = [];
  for (const item of items) {
    const before = blocks.at(-1);
    if (
      'text' in item &&
      before !== undefined &&
      'text' in before &&
      before.element === item.element &&
      item.element !== null
    )
      blocks[blocks.length - 1] = { element: before.element, text: `${before.text}\n${item.text}` };
    else blocks.push(item);
  }
  return blocks;
};

/**
 * The text of parts of a document, block by block in the order in which a reader meets them: every word once, none glued
 * to its neighbour, none lost. Lists have their numbers, rows of tables are lines with tabs between the cells, breaks
 * and blocks end a line. Nodes that stand inside of others among `nodes` are read with those.
 */
export const readFlow = (nodes: readonly AnyNode[], options: FlowOptions): (TextBlock | Mark)[] => {
  const all = new Set(nodes);
  const isInside = (node: AnyNode): boolean => {
    for (let above = node.parent; above !== null; above = above.parent)
      if (all.has(above as AnyNode)) return true;
    return false;
  };
  return [...all]
    .filter((node) => all.size === 1 || !isInside(node))
    .flatMap((node) => {
      const reader = new FlowReader(options);
      reader.read(node);
      return joined(reader.end());
    });
};

/** The blocks of a flow that are text. */
export const readBlocks = (nodes: readonly AnyNode[], options: Omit<FlowOptions, 'mark'>): TextBlock[] =>
  readFlow(nodes, options).flatMap((item) => ('text' in item ? [item] : []));
