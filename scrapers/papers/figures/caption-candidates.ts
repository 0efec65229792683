import type { Box } from '../pdf/objects/geometry.ts';
import { overlap, widthOf } from '../pdf/objects/geometry.ts';
import { captionLabel } from '../pdf/page/caption-labels.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { type BodyStyle, growDown } from '../pdf/page/paragraphs.ts';

/** A line that opens with a label and may open a caption. */
export interface Candidate {
  line: TextLine;
  kind: 'figure' | 'table';
  label: string;
  key: string;
  /** Letters of panels after the number. */
  letters: string;
  /** What follows the label on its line. */
  rest: string;
  /** How much speaks for a caption and against a sentence: 1.5 and more is one. */
  score: number;
}

/** Words that follow a label in a running sentence, never in a caption. */
const sentence =
  /^\s*(?:,|\)|and\b|or\b|is\b|are\b|was\b|were\b|has\b|have\b|shows?\b|showed\b|shown\b|depicts?\b|depicted\b|illustrates?\b|illustrated\b|presents?\b|presented\b|displays?\b|demonstrates?\b|demonstrated\b|summari[sz]es?\b|lists?\b|provides?\b|describes?\b|gives?\b|reports?\b|represents?\b|indicates?\b|reveals?\b|in\b|of\b|for\b|to\b|from\b|that\b|which\b|we\b|see\b|as\b|with\b)/u;

/** Marks that stand between a label and its caption. */
const marks = '.:|)\\]–—\\-−∣│¦•·▪■▶►●';
const separated = new RegExp(`^\\s*[${marks}]`, 'u');
/** Marks and spaces before the words of a caption. */
export const leadingMarks = new RegExp(`^[\\s${marks}]+`, 'u');
const opensCaption = new RegExp(`^[\\s${marks}]*["“(['‘¿¡]?(?:\\p{Lu}|\\d)`, 'u');

