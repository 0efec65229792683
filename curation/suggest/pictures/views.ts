import type { View } from '../../../data/vocabulary/views.ts';
import { Scanned } from '../patterns/scanned.ts';
import type { Label } from '../texts/labels.ts';
import { type Phrase, phrasesOf, sharesOf } from './view-phrases.ts';
import { frontal, viewRules } from './view-rules.ts';
import type { ViewWord } from './view-words.ts';

/** Projection or plane, as words of a sentence say it. */

export interface StatedView {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  /** Panels it is said of: "Axial (a,b), sagittal (c)". Empty: the sentence's own. */
  readonly labels: readonly Label[];
  readonly confidence: number;
  readonly rule: string;
}

const planes: ReadonlySet<ViewWord> = new Set<ViewWord>(['axial', 'coronal', 'sagittal']);

/** What planes are also said of: "the coronal suture". */
const anatomy =
  /^[\s-](?:skelet|spond|muscl|load|traction|suture|sinus|colon|process|fissure|incision|myelitis|diameter|lie|pain|neck|arthr|rotation|length|disease|involvement|hernia)/i;
const scanWords =
  /\b(?:CTs?|HRCT|[NC]ECT|CTPA|TC|TAC|MRI|PET|MIP|MPR|scans?|tomogra\w+|reformat\w*|reconstruct\w*|slices?|windows?)\b/;

const mayHold = new Scanned(
  /\bA-?P\b|\bP-?A\b|\bLL\b|poster|supin|recumb|erect|upright|sitting|seated|standing|portab|portat|bedside|\bbed\b|mobile|letto|\blat|axial|transverse|trasvers|coronal|sagit|assial|clinost|ortost|sedut|erett/i,
);

/** What a caption that begins with a projection goes on with: "AP supine, ICU", "AP portable chest s/p intubation". */
const headEnds = /^\s?[,;:.](?!\s(?:pulmonary|posterior|anterior))|^\s?$/i;
const ofChest = /\b(?:chest|thorax|torace)\b/i;
/** Whether a caption begins with a projection, which names a film without a word for it. */
function headsCaption({ words, opens }: Phrase, text: string): boolean {
  const [first, last] = [words[0], words.findLast(({ kind }) => kind !== 'joint')];
  if (!opens || !first || !last || !words.some(({ kind }) => kind === 'ap' || kind === 'pa')) return false;
  // "PA 100/60": a blood pressure.
  if (/^.{1,4}[:\s]{1,2}\d{2,3}\s?\/\s?\d/.test(text.slice(first.start))) return false;
  return ofChest.test(text.slice(first.start, words.at(-1)?.end)) || headEnds.test(text.slice(last.end));
}

/** Whether a phrase is about a picture that has projections, or one that has planes. */
function shows(
  phrase: Phrase,
  text: string,
  caption: boolean,
): { readonly film: boolean; readonly scan: boolean } {
  const { words, opens, alone } = phrase;
  const has = (kind: ViewWord) => words.some((one) => one.kind === kind);
  return {
    film:
      has('film') || (!has('scan') && (has('picture') || alone || (caption && headsCaption(phrase, text)))),
    scan: has('scan') || (!has('film') && (has('picture') || opens)),
  };
}

/**
 * Views of a sentence, each with the panels it is said of.
 * @param caption whether the sentence stands in a caption, which may leave out the word for the film
 */
export function viewsIn(text: string, caption = false): StatedView[] {
  if (!mayHold.test(text)) return [];
  const found: StatedView[] = [];
  const { phrases, labels } = phrasesOf(text);
  /** A plane in a sentence about a scan needs no word of the scan beside it. */
  const scanned = scanWords.test(text);
  for (const phrase of phrases) {
    if (phrase.words.some(({ kind }) => kind === 'earlier')) continue;
    const about = shows(phrase, text, caption);
    for (const share of sharesOf(phrase, labels)) {
      const kinds = new Set(share.words.map(({ kind }) => kind));
      if (kinds.has('otherwise')) continue;
      let said = false;
      for (const { id, view, confidence, holds, quoted } of viewRules) {
        const plane = planes.has(quoted[0] ?? 'joint');
        if (plane ? !(about.scan || scanned) : !about.film || (said && quoted === frontal)) continue;
        if (!holds(kinds)) continue;
        const own = share.words.filter(
          ({ kind, end }) => quoted.includes(kind) && !(plane && anatomy.test(text.slice(end, end + 14))),
        );
        const [start, end] = [own[0]?.start, own.at(-1)?.end];
        if (start === undefined || end === undefined) continue;
        said ||= quoted === frontal;
        found.push({ view, start, end, labels: share.labels, confidence, rule: id });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
