import type { TextLine } from '../pdf/page/page-text.ts';
import { joinLines } from '../pdf/page/paragraphs.ts';
import { plainWords } from '../plain-words.ts';
import { type Document, inBodyStyle, withoutNumbers } from './document.ts';
import type { EmbeddedMetadata } from './embedded-metadata.ts';
import { firstOf } from './embedded-metadata.ts';
import { isNoTitle, isSentence, withoutCjkBlanks, wordCount } from './not-a-title.ts';
import { authorNamesIn, printedAuthors } from './printed-authors.ts';

/** A heading of a front page with the lines it stands on. */
export interface Heading {
  text: string;
  lines: TextLine[];
  /** Whether names of authors follow it. */
  named: boolean;
}

/** Share of the page's height above which a title stands. */
const titleZone = 0.62;
/** A heading is set larger than the running text by this factor, or in another font. */
const larger = 1.12;

/** Lines this much larger than the text may stand as far apart as those of a manuscript. */
const doubleSpaced = 1.3;

/** Lines of one heading: like size, one below the other, in the order the file draws them. */
function blocksOf(page: readonly TextLine[], document: Document): TextLine[][] {
  const blocks: TextLine[][] = [];
  for (const line of page) {
    // The number of a line of a manuscript, beside it.
    if (/^\d{1,4}$/.test(line.text) && line.size < document.body.size) continue;
    const open = blocks.at(-1);
    const last = open?.at(-1);
    const follows =
      last !== undefined &&
      Math.abs(line.size - last.size) < 0.6 &&
      // A title in the size of the text differs from it by its font alone.
      (line.font === last.font || (line.text.length > 3 && line.size > larger * document.body.size)) &&
      line.box[1] > last.box[1] &&
      line.box[1] - last.box[3] < (line.size > doubleSpaced * document.body.size ? 1.1 : 0.9) * line.size &&
      (line.font === last.font || !isNoTitle(last.text, document.journal));
    if (open !== undefined && follows) open.push(line);
    else blocks.push([line]);
  }
  return blocks;
}

/** Manuscripts number their lines. */
function withoutLineNumbers(lines: readonly string[]): readonly string[] {
  const numbers = lines.map((line) => Number(/^(\d{1,4})\s+\p{L}/u.exec(line)?.[1] ?? Number.NaN));
  const counted =
    numbers.length > 1 && numbers.every((one, at) => at === 0 || one === (numbers[at - 1] ?? 0) + 1);
  return counted ? lines.map((line) => line.replace(/^\d+\s+/, '')) : lines;
}

/** A head or foot that recurs: the same words at the same height of several pages, or a short line of another page. */
function isRunning(lines: readonly TextLine[], text: string, { byWords }: Document): boolean {
  const [line] = lines;
  if (lines.length > 1 || line === undefined) return false;
  const others = (byWords.get(withoutNumbers(text)) ?? []).filter(({ page }) => page !== line.page);
  if (others.length > 0 && wordCount(text) <= 5) return true;
  return (
    others.filter(({ box, size }) => Math.abs(box[1] - line.box[1]) < 3 && size === line.size).length > 1
  );
}

/** The author's names themselves, set as large as a title. */
function isNames(text: string): boolean {
  const names = authorNamesIn(text);
  return names.length > 1 && names.join('').length > 0.6 * text.replace(/[\s,;]+/g, '').length;
}

const partHeading =
  /^(?:\d\.?\s*)?(?:abstract|summary|摘\s*要|要\s*旨|抄\s*録|introduction|zusammenfassung|résumé|resumen)\b/iu;

/**
 * The heading of a page that can be the title of a paper: the largest that is no journal name, article kind, notice,
 * address or running text.
 * @returns `null` where none stands out from the running text
 */
