import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { countUnread } from '../../unread-signs.ts';
import { nameSigns } from '../fonts/name-signs.ts';
import { bringsOtherSigns } from '../fonts/other-signs.ts';
import type { Box, Matrix } from '../objects/geometry.ts';
import { multiply, overlap, union } from '../objects/geometry.ts';
import type { ObjectReader, PdfPage } from '../objects/object-reader.ts';
import { isLoneLabel } from './caption-labels.ts';
import type { ReadPage } from './pdf-file.ts';
import { evenSizes } from './scanned-sizes.ts';
import { unseenText } from './unseen-text.ts';

/** A piece of a line in one font. */
export interface TextRun {
  text: string;
  /** pdf.js's name of the font, the same through the file. */
  font: string;
  size: number;
  box: Box;
}

/** A line of text. Boxes are in points from the top left corner of the page as it is shown. */
export interface TextLine {
  page: number;
  text: string;
  box: Box;
  /** Font size of most of its characters, points. */
  size: number;
  /** Font of most of its characters. */
  font: string;
  runs: TextRun[];
}

interface Piece extends TextRun {
  baseline: number;
  ends: boolean;
}

/** From user space to points from the top left corner of the page as shown (turned by its Rotate). */
export function pageMatrix(page: Pick<PdfPage, 'box' | 'rotate'>): Matrix {
  const [x0, y0, x1, y1] = page.box;
  switch (page.rotate) {
    case 90:
      return [0, 1, 1, 0, -y0, -x0];
    case 180:
      return [-1, 0, 0, 1, x1, -y0];
    case 270:
      return [0, -1, -1, 0, y1, x1];
    default:
      return [1, 0, 0, -1, -x0, y1];
  }
}

/** Width and height of the page as shown. */
export const pageSize = ({ box, rotate }: Pick<PdfPage, 'box' | 'rotate'>): [number, number] =>
  rotate % 180 === 0 ? [box[2] - box[0], box[3] - box[1]] : [box[3] - box[1], box[2] - box[0]];

/** A wider gap than this, in font sizes, separates columns; justified words stand closer. */
const columnGap = 1.35;
/** A label like "Fig. 1" may stand further from its caption. */
const labelGap = 4;

export interface PageLines {
  lines: TextLine[];
  /** Degrees clockwise by which the page has to be turned for its text to stand upright: 0, 90 or 270. */
  turn: number;
  /** How many signs of each font, by its name in the file, nothing says how to read. */
  unread: ReadonlyMap<string, number>;
}

/**
 * Reads the lines of a page in the order the file draws them. A page whose text mostly runs up or down (a wide
 * figure or table set sideways) is read as turned; the boxes are then those of the turned page.
 */
export async function pageLines(
  page: PDFPageProxy,
  read: Pick<ReadPage, 'number' | 'box' | 'contents' | 'resources'>,
  reader: ObjectReader,
): Promise<PageLines> {
  const content = await page.getTextContent({ includeMarkedContent: false });
  const whole = content.items.filter((item) => 'str' in item);
  const signs = await nameSigns(page, whole, bringsOtherSigns(reader, read.resources));
  const unseen = unseenText(whole, read.contents, read.box, reader);
  const items = whole.filter((item) => !unseen.has(item));
  const shown = page.getViewport({ scale: 1 / page.userUnit });
  const turn = turnOf(items, shown.transform as Matrix);
  const { transform } =
    turn === 0 ? shown : page.getViewport({ scale: 1 / page.userUnit, rotation: (page.rotate + turn) % 360 });
  const pieces: Piece[] = [];
  for (const item of items) {
    const matrix = multiply(item.transform as Matrix, transform as Matrix);
    const [right, down, , , x, y] = matrix;
    // Text in other directions (page edges, axis titles) is no part of the lines.
    if ((Math.abs(down) > 0.2 * Math.abs(right) || right < 0) && item.str.trim() !== '') continue;
    const size = Math.hypot(matrix[2], matrix[3]) || Math.hypot(right, down);
    pieces.push({
      text: signs.read(item),
      font: item.fontName,
      size,
      box: [x, y - size * 0.8, x + item.width, y + size * 0.2],
      baseline: y,
      ends: item.hasEOL,
    });
  }
  const lines = joinPieces(pieces, read.number);
  const { shows } = read.contents;
  if (shows.length > 0 && shows.every(({ unpainted }) => unpainted)) evenSizes(lines);
  const unread = new Map<string, number>();
  for (const { text, font } of lines.flatMap(({ runs }) => runs)) {
    const count = countUnread(text);
    if (count > 0) unread.set(signs.fontOf(font), (unread.get(signs.fontOf(font)) ?? 0) + count);
  }
  return { lines, turn, unread };
}

