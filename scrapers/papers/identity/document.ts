import type { TextLine } from '../pdf/page/page-text.ts';
import { bodyStyle } from '../pdf/page/paragraphs.ts';
import { plainWords } from '../plain-words.ts';

/** What the pages of a document have in common, found once: title and DOI are told from it. */
export interface Document {
  readonly pages: readonly (readonly TextLine[])[];
  readonly words: ReadonlySet<string>;
  readonly journal: string | null;
  /** Size and font of the running text. */
  readonly body: { readonly size: number; readonly font: string };
  /** A poster or a single drawing has no running text that anything could stand out from. */
  readonly hasRunningText: boolean;
  /** Points from the top of a page to the lowest line of all, at least those of a slide. */
  readonly height: number;
  /** Lines by their words without numbers: heads and feet recur on other pages. */
  readonly byWords: ReadonlyMap<string, readonly TextLine[]>;
}

/** Height of a slide in points: pages of few lines are no shorter. */
const lowestPage = 540;

export const withoutNumbers = (text: string): string => plainWords(text.replace(/\d+/g, ' '));

/** Whether a line is set like the running text. */
export const inBodyStyle = (line: TextLine, { body }: Pick<Document, 'body'>): boolean =>
  line.font === body.font && Math.abs(line.size - body.size) < 0.6;

export function documentOf(
  pages: Document['pages'],
  words: Document['words'],
  journal: Document['journal'],
): Document {
  const all = pages.flat();
  const body = bodyStyle(all);
  const byWords = new Map<string, TextLine[]>();
  for (const line of all) {
    // No head is as long as a paragraph's line.
    if (line.text.length > 200) continue;
    const key = withoutNumbers(line.text);
    const known = byWords.get(key);
    if (known === undefined) byWords.set(key, [line]);
    else known.push(line);
  }
  return {
    pages,
    words,
    journal,
    body,
    hasRunningText: all.filter((line) => line.text.length > 24 && inBodyStyle(line, { body })).length > 3,
    height: all.reduce((most, { box }) => Math.max(most, box[3]), lowestPage),
    byWords,
  };
}
