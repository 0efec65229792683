import type { Box } from './geometry.ts';
import type { PDFContext, PDFObject } from './pdf-lib.ts';
import {
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
} from './pdf-lib.ts';
import { refusal } from './refusals.ts';

/** A page of the file with what it inherits from the page tree. Lengths in points (1/72 inch). */
export interface PdfPage {
  /** 1 for the first page. */
  number: number;
  dictionary: PDFDict;
  resources: PDFDict | undefined;
  /** The visible part of the page in user space: CropBox within MediaBox. */
  box: Box;
  /** 0, 90, 180 or 270 degrees clockwise. */
  rotate: number;
}

const pageLimit = 20_000;
const usLetter: Box = [0, 0, 612, 792];

/** Reads the objects of a PDF: pages, dictionaries, streams with their object numbers. */
export class ObjectReader {
  readonly context: PDFContext;

  private constructor(context: PDFContext) {
    this.context = context;
  }

  /**
   * Opens a PDF, an encrypted one with the empty password.
   * @throws InvalidInput `pdf-unreadable`, `pdf-password`
   */
  static async open(bytes: Uint8Array): Promise<ObjectReader> {
    try {
      const document = await PDFDocument.load(bytes, {
        password: '',
        updateMetadata: false,
        parseSpeed: ParseSpeeds.Fastest,
      });
      return new ObjectReader(document.context);
    } catch (error) {
      throw refusal(error);
    }
  }

  /** Follows references (at most 32 deep, so that loops end). */
  resolve(object: PDFObject | undefined): PDFObject | undefined {
    let current = object;
    for (let depth = 0; current instanceof PDFRef && depth < 32; depth += 1)
      current = this.context.lookup(current);
    return current instanceof PDFRef ? undefined : current;
  }

  /** A dictionary's entry with references followed; for a stream its dictionary's. */
  entry(owner: PDFObject | undefined, key: string): PDFObject | undefined {
    const holder = this.resolve(owner);
    const dictionary = holder instanceof PDFRawStream ? holder.dict : holder;
    return dictionary instanceof PDFDict ? this.resolve(dictionary.get(PDFName.of(key))) : undefined;
  }

  /** A dictionary's entry as it stands, possibly a reference. */
  rawEntry(owner: PDFObject | undefined, key: string): PDFObject | undefined {
    const holder = this.resolve(owner);
    const dictionary = holder instanceof PDFRawStream ? holder.dict : holder;
    return dictionary instanceof PDFDict ? dictionary.get(PDFName.of(key)) : undefined;
  }

  dictionary(owner: PDFObject | undefined, key: string): PDFDict | undefined {
    const value = this.entry(owner, key);
    if (value instanceof PDFRawStream) return value.dict;
    return value instanceof PDFDict ? value : undefined;
  }

  number(owner: PDFObject | undefined, key: string): number | undefined {
    const value = this.entry(owner, key);
    return value instanceof PDFNumber ? value.asNumber() : undefined;
  }

  /** A name without its slash. */
  name(owner: PDFObject | undefined, key: string): string | undefined {
    const value = this.entry(owner, key);
    return value instanceof PDFName ? value.decodeText() : undefined;
  }

  /** The items of an array with references followed; empty when it is none. */
  array(object: PDFObject | undefined): (PDFObject | undefined)[] {
    const value = this.resolve(object);
    return value instanceof PDFArray ? value.asArray().map((item) => this.resolve(item)) : [];
  }

  /** What the entries of a dictionary hold, with references followed. */
  values(dictionary: PDFDict | undefined): (PDFObject | undefined)[] {
    return dictionary?.values().map((value) => this.resolve(value)) ?? [];
  }

  /** The numbers of an array; `undefined` when one is missing or is none. */
  numbers(object: PDFObject | undefined): number[] | undefined {
    const items = this.array(object);
    const numbers = items.map((item) => (item instanceof PDFNumber ? item.asNumber() : Number.NaN));
    return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : undefined;
  }

  box(object: PDFObject | undefined): Box | undefined {
    const [x0, y0, x1, y1] = this.numbers(object) ?? [];
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return undefined;
    return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
  }

  get catalog(): PDFObject | undefined {
    return this.resolve(this.context.trailerInfo.Root);
  }

  /** All pages in order. A damaged page tree falls back to every object that calls itself a page. */
  pages(): PdfPage[] {
    const pages: PdfPage[] = [];
    const seen = new Set<PDFObject>();
    const visit = (node: PDFObject | undefined, inherited: PDFDict[]): void => {
      const dictionary = this.resolve(node);
      if (!(dictionary instanceof PDFDict) || seen.has(dictionary) || pages.length >= pageLimit) return;
      if (inherited.length > 64) return;
      seen.add(dictionary);
      const chain = [dictionary, ...inherited];
      const kids = this.entry(dictionary, 'Kids');
      if (kids instanceof PDFArray) for (const kid of kids.asArray()) visit(kid, chain);
      else if (this.name(dictionary, 'Type') !== 'Pages') pages.push(this.#page(pages.length + 1, chain));
    };
    visit(this.rawEntry(this.catalog, 'Pages'), []);
    if (pages.length === 0) {
      for (const [, object] of this.context.enumerateIndirectObjects()) {
        if (object instanceof PDFDict && this.name(object, 'Type') === 'Page') {
          pages.push(this.#page(pages.length + 1, [object]));
        }
      }
    }
    return pages;
  }

  #page(number: number, chain: PDFDict[]): PdfPage {
    const inherited = (key: string): PDFObject | undefined => {
      for (const dictionary of chain) {
        const value = this.entry(dictionary, key);
        if (value !== undefined) return value;
      }
      return undefined;
    };
    const resources = inherited('Resources');
    const media = this.box(inherited('MediaBox'));
    const page = media !== undefined && media[2] > media[0] && media[3] > media[1] ? media : usLetter;
    const crop = this.box(inherited('CropBox'));
    const visible: Box | undefined = crop && [
      Math.max(crop[0], page[0]),
      Math.max(crop[1], page[1]),
      Math.min(crop[2], page[2]),
      Math.min(crop[3], page[3]),
    ];
    const rotate = inherited('Rotate');
    return {
      number,
      dictionary: chain[0] as PDFDict,
      resources: resources instanceof PDFDict ? resources : undefined,
      box: visible !== undefined && visible[2] > visible[0] && visible[3] > visible[1] ? visible : page,
      rotate:
        rotate instanceof PDFNumber ? (((Math.round(rotate.asNumber() / 90) * 90) % 360) + 360) % 360 : 0,
    };
  }
}
