import { allMatches } from '../patterns/all-matches.ts';
import { bracketedLabels, type Label, type PlacedLabels } from '../texts/labels.ts';
import { type ViewWord, viewWord } from './view-words.ts';

/** Phrases about pictures: words that say how a film was taken or a scan was cut, with nothing else between them. */

export interface PlacedWord {
  readonly kind: ViewWord;
  readonly start: number;
  readonly end: number;
}

/** What the words of a phrase say, they say of one picture or one pair. */
export interface Phrase {
  readonly words: readonly PlacedWord[];
  /** Its part of the sentence begins with it: "Coronal at the level of the carina". */
  readonly opens: boolean;
  /** Nothing else stands in its part of the sentence: "AP supine." */
  readonly alone: boolean;
}

/** A part of a phrase with the panels it is said of; none: those of the sentence. */
interface Share {
  readonly words: readonly PlacedWord[];
  readonly labels: readonly Label[];
}

/** Labels of a sentence, and whether they stand ahead of what they are for: "(a) axial" and not "axial (a)". */
interface SentenceLabels {
  readonly placed: readonly PlacedLabels[];
  readonly ahead: boolean;
}

const says = (kind: ViewWord): boolean =>
  !['film', 'picture', 'scan', 'joint', 'earlier', 'otherwise'].includes(kind);

const token = /\p{L}[\p{L}\d]*(?:[-’'](?!\s)[\p{L}\d]+)*|\d+|[.;:|\n]/gu;
/** `; B, coronal`: panels named by a letter alone. */
const letterLabel = /(?<=(?:^|[;,.:]\s|\band\s))([A-Ha-h])(?:[:),]|\s[=–-])(?=\s)/g;

function labelsIn(text: string): PlacedLabels[] {
  const letters = allMatches(text, letterLabel).map((match) => ({
    labels: [{ figure: null, panel: (match[1] ?? '').toLowerCase() }],
    start: match.index,
    end: match.index + match[0].length,
  }));
  return [...bracketedLabels(text), ...letters].sort((a, b) => a.start - b.start);
}

/** Phrases of a sentence that say anything of a view, and its labels. */
export function phrasesOf(text: string): { readonly phrases: Phrase[]; readonly labels: SentenceLabels } {
  const phrases: Phrase[] = [];
  let open: PlacedWord[] = [];
  let opens = true;
  /** "PA view: right upper lobe consolidation": a colon ends a heading, but parts no words ("CXR: supine"). */
  let colon = false;
  const close = (atEnd: boolean) => {
    if (open.some(({ kind }) => says(kind))) phrases.push({ words: open, opens, alone: opens && atEnd });
    open = [];
    opens = atEnd;
  };
  for (const match of allMatches(text, token)) {
    const [stated] = match;
    const stop = /^[.;|\n]/.test(stated);
    // "X-ray of 12/4 AP in bed": a number is a date or a day; what it measures has a word of its own behind it.
    const kind = stop ? null : /^\d/.test(stated) ? 'joint' : viewWord(stated);
    if (kind === null && stated !== ':') close(stop || colon);
    else if (kind !== null) open.push({ kind, start: match.index, end: match.index + stated.length });
    colon = stated === ':';
  }
  close(true);
  const placed = labelsIn(text);
  const first = phrases[0]?.words.find(({ kind }) => says(kind))?.start ?? 0;
  return { phrases, labels: { placed, ahead: placed.some(({ start }) => start < first) } };
}

/** The parts of a phrase that labels divide: "(a) axial and (b) coronal", "AP (a) and lateral (b) radiographs". */
export function sharesOf({ words }: Phrase, { placed, ahead }: SentenceLabels): Share[] {
  if (placed.length === 0) return [{ words, labels: [] }];
  const shares = new Map<PlacedLabels | null, PlacedWord[]>();
  for (const one of words) {
    const label = ahead
      ? placed.findLast(({ end }) => end <= one.start)
      : placed.find(({ start }) => start >= one.end);
    const near = label !== undefined && (ahead || isNear(words, one, label)) ? label : null;
    const own = shares.get(near);
    if (own) own.push(one);
    else shares.set(near, [one]);
  }
  return [...shares].map(([label, own]) => ({ words: own, labels: label?.labels ?? [] }));
}

/** Whether only words of the phrase stand between a word and the label behind it. */
function isNear(words: readonly PlacedWord[], one: PlacedWord, label: PlacedLabels): boolean {
  const last = words.findLast(({ end }) => end <= label.start);
  return last !== undefined && last.start >= one.start && label.start - last.end <= 2;
}
