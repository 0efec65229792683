import type { Matrix } from './geometry.ts';
import { identity, transformBox } from './geometry.ts';
import type { ObjectReader } from './object-reader.ts';
import type { OptionalContent } from './optional-content.ts';
import { PDFDict, PDFRawStream } from './pdf-lib.ts';

/** Annotation flags (ISO 32000-1, table 165): Hidden and NoView. */
const unseen = 2 | 32;

/** The matrix of a form; identity when it has none. */
export function formMatrix(reader: ObjectReader, form: PDFRawStream): Matrix {
  const numbers = reader.numbers(reader.entry(form, 'Matrix'));
  return numbers?.length === 6 ? (numbers as Matrix) : identity;
}

/** An annotation's normal appearance, fitted into its rectangle (ISO 32000-1, 12.5.5); null when it is not seen. */
export function annotationAppearance(
  reader: ObjectReader,
  layers: OptionalContent,
  annotation: PDFDict,
): { form: PDFRawStream; fit: Matrix } | null {
  const flags = reader.number(annotation, 'F') ?? 0;
  if ((flags & unseen) !== 0 || reader.name(annotation, 'Subtype') === 'Popup') return null;
  if (!layers.shows(reader.rawEntry(annotation, 'OC'))) return null;
  let form = reader.entry(reader.entry(annotation, 'AP'), 'N');
  if (form instanceof PDFDict) {
    const state = reader.name(annotation, 'AS');
    form = state === undefined ? undefined : reader.entry(form, state);
  }
  const rectangle = reader.box(reader.entry(annotation, 'Rect'));
  if (!(form instanceof PDFRawStream) || rectangle === undefined) return null;
  const bounds = reader.box(reader.entry(form, 'BBox')) ?? [0, 0, 1, 1];
  const drawn = transformBox(bounds, formMatrix(reader, form));
  const scaleX = drawn[2] === drawn[0] ? 1 : (rectangle[2] - rectangle[0]) / (drawn[2] - drawn[0]);
  const scaleY = drawn[3] === drawn[1] ? 1 : (rectangle[3] - rectangle[1]) / (drawn[3] - drawn[1]);
  const shift = [rectangle[0] - drawn[0] * scaleX, rectangle[1] - drawn[1] * scaleY] as const;
  return { form, fit: [scaleX, 0, 0, scaleY, ...shift] };
}
