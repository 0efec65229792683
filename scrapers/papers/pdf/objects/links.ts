import type { ObjectReader, PdfPage } from './object-reader.ts';
import { PDFDict, PDFHexString, PDFString } from './pdf-lib.ts';

/** Web addresses that a page links to, in the file's order (at most 2,000). */
export function pageLinks(reader: ObjectReader, page: PdfPage): string[] {
  const links: string[] = [];
  for (const annotation of reader.array(reader.entry(page.dictionary, 'Annots')).slice(0, 2_000)) {
    if (!(annotation instanceof PDFDict) || reader.name(annotation, 'Subtype') !== 'Link') continue;
    const address = reader.entry(reader.entry(annotation, 'A'), 'URI');
    if (address instanceof PDFString || address instanceof PDFHexString)
      links.push(address.decodeText().slice(0, 2_000));
  }
  return links;
}
