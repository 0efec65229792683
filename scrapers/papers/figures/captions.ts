import type { Box } from '../pdf/objects/geometry.ts';
import { overlap, unionAll } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { type BodyStyle, bodyStyle, growDown, joinLines } from '../pdf/page/paragraphs.ts';
import {
  type Candidate,
  captionCandidates,
  elsewhere,
  isAbove,
  isBare,
  isContinued,
  leadingMarks,
} from './caption-candidates.ts';
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
  /** Pages that have the label alone: in manuscripts the captions stand in a list, and the label beside each part of the figure. */
  labelPages: number[];
  /** 0 to 1: how sure we are that this is a caption and not a sentence. */
  confidence: number;
  /** Words that stand under single pictures of the figure, by letter. */
  parts?: readonly { label: string; words: string }[];
}

export interface CaptionContext {
  body: BodyStyle;
  words: ReadonlySet<string>;
}

/**
 * Finds the captions of a document: one a label (and its continuations on later pages).
 * @param pages the lines of each page
 * @param pictures what a page draws that may be a figure
 */
export function findCaptions(
  pages: readonly (readonly TextLine[])[],
  pictures: (page: number) => readonly Box[],
  context: CaptionContext,
): Caption[] {
  return captionsOf(pages, ownKeys(captionCandidates(pages, pictures, context.body)), context);
}

/**
 * Captions of parts with labels of their own ("Figure 1A. ...", "Figure 1B. ...") are captions each; a figure without a
 * number counts only where no figure has one.
 */
function ownKeys(candidates: readonly Candidate[]): Candidate[] {
  const numbered = candidates.some(({ kind, key }) => kind === 'figure' && key !== 'figure');
  const named = (candidate: Candidate): boolean =>
    /^[A-Za-z]$/.test(candidate.letters) && !isBare(candidate) && !isContinued(candidate.rest);
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

/** The surest caption of a label that has words; a label alone only names a page of its figure. */
function best(ranked: readonly Candidate[], made: (candidate: Candidate) => Caption): Caption | null {
  const [first] = ranked;
  if (first === undefined) return null;
  const bare = ranked.filter(isBare);
  if (bare.length === 0 || ranked.length === 1) return made(first);
  const told = [...ranked.filter((candidate) => !isBare(candidate)), ...bare]
    .map(made)
    .find(({ text }, index) => text !== '' || index === ranked.length - 1);
  if (told === undefined) return null;
  const labelPages = new Set(bare.map(({ line }) => line.page).filter((page) => page !== told.page));
  return { ...told, labelPages: [...labelPages].sort((one, other) => one - other) };
}

/** By number, plain figures before supplementary ones; where numbers tell nothing, as they stand on the pages. */
function inOrder(one: Caption, other: Caption): number {
  const place = one.page - other.page || one.box[1] - other.box[1] || one.box[0] - other.box[0];
  const [, first, firstNumber] = /^(\D+?)(\d+)/.exec(one.key) ?? [];
  const [, second, secondNumber] = /^(\D+?)(\d+)/.exec(other.key) ?? [];
  if (first === undefined || second === undefined) return place;
  return first === second ? Number(firstNumber) - Number(secondNumber) || place : first < second ? -1 : 1;
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
  const start = isBare(chosen) ? (lineAfterLabel(chosen.line, lines) ?? chosen.line) : styled(chosen.line);
  const body = settingOf(chosen, lines, candidates, context.body);
  const block = growDown(start, lines, stop, body);
  block.push(...nextColumn(block, lines, stop, body));
  const [first, ...following] = block;
  const opening =
    start !== chosen.line && first?.text !== chosen.line.text
      ? (first?.text ?? '')
      : isBare(chosen)
        ? ''
        : chosen.rest;
  const texts = [opening.replace(leadingMarks, ''), ...following.map((line) => line.text)];
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
    labelPages: [],
    confidence: Math.max(0, Math.min(1, 0.5 + chosen.score / 8)),
  };
}

/** In a list of legends lines may stand further apart than in the text: as far as on that page. */
function settingOf(
  chosen: Candidate,
  lines: readonly TextLine[],
  candidates: readonly Candidate[],
  body: BodyStyle,
): BodyStyle {
  const here = candidates.filter(({ kind, line }) => kind === 'figure' && line.page === chosen.line.page);
  if (new Set(here.map(({ key }) => key)).size < 2) return body;
  const own = bodyStyle(lines);
  const legends = own.font === chosen.line.font && Math.abs(own.size - chosen.line.size) < 0.35;
  return legends ? { ...body, leading: Math.max(body.leading, own.leading) } : body;
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
    const [, which] = elsewhere.exec(other.text) ?? [];
    if (which === undefined || !isAbove(other, line)) continue;
    return /previous/i.test(which) ? line.page - 1 : line.page + 1;
  }
  return null;
}

/** The line with the size of what follows the label, since a caption's lines continue in that. */
function styled(line: TextLine): TextLine {
  const last = line.runs.findLast((run) => run.text.trim().length > 3);
  return last === undefined || line.runs.length < 2 ? line : { ...line, size: last.size };
}
