import type { ContentScanner } from './content-scanner.ts';
import { inlineImageEnd } from './content-scanner.ts';
import type { ObjectReader } from './object-reader.ts';
import { PDFArray, PDFDict, PDFName, PDFObjectParser, PDFRawStream } from './pdf-lib.ts';

/** Keys of inline images and what they stand for (ISO 32000-1, table 93). */
const fullKeys: Record<string, string> = {
  BPC: 'BitsPerComponent',
  CS: 'ColorSpace',
  D: 'Decode',
  DP: 'DecodeParms',
  F: 'Filter',
  H: 'Height',
  IM: 'ImageMask',
  I: 'Interpolate',
  W: 'Width',
};
const fullSpaces: Record<string, string> = {
  G: 'DeviceGray',
  RGB: 'DeviceRGB',
  CMYK: 'DeviceCMYK',
  I: 'Indexed',
};

/**
 * Reads an inline image whose `BI` was just met, and leaves the scanner after its `EI`.
 * @returns the image as a stream with full key names, or `null` when its dictionary cannot be read
 */
export function readInlineImage(
  reader: ObjectReader,
  bytes: Uint8Array,
  scanner: ContentScanner,
): PDFRawStream | null {
  const start = scanner.position;
  let operator = scanner.next();
  // `true` and `false` look like operators to the scanner.
  for (let words = 0; operator !== 'ID'; words += 1) {
    if (operator === null || words > 32) return null;
    operator = scanner.next();
  }
  const head = bytes.subarray(start, scanner.position - 2);
  const dictionary = parseDictionary(reader, head);
  // One white-space character stands between ID and the data; a line break of two counts as one.
  const dataStart =
    scanner.position + (bytes[scanner.position] === 13 && bytes[scanner.position + 1] === 10 ? 2 : 1);
  const { dataEnd, after } = inlineImageEnd(bytes, dataStart, plainLength(reader, dictionary));
  scanner.position = after;
  return dictionary === null ? null : PDFRawStream.of(dictionary, bytes.subarray(dataStart, dataEnd));
}

function parseDictionary(reader: ObjectReader, head: Uint8Array): PDFDict | null {
  try {
    const source = Buffer.concat([Buffer.from('<<'), head, Buffer.from('>>')]);
    const short = PDFObjectParser.forBytes(source, reader.context).parseObject();
    if (!(short instanceof PDFDict)) return null;
    const full = PDFDict.withContext(reader.context);
    for (const [key, value] of short.entries()) {
      const name = fullKeys[key.decodeText()] ?? key.decodeText();
      full.set(PDFName.of(name), name === 'ColorSpace' ? fullSpace(value) : value);
    }
    return full;
  } catch {
    return null;
  }
}

function fullSpace(value: Parameters<PDFDict['set']>[1]): Parameters<PDFDict['set']>[1] {
  if (value instanceof PDFName) return PDFName.of(fullSpaces[value.decodeText()] ?? value.decodeText());
  if (value instanceof PDFArray) {
    for (let index = 0; index < Math.min(2, value.size()); index += 1)
      value.set(index, fullSpace(value.get(index)));
  }
  return value;
}

/** Bytes of the data when no filter is used, else 0: the least that must come before `EI`. */
function plainLength(reader: ObjectReader, dictionary: PDFDict | null): number {
  if (dictionary === null || reader.entry(dictionary, 'Filter') !== undefined) return 0;
  const width = reader.number(dictionary, 'Width') ?? 0;
  const height = reader.number(dictionary, 'Height') ?? 0;
  const mask = reader.entry(dictionary, 'ImageMask')?.toString() === 'true';
  const bits = mask ? 1 : (reader.number(dictionary, 'BitsPerComponent') ?? 8);
  const space = reader.name(dictionary, 'ColorSpace');
  const components = space === 'DeviceRGB' ? 3 : space === 'DeviceCMYK' ? 4 : 1;
  const length = Math.ceil((width * bits * components) / 8) * height;
  return Number.isFinite(length) && length > 0 && length < 2 ** 24 ? length : 0;
}
