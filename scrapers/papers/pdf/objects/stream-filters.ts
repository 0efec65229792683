import { constants, inflateSync } from 'node:zlib';
import { InvalidInput } from '../../../../data/errors.ts';
import type { ObjectReader } from './object-reader.ts';
import type { PDFObject } from './pdf-lib.ts';
import { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFRawStream } from './pdf-lib.ts';

/** Filters whose data is an image file or image code of its own: they end our decoding. */
export type ImageFilter = 'DCTDecode' | 'JPXDecode' | 'JBIG2Decode' | 'CCITTFaxDecode';

const imageFilters = new Set<string>(['DCTDecode', 'JPXDecode', 'JBIG2Decode', 'CCITTFaxDecode']);

/** Abbreviations allowed in inline images (ISO 32000-1, table 94), and met in other streams too. */
const fullNames: Record<string, string> = {
  AHx: 'ASCIIHexDecode',
  A85: 'ASCII85Decode',
  LZW: 'LZWDecode',
  Fl: 'FlateDecode',
  RL: 'RunLengthDecode',
  CCF: 'CCITTFaxDecode',
  DCT: 'DCTDecode',
};

/** Bytes one stream may unpack to: a deflate bomb stops here. 1 GiB holds a 16-bit RGB image of 13,000 x 13,000. */
export const unpackedLimit = 2 ** 30;

export interface FilterStep {
  name: string;
  parameters: PDFDict | undefined;
}

export interface DecodedStream {
  /** The data after all filters, or the data of the image file when `imageFilter` is set. */
  bytes: Uint8Array;
  imageFilter: ImageFilter | null;
  parameters: PDFDict | undefined;
}

/** The filters of a stream in the order in which they are undone. */
export function filterSteps(reader: ObjectReader, stream: PDFRawStream): FilterStep[] {
  const filter = reader.entry(stream, 'Filter') ?? reader.entry(stream, 'F');
  const parameters = reader.entry(stream, 'DecodeParms') ?? reader.entry(stream, 'DP');
  const names = filter instanceof PDFArray ? reader.array(filter) : filter instanceof PDFName ? [filter] : [];
  const list = parameters instanceof PDFArray ? reader.array(parameters) : [parameters];
  return names.slice(0, 16).flatMap((name, index) => {
    if (!(name instanceof PDFName)) return [];
    const short = name.decodeText();
    const dictionary = list[index];
    return [
      { name: fullNames[short] ?? short, parameters: dictionary instanceof PDFDict ? dictionary : undefined },
    ];
  });
}

/** The bytes as they stand in the file, decrypted if need be. */
export function storedBytes(reader: ObjectReader, stream: PDFRawStream): Uint8Array {
  if (stream.transform === undefined) return stream.contents;
  const identity = filterSteps(reader, stream).some(
    (step) => step.name === 'Crypt' && (reader.name(step.parameters, 'Name') ?? 'Identity') === 'Identity',
  );
  if (identity) return stream.contents;
  const bare = PDFRawStream.of(PDFDict.withContext(reader.context), stream.contents, stream.transform);
  return decodePDFRawStream(bare).decode();
}

/** Undoes the filters of a stream up to the first image filter. Damaged data gives what could be read. */
export function decodeStream(reader: ObjectReader, stream: PDFRawStream): DecodedStream {
  let bytes = storedBytes(reader, stream);
  for (const { name, parameters } of filterSteps(reader, stream)) {
    if (imageFilters.has(name)) return { bytes, imageFilter: name as ImageFilter, parameters };
    if (name === 'Crypt') continue;
    bytes = undoPredictor(reader, undo(reader, name, bytes, parameters), parameters);
  }
  return { bytes, imageFilter: null, parameters: undefined };
}

function undo(
  reader: ObjectReader,
  name: string,
  bytes: Uint8Array,
  parameters: PDFDict | undefined,
): Uint8Array {
  if (name === 'FlateDecode') {
    try {
      return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: unpackedLimit });
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
        throw new InvalidInput('stream-too-large', `A stream unpacks to more than ${unpackedLimit} bytes.`);
      }
    }
  }
  // The tolerant decoders of the object reader: damaged deflate data, LZW, ASCII85, hexadecimal, run lengths.
  const dictionary = PDFDict.withContext(reader.context);
  dictionary.set(PDFName.of('Filter'), PDFName.of(name));
  if (parameters !== undefined) dictionary.set(PDFName.of('DecodeParms'), parameters as PDFObject);
  try {
    return decodePDFRawStream(PDFRawStream.of(dictionary, bytes)).decode();
  } catch (error) {
    throw new InvalidInput('stream-damaged', `A ${name} stream cannot be unpacked.`, { cause: error });
  }
}

