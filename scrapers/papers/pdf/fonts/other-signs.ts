import { unreadSign } from '../../unread-signs.ts';
import type { ObjectReader } from '../objects/object-reader.ts';
import type { PDFDict } from '../objects/pdf-lib.ts';
import { plainFontName, symbolAt } from './sign-tables.ts';

/**
 * Fonts that set signs at the codes of letters, digits and marks: "36 ± 5" reads "36 6 5" there, "TNF-α" "TNF-a", "37 °C" "37 8C".
 * As publishers use them; each is known from papers that show both.
 */
interface OtherSigns {
  /** What a character of the font is to a reader; "" for a piece that is no sign. */
  readonly signs: ReadonlyMap<string, string>;
  /** Whether the font has no letters and digits of its own, so that one without a sign cannot be read. */
  readonly only: boolean;
}

const pairs = (from: string, to: string): [string, string][] => {
  const signs = [...to];
  return [...from].map((character, at) => [character, signs[at] ?? unreadSign]);
};

const latin = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Greek at the letters of Adobe's Symbol. */
const greek = new Map(latin.map((letter) => [letter, symbolAt(letter) ?? unreadSign]));
/** Mathematical Pi: signs at the keys of a typewriter. */
const keys = pairs('123456;89,.#$', '+−×÷=±∼°′<>≤≥');
/** Greek at the letters where all layouts of Mathematical Pi agree. */
const piGreek = pairs('abdefghiklmnoprstzDGLPSF', 'αβδεφγηικλµνοπρστζΔΓΛΠΣΦ');
/** Brackets, plus and equals of TeX's signs as some programs for typesetting number them. */
const texOperators = new Map(pairs('ðÞþ¼', '()+='));

const fonts: readonly (readonly [RegExp, OtherSigns])[] = [
  [
    /^(?:mathematicalpi-one|universal-greekwithmathpi)/i,
    { signs: new Map([...keys, ...piGreek]), only: true },
  ],
  [/^(?:mathematicalpi-four|advps586b)/i, { signs: new Map(keys), only: true }],
  [/^universal-newswithcommpi/i, { signs: new Map(pairs('r', '©')), only: true }],
  [/^advp7da6/i, { signs: greek, only: true }],
  [/^pi_chars_2/i, { signs: new Map(pairs('bgmrty', 'βγµρτθ')), only: true }],
  [/^advp0005/i, { signs: new Map(pairs('&', '•')), only: false }],
  [/^advpi3/i, { signs: new Map(pairs('#', '©')), only: false }],
  [/^(?:tex_cm_(?:bold_)?maths_symbols|advp4c4e|advmt_sy)/i, { signs: texOperators, only: false }],
  // The bar over what a root is taken of is set in pieces, which are read as "ffi".
  [
    /^tex_cm_maths_extension/i,
    { signs: new Map([...pairs('pqrst', '√√√√√'), ['f', ''], ['i', '']]), only: false },
  ],
];

const otherSignsOf = (name: string): OtherSigns | null =>
  fonts.find(([pattern]) => pattern.test(plainFontName(name)))?.[1] ?? null;

/** What a character of a font is to a reader, by the font's name in the file: mostly what it says. */
export function readAs(fontName: string, character: string): string {
  const other = otherSignsOf(fontName);
  if (other === null) return character;
  return (
    other.signs.get(character) ?? (other.only && /[\p{L}\p{N}]/u.test(character) ? unreadSign : character)
  );
}

const depth = 4;

/** Whether a page brings a font that sets signs at the codes of other characters, by itself or in what it draws. */
export function bringsOtherSigns(reader: ObjectReader, resources: PDFDict | undefined): boolean {
  const seen = new Set<PDFDict>();
  const visit = (own: PDFDict | undefined, left: number): boolean => {
    if (own === undefined || left === 0 || seen.has(own)) return false;
    seen.add(own);
    const fonts = reader.values(reader.dictionary(own, 'Font'));
    const drawn = reader.values(reader.dictionary(own, 'XObject'));
    return (
      fonts.some((font) => otherSignsOf(reader.name(font, 'BaseFont') ?? '') !== null) ||
      drawn.some((form) => visit(reader.dictionary(form, 'Resources'), left - 1))
    );
  };
  return visit(resources, depth);
}
