/** What the codes of fonts of signs mean, where the file does not say so. Codes as the fonts were published; "�" where a code has no sign. */

/** Signs of the codes from `first` on. */
const row = (first: number, signs: string): [number, string][] =>
  [...signs].flatMap((sign, at) => (sign === '�' ? [] : [[first + at, sign] as [number, string]]));

/** Adobe's Symbol, which Microsoft's SymbolMT shares. */
const symbol = new Map([
  ...row(0x20, ' !∀#∃%&∋()∗+,−./0123456789:;<=>?'),
  ...row(0x40, '≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_'),
  ...row(0x60, '‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼'),
  ...row(0xa0, '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵'),
  ...row(0xc0, 'ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓'),
  ...row(0xe0, '◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪�⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭'),
]);

/** Microsoft's Wingdings: the signs that stand in texts; the pictures among them stay unread. */
const wingdings = new Map([
  ...row(0x20, ' ✏✂✁'),
  ...row(0x28, '☎✆✉'),
  ...row(0x3e, '✇✍'),
  ...row(0x45, '☜☞☝☟'),
  ...row(0x6c, '●❍■□�❑❒⬧⧫◆❖⬥⌧'),
  ...row(0x80, '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿'),
  ...row(0x9e, '·•▪○��◉◎�▪◻�✦★✶✴✹✵'),
  [0xd8, '➢'] as [number, string],
  ...row(0xdf, '←→↑↓↖↗↙↘⬅➔⬆⬇'),
  ...row(0xef, '⇦⇨⇧⇩⬄⇳'),
  ...row(0xfb, '✗✓☒☑'),
]);

const run = (from: number, to: number, sign: number): [number, string][] =>
  Array.from({ length: to - from + 1 }, (_, at) => [from + at, String.fromCharCode(sign + at)]);

/** Adobe's ZapfDingbats: Unicode's block follows it, but for signs that other blocks had. */
const dingbats = new Map([
  [0x20, ' '] as [number, string],
  ...run(0x21, 0x7e, 0x2701),
  ...row(0x25, '☎'),
  ...row(0x2a, '☛☞'),
  ...row(0x48, '★'),
  ...row(0x6c, '●'),
  ...row(0x6e, '■'),
  ...row(0x73, '▲▼◆'),
  ...row(0x77, '◗'),
  ...run(0xa1, 0xa7, 0x2761),
  ...row(0xa8, '♣♦♥♠'),
  ...run(0xac, 0xb5, 0x2460),
  ...run(0xb6, 0xd4, 0x2776),
  ...row(0xd5, '→↔↕'),
  ...run(0xd8, 0xef, 0x2798),
  ...run(0xf1, 0xfe, 0x27b1),
]);

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Signs of mathematics in TeX (OMS). */
const texSigns = new Map([
  ...row(0x00, '−⋅×∗÷⋄±∓⊕⊖⊗⊘⊙◯∘•≍≡⊆⊇≤≥⪯⪰∼≈⊂⊃≪≫≺≻'),
  ...row(0x20, '←→↑↓↔↗↘≃⇐⇒⇑⇓⇔↖↙∝′∞∈∋△▽�↦∀∃¬∅ℜℑ⊤⊥'),
  ...row(0x40, `ℵ${letters}∪∩⊎∧∨`),
  ...row(0x60, '⊢⊣⌊⌋⌈⌉{}⟨⟩|∥↕⇕\\≀√∐∇∫⊔⊓⊑⊒§†‡¶♣♦♥♠'),
]);

/** Letters of mathematics in TeX (OML): those that are no letters of the Latin alphabet. */
const texLetters = new Map([
  ...row(0x00, 'ΓΔΘΛΞΠΣΥΦΨΩαβγδϵζηθικλμνξπρστυϕχψωεϑϖϱςφ'),
  ...row(0x3a, '.,</>⋆∂'),
  ...row(0x60, 'ℓ'),
]);