/** Undoes a PNG or TIFF predictor (ISO 32000-1, 7.4.4.4). */
function undoPredictor(reader: ObjectReader, bytes: Uint8Array, parameters: PDFDict | undefined): Uint8Array {
  const predictor = reader.number(parameters, 'Predictor') ?? 1;
  if (predictor < 2) return bytes;
  const colours = Math.max(1, reader.number(parameters, 'Colors') ?? 1);
  const bits = Math.max(1, reader.number(parameters, 'BitsPerComponent') ?? 8);
  const columns = Math.max(1, reader.number(parameters, 'Columns') ?? 1);
  const step = Math.max(1, (colours * bits + 7) >> 3);
  const rowBytes = Math.ceil((columns * colours * bits) / 8);
  return predictor === 2
    ? undoTiffPredictor(bytes, rowBytes, colours, bits)
    : undoPngPredictor(bytes, rowBytes, step);
}

function undoPngPredictor(bytes: Uint8Array, rowBytes: number, step: number): Uint8Array {
  const rows = Math.ceil(bytes.length / (rowBytes + 1));
  const out = new Uint8Array(rows * rowBytes);
  let written = 0;
  for (let row = 0; row < rows; row += 1) {
    const from = row * (rowBytes + 1) + 1;
    const kind = bytes[from - 1];
    const to = row * rowBytes;
    const length = Math.min(rowBytes, bytes.length - from);
    const line = bytes.subarray(from, from + length);
    if (kind === 0 || kind === undefined || kind > 4) out.set(line, to);
    else
      for (let x = 0; x < length; x += 1) {
        const left = x >= step ? (out[to + x - step] as number) : 0;
        const up = row > 0 ? (out[to + x - rowBytes] as number) : 0;
        const corner = row > 0 && x >= step ? (out[to + x - rowBytes - step] as number) : 0;
        out[to + x] = (line[x] as number) + predicted(kind, left, up, corner);
      }
    written = to + Math.max(0, length);
  }
  return out.subarray(0, written);
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  const estimate = left + up - corner;
  const byLeft = Math.abs(estimate - left);
  const byUp = Math.abs(estimate - up);
  const byCorner = Math.abs(estimate - corner);
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
}

function undoTiffPredictor(bytes: Uint8Array, rowBytes: number, colours: number, bits: number): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (let start = 0; start < out.length; start += rowBytes) {
    const end = Math.min(start + rowBytes, out.length);
    if (bits === 8) {
      for (let x = start + colours; x < end; x += 1)
        out[x] = (out[x] as number) + (out[x - colours] as number);
    } else if (bits === 16) {
      for (let x = start + 2 * colours; x + 1 < end; x += 2) {
        const before = ((out[x - 2 * colours] as number) << 8) | (out[x - 2 * colours + 1] as number);
        const sum = (((out[x] as number) << 8) | (out[x + 1] as number)) + before;
        out[x] = sum >> 8;
        out[x + 1] = sum;
      }
    } else undoSmallTiffRow(out, start, end, colours, bits);
  }
  return out;
}

/** A TIFF-predicted row of 1, 2 or 4 bits a sample. */
function undoSmallTiffRow(out: Uint8Array, start: number, end: number, colours: number, bits: number): void {
  const mask = (1 << bits) - 1;
  const before = new Array<number>(colours).fill(0);
  const samples = Math.floor(((end - start) * 8) / bits);
  for (let index = 0; index < samples; index += 1) {
    const at = start + ((index * bits) >> 3);
    const shift = 8 - bits - ((index * bits) & 7);
    const colour = index % colours;
    const value = ((((out[at] as number) >> shift) & mask) + (before[colour] as number)) & mask;
    before[colour] = value;
    out[at] = ((out[at] as number) & ~(mask << shift)) | (value << shift);
  }
}
