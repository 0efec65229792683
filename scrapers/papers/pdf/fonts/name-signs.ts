import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { unreadSign } from '../../unread-signs.ts';
import { readAs } from './other-signs.ts';
import { isUnnamed, PageFonts } from './page-fonts.ts';
import { signOfAdobe } from './sign-tables.ts';

/** A piece of text as pdf.js gives it. */
interface Item {
  str: string;
  fontName: string;
}

export interface NamedSigns<T> {
  /** The words of a piece; signs that nothing names are `unreadSign`. */
  read(item: T): string;
  /** What a font is called in the file, by pdf.js's name of it; only of fonts that were asked. */
  fontOf(fontName: string): string;
}

/**
 * Reads the signs of a page that say nothing of themselves, or that they are others, by the names of their fonts and glyphs. Pages
 * without such signs cost nothing: pdf.js tells of fonts only with all that the page draws.
 * @param items all text of the page, in its order
 * @param others whether the page brings a font that sets signs at the codes of other characters
 */
export async function nameSigns<T extends Item>(
  page: PDFPageProxy,
  items: readonly T[],
  others: boolean,
): Promise<NamedSigns<T>> {
  const asks =
    others || items.some(({ str }) => [...str].some((sign) => isUnnamed(sign) && signOfAdobe(sign) === null));
  const fonts = asks ? await PageFonts.of(page) : null;
  const words = new Map(items.map((item) => [item, named(item, fonts)]));
  return {
    read: (item) => words.get(item) ?? item.str,
    fontOf: (fontName) => fonts?.font(fontName)?.name ?? fontName,
  };
}

function named({ str, fontName }: Item, fonts: PageFonts | null): string {
  const font = fonts?.font(fontName) ?? null;
  if (font?.saysNothing) return [...str].map((sign) => font.shifted(sign)).join('');
  return [...str]
    .map((sign) => {
      if (!isUnnamed(sign)) return font === null ? sign : readAs(font.name, sign);
      return signOfAdobe(sign) ?? font?.next(sign) ?? unreadSign;
    })
    .join('');
}