/** Text in TeX (OT1): the codes below the letters. */
const texText = new Map([
  ...row(0x00, 'ΓΔΘΛΞΠΣΥΦΨΩ'),
  ...['ff', 'fi', 'fl', 'ffi', 'ffl'].map((sign, at) => [0x0b + at, sign] as [number, string]),
  ...row(0x10, 'ıȷ`´ˇ˘¯˚¸ßæœøÆŒØ'),
]);

/** Tables by the font's name. */
const fonts: readonly (readonly [RegExp, ReadonlyMap<number, string>])[] = [
  [/^symbol/i, symbol],
  [/^wingdings(?![ -]?[23])/i, wingdings],
  [/dingbats/i, dingbats],
  [/^(?:cmb?sy|mtsy|rmtsy|tex_cm_(?:bold_)?maths_symbols|advp4c4e74|advmt_sy)/i, texSigns],
  [/^(?:cmmib?|mtmi|rmtmi|tex_cm_maths_italic)/i, texLetters],
  [/^(?:cm(?:r|bx|ti|sl|ss|csc|b)\d|cmssbx|tex_cm_roman)/i, texText],
];

/** A font's name without the letters of a subset before it ("ABCDEF+SymbolMT", "BlxtfyAdvP0005"). */
export const plainFontName = (name: string): string =>
  name.replace(/^[A-Z]{6}\+/, '').replace(/^[A-Z][a-z]{5}(?=Adv)/, '');

/** The table of a font, by its name. */
export const tableOfFont = (name: string): ReadonlyMap<number, string> | null =>
  fonts.find(([pattern]) => pattern.test(plainFontName(name)))?.[1] ?? null;

/** The sign of Adobe's Symbol at the place of an ASCII character. */
export const symbolAt = (character: string): string | null =>
  symbol.get(character.codePointAt(0) ?? 0) ?? null;

/** Signs that fonts of mathematics call by a number (Mathematical Pi), which journals of medicine use for units and comparisons. */
const numbered: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣ'].map((sign, at) => [`H${9001 + at}`, sign])),
  ...Object.fromEntries([...'αβγδεζηθικλμνξοπρσςτυφχψω'].map((sign, at) => [`H${9251 + at}`, sign])),
  H9262: 'µ',
  H11001: '+',
  H11002: '−',
  H11003: '×',
  H11004: '÷',
  H11005: '=',
  H11006: '±',
  H11011: '∼',
  H11015: '≈',
  H11021: '<',
  H11022: '>',
  H11032: '′',
  H11033: '″',
  H11034: '°',
  H11349: '≤',
  H11350: '≥',
};

const greek: Readonly<Record<string, string>> = {
  Gamma: 'Γ',
  Delta: 'Δ',
  Theta: 'Θ',
  Lambda: 'Λ',
  Sigma: 'Σ',
};

/** Further names of glyphs that Adobe's list does not hold. */
const named: Readonly<Record<string, string>> = {
  ...numbered,
  ...Object.fromEntries(Object.entries(greek).map(([name, sign]) => [`${name}1`, sign])),
  epsilon1: 'ε',
  lessorequalslant: '≤',
  greaterorequalslant: '≥',
  minussign: '−',
  multiplysign: '×',
  degreesign: '°',
};

export const signOfGlyph = (name: string): string | null =>
  Object.hasOwn(named, name) ? (named[name] ?? null) : null;

/** Signs of Adobe's list that it gives a place in Unicode's private area: what they are to a reader. */
const adobePrivate = new Map([
  ...row(0xf6d9, '©®™'),
  ...row(0xf8e8, '®©™'),
  ...run(0xf730, 0xf739, 0x30),
  ...run(0xf761, 0xf77a, 0x41),
  ...row(0xf6be, 'ȷ'),
  ...row(0xf6de, '—'),
  ...row(0xf8e6, '⎜'),
  ...row(0xf8eb, '⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪'),
  ...row(0xf8f5, '⎮⎞⎟⎠⎤⎥⎦⎫⎬⎭'),
]);

export const signOfAdobe = (sign: string): string | null =>
  adobePrivate.get(sign.codePointAt(0) ?? 0) ?? null;
