import { type MarkStyle, standsBetween } from './mark-styles.ts';
import { expandLabels, type Numbering } from './numberings.ts';

/** A place of a caption that names panels. */
export interface Mark {
  /** Small letters, numerals, numbers; or words of place: `left`. */
  labels: string[];
  start: number;
  end: number;
  /** It only points to a panel: "magnified from (a)". */
  points: boolean;
}

/** The marks of a style in a caption, one after the other; letters that stand together are one mark. */
export function marksOf(caption: string, style: MarkStyle): Mark[] {
  const { among } = style;
  const found = [...caption.matchAll(style.pattern)].flatMap((match): Mark[] => {
    const list = match[1] ?? '';
    const labels = among === null ? [list.toLowerCase()] : expandLabels(list, among);
    const end = match.index + match[0].length;
    return labels.length === 0 ? [] : [{ labels, start: match.index, end, points: false }];
  });
  if (among === null) return ofOneAxis(found);
  for (const [at, mark] of found.entries()) mark.points = onlyPoints(caption, mark, found[at - 1]);
  return style.opens ? found : joined(caption, found, among);
}

const leadsToPanel =
  /(?:^|[\s(])(?:of|in|from|than|with|to|see|as|cf\.?|versus|vs\.?|von|aus|de|di|della|en)\s{0,2}$/iu;
const endsHere = /^\s{0,2}(?:[.;,:)\]）。；]|(?:and|or|to)\b|&|$)/iu;

/** "Magnified from (a).", "enlarged in (a) and (b)". */
function onlyPoints(caption: string, mark: Mark, previous: Mark | undefined): boolean {
  if (mark.start === mark.end || !endsHere.test(caption.slice(mark.end))) return false;
  if (leadsToPanel.test(caption.slice(Math.max(0, mark.start - 12), mark.start))) return true;
  return (previous?.points ?? false) && standsBetween.test(caption.slice(previous?.end ?? 0, mark.start));
}

/** Letters in brackets of their own that stand together: "(A), (B) and (C)", "(A)–(D)". */
function joined(caption: string, marks: readonly Mark[], among: readonly Numbering[]): Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    const between = last === undefined ? '' : caption.slice(last.end, mark.start);
    if (last === undefined || last.points !== mark.points || !standsBetween.test(between)) {
      kept.push(mark);
      continue;
    }
    const range = /^\s?(?:[-–—]|to)\s?$/iu.test(between);
    last.labels = expandLabels([...last.labels, range ? '-' : ',', ...mark.labels].join(' '), among);
    last.end = mark.end;
  }
  return kept;
}

const upright = /top|bottom|upper|lower|oben|unten|arriba|abajo|上|下|first|second|third/iu;
const level = /left|right|links|rechts|gauche|droite|izq|der|sinistra|destra|左|右/iu;

/** Of words of place those that part the figure as the first does: within the lower picture "(left)" is a person. */
function ofOneAxis(marks: readonly Mark[]): Mark[] {
  const axis = ({ labels: [label = ''] }: Mark): string => `${upright.test(label)} ${level.test(label)}`;
  const first = marks.map(axis).find((one) => one !== 'false false');
  return marks.filter((mark) => [first, 'false false'].includes(axis(mark)));
}