/** Which way most of the text runs. */
function turnOf(items: readonly { str: string; transform: number[] }[], shown: Matrix): number {
  let [across, up, down] = [0, 0, 0];
  for (const item of items) {
    const [x, y] = multiply(item.transform as Matrix, shown);
    const length = item.str.trim().length;
    if (Math.abs(x) >= Math.abs(y)) across += length;
    else if (y < 0) up += length;
    else down += length;
  }
  // A page with little text is turned only when none of it stands upright.
  if (Math.max(up, down) < (across === 0 ? 12 : 40) || Math.max(up, down) < 1.5 * across) return 0;
  return up > down ? 90 : 270;
}

function joinPieces(pieces: Piece[], page: number): TextLine[] {
  const lines: TextLine[] = [];
  let open: Piece[] = [];
  let spaced = false;
  const flush = (): void => {
    if (open.length > 0) lines.push(makeLine(open, page));
    open = [];
    spaced = false;
  };
  for (const piece of pieces) {
    if (piece.text.trim() === '') {
      if (piece.text !== '') spaced = true;
      // The end of a line is judged by position: pdf.js ends lines at superscripts, too.
      continue;
    }
    const last = open.at(-1);
    if (last !== undefined) {
      const size = Math.max(last.size, piece.size);
      const distance = piece.box[0] - last.box[2];
      const sameRow = overlap(piece.box, last.box, 1) > 0.35 * Math.min(piece.size, last.size);
      const text = open.map((part) => part.text).join('');
      const allowed = isLoneLabel(text.trim()) ? labelGap : columnGap;
      if (!sameRow || distance > allowed * size || distance < -0.8 * size) flush();
      else if (distance > 0.14 * size || spaced || /\s$/.test(last.text)) {
        if (!/\s$/.test(last.text)) last.text += ' ';
      }
    }
    spaced = false;
    open.push({ ...piece });
  }
  flush();
  return lines;
}

function makeLine(pieces: Piece[], page: number): TextLine {
  const weights = new Map<string, { font: string; size: number; weight: number }>();
  for (const piece of pieces) {
    const key = `${piece.font} ${piece.size.toFixed(1)}`;
    const entry = weights.get(key) ?? { font: piece.font, size: piece.size, weight: 0 };
    entry.weight += piece.text.trim().length;
    weights.set(key, entry);
  }
  const [main] = [...weights.values()].sort((one, other) => other.weight - one.weight);
  const runs: TextRun[] = [];
  for (const { text, font, size, box } of pieces) {
    const last = runs.at(-1);
    if (last !== undefined && last.font === font && Math.abs(last.size - size) < 0.2) {
      last.text += text;
      last.box = union(last.box, box);
    } else runs.push({ text, font, size, box });
  }
  // Superscripts must not stretch the line: its height is that of its main font.
  const mains = pieces.filter((piece) => Math.abs(piece.size - (main?.size ?? 0)) < 0.2);
  const rows = (mains.length > 0 ? mains : pieces).map((piece) => piece.box);
  const whole = pieces.map((piece) => piece.box).reduce((sum, box) => union(sum, box));
  return {
    page,
    text: pieces
      .map((piece) => piece.text)
      .join('')
      .replace(/\s+/g, ' ')
      .trim(),
    box: [whole[0], Math.min(...rows.map((box) => box[1])), whole[2], Math.max(...rows.map((box) => box[3]))],
    size: main?.size ?? 0,
    font: main?.font ?? '',
    runs,
  };
}
