import type { ObjectReader } from '../objects/object-reader.ts';
import type { PDFDict, PDFObject } from '../objects/pdf-lib.ts';
import { PDFArray, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFString } from '../objects/pdf-lib.ts';
import { decodeStream } from '../objects/stream-filters.ts';

/** Colour space families (ISO 32000-1, 8.6). */
export type ColourFamily =
  | 'DeviceGray'
  | 'DeviceRGB'
  | 'DeviceCMYK'
  | 'CalGray'
  | 'CalRGB'
  | 'Lab'
  | 'ICCBased'
  | 'Indexed'
  | 'Separation'
  | 'DeviceN'
  | 'Pattern';

export interface ColourSpace {
  family: ColourFamily;
  components: number;
  /** Of Indexed: the space of the palette's colours and the palette itself, `base.components` bytes a colour. */
  base: ColourSpace | null;
  palette: Uint8Array | null;
  /** Of ICCBased: the profile's stream. */
  profile: PDFRawStream | null;
}

const simple = (family: ColourFamily, components: number): ColourSpace => ({
  family,
  components,
  base: null,
  palette: null,
  profile: null,
});

/** Reads a colour space; names are looked up in the resources. `null` when there is none or it is broken. */
export function colourSpace(
  reader: ObjectReader,
  object: PDFObject | undefined,
  resources: PDFDict | undefined,
  depth = 0,
): ColourSpace | null {
  const value = reader.resolve(object);
  if (depth > 8) return null;
  if (value instanceof PDFName) {
    const name = value.decodeText();
    if (name === 'DeviceGray' || name === 'G' || name === 'CalGray') return simple('DeviceGray', 1);
    if (name === 'DeviceRGB' || name === 'RGB' || name === 'CalRGB') return simple('DeviceRGB', 3);
    if (name === 'DeviceCMYK' || name === 'CMYK') return simple('DeviceCMYK', 4);
    if (name === 'Pattern') return simple('Pattern', 0);
    const named = reader.entry(reader.entry(resources, 'ColorSpace'), name);
    return named === undefined ? null : colourSpace(reader, named, resources, depth + 1);
  }
  if (!(value instanceof PDFArray)) return null;
  const [head, second, third, fourth] = reader.array(value);
  if (!(head instanceof PDFName)) return null;
  switch (head.decodeText()) {
    case 'CalGray':
      return simple('CalGray', 1);
    case 'CalRGB':
      return simple('CalRGB', 3);
    case 'Lab':
      return simple('Lab', 3);
    case 'ICCBased': {
      const components = reader.number(second, 'N');
      if (!(second instanceof PDFRawStream) || (components !== 1 && components !== 3 && components !== 4)) {
        return colourSpace(reader, reader.entry(second, 'Alternate'), resources, depth + 1);
      }
      const alternate = colourSpace(reader, reader.entry(second, 'Alternate'), resources, depth + 1);
      // A Lab profile cannot be told apart by its component count.
      if (alternate?.family === 'Lab') return alternate;
      return { ...simple('ICCBased', components), profile: second };
    }
    case 'Indexed':
    case 'I': {
      const base = colourSpace(reader, second, resources, depth + 1);
      const highest = third instanceof PDFNumber ? third.asNumber() : 255;
      const bytes = lookupBytes(reader, fourth);
      if (base === null || bytes === null || base.family === 'Indexed') return null;
      const length = Math.min(bytes.length, (Math.min(255, Math.max(0, highest)) + 1) * base.components);
      return { ...simple('Indexed', 1), base, palette: bytes.subarray(0, length) };
    }
    case 'Separation':
      return simple('Separation', 1);
    case 'DeviceN':
      return simple('DeviceN', Math.max(1, reader.array(second).length));
    default:
      return colourSpace(reader, head, resources, depth + 1);
  }
}

function lookupBytes(reader: ObjectReader, object: PDFObject | undefined): Uint8Array | null {
  if (object instanceof PDFRawStream) return decodeStream(reader, object).bytes;
  if (object instanceof PDFString || object instanceof PDFHexString) return object.asBytes();
  return null;
}

/** What a space is for writing samples: grey, rgb or cmyk values that need no conversion; `null` for the others. */
export function plainModel(space: ColourSpace): 'grey' | 'rgb' | 'cmyk' | null {
  switch (space.family) {
    case 'DeviceGray':
    case 'CalGray':
      return 'grey';
    case 'DeviceRGB':
    case 'CalRGB':
      return 'rgb';
    case 'DeviceCMYK':
      return 'cmyk';
    case 'ICCBased':
      return space.components === 1 ? 'grey' : space.components === 3 ? 'rgb' : 'cmyk';
    default:
      return null;
  }
}
