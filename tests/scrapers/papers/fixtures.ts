import { deflateSync } from 'node:zlib';

/** A stream object: dictionary entries and data. */
export interface FixtureStream {
  dictionary: string;
  data: Uint8Array | string;
}

/** Objects of a PDF by number: source text, or a stream. Object 1 is the catalog. */
export type FixtureObjects = Record<number, string | FixtureStream>;

/** Writes a PDF from its objects with a proper cross-reference table. */
export function pdfOf(objects: FixtureObjects, trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets = new Map<number, number>();
  let length = parts[0]?.length ?? 0;
  const push = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  const numbers = Object.keys(objects).map(Number);
  for (const number of numbers) {
    offsets.set(number, length);
    const object = objects[number] as string | FixtureStream;
    if (typeof object === 'string') push(Buffer.from(`${number} 0 obj\n${object}\nendobj\n`, 'latin1'));
    else {
      const data =
        typeof object.data === 'string' ? Buffer.from(object.data, 'latin1') : Buffer.from(object.data);
      push(
        Buffer.from(`${number} 0 obj\n<< ${object.dictionary} /Length ${data.length} >>\nstream\n`, 'latin1'),
      );
      push(data);
      push(Buffer.from('\nendstream\nendobj\n', 'latin1'));
    }
  }
  const size = Math.max(...numbers) + 1;
  const start = length;
  const rows = Array.from({ length: size }, (_, number) =>
    offsets.has(number)
      ? `${String(offsets.get(number)).padStart(10, '0')} 00000 n \n`
      : `0000000000 ${number === 0 ? '65535' : '00000'} f \n`,
  );
  push(
    Buffer.from(
      `xref\n0 ${size}\n${rows.join('')}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`,
      'latin1',
    ),
  );
  return Buffer.concat(parts);
}

const catalog = { 1: '<< /Type /Catalog /Pages 2 0 R >>' };
const fonts = '/Font << /F1 4 0 R /F2 5 0 R >>';
const fontObjects = {
  4: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
};

/** A PDF of one page (612 x 792) with the given content and images `/Im0`, `/Im1`... as objects 10, 11... */
export function onePage(
  content: string,
  images: FixtureStream[] = [],
  extra: FixtureObjects = {},
  resources = '',
): Buffer {
  return pages([{ content, images: images.map((_, index) => index) }], images, extra, resources);
}

/** A PDF of several pages that share their images. */
export function pages(
  list: { content: string; images: number[]; more?: string }[],
  images: FixtureStream[],
  extra: FixtureObjects = {},
  resources = '',
  trailer = '',
): Buffer {
  const objects: FixtureObjects = { ...catalog, ...fontObjects, ...extra };
  images.forEach((image, index) => {
    objects[10 + index] = { ...image, dictionary: `/Type /XObject /Subtype /Image ${image.dictionary}` };
  });
  const kids: number[] = [];
  list.forEach((page, index) => {
    const number = 1000 + index * 2;
    const names = page.images.map((image) => `/Im${image} ${10 + image} 0 R`).join(' ');
    kids.push(number);
    objects[number] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${number + 1} 0 R ${page.more ?? ''} ` +
      `/Resources << ${fonts} /XObject << ${names} >> ${resources} >> >>`;
    objects[number + 1] = { dictionary: '', data: page.content };
  });
  objects[2] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`;
  return pdfOf(objects, trailer);
}

/** Draws image `name` in a box given from the lower left corner of the page. */
export const draw = (name: string, x: number, y: number, width: number, height: number): string =>
  `q ${width} 0 0 ${height} ${x} ${y} cm /${name} Do Q\n`;

/** Writes lines of text, the first at the given baseline. */
export const write = (
  lines: string[],
  x: number,
  y: number,
  size = 10,
  font = 'F1',
  leading = size * 1.2,
): string =>
  lines
    .map((line, index) => {
      const escaped = line.replace(/[\\()]/g, (character) => `\\${character}`);
      return `BT /${font} ${size} Tf ${x} ${y - index * leading} Td (${escaped}) Tj ET\n`;
    })
    .join('');

/** A flat grey or RGB image, deflated. `pixel(x, y)` gives its samples. */
export function samplesImage(
  width: number,
  height: number,
  space: 'DeviceGray' | 'DeviceRGB' | 'DeviceCMYK',
  pixel: (x: number, y: number) => number[],
  more = '',
): FixtureStream {
  const samples: number[] = [];
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) samples.push(...pixel(x, y));
  return {
    dictionary: `/Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /${space} /Filter /FlateDecode ${more}`,
    data: deflateSync(Buffer.from(samples)),
  };
}

/** Lorem-like sentences that hold no figure words, for running text. */
export const prose = [
  'The course of the disease was followed for several weeks and all values were',
  'recorded on the day on which they were taken. None of the findings at the time',
  'of discharge differed from those of the general population in a way that would',
  'have been of consequence for the choice of treatment or for the outcome later.',
];
