/** Sentences of clinical prose, by one linear scan; offsets are UTF-16 code units of the whole text. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text without stops is cut here, so that work on one sentence stays bounded. */
const longestSentence = 2_000;

/** Words whose full stop ends no sentence. */
const abbreviations = new Set(
  'fig figs dr prof vs e.g i.e eg ie approx esp no nr st mr mrs ms ca cf al resp incl sig dott pz dx sn ref refs vol jan feb mar apr jun jul aug sep sept oct nov dec bid qd tid n.v v.n n.r r.v norm temp neutr lymph'.split(
    ' ',
  ),
);

const months = new Set('jan feb mar apr jun jul aug sep sept oct nov dec'.split(' '));

const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 0xa0;
const isNewline = (code: number): boolean => code === 10 || code === 13;
const isUpper = (char: string): boolean => char !== char.toLowerCase();
const isDigit = (char: string): boolean => char >= '0' && char <= '9';
const isLetter = (char: string): boolean => char.toLowerCase() !== char.toUpperCase();

/** The word that ends just before `at`, at most 12 characters back. */
function wordBefore(text: string, at: number): string {
  let start = at;
  while (start > 0 && at - start < 12) {
    const char = text.charAt(start - 1);
    if (!isLetter(char) && char !== '.') break;
    start -= 1;
  }
  return text.slice(start, at).toLowerCase();
}

/** "Intubated? No", "Supplemental O2 .... None": the answer belongs to its label. */
const answerBehind = /^[ \t\u00a0]?(?:yes|no|none|nil|not|never|unknown|s[iì]|[yn])(?![\p{L}\d])/iu;

/**
 * Words that no line of a text ends with: a page set anew breaks its lines where it likes
 * ("on day" / "20"), and a line that ends so goes on in the next.
 */
const goesOn =
  /(?:^|[^\p{L}\d'’])(?:an?|the|of|on|in|at|by|to|for|from|with|via|and|or|was|were|is|are|had|has|his|her|x|il|lo|la|gli|le|un[ao]?|di|del|della|al|alla|dal|dalla|nel|nella|con|per|era) ?$/iu;
const dayOf = /(?:^|[^\p{L}\d])(?:day|giorno) ?$/iu;
function lineGoesOn(text: string, from: number, at: number): boolean {
  const words = text.slice(Math.max(from, at - 12), at);
  return goesOn.test(words) || (dayOf.test(words) && /^\s+\d/.test(text.slice(at, at + 4)));
}

/** A quotation ends behind its stop: "He was well.” In May". */
const closing = /[”»"]/;
/** Short for "number" or "anni", before one. */
const counted = /^(?:n|nr|no|num|pag|p|pp|art|cap|tab|fig|aa?)$/;

function endsAtStop(text: string, at: number): boolean {
  const mark = text.charAt(at);
  const next = text.charAt(at + 1);
  if (next === '') return true;
  if ((mark === '?' || text.charAt(at - 1) === '.') && answerBehind.test(text.slice(at + 1, at + 12)))
    return false;
  const word = wordBefore(text, at);
  if (mark === '.') {
    if (isDigit(next) && isDigit(text.charAt(at - 1))) return false;
    // "ICU 7 Jan. Proned": a date ends here, where "7 Jan. 2021" goes on.
    if (months.has(word) && /\d\s?\w{3,4}$/.test(text.slice(Math.max(0, at - 8), at)))
      return /^\s[A-Z]/.test(text.slice(at + 1, at + 3));
    if (abbreviations.has(word)) return false;
    // "A temperature of 39 C. She": a unit is no initial.
    if (/\d\s?[°º]?\s?[CFL]$/.test(text.slice(Math.max(0, at - 6), at))) return true;
    // Initials: "R. Bonacini".
    if (word.length === 1 && isUpper(text.charAt(at - 1)) && at >= 2 && !isSpace(text.charCodeAt(at - 2)))
      return true;
    if (word.length === 1 && isUpper(text.charAt(at - 1))) return false;
  }
  const quoted = closing.test(next) ? 1 : 0;
  const behind = text.charCodeAt(at + 1 + quoted);
  if (isSpace(behind) || isNewline(behind) || (quoted > 0 && Number.isNaN(behind))) {
    let look = at + 1 + quoted;
    while (look < text.length && look < at + 6 && isSpace(text.charCodeAt(look))) look += 1;
    const first = text.charAt(look);
    // "Distretto n. 1", "G. F. (maschio, 59 anni)".
    if (mark === '.' && isDigit(first) && counted.test(word)) return false;
    if (first === '(' && isLetter(text.charAt(look + 1)) && !isUpper(text.charAt(look + 1))) return false;
    return !(isLetter(first) && !isUpper(first)) || startsPanel(text, look);
  }
  // "in progress.Heart within limits": a missing space after the stop.
  return mark === '.' && isUpper(next) && isLetter(text.charAt(at - 1)) && !isUpper(text.charAt(at - 1));
}

/** `a Baseline radiograph`, `b Haziness`: panel letters of some journals begin a sentence. */
const startsPanel = (text: string, at: number): boolean =>
  text.charAt(at) >= 'a' &&
  text.charAt(at) <= 'h' &&
  text.charAt(at + 1) === ' ' &&
  isUpper(text.charAt(at + 2)) &&
  isLetter(text.charAt(at + 2));

/** `(B) Hospital day 14`: a bracketed panel letter before a capital begins a new part, stop or not. */
const startsBracketedPanel = (text: string, at: number): boolean =>
  text.charAt(at) === '(' &&
  /^\((?:[A-H]\d?\)\s[A-Z]|[a-h]\d?\)\s[A-Z](?![A-Z]))/.test(text.slice(at, at + 8)) &&
  (isSpace(text.charCodeAt(at - 1)) || text.charAt(at - 1) === '.');

/** "X-rays: 21.03. infiltrates; 24.03. tube correct": a list of films, each behind its day. */
const listsFilms =
  /\b(?:x-?\s?rays?|radiographs?|CXRs?|films?|RX|CTs?|HRCT|TC|TAC|scans?|radiografi[ae]|controlli)\b/i;
const dated =
  /^\s(?:(?:on\s|il\s|del\s)?\d{1,2}[./]\d{1,2}\b|\d{1,2}\s[A-Z][a-z]{2,8}\b|(?:hospital\s|post-?operative\s|illness\s)?day\s\d|(?:HD|POD)\s?\d)/i;
const opensDated = (text: string, at: number): boolean => dated.test(text.slice(at, at + 30));

/** Sentences in reading order, without surrounding blanks; empty ones are left out. */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number): void => {
    let [from, to] = [start, end];
    while (from < to && /\s/.test(text.charAt(from))) from += 1;
    while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
    if (to > from) spans.push({ start: from, end: to });
    start = end;
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isNewline(code)) {
      if (!lineGoesOn(text, start, at)) close(at + 1);
    } else if (at - start >= longestSentence && (isSpace(code) || at - start >= longestSentence + 200))
      close(at);
    else if ((code === 46 || code === 33 || code === 63) && endsAtStop(text, at))
      close(at + 1 + (closing.test(text.charAt(at + 1)) ? 1 : 0));
    else if (code === 59 && opensDated(text, at + 1) && listsFilms.test(text.slice(start, at))) close(at + 1);
    else if (code === 40 && at > start && startsBracketedPanel(text, at)) close(at);
  }
  close(text.length);
  return spans;
}
