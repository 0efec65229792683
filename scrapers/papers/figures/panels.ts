/** A panel of a figure as its caption names it. */
export interface CaptionPanel {
  /** Small letter or number as in "(a)": `a`; also `top`, `left`... where panels are named by place. */
  label: string;
  /** The part of the caption about this panel. */
  caption: string;
  /** Where that part lies in the caption. */
  start: number;
  end: number;
}

interface Mark {
  labels: string[];
  start: number;
  end: number;
  /** Whether the text comes before the mark: "Chest X-ray (a). CT (b)." */
  closed: boolean;
}

const one = '[A-Za-z]';
/** "and" of several languages, between two letters. */
const and = '(?:and|und|et|y|e|og|och|en)';
const list = `${one}(?:(?:\\s{0,2}(?:,|and|&|-|–|—|to|\\/)\\s{0,2}(?:and\\s)?|,?\\s${and}\\s)${one}(?![\\p{L}\\d])){0,12}`;
const place =
  '(?:top|bottom|upper|lower|middle|central?|left|right)(?:[ -](?:left|right|middle|row|panels?|images?)){0,2}';

/** The ways of marking panels, the surest first. Each pattern captures the labels. */
const styles: { pattern: RegExp; minimum: number }[] = [
  // "Panel A shows ...": the words belong to the sentence, so the mark itself takes none of them.
  {
    pattern: new RegExp(`(?<=^|[.;:]\\s{1,3})(?=(?:in\\s)?panels?\\s(${list})(?![\\p{L}\\d]))`, 'giu'),
    minimum: 2,
  },
  // "(a)", and with the figure's number or the word before it: "(1a)", "(Fig. 1a)", "(panel A)".
  {
    pattern: new RegExp(`\\((?:[Pp]anels?\\s|[Ff]ig(?:ure|\\.)?\\s?\\d{1,2}|\\d{1,2})?(${list})\\)`, 'gu'),
    minimum: 2,
  },
  { pattern: new RegExp(`\\[(${list})\\]`, 'gu'), minimum: 2 },
  { pattern: new RegExp(`(?<=^|[.;:,]\\s{0,3})(${list})\\)`, 'gu'), minimum: 2 },
  {
    pattern: new RegExp(`(?<=^|[.;:]\\s{0,3}|\\s)(${list.replaceAll('A-Za-z', 'A-Z')})[.:](?=\\s)`, 'gu'),
    minimum: 2,
  },
  {
    pattern: new RegExp(
      `(?<=^|[.;:)]\\s{1,3})(${list})(?:,\\s|:\\s|\\s-\\s|\\s–\\s|\\s(?=[\\p{Lu}\\d]))`,
      'gu',
    ),
    minimum: 2,
  },
  {
    pattern: new RegExp(`(?<=^|[.;,:]\\s{1,3})(${list.replaceAll('A-Za-z', 'a-z')})\\s(?=\\p{L})`, 'gu'),
    minimum: 2,
  },
  // "a) On day 1 b) On day 5", but no letter within brackets.
  { pattern: new RegExp(`(?<=^|\\s)(?<!\\([^)]{0,60})(${one})\\)`, 'g'), minimum: 2 },
  { pattern: new RegExp(`\\((${place})\\)`, 'gi'), minimum: 2 },
  // "Left: on day 4. Right: on day 9."
  { pattern: new RegExp(`(?<=^|[.;]\\s{1,3})(${place}):`, 'gi'), minimum: 2 },
];

/**
 * Splits a caption at its panel letters: "(a) at admission; (b) 8 days later", "A. ...", "a, b A man ...",
 * "Radiograph (a). CT (b)". What stands before the first letter introduces all panels and is in none.
 * @returns the panels in order of the caption; none when there are fewer than two letters in alphabetical order
 */
export function splitPanels(caption: string): CaptionPanel[] {
  for (const { pattern, minimum } of styles) {
    const marks = inOrder(findMarks(caption, pattern));
    const labels = new Set(marks.flatMap((mark) => mark.labels));
    if (labels.size >= minimum) return cut(caption, marks);
  }
  return [];
}

function findMarks(caption: string, pattern: RegExp): Mark[] {
  return [...caption.matchAll(pattern)].flatMap((match): Mark[] => {
    const labels = expand(match[1] ?? '');
    if (labels.length === 0) return [];
    const end = match.index + match[0].length;
    const before = caption.slice(0, match.index);
    const closed = /^\s*(?:[.;,]|and\b|or\b|$)/.test(caption.slice(end)) && !/(?:^|[.;:])\s*$/.test(before);
    return [{ labels, start: match.index, end, closed }];
  });
}

/** "a, b" -> a, b; "A-C" -> a, b, c; "top left" as it is. */
function expand(text: string): string[] {
  if (/^(?:top|bottom|upper|lower|middle|cent|left|right)/i.test(text)) return [text.toLowerCase()];
  const spelt = text.toLowerCase().replace(new RegExp(`\\s${and}\\s`, 'g'), ', ');
  const parts = spelt.match(/(?<![a-z])(?:[a-z](?![a-z])|to\b)|[-–—]/g) ?? [];
  const labels: string[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] as string;
    const last = labels.at(-1);
    const next = parts[index + 1];
    if (part.length === 1 && /[a-z]/.test(part)) {
      if (!labels.includes(part)) labels.push(part);
    } else if (last !== undefined && next !== undefined) {
      for (let code = last.charCodeAt(0) + 1; code < next.charCodeAt(0) && code < 123; code += 1) {
        labels.push(String.fromCharCode(code));
      }
    }
  }
  return labels;
}

/**
 * The marks that go through the alphabet from `a` without leaving a letter out; later mentions of earlier letters
 * ("magnified from (a)") stay with the panel in which they stand.
 */
function inOrder(marks: readonly Mark[]): Mark[] {
  if (marks.some((mark) => (mark.labels[0] ?? '').length > 1)) return [...marks];
  const kept: Mark[] = [];
  let expected = 97;
  for (const [index, mark] of marks.entries()) {
    if (toldAgain(mark, marks.slice(index + 1))) continue;
    const codes = mark.labels.map((label) => label.charCodeAt(0));
    if (codes[0] !== expected) continue;
    kept.push(mark);
    expected = Math.max(...codes) + 1;
  }
  return kept;
}

/** Whether the letters of a joint mark follow one by one: "A and B, Two films. A, Before. B, After." */
function toldAgain({ labels }: Mark, later: readonly Mark[]): boolean {
  const next = later.slice(0, labels.length);
  return (
    labels.length > 1 &&
    next.length === labels.length &&
    next.every((mark, index) => mark.labels.length === 1 && mark.labels[0] === labels[index])
  );
}

function cut(caption: string, marks: readonly Mark[]): CaptionPanel[] {
  const closing = marks.filter((mark) => mark.closed).length >= marks.length / 2;
  return marks.flatMap((mark, index) => {
    const start = closing ? (marks[index - 1]?.end ?? 0) : mark.end;
    const end = closing ? mark.start : (marks[index + 1]?.start ?? caption.length);
    const raw = caption.slice(start, end);
    const lead = /^[\s.;:,)\]–—-]*(?:and\s+)?/.exec(raw)?.[0].length ?? 0;
    const tail = /(?<![\s;,([])[\s;,([]*(?:\band\s*)?$/.exec(raw)?.[0].length ?? 0;
    const text = raw.slice(lead, raw.length - tail);
    return mark.labels.map((label) => ({
      label,
      caption: text,
      start: start + lead,
      end: start + lead + text.length,
    }));
  });
}
