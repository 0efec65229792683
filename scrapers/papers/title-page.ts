import type { EmbeddedMetadata } from './embedded-metadata.ts';
import { firstOf } from './embedded-metadata.ts';
import type { TextLine } from './pdf/page-text.ts';
import { joinLines } from './pdf/paragraphs.ts';
import { plainWords } from './plain-words.ts';

/** A heading of the first page with the lines it stands on. */
export interface Heading {
  text: string;
  lines: TextLine[];
}

/** Names of article kinds and marks that stand in large type above titles. */
const notTitles =
  /^(?:research|original|review|case|short|brief|rapid|letter|article|articles|report|reports|series|communications?|editorial|correspondence|open|access|clinical|study|protocol|trial|systematic|meta|analysis|image|images|medicine|commentary|perspective|opinion|and|of|the|in|to|a|full|paper|chest|infectious|disease|diseases|journal|international|european|radiology|imaging|published|invited|mini|technical|note|data|viewpoint|doi|vol|pages?|elsevier|springer|wiley|hindawi|plos|one|bmc|frontiers|\d+)$/i;

/** The largest heading on the first page that is no journal name and no article kind. */
export function printedTitle(
  pages: readonly (readonly TextLine[])[],
  words: ReadonlySet<string>,
  journalTitle: string | null,
): Heading | null {
  const [front = []] = pages;
  const blocks: TextLine[][] = [];
  for (const line of front) {
    const open = blocks.at(-1);
    const last = open?.at(-1);
    const follows =
      last !== undefined &&
      Math.abs(line.size - last.size) < 0.6 &&
      (line.font === last.font || line.text.length > 3) &&
      line.box[1] > last.box[1] &&
      line.box[1] - last.box[3] < 0.9 * line.size &&
      (line.font === last.font || !isMark(last.text));
    if (open !== undefined && follows) open.push(line);
    else blocks.push([line]);
  }
  const running = new Set(pages.slice(1).flatMap((lines) => lines.map((line) => plainWords(line.text))));
  const headings = blocks
    .map((lines) => ({
      lines,
      text: joinLines(
        lines.map((line) => line.text),
        words,
      ),
      size: lines[0]?.size ?? 0,
    }))
    .filter(
      ({ text }) =>
        text.length < 400 && /\p{L}{2}/u.test(text) && !isMark(text) && !isJournal(text, journalTitle),
    )
    .filter(
      ({ text, lines }) =>
        lines.length > 1 || !running.has(plainWords(text)) || plainWords(text).split(' ').length > 5,
    );
  for (const fewest of [4, 2]) {
    const [best] = headings
      .filter(({ text }) => plainWords(text).split(' ').length >= fewest)
      .sort(
        (one, other) =>
          Math.round(other.size * 2) - Math.round(one.size * 2) || other.text.length - one.text.length,
      );
    if (best !== undefined && best.size > 0) return { text: cleanTitle(best.text), lines: best.lines };
  }
  return null;
}

/** Names of journals, which some publishers set larger than the title. */
const journalName =
  /^(?:the\s)?(?:[\p{L}-]+\s){0,4}(?:journal|annals|archives|acta|proceedings|bulletin|revista|zeitschrift)\b|^(?:frontiers in|bmc|plos|case reports in|open forum|emerging|european radiology|seminars in|clinics in|current opinion)\b/iu;

const isJournal = (text: string, known: string | null): boolean =>
  (journalName.test(text) && text.split(/\s+/).length <= 8) ||
  (known !== null && plainWords(known) === plainWords(text));

const isMark = (text: string): boolean =>
  plainWords(text)
    .split(' ')
    .every((word) => word.length < 2 || notTitles.test(word));

const cleanTitle = (text: string): string => text.replace(/(?<!\s)\s*(?<![*†‡§])[*†‡§]+$/, '').trim();

/** The embedded title if it stands on the first page, else the printed one. */
export function chooseTitle(
  embedded: EmbeddedMetadata,
  printed: string | null,
  front: readonly TextLine[],
): string | null {
  const page = plainWords(front.map((line) => line.text).join(' ')).replaceAll(' ', '');
  for (const key of ['dc:title', 'title', 'citation_title']) {
    const title = firstOf(embedded.get(key))
      .replace(/<[^>]{0,40}>/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    const plain = plainWords(title);
    if (plain.split(' ').length < 3 || title.length > 500) continue;
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
  const printed = heading === null ? [] : printedAuthors(front, heading);
  return printed.length > 0 ? printed : listed;
}

/** The names between the title and what follows it, without raised letters and degrees. */
function printedAuthors(front: readonly TextLine[], heading: Heading): string[] {
  const last = heading.lines.at(-1);
  if (last === undefined) return [];
  const below = front
    .filter(
      (line) => line.box[1] > last.box[3] - 2 && line.box[1] < last.box[3] + 160 && line.size < last.size,
    )
    .sort((one, other) => one.box[1] - other.box[1] || one.box[0] - other.box[0]);
  for (const start of below.slice(0, 8)) {
    const names = namesFrom(start, below.slice(below.indexOf(start)));
    if (names.length > 0) return names;
  }
  return [];
}

/** What follows the names on a title page: addresses, dates, licences, the abstract. */
const notNames =
  /^(?:abstract|summary|background|introduction|objective|correspond|received|accepted|published|doi\b|https?:|©|copyright|this is|department|division|school|faculty|from the|keywords?|citation|e-?mail)|\b10\.\d{4,9}\/|https?:\/\/|\S@\S/i;

function namesFrom(start: TextLine, below: readonly TextLine[]): string[] {
  const names: string[] = [];
  let bottom = start.box[1];
  for (const line of below) {
    if (Math.abs(line.size - start.size) > 0.6 || line.box[1] - bottom > 2.2 * line.size) break;
    if (notNames.test(line.text)) break;
    bottom = line.box[3];
    // Raised marks are set smaller than the names.
    names.push(
      line.runs
        .filter((run) => run.size > 0.8 * line.size)
        .map((run) => run.text)
        .join(' '),
    );
  }
  return names
    .join(' ')
    .replace(/\band\b|&|\||;|•|·/g, ',')
    .split(',')
    .map((name) =>
      name
        .replace(/[\d*†‡§∗#]+/g, ' ')
        // The mark of an ORCID is read as two letters.
        .replace(/(?<=\p{Ll})ID\b/gu, '')
        .replace(
          /\b(?:M\.?D\.?|Ph\.?D\.?|M\.?B\.?B\.?S\.?|MSc|M\.?S\.?|BSc|MM|MPH|FRCR|Prof\.?|Dr\.?)\b/g,
          ' ',
        )
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(
      (name) =>
        /^\p{Lu}[\p{L}.'’-]*(?:\s[\p{L}.'’-]+){0,4}\s\p{Lu}[\p{L}.'’-]+$/u.test(name) && name.length < 60,
    )
    .slice(0, 200);
}
