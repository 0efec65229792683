import { markStyles } from './mark-styles.ts';
import { type Mark, marksOf } from './marks.ts';
import { counted, type Numbering } from './numberings.ts';
import { spansOf } from './spans.ts';

/** A panel of a figure as its caption names it. */
export interface CaptionPanel {
  /** Small letter, numeral or number as in "(a)": `a`; also `top`, `left`... where panels are named by place. */
  label: string;
  /** The part of the caption about this panel; empty where the caption has no words of its own for it. */
  caption: string;
  /** Where that part lies in the caption. */
  start: number;
  end: number;
}

/**
 * Splits a caption at its panel letters: "(a) at admission; (b) 8 days later", "A. ...", "a, b A man ...",
 * "Radiograph (a). CT (b)", "Axial (A, B) and coronal (C)". What stands before the first letter introduces all panels
 * and is in none.
 * @returns the panels in the order of their letters, which is that of their pictures; none when there are fewer than two
 */
export function splitPanels(caption: string): CaptionPanel[] {
  for (const style of markStyles) {
    const found = marksOf(caption, style);
    const told = found.filter(({ points }) => !points);
    if (told.length === 0 || (told[0]?.start ?? 0) > (style.within ?? Number.POSITIVE_INFINITY)) continue;
    const labels = found.flatMap((mark) => mark.labels);
    const marks = settled(found, style.among === null ? new Set(labels) : counted(labels, style.among));
    if (marks.flatMap((mark) => mark.labels).length < 2) continue;
    const spans = spansOf(caption, marks, style);
    const panels = marks.flatMap((mark, at) => {
      const [start, end] = spans[at] ?? [mark.end, mark.end];
      return mark.labels.map((label) => ({ label, caption: caption.slice(start, end), start, end }));
    });
    return style.among === null ? panels : inOrder(panels, style.among);
  }
  return [];
}

function inOrder(panels: CaptionPanel[], among: readonly Numbering[]): CaptionPanel[] {
  const numbering = among.find((one) => panels.every(({ label }) => one.includes(label))) ?? [];
  return panels.sort((one, other) => numbering.indexOf(one.label) - numbering.indexOf(other.label));
}

/** Each label once: the mark that tells of it with the fewest others, else the first; one that only points comes last. */
function settled(found: readonly Mark[], kept: ReadonlySet<string>): Mark[] {
  const owner = new Map<string, Mark>();
  const others = ({ points, labels }: Mark): number => (points ? 100 : labels.length > 1 ? 1 : 0);
  for (const mark of found)
    for (const label of mark.labels) {
      const known = owner.get(label);
      if (kept.has(label) && (known === undefined || others(mark) < others(known))) owner.set(label, mark);
    }
  return found.flatMap((mark) => {
    const labels = mark.labels.filter((label) => owner.get(label) === mark);
    return labels.length === 0 ? [] : [{ ...mark, labels }];
  });
}
