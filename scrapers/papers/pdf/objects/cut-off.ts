import type { ObjectReader, PdfPage } from './object-reader.ts';
import { PDFArray, PDFDict, PDFRawStream, PDFRef } from './pdf-lib.ts';

/** A PDF ends with the place of its table of objects; junk of this many bytes may follow. */
const tailBytes = 4_096;

/**
 * Whether a file breaks off: its end is missing, and with it pages, their contents or their pictures. A file that lost
 * no more than its table of objects is whole.
 */
export function isCutOff(bytes: Uint8Array, reader: ObjectReader, pages: readonly PdfPage[]): boolean {
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - tailBytes))).toString('latin1');
  if (tail.includes('startxref')) return false;
  if (reader.dictionary(reader.catalog, 'Pages') === undefined) return true;
  for (const [, object] of reader.context.enumerateIndirectObjects()) {
    if (object instanceof PDFDict && reader.name(object, 'Type') === 'Pages') {
      if (isLost(reader, object, 'Kids')) return true;
    }
  }
  return pages.some(
    ({ dictionary, resources }) =>
      isLost(reader, dictionary, 'Contents') ||
      isLost(reader, dictionary, 'Resources') ||
      isLost(reader, resources, 'XObject'),
  );
}

/** Whether an entry, or an item of it, refers to an object that is not in the file. */
function isLost(reader: ObjectReader, owner: PDFDict | undefined, key: string): boolean {
  const entry = reader.entry(owner, key);
  const raw = reader.rawEntry(owner, key);
  if (entry === undefined) return raw instanceof PDFRef;
  if (entry instanceof PDFRawStream) return false;
  const items = entry instanceof PDFArray ? entry.asArray() : entry instanceof PDFDict ? entry.values() : [];
  return items.some((item) => item instanceof PDFRef && reader.resolve(item) === undefined);
}
