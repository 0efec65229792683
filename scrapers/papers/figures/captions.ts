import type { Box } from '../pdf/objects/geometry.ts';
import { overlap, unionAll } from '../pdf/objects/geometry.ts';
import { captionLabel } from '../pdf/page/caption-labels.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { growDown, joinLines } from '../pdf/page/paragraphs.ts';
import { nextColumn } from './caption-columns.ts';

/** A figure's or table's caption as it stands on a page. */
export interface Caption {
  kind: 'figure' | 'table';
  /** As printed, without the punctuation after it: "Fig. 1", "Figure 2". */
  label: string;
  /** Kind and number for comparing: "figure 1". */
  key: string;
  text: string;
  page: number;
  box: Box;
  lines: TextLine[];
  continued: boolean;
  /** The page its figure is said to be on, when not its own. */
  figurePage: number | null;
  /** A page that has the label alone: in manuscripts the captions stand in a list, and the label beside its figure. */
  labelPage: number | null;
  /** 0 to 1: how sure we are that this is a caption and not a sentence. */
  confidence: number;
}

/** Words that follow a label in a running sentence, never in a caption. */
const sentence =
  /^\s*(?:,|\)|and\b|or\b|is\b|are\b|was\b|were\b|has\b|have\b|shows?\b|showed\b|shown\b|depicts?\b|depicted\b|illustrates?\b|illustrated\b|presents?\b|presented\b|displays?\b|demonstrates?\b|demonstrated\b|summari[sz]es?\b|lists?\b|provides?\b|describes?\b|gives?\b|reports?\b|represents?\b|indicates?\b|reveals?\b|in\b|of\b|for\b|to\b|from\b|that\b|which\b|we\b|see\b|as\b|with\b)/u;

/** Marks that stand between a label and its caption. */
const marks = '.:|)\\]–—\\-−∣│¦•·▪■▶►●';
const separated = new RegExp(`^\\s*[${marks}]`, 'u');
const leading = new RegExp(`^[\\s${marks}]+`, 'u');
const opensCaption = new RegExp(`^[\\s${marks}]*["“(['‘¿¡]?(?:\\p{Lu}|\\d)`, 'u');

interface Candidate {
  line: TextLine;
  kind: Caption['kind'];
  label: string;
  key: string;
  letters: string;
  rest: string;
  score: number;
}

export interface CaptionContext {
  body: { size: number; font: string };
  words: ReadonlySet<string>;
}

/**
 * Finds the captions of a document: one a label (and its continuations on later pages).
 * @param pages the lines of each page
 */
export function findCaptions(pages: readonly (readonly TextLine[])[], context: CaptionContext): Caption[] {
  const candidates = pages.flatMap((lines) =>
    lines.flatMap((line) => {
      const candidate = judge(line, lines, context.body);
      return candidate !== null && candidate.score >= 1.5 ? [candidate] : [];
    }),
  );
  return captionsOf(pages, ownKeys(candidates), context);
}

/**
 * Captions of parts with labels of their own ("Figure 1A. ...", "Figure 1B. ...") are captions each; a figure without a
 * number counts only where no figure has one.
 */
function ownKeys(candidates: readonly Candidate[]): Candidate[] {
  const numbered = candidates.some(({ kind, key }) => kind === 'figure' && key !== 'figure');
  const named = (candidate: Candidate): boolean =>
    /^[A-Za-z]$/.test(candidate.letters) && candidate.rest.trim() !== '' && !isContinued(candidate.rest);
  const lettersOf = (key: string): number =>
    new Set(
      candidates
        .filter((other) => other.key === key && named(other))
        .map(({ letters }) => letters.toLowerCase()),
    ).size;
  return candidates
    .filter(({ key }) => key !== 'figure' || !numbered)
    .map((candidate) => {
      const { key, label, letters } = candidate;
      if (!named(candidate) || lettersOf(key) < 2) return candidate;
      return { ...candidate, key: key + letters.toLowerCase(), label: label + letters };
    });
}

function captionsOf(
  pages: readonly (readonly TextLine[])[],
  candidates: readonly Candidate[],
  context: CaptionContext,
): Caption[] {
  const captions: Caption[] = [];
  for (const key of new Set(candidates.map((candidate) => candidate.key))) {
    const rivals = candidates.filter((candidate) => candidate.key === key);
    const continuing = rivals.filter((candidate) => isContinued(candidate.rest));
    const made = (chosen: Candidate, isContinuing: boolean): Caption =>
      complete(chosen, pages[chosen.line.page - 1] ?? [], candidates, context, isContinuing);
    const ranked = rivals
      .filter((candidate) => !continuing.includes(candidate))
      .sort((one, other) => other.score - one.score);
    const told = best(ranked, (candidate) => made(candidate, false));
    if (told !== null) captions.push(told);
    for (const chosen of continuing) captions.push(made(chosen, true));
  }
  return captions.sort(inOrder);
}

/** The surest caption of a label that has words; a label alone only names the page of its figure. */
function best(ranked: readonly Candidate[], made: (candidate: Candidate) => Caption): Caption | null {
  const [first] = ranked;
  if (first === undefined) return null;
  const bare = ranked.filter((candidate) => candidate.rest.trim() === '');
  if (bare.length === 0 || ranked.length === 1) return made(first);
  const captions = ranked.map(made);
  const told = captions.find(({ text }) => text !== '') ?? captions[0];
  const label = captions.find(({ text, page }) => text === '' && page !== told?.page);
  return told === undefined ? null : { ...told, labelPage: label?.page ?? null };
}

