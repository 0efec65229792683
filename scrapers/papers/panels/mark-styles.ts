import {
  alphabets,
  andWords,
  letterPattern,
  type Numbering,
  numbers,
  roman,
  romanPattern,
} from './numberings.ts';

/** A way of marking panels. */
export interface MarkStyle {
  /** Captures the labels. */
  readonly pattern: RegExp;
  /** What counts the labels; `null` where they are words of place. */
  readonly among: readonly Numbering[] | null;
  /** Its words always follow: "A. Film", "A: day 1". */
  readonly opens?: true;
  /** The mark holds words of its own: "rainfall (a, r = 0.7)". */
  readonly holds?: true;
  /** Letters of the caption before which it begins: deep in a long caption such marks count something else. */
  readonly within?: number;
}

const and = `(?:${andWords})`;
const listOf = (one: string): string =>
  `${one}(?:(?:\\s{0,2}(?:[,、，&+~～/;–—-])\\s{0,2}(?:(?:and|und|et)\\s)?|\\s(?:to|through|bis)\\s|,?\\s${and}\\s)${one}(?![\\p{L}\\d])){0,12}`;
const letters = listOf(letterPattern);
const capitals = listOf('[A-ZА-ЯΑ-Ω]');
const smalls = listOf('[a-z]');
const romans = listOf(romanPattern);
const panel =
  '(?:[Pp]anels?|[Ii]mages?|[Pp]ictures?|[Pp]arts?|[Ss]ub-?figures?|[Ff]igures?|[Ff]ig\\.|[Pp]hoto(?:graph)?s?)';
const places =
  '(?:(?:top|bottom|upper|lower|middle|cent(?:er|re|ral)|left|right|first|second|third)(?:[ -](?:left|right|middle|row|panels?|images?|column)){0,2}' +
  '|links|rechts|oben|unten|gauche|droite|izquierda|derecha|sinistra|destra|arriba|abajo|左[图図]?|右[图図]?|上[图図]?|下[图図]?|左側|右側)';

const style = (
  pattern: string,
  among: MarkStyle['among'],
  more: Omit<MarkStyle, 'pattern' | 'among'> = {},
  flags = 'gu',
): MarkStyle => ({ pattern: new RegExp(pattern, flags), among, ...more });

const opens = { opens: true } as const;

/** The ways of marking panels, the surest first. */
export const markStyles: readonly MarkStyle[] = [
  // "Panel A shows ...": the words belong to the sentence, so the mark itself takes none of them.
  style(
    `(?<=^|[.;:]\\s{1,3})(?=(?:[Ii]n\\s)?${panel}\\s[([]?(${letters})[)\\]]?(?:[,:]?\\s|$))`,
    alphabets,
    opens,
  ),
  // "(a)", "[A and C]", and with the figure's number or the word before it: "(1a)", "(Fig. 1a)", "(panel A)".
  style(
    `[([（【](?:[Pp]anels?\\s|[Ff]ig(?:ure|\\.)?\\s?\\d{1,2}|\\d{1,2})?\\s?(${letters})\\s?[)\\]）】]`,
    alphabets,
  ),
  style(`[(（](${letters})[,;:]\\s[^()（）]{1,80}[)）]`, alphabets, { holds: true }),
  style(`(?<=^|[.;:,]\\s{0,3})(${letters})\\)`, alphabets),
  style(`(?<=^|[.;:([（]\\s{0,3}|\\s)(?:\\d{1,2})?(${capitals})[.:：=](?=\\s)`, alphabets, opens),
  style(
    `(?<=^|[.;:。；：]\\s{0,3}|[(（[,，]\\s{0,2})(?:\\d{1,2})?(${letters})(?:[:：=]|\\s?[–—-])(?=\\s)`,
    alphabets,
    opens,
  ),
  style(
    `(?<=^|[.;。；，：]\\s{0,3})(${letters})[：:、．。]?\\s?(?=[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}])`,
    alphabets,
    opens,
  ),
  style(
    `(?<=^|[.;:)]\\s{1,3}|[(（[]\\s{0,2})(${letters})(?:,\\s|:\\s|\\s[-–]\\s|\\s(?=[\\p{Lu}\\d]))`,
    alphabets,
    opens,
  ),
  style(`(?<=^|[.;,:]\\s{1,3})(${smalls})\\s(?=\\p{L})`, alphabets, opens),
  // "a) On day 1 b) On day 5", but no letter within brackets.
  style(`(?<=^|\\s)(?<!\\([^)]{0,60})(${letterPattern})\\)`, alphabets),
  style(`[([（](${romans})[)\\]）]`, roman, { within: 160 }),
  style(`(?<=^|[.;:,]\\s{0,3})(${romans})\\)`, roman, { within: 160 }),
  style(`(?<=^|[.;:([]\\s{0,3})(${romans})[.:](?=\\s)`, roman, { within: 160, ...opens }),
  style(`(?<=^|[.;:,]\\s{0,3})[(（](${listOf('\\d{1,2}')})[)）](?=\\s?\\p{L})`, numbers, {
    within: 160,
    ...opens,
  }),
  style(`(?<=^|[.;:]\\s{0,3})(\\d{1,2})[).:](?=\\s\\p{L})`, numbers, { within: 160, ...opens }),
  style(`[(（](${places})[)）]`, null, {}, 'giu'),
  // "Left: on day 4. Right: on day 9."
  style(`(?<=^|[.;。；,，]\\s{0,3})(${places})[:：]`, null, opens, 'giu'),
];

/** What may stand between two marks that belong together: "(A), (B) and (C)". */
export const standsBetween = new RegExp(`^[\\s,;&+/–—-]{0,4}(?:${and}|or|to)?[\\s,–—-]{0,3}$`, 'iu');
