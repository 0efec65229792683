/** Which patient of several a text speaks of, sentence by sentence. */

/** A patient as a paper names them. */
export interface PatientName {
  /** "Case 1", "Patient B", "Second patient", "Index patient", "Husband", "53-year-old man". */
  readonly label: string;
  /** Global: where a text speaks of this patient. */
  readonly mention: RegExp;
}

export interface Mention {
  readonly label: string;
  readonly at: number;
  readonly end: number;
}

/** All mentions in a text, in order. */
export const mentionsOf = (text: string, names: readonly PatientName[]): Mention[] =>
  names
    .flatMap(({ label, mention }) =>
      [...text.matchAll(mention)].map((match) => ({
        label,
        at: match.index,
        end: match.index + match[0].length,
      })),
    )
    .sort((one, other) => one.at - other.at);

/** The patient whom a text names, and no other; `null` for none and for several. */
export function onlyNamed(text: string, names: readonly PatientName[]): string | null {
  const labels = new Set(mentionsOf(text, names).map(({ label }) => label));
  const [label] = labels;
  return labels.size === 1 ? (label ?? null) : null;
}

/** A stretch of a text with whom it speaks of; `null`: of nobody in particular, or of several. */
export interface Stretch {
  text: string;
  patient: string | null;
}

/** A name this far from the beginning of a sentence is its subject, characters. */
const subject = 45;
/** The blank between two sentences. */
export const sentenceEnd = /(?<=[.!?]["”)]?)\s{1,3}(?=["“(]?\p{Lu})/u;

/**
 * Cuts a paragraph where it turns from one patient to another. A sentence that begins with a name, or introduces the
 * patient by age, is told of this one and so is what follows, until another is named; a sentence of several is of none.
 */
export function stretchesOf(
  paragraph: string,
  names: readonly PatientName[],
  before: string | null,
): Stretch[] {
  const found: Stretch[] = [];
  let current = before;
  for (const sentence of paragraph.split(sentenceEnd)) {
    const mentions = mentionsOf(sentence, names);
    const labels = new Set(mentions.map(({ label }) => label));
    const [first] = mentions;
    const leads =
      first !== undefined &&
      (first.at < subject || /\d{1,3}[- ]year[- ]old/i.test(sentence.slice(0, first.end + 30)));
    let own = current;
    if (labels.size > 1) own = null;
    else if (leads) own = first.label;
    current = own;
    const last = found.at(-1);
    if (last !== undefined && last.patient === own) last.text += ` ${sentence}`;
    else found.push({ text: sentence, patient: own });
  }
  return found.map(({ text, patient }) => ({ text: text.trim(), patient })).filter(({ text }) => text !== '');
}