export const isContinued = (rest: string): boolean =>
  /^[\s.:]*(?:[([]\s*)?(?:continued|cont(?:inued|'d|d)?\b)/i.test(rest);

/** "(see legend on next page)", "(Muster et al.)": what stands after a label that has its words elsewhere. */
const noWords =
  /^[\s.:,]{0,6}(?:[([]\s{0,3})?(?:(?:see |the )?(?:legend|caption)s?\b[^)\]]{0,40}|\p{Lu}[\p{L}'’-]{1,30}(?: and \p{Lu}[\p{L}'’-]{1,30})?,? et al\.?)[\s)\].]{0,6}$/iu;

/** Whether a label stands alone: it says which figure this is, not what it shows. */
export const isBare = ({ rest }: Pick<Candidate, 'rest'>): boolean =>
  /^[\s.:]*$/.test(rest) || noWords.test(rest);

/** A line of a list of figures: dots and a page number at its end. */
const listed = /(?:\.\s?){4,40}\d{1,4}\s*$/;

/** The heading over the legends of a manuscript. */
const legendHeading =
  /^(?:list of )?(?:figures?|fig\.?)?\s*(?:and tables? )?(?:legends?|captions?)\s*(?:(?:to|for|of) (?:the )?figures?)?\s*:?$/i;

/**
 * The lines that may open captions.
 * @param pages the lines of each page
 * @param pictures what a page draws that may be a figure
 */
export function captionCandidates(
  pages: readonly (readonly TextLine[])[],
  pictures: (page: number) => readonly Box[],
  body: BodyStyle,
): Candidate[] {
  let legends = false;
  return pages.flatMap((lines) =>
    lines.flatMap((line) => {
      if (legendHeading.test(line.text)) legends = true;
      else if (/^(?:references|bibliography|tables?)$/i.test(line.text)) legends = false;
      const candidate = judge(line, lines, pictures, body, legends);
      return candidate !== null && candidate.score >= 1.5 ? [candidate] : [];
    }),
  );
}

function judge(
  line: TextLine,
  lines: readonly TextLine[],
  pictures: (page: number) => readonly Box[],
  body: BodyStyle,
  legends: boolean,
): Candidate | null {
  const found = captionLabel(line.text);
  if (found === null) return null;
  const { kind, label, key, letters, rest } = found;
  let score = 0;
  if (separated.test(rest) || isBare(found)) score += 1.5;
  if (opensCaption.test(rest)) score += 0.5;
  if (sentence.test(rest)) score -= 3;
  if (listed.test(rest)) score -= 5;
  const [first] = line.runs;
  const ownFont = first !== undefined && (first.font !== body.font || Math.abs(first.size - body.size) > 0.3);
  if (ownFont) score += 1.5;
  // A caption may go on in small letters, but hardly in the type of the running text.
  if (/^[\s]*\p{Ll}{2}/u.test(rest)) score -= ownFont ? 0.5 : 1.5;
  // A label set apart from the text after it (bold) is hardly ever part of a sentence.
  const labelRun =
    first !== undefined && first.text.trim().length <= label.length + 3 && line.runs.length > 1;
  if (labelRun && first.font !== line.runs[1]?.font) score += 1;
  if (kind === 'figure' && isNextTo(line, lines, pictures(line.page), body)) score += 1;
  if (legends || lines.some((other) => elsewhere.test(other.text) && isAbove(other, line))) score += 1.5;
  score += startsBlock(line, lines, body, legends) ? 0.5 : -2.5;
  return { line, kind, label, key, letters, rest, score };
}

/** Whether a line stands close below a picture, or the lines that begin with it close above one, in its column. */
function isNextTo(
  line: TextLine,
  lines: readonly TextLine[],
  pictures: readonly Box[],
  body: BodyStyle,
): boolean {
  if (pictures.length === 0) return false;
  const last = growDown(line, lines, () => false, body).at(-1) ?? line;
  const near = Math.max(3.5, 3 * body.leading) * line.size;
  return pictures.some(
    (picture) =>
      overlap(line.box, picture, 0) > 0.3 * Math.min(widthOf(line.box), widthOf(picture)) &&
      ((line.box[1] > picture[3] - line.size && line.box[1] - picture[3] < near) ||
        (last.box[3] < picture[1] + line.size && picture[1] - last.box[3] < near)),
  );
}

/** A note some journals set above a caption whose figure stands on another page. */
export const elsewhere =
  /^\(?see (?:figure|fig\.?|table|image) on (next|previous|following|opposite|facing) page/i;

/** Whether a line stands right above another. */
export const isAbove = (other: TextLine, line: TextLine): boolean =>
  line.box[1] - other.box[3] > -line.size && line.box[1] - other.box[3] < 2 * line.size;

/** From this leading on a manuscript is double-spaced, and paragraphs stand no further apart than lines. */
const spacedOut = 1.4;

/** Whether no line of the same column and size ends close above. */
function startsBlock(
  line: TextLine,
  lines: readonly TextLine[],
  { leading }: BodyStyle,
  legends: boolean,
): boolean {
  const near = Math.max(0.45, leading > spacedOut ? 1.1 * leading - 1 : 0) * line.size;
  // There, and in a list of legends, a line may open a block where the one above ends a sentence.
  const follows = legends || leading > spacedOut;
  return !lines.some(
    (other) =>
      other !== line &&
      other.box[3] <= line.box[1] + 0.5 * line.size &&
      line.box[1] - other.box[3] < near &&
      Math.abs(other.size - line.size) < 0.3 &&
      other.text.length > 20 &&
      !elsewhere.test(other.text) &&
      !(follows && /[.!?:)\]]$/.test(other.text)) &&
      overlap(other.box, line.box, 0) >
        0.5 * Math.min(line.box[2] - line.box[0], other.box[2] - other.box[0]) &&
      Math.abs(other.box[0] - line.box[0]) < 2 * line.size,
  );
}
