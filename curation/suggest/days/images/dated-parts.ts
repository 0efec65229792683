import { isCaption } from '../../texts/captions.ts';
import type { Reading, Sentence } from '../../texts/reading.ts';
import { relationOf } from '../../texts/reading.ts';
import { type Described, describedBy } from '../../texts/told-of-film.ts';
import { headsOf, hostOf } from '../clock/clause-heads.ts';
import type { ReadSentence } from '../clock/read-sentence.ts';
import type { DayExpression } from '../expressions/expressions.ts';

/**
 * Which image a line of a shared text describes, by the day that both name: "7 January: tube in place" is of the image
 * "CXR 7 Jan, AP", and "Day 2: worsening" of "Day 2, supine".
 */

/** A day or a date as two texts may both say it. */
const keyOf = ({ kind, days, target }: DayExpression): string | null => {
  if (days.from === null || days.from !== days.to) return null;
  if (kind === 'number') return `day ${days.from}`;
  if (kind === 'later') return `later ${days.from}`;
  if (kind === 'from') return `${target} ${days.from}`;
  return kind === 'same' ? `same ${target}` : null;
};

interface Item {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}
const itemsOf = ({ expressions, dates }: ReadSentence): Item[] =>
  [
    ...expressions.flatMap((one) => {
      const key = keyOf(one);
      return key === null ? [] : [{ key, start: one.start, end: one.end }];
    }),
    ...dates.map(({ days, start, end }) => ({ key: `date ${days}`, start, end })),
  ].sort((a, b) => a.start - b.start);

/** "7 June, recovery room: ", "Day 2 - ", "CXR 16 Jan: ": a line that begins with its day, and says so by its mark. */
const title = /^[^:;\n]{0,60}?(?::|\s[-–—]\s|\.\s)/;
const joint = /\b(?:on|at|by|since|from|until|after|before|in|il|dal|al|nel)\s(?:the\s|la\s|il\s)?$/i;

const headsLine = ({ words }: Sentence, { start, end }: Item): boolean => {
  const before = words.slice(0, start);
  if (start > 40 || /[:;,]/.test(before) || joint.test(before)) return false;
  const mark = title.exec(words);
  return mark !== null && mark[0].length >= end;
};

/** The day that a film or scan of the sentence is said to be of. */
const ofFilm = ({ words }: Sentence, { start, end }: Item): boolean => {
  const [nearest] = headsOf(hostOf(words, start, end));
  return nearest?.kind === 'films' || nearest?.kind === 'scans';
};

/** "Comparison: 3 May", "increased since 3 May": the film beside which this one is read. */
const compared =
  /\b(?:compar\w+|since|previous(?:ly)?|prior|earlier|older|unlike|not (?:yet )?(?:visible|present|seen)|confront\w+|precedent\w+|rispetto)\b[^;]{0,60}$/i;

/** Sentences of texts that belong to the case as a whole, with the images that they describe. */
export function describedWith(reading: Reading, sentences: readonly ReadSentence[]): Described {
  const found = new Map(describedBy(reading));
  const keys = new Map<string, Set<string>>();
  for (const read of sentences) {
    const [only, ...others] = read.sentence.images;
    if (!isCaption(read.sentence) || only === undefined || others.length > 0) continue;
    for (const { key } of itemsOf(read)) keys.set(key, (keys.get(key) ?? new Set()).add(only));
  }
  const read = new Map(sentences.map((one) => [one.sentence, one]));
  const reports = reportsOf(reading, read, keys);
  let open: { readonly sentence: Sentence; readonly images: ReadonlySet<string> } | null = null;
  for (const sentence of reading.sentences) {
    if (isCaption(sentence) || sentence.images.length > 0 || sentence.literature || found.has(sentence)) {
      open = null;
      continue;
    }
    const own = read.get(sentence);
    const dated = (own ? itemsOf(own) : []).filter(
      (item) =>
        !compared.test(sentence.words.slice(0, item.start)) &&
        (headsLine(sentence, item) || ofFilm(sentence, item)),
    );
    const [first] = dated;
    if (first) {
      const images = keys.get(first.key);
      // "The film of 14 May was clear; on 18 May, after intubation": of two films nobody says which.
      const another = (own ? itemsOf(own) : []).some(
        ({ key, start }) =>
          key !== first.key && keys.has(key) && !compared.test(sentence.words.slice(0, start)),
      );
      open = images && !another ? { sentence, images } : null;
    } else if (open && !goesOn(reading, open.sentence, sentence)) open = null;
    const images = open?.images ?? reports.get(sentence.text);
    if (!images) continue;
    if (reading.images.every((image) => !images.has(image.id) || relationOf(sentence, image) === 'case'))
      found.set(sentence, images);
  }
  return found;
}

const partsOfReport =
  /\b(?:findings?|impression|report|conclusions?|comparison|compared|assessment|opinion|evaluation|referto|conclusioni|confronto)\b/i;
const today = /^\W*(?:today|current|this examination|oggi|odiern[oa])\b/i;
const headOfReport =
  /^\W*(?:(?:exam(?:ination)?|study|service)\s)?(?:date|data)\b|\b(?:x-?\s?ray|radiograph|CXR|chest|thorax|CT|film|torace)\b/i;
/** Sentences in which a report names its film and its day. */
const HEAD = 3;

/** Texts that are the report of one examination, headed by its date, with the images of that day. */
function reportsOf(
  reading: Reading,
  read: ReadonlyMap<Sentence, ReadSentence>,
  keys: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  const current = new Set(
    reading.sentences.flatMap((sentence) =>
      isCaption(sentence) && sentence.images.length === 1 && today.test(sentence.words)
        ? sentence.images
        : [],
    ),
  );
  for (const { id, kind, text } of reading.record.texts) {
    if ((kind !== 'clinical-notes' && kind !== 'findings') || !partsOfReport.test(text)) continue;
    const head = reading.sentences.filter((sentence) => sentence.text === id).slice(0, HEAD);
    const key = head.flatMap((sentence) =>
      headOfReport.test(sentence.words) && !partsOfReport.test(sentence.words)
        ? (read.get(sentence)?.dates ?? []).map(({ days }) => `date ${days}`)
        : [],
    )[0];
    const images = key === undefined ? current : keys.get(key);
    if (images && images.size > 0) found.set(id, images);
  }
  return found;
}

/** A sentence of the same line, in a text that has lines of its own for its films. */
function goesOn(reading: Reading, from: Sentence, { text, start, kind }: Sentence): boolean {
  if (text !== from.text || (kind !== 'findings' && kind !== 'clinical-notes')) return false;
  const whole = reading.record.texts.find(({ id }) => id === text)?.text ?? '';
  return !whole.slice(from.start, start).includes('\n');
}
