import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Box, Matrix } from './geometry.ts';
import { overlap, union } from './geometry.ts';
import type { PdfPage } from './object-reader.ts';

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
const loneLabel =
  /^(?:fig(?:ure)?\.?|table|tab\.?|abb(?:ildung)?\.?|figura|scheme|plate|image)\s*[A-Z]?\d{1,3}[a-z]?[.:|]?$/i;

/** Reads the upright lines of a page in the order the file draws them. */
export async function pageLines(page: PDFPageProxy, number: number): Promise<TextLine[]> {
  const { transform } = page.getViewport({ scale: 1 });
  const content = await page.getTextContent({ includeMarkedContent: false });
  const pieces: Piece[] = [];
  for (const item of content.items) {
    if (!('str' in item)) continue;
    const matrix = item.transform as Matrix;
    const right = matrix[0] * (transform[0] as number) + matrix[1] * (transform[2] as number);
    const down = matrix[0] * (transform[1] as number) + matrix[1] * (transform[3] as number);
    const x =
      matrix[4] * (transform[0] as number) + matrix[5] * (transform[2] as number) + (transform[4] as number);
    const y =
      matrix[4] * (transform[1] as number) + matrix[5] * (transform[3] as number) + (transform[5] as number);
    // Turned text (page edges, axis titles) is no part of the lines.
    if (Math.abs(down) > 0.2 * Math.abs(right) || right < 0) {
      if (item.str.trim() !== '' && (right !== 0 || down !== 0)) continue;
    }
    const size = Math.hypot(matrix[2], matrix[3]) || Math.hypot(matrix[0], matrix[1]);
    pieces.push({
      text: item.str,
      font: item.fontName,
      size,
      box: [x, y - size * 0.8, x + item.width, y + size * 0.2],
      baseline: y,
      ends: item.hasEOL,
    });
  }
  return joinPieces(pieces, number);
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
      const allowed = loneLabel.test(text.trim()) ? labelGap : columnGap;
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
