import type { Cheerio } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { readBlocks } from '../../reading/text/flow.ts';
import { jatsVocabulary } from '../../reading/text/jats-vocabulary.ts';
import { names } from '../../reading/text/vocabulary.ts';
import { oneLine } from './article.ts';

/** Every block of running text, blanks single. @param skip what is no part of it */
export const blocksOf = (nodes: readonly AnyNode[], skip: (element: Element) => boolean): string[] =>
  readBlocks(nodes, { vocabulary: jatsVocabulary, spaces: 'single', skip }).map(({ text }) => text);

const notes = names('fn fn-group table-wrap fig fig-group graphic media supplementary-material');

/** Text of a part that is one line wherever it is shown: a title, a caption; without the notes on it. */
export const lineOf = (element: Cheerio<Element>): string =>
  oneLine(blocksOf(element.toArray(), ({ name }) => notes.has(name)).join(' '));
