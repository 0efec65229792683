import type { ObjectReader } from './object-reader.ts';
import type { PDFObject } from './pdf-lib.ts';
import { PDFDict, PDFName } from './pdf-lib.ts';

/** Says which optional content (layers) the file shows when it is opened (ISO 32000-1, 8.11). */
export class OptionalContent {
  readonly #reader: ObjectReader;
  readonly #hidden = new Set<PDFObject>();

  constructor(reader: ObjectReader) {
    this.#reader = reader;
    const properties = reader.dictionary(reader.catalog, 'OCProperties');
    const standard = reader.dictionary(properties, 'D');
    if (reader.name(standard, 'BaseState') === 'OFF') {
      for (const group of reader.array(reader.entry(properties, 'OCGs'))) if (group) this.#hidden.add(group);
      for (const group of reader.array(reader.entry(standard, 'ON'))) if (group) this.#hidden.delete(group);
    }
    for (const group of reader.array(reader.entry(standard, 'OFF'))) if (group) this.#hidden.add(group);
  }

  /** Whether content that belongs to this group or membership dictionary is shown. */
  shows(content: PDFObject | undefined): boolean {
    const dictionary = this.#reader.resolve(content);
    if (this.#hidden.size === 0 || !(dictionary instanceof PDFDict)) return true;
    if (this.#reader.name(dictionary, 'Type') !== 'OCMD') return !this.#hidden.has(dictionary);
    const entry = this.#reader.entry(dictionary, 'OCGs');
    const groups = entry instanceof PDFDict ? [entry] : this.#reader.array(entry);
    const states = groups.flatMap((group) => (group === undefined ? [] : [!this.#hidden.has(group)]));
    if (states.length === 0) return true;
    const policy = dictionary.get(PDFName.of('P'));
    switch (policy instanceof PDFName ? policy.decodeText() : 'AnyOn') {
      case 'AllOn':
        return states.every((on) => on);
      case 'AnyOff':
        return states.some((on) => !on);
      case 'AllOff':
        return states.every((on) => !on);
      default:
        return states.some((on) => on);
    }
  }
}
