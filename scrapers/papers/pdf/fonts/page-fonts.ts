import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { isNameless, unreadSign } from '../../unread-signs.ts';
import { bestShift } from './glyph-order.ts';
import { signOfGlyph, tableOfFont } from './sign-tables.ts';

/** Whether a sign has to be named by its font: it says nothing of itself, or stands for what is unread. */
export const isUnnamed = (sign: string): boolean => sign === unreadSign || isNameless(sign);

/** What pdf.js tells of a font with `fontExtraProperties`. */
interface FontFacts {
  name?: string;
  composite?: boolean;
  differences?: ReadonlyMap<number, string> | readonly string[];
  widths?: ArrayLike<number>;
}

/** One sign as pdf.js draws it. */
interface Glyph {
  unicode: string;
  originalCharCode: number;
}

/** Names that only number the glyphs of a font ("g18", "glyph3", "C0007"). */
const numbering = /^(?:g|c|cid|glyph|index|uni?)?_?\d+$/i;

/** A font of a page, with the codes of its signs that say nothing of themselves. */
export class PageFont {
  readonly name: string;
  /** Whether the file tells nothing of any of its codes. */
  readonly saysNothing: boolean;
  readonly #facts: FontFacts;
  readonly #codes: ReadonlyMap<string, number[]>;
  readonly #shift: number | null;

  constructor(facts: FontFacts, glyphs: readonly Glyph[]) {
    this.name = facts.name ?? 'without a name';
    this.#facts = facts;
    this.#codes = new Map(
      [
        ...Map.groupBy(
          glyphs.filter(({ unicode }) => isUnnamed(unicode)),
          ({ unicode }) => unicode,
        ),
      ].map(([sign, list]) => [sign, list.map(({ originalCharCode }) => originalCharCode)]),
    );
    const raw = glyphs.every(({ unicode, originalCharCode }) => unicode.codePointAt(0) === originalCharCode);
    const names = glyphs.map(({ originalCharCode }) => this.#nameOf(originalCharCode) ?? '');
    this.saysNothing =
      raw &&
      this.#codes.size > 0 &&
      tableOfFont(this.name) === null &&
      (facts.composite === true || names.every((name) => numbering.test(name)));
    this.#shift =
      this.saysNothing && facts.composite === true
        ? bestShift(glyphs.map(({ originalCharCode }) => originalCharCode))
        : null;
  }

  /** What the next such sign of the font means, in the order of the page; `null` if nothing tells. */
  next(sign: string): string | null {
    const codes = this.#codes.get(sign) ?? [];
    const code = new Set(codes).size > 1 ? codes.shift() : codes[0];
    return this.#meaning(sign, code);
  }

  /** A sign of a font that tells nothing, by the usual order of glyphs if its words follow it. */
  shifted(sign: string): string {
    // pdf.js puts spaces of its own between words that stand apart.
    if (/\s/.test(sign)) return ' ';
    const code = (sign.codePointAt(0) ?? 0) + (this.#shift ?? Number.NaN);
    return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : unreadSign;
  }

  #meaning(sign: string, code: number | undefined): string | null {
    const name = code === undefined ? null : this.#nameOf(code);
    if (name !== null) {
      const told = signOfGlyph(name);
      if (told !== null) return told;
      // Some programs number the signs of TeX in their names.
      const numbered = /^C(\d{1,3})$/.exec(name)?.[1];
      if (numbered !== undefined) return tableOfFont(this.name)?.get(Number(numbered)) ?? null;
      // The third glyph is the space in fonts that were made for Windows; printing systems name glyphs by their number.
      if (/^g(?:lyph)?3$/.test(name) && this.#isNarrow(code)) return ' ';
      return null;
    }
    const table = tableOfFont(this.name);
    const point = sign.codePointAt(0) ?? 0;
    // Fonts of signs made for Windows have their codes from U+F000 on.
    if (point >= 0xf000 && point <= 0xf0ff) return table?.get(point - 0xf000) ?? null;
    return this.#facts.composite === true || code === undefined ? null : (table?.get(code) ?? null);
  }

  /** The name that the font's encoding gives a code; `null` if it gives none. */
  #nameOf(code: number): string | null {
    const { differences } = this.#facts;
    const name =
      differences instanceof Map
        ? differences.get(code)
        : (differences as readonly string[] | undefined)?.[code];
    return name === undefined || name === '' ? null : name;
  }

  #isNarrow(code: number | undefined): boolean {
    const width = this.#facts.widths?.[code ?? 0] ?? 0;
    return width > 150 && width < 400;
  }
}

/** The fonts of one page. */
export class PageFonts {
  readonly #fonts: ReadonlyMap<string, PageFont>;

  private constructor(fonts: ReadonlyMap<string, PageFont>) {
    this.#fonts = fonts;
  }

  static async of(page: PDFPageProxy): Promise<PageFonts> {
    const glyphs = new Map<string, Glyph[]>();
    const list = await page.getOperatorList();
    // The font belongs to the state that is saved and restored.
    const saved: string[] = [];
    let font = '';
    for (const [index, operator] of list.fnArray.entries()) {
      const argument = (list.argsArray[index] as unknown[] | null)?.[0];
      if (operator === OPS.save) saved.push(font);
      else if (operator === OPS.restore) font = saved.pop() ?? font;
      else if (operator === OPS.setFont) font = String(argument);
      else if (operator === OPS.showText) {
        const known = glyphs.get(font) ?? [];
        glyphs.set(font, known);
        for (const glyph of argument as (Glyph | number | null)[])
          if (glyph !== null && typeof glyph === 'object') known.push(glyph);
      }
    }
    const facts = (name: string): FontFacts =>
      page.commonObjs.has(name) ? (page.commonObjs.get(name) as FontFacts) : {};
    const fonts = new Map([...glyphs].map(([name, shown]) => [name, new PageFont(facts(name), shown)]));
    page.cleanup();
    return new PageFonts(fonts);
  }

  font(name: string): PageFont | null {
    return this.#fonts.get(name) ?? null;
  }
}
