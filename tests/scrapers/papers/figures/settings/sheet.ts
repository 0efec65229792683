import { type FixtureObjects, type FixtureStream, pdfOf, prose, samplesImage } from '../../fixtures.ts';

/** A figure as a person reads it from the pages. */
export interface RightFigure {
  label: string;
  /** The whole caption without its label. */
  caption: string;
  /** Pictures a person would cut out. */
  images: number;
  /** Width and height in pixels of the pictures, where the setting cuts them up or joins them. */
  sizes?: [number, number][];
}

/** An invented paper in one way of setting, with what is right of it. */
export interface Setting {
  name: string;
  kind: 'journal' | 'manuscript' | 'preprint' | 'thesis' | 'slides' | 'scan' | 'drawing';
  pdf: Buffer;
  figures: RightFigure[];
  /** Pictures without a caption that are to be kept. */
  uncaptioned?: number;
}

/** Fonts: sans, sans bold, serif, serif bold, serif italic. */
export type Font = 'S' | 'SB' | 'T' | 'TB' | 'TI';
const fontNames: Record<Font, string> = {
  S: 'Helvetica',
  SB: 'Helvetica-Bold',
  T: 'Times-Roman',
  TB: 'Times-Bold',
  TI: 'Times-Italic',
};
const fontNumbers = Object.keys(fontNames) as Font[];

const escaped = (text: string): string => text.replace(/[\\()]/g, (mark) => `\\${mark}`);

/** Breaks a text into lines of at most so many characters. */
export function wrap(text: string, characters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > characters) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Pages from top to bottom; y is measured from the top, as on paper. */
export class Sheet {
  readonly width: number;
  readonly height: number;
  content = '';
  readonly pictures = new Set<number>();

  constructor(width = 612, height = 792) {
    this.width = width;
    this.height = height;
  }

  text(
    lines: readonly string[],
    x: number,
    top: number,
    size = 10,
    font: Font = 'T',
    leading = size * 1.2,
  ): this {
    for (const [index, line] of lines.entries()) {
      const y = this.height - top - index * leading - size * 0.8;
      this.content += `BT /${font} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped(line)}) Tj ET\n`;
    }
    return this;
  }

  /** A line of parts in several fonts. */
  mixed(parts: readonly [Font, string][], x: number, top: number, size = 10): this {
    const shown = parts.map(([font, text]) => `/${font} ${size} Tf (${escaped(text)}) Tj`).join(' ');
    this.content += `BT 1 0 0 1 ${x} ${this.height - top - size * 0.8} Tm ${shown} ET\n`;
    return this;
  }

  /** Running text, `lines` of it. */
  body(x: number, top: number, lines: number, size = 10, leading = size * 1.2, characters = 90): this {
    const long = Array.from(
      { length: Math.ceil(lines / 2) + 2 },
      (_, at) => prose[at % prose.length] ?? '',
    ).join(' ');
    return this.text(wrap(long, characters).slice(0, lines), x, top, size, 'T', leading);
  }

  picture(number: number, x: number, top: number, width: number, height: number): this {
    this.pictures.add(number);
    this.content += `q ${width} 0 0 ${height} ${x} ${this.height - top - height} cm /Im${number} Do Q\n`;
    return this;
  }

  /** Anything else, in the page's own coordinates (from the bottom). */
  raw(content: string): this {
    this.content += `${content}\n`;
    return this;
  }

  box(x: number, top: number, width: number, height: number, paint = 'S'): this {
    return this.raw(`${x} ${this.height - top - height} ${width} ${height} re ${paint}`);
  }

  line(x0: number, top0: number, x1: number, top1: number): this {
    return this.raw(`${x0} ${this.height - top0} m ${x1} ${this.height - top1} l S`);
  }
}

/** A film: soft shades, none of them white, different for each seed. */
export const film = (seed: number, width = 160, height = 120): FixtureStream =>
  samplesImage(width, height, 'DeviceGray', (x, y) => [
    30 + ((x * (2 + (seed % 3)) + y * (3 + (seed % 5)) + seed * 37) % 170),
  ]);

/** Writes pages that share their pictures. */
export function paperOf(
  sheets: readonly Sheet[],
  pictures: readonly FixtureStream[],
  extra: FixtureObjects = {},
): Buffer {
  const objects: FixtureObjects = { 1: '<< /Type /Catalog /Pages 2 0 R >>', ...extra };
  fontNumbers.forEach((font, index) => {
    objects[4 + index] =
      `<< /Type /Font /Subtype /Type1 /BaseFont /${fontNames[font]} /Encoding /WinAnsiEncoding >>`;
  });
  pictures.forEach((picture, index) => {
    objects[20 + index] = { ...picture, dictionary: `/Type /XObject /Subtype /Image ${picture.dictionary}` };
  });
  const fonts = fontNumbers.map((font, index) => `/${font} ${4 + index} 0 R`).join(' ');
  const kids = sheets.map((sheet, index) => {
    const number = 1000 + index * 2;
    const names = [...sheet.pictures].map((at) => `/Im${at} ${20 + at} 0 R`).join(' ');
    objects[number] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${sheet.width} ${sheet.height}] /Contents ${number + 1} 0 R ` +
      `/Resources << /Font << ${fonts} >> /XObject << ${names} >> >> >>`;
    objects[number + 1] = { dictionary: '', data: sheet.content };
    return `${number} 0 R`;
  });
  objects[2] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>`;
  return pdfOf(objects);
}

/** A first page with a title, authors and running text. */
export const opening = (size = 10, leading = size * 1.2): Sheet =>
  new Sheet()
    .text(['An invented patient with a slow pneumonia'], 72, 72, 18, 'TB')
    .text(['Erika Muster, Max Mustermann'], 72, 100, 10)
    .body(72, 130, Math.floor(560 / leading), size, leading, size > 11 ? 78 : 92);