/** By number, plain figures before supplementary ones; where numbers tell nothing, as they stand on the pages. */
function inOrder(one: Caption, other: Caption): number {
  const place = one.page - other.page || one.box[1] - other.box[1] || one.box[0] - other.box[0];
  const [, first, firstNumber] = /^(\D+?)(\d+)/.exec(one.key) ?? [];
  const [, second, secondNumber] = /^(\D+?)(\d+)/.exec(other.key) ?? [];
  if (first === undefined || second === undefined) return place;
  return first === second ? Number(firstNumber) - Number(secondNumber) || place : first < second ? -1 : 1;
}

const isContinued = (rest: string): boolean =>
  /^[\s.:]*(?:[([]\s*)?(?:continued|cont(?:inued|'d|d)?\b)/i.test(rest);

function judge(line: TextLine, lines: readonly TextLine[], body: CaptionContext['body']): Candidate | null {
  const found = captionLabel(line.text);
  if (found === null) return null;
  const { kind, label, key, letters, rest } = found;
  let score = 0;
  if (separated.test(rest) || rest.trim() === '') score += 1.5;
  if (opensCaption.test(rest)) score += 0.5;
  if (sentence.test(rest)) score -= 3;
  const [first] = line.runs;
  const ownFont = first !== undefined && (first.font !== body.font || Math.abs(first.size - body.size) > 0.3);
  if (ownFont) score += 1.5;
  // A caption may go on in small letters, but hardly in the type of the running text.
  if (/^[\s]*\p{Ll}{2}/u.test(rest)) score -= ownFont ? 0.5 : 1.5;
  // A label set apart from the text after it (bold) is hardly ever part of a sentence.
  const labelRun =
    first !== undefined && first.text.trim().length <= label.length + 3 && line.runs.length > 1;
  if (labelRun && first.font !== line.runs[1]?.font) score += 1;
  score += startsBlock(line, lines) ? 0.5 : -2.5;
  return { line, kind, label, key, letters, rest, score };
}

/** A note some journals set above a caption whose figure stands on another page. */
const elsewhere = /^\(?see (?:figure|fig\.?|table|image) on (next|previous|following|opposite|facing) page/i;

/** Whether no line of the same column and size ends close above. */
function startsBlock(line: TextLine, lines: readonly TextLine[]): boolean {
  return !lines.some(
    (other) =>
      other !== line &&
      other.box[3] <= line.box[1] + 0.5 * line.size &&
      line.box[1] - other.box[3] < 0.45 * line.size &&
      Math.abs(other.size - line.size) < 0.3 &&
      other.text.length > 20 &&
      !elsewhere.test(other.text) &&
      overlap(other.box, line.box, 0) >
        0.5 * Math.min(line.box[2] - line.box[0], other.box[2] - other.box[0]) &&
      Math.abs(other.box[0] - line.box[0]) < 2 * line.size,
  );
}

function complete(
  chosen: Candidate,
  lines: readonly TextLine[],
  candidates: readonly Candidate[],
  context: CaptionContext,
  continued: boolean,
): Caption {
  const others = new Set(
    candidates.filter((candidate) => candidate !== chosen).map((candidate) => candidate.line),
  );
  const stop = (line: TextLine): boolean => others.has(line);
  const start =
    chosen.rest.trim() === '' ? (lineAfterLabel(chosen.line, lines) ?? chosen.line) : styled(chosen.line);
  const block = growDown(start, lines, stop, context.body);
  block.push(...nextColumn(block, lines, stop, context.body));
  const [first, ...following] = block;
  const opening =
    start === chosen.line || first?.text === chosen.line.text ? chosen.rest : (first?.text ?? '');
  const texts = [opening.replace(leading, ''), ...following.map((line) => line.text)];
  const box = unionAll([chosen.line, ...block].map((line) => line.box)) ?? chosen.line.box;
  return {
    kind: chosen.kind,
    label: chosen.label.replace(/\s+/g, ' '),
    key: chosen.key,
    text: joinLines(texts, context.words).trim(),
    page: chosen.line.page,
    box,
    lines: [chosen.line, ...lines.filter((line) => line !== chosen.line && block.includes(line))],
    continued,
    figurePage: statedPage(chosen.line, lines),
    labelPage: null,
    confidence: Math.max(0, Math.min(1, 0.5 + chosen.score / 8)),
  };
}

/** The line a label that stands alone belongs to: close below it, or beside it. */
function lineAfterLabel(label: TextLine, lines: readonly TextLine[]): TextLine | null {
  const near = lines
    .filter((line) => line !== label && overlap(line.box, label.box, 0) > 0)
    .filter(
      (line) =>
        line.box[1] >= label.box[3] - 0.4 * label.size && line.box[1] - label.box[3] < 1.2 * label.size,
    )
    .sort((one, other) => one.box[1] - other.box[1]);
  return near[0] ?? null;
}

/** The page that a note just above the caption names ("See figure on next page"). */
function statedPage(line: TextLine, lines: readonly TextLine[]): number | null {
  for (const other of lines) {
    const distance = line.box[1] - other.box[3];
    const [, which] = elsewhere.exec(other.text) ?? [];
    if (which === undefined || distance < -line.size || distance > 2 * line.size) continue;
    return /previous/i.test(which) ? line.page - 1 : line.page + 1;
  }
  return null;
}

/** The line with the size of what follows the label, since a caption's lines continue in that. */
function styled(line: TextLine): TextLine {
  const last = line.runs.findLast((run) => run.text.trim().length > 3);
  return last === undefined || line.runs.length < 2 ? line : { ...line, size: last.size };
}
