import type { Operand } from '../objects/content-scanner.ts';
import type { ObjectReader } from '../objects/object-reader.ts';
import { PDFArray, type PDFDict, PDFName } from '../objects/pdf-lib.ts';

/** How the numbers of a colour are meant: light (grey, RGB), ink (CMYK, spot colours), or not to be told. */
export type ColourKind = 'light' | 'ink' | 'other';

/** The fill colour, as far as it matters here: whether it is that of blank paper. */
export interface FillColour {
  kind: ColourKind;
  white: boolean;
}

export const blackFill: FillColour = { kind: 'light', white: false };

const families: Record<string, ColourKind> = {
  DeviceGray: 'light',
  DeviceRGB: 'light',
  CalGray: 'light',
  CalRGB: 'light',
  DeviceCMYK: 'ink',
  Separation: 'ink',
  DeviceN: 'ink',
};

/**
 * The fill colour after an operator (ISO 32000-1, table 74).
 * @returns `null` for an operator that sets none
 */
export function fillAfter(
  operator: string,
  operands: readonly Operand[],
  before: FillColour,
  reader: ObjectReader,
  resources: PDFDict | undefined,
): FillColour | null {
  switch (operator) {
    case 'g':
    case 'rg':
      return { kind: 'light', white: isBlank(operands, 'light') };
    case 'k':
      return { kind: 'ink', white: isBlank(operands, 'ink') };
    case 'cs':
      return { kind: kindOf(operands[0], reader, resources), white: false };
    case 'sc':
    case 'scn':
      return { ...before, white: isBlank(operands, before.kind) };
    default:
      return null;
  }
}

function isBlank(operands: readonly Operand[], kind: ColourKind): boolean {
  if (kind === 'other' || operands.length === 0) return false;
  return operands.every(
    (value) => typeof value === 'number' && (kind === 'light' ? value > 0.98 : value < 0.02),
  );
}

function kindOf(name: Operand | undefined, reader: ObjectReader, resources: PDFDict | undefined): ColourKind {
  if (typeof name !== 'string') return 'other';
  const plain = families[name.slice(1)];
  if (plain !== undefined) return plain;
  const space = reader.entry(reader.entry(resources, 'ColorSpace'), name.slice(1));
  if (space instanceof PDFName) return families[space.decodeText()] ?? 'other';
  if (!(space instanceof PDFArray)) return 'other';
  const [family, profile] = reader.array(space);
  if (!(family instanceof PDFName)) return 'other';
  if (family.decodeText() === 'ICCBased') return reader.number(profile, 'N') === 4 ? 'ink' : 'light';
  return families[family.decodeText()] ?? 'other';
}