export function headingOf(at: number, document: Document): Heading | null {
  const page = document.pages[at] ?? [];
  const { height, hasRunningText: running } = document;
  const top = page.filter(({ text }) => partHeading.test(text.trim())).map(({ box }) => box[1]);
  const abstract = Math.min(titleZone * height, ...top);
  const found = blocksOf(page, document)
    .map((lines) => ({
      lines,
      text: textOf(lines, document),
      size: lines[0]?.size ?? 0,
      top: lines[0]?.box[1] ?? 0,
      plain: running && lines.every((line) => inBodyStyle(line, document)),
    }))
    .filter(({ text }) => !isNoTitle(text, document.journal) && !isNames(text))
    .filter(({ lines, text }) => !isRunning(lines, text, document))
    .map((block) => ({
      ...block,
      named: printedAuthors(page, block.lines).length > (wordCount(block.text) < 4 ? 1 : 0),
    }));
  const outstanding = found
    .filter(({ named, text }) => named || !isSentence(text))
    .filter(
      ({ plain, size, lines }) =>
        !plain && (!running || size > 0.98 * document.body.size) && lines.length < 8,
    );
  const above = outstanding.filter((block) => block.top < abstract);
  for (const among of [above, outstanding]) {
    for (const fewest of [4, 2, 1]) {
      const [best] = among
        .filter(({ text, named }) => wordCount(text) >= fewest || (named && fewest < 4))
        .filter(({ size }) => fewest > 1 || size > larger * document.body.size)
        .sort(
          (one, other) =>
            Math.round(other.size * 2) - Math.round(one.size * 2) || other.text.length - one.text.length,
        );
      if (best !== undefined && (fewest > 1 || best.named))
        return { text: cleanTitle(best.text), lines: best.lines, named: best.named };
    }
  }
  return plainHeading(page, abstract, document);
}

/** A title in the very type of the running text: the lines above the names, when they stand high on the page. */
function plainHeading(page: readonly TextLine[], abstract: number, document: Document): Heading | null {
  const upper = page
    .filter(({ box }) => box[1] < abstract)
    .sort((one, other) => one.box[1] - other.box[1] || one.box[0] - other.box[0]);
  const named = upper.find(({ text }) => isNames(text));
  if (named === undefined) return null;
  // What stands in another column is no part of it.
  const rows = upper.filter(({ box }) => box[0] < named.box[2] && box[2] > named.box[0]);
  const names = rows.indexOf(named);
  if (names > 12) return null;
  const lines: TextLine[] = [];
  for (let at = names - 1; at >= 0 && lines.length < 5; at -= 1) {
    const [row, below] = [rows[at], rows[at + 1]];
    if (row === undefined || below === undefined || isNoTitle(row.text, document.journal)) break;
    if (below.box[1] - row.box[3] > 2.6 * row.size) break;
    lines.unshift(row);
  }
  const text = textOf(lines, document);
  const [first] = lines;
  return first === undefined || wordCount(text) < 4 || isNoTitle(text, document.journal)
    ? null
    : { text: cleanTitle(text), lines, named: true };
}

const textOf = (lines: readonly TextLine[], { words }: Document): string =>
  withoutCjkBlanks(joinLines([...withoutLineNumbers(lines.map(({ text }) => text))], words));

const cleanTitle = (text: string): string =>
  text
    .replace(/^title\s*:\s*/i, '')
    .replace(/(?<!\s)\s*(?<![*†‡§∗])[*†‡§∗]+$/, '')
    .trim();

/** The embedded title if it stands on the first page, else the printed one. */
export function chooseTitle(
  embedded: EmbeddedMetadata,
  printed: string | null,
  front: readonly TextLine[],
  journal: string | null,
): string | null {
  const page = plainWords(front.map((line) => line.text).join(' ')).replaceAll(' ', '');
  for (const key of ['dc:title', 'title', 'citation_title']) {
    const title = firstOf(embedded.get(key))
      .replace(/<[^>]{0,40}>/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    const plain = plainWords(title);
    if (wordCount(title) < 3 || title.length > 500 || isNoTitle(title, journal)) continue;
    if (page.includes(plain.replaceAll(' ', ''))) {
      // The printed title may go on after the embedded one.
      const longer =
        printed !== null && plainWords(printed).startsWith(plain) && printed.length < 2 * title.length;
      return longer ? printed : title;
    }
  }
  return printed;
}

export function authors(
  embedded: EmbeddedMetadata,
  front: readonly TextLine[],
  heading: Heading | null,
): string[] {
  const creator = embedded.get('dc:creator') ?? embedded.get('author');
  const several = Array.isArray(creator) ? creator : [creator ?? ''];
  const named = several.length > 1 ? several : (several[0] ?? '').split(/(?<!\s)\s*[,;]\s*|(?<!\s)\s+and\s+/);
  const listed = named.map((name) => name.trim()).filter((name) => /\p{L}{2}/u.test(name));
  if (listed.length > 1) return listed;
  const printed = heading === null ? [] : printedAuthors(front, heading.lines);
  return printed.length > 0 ? printed : listed;
}
