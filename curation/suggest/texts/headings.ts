import { statedAge } from '../../../data/format/age.ts';
import type { Case } from '../../../data/format/case.ts';
import { holdsVerb } from '../clauses/parts.ts';
import { nobodyTold, patientLabel, type Told } from '../clauses/told.ts';
import { allMatches } from '../patterns/all-matches.ts';
import { Scanned } from '../patterns/scanned.ts';
import type { Span } from './sentences.ts';

/** Words by which parts of a text name the patient they are about, where a case has several. */

/** The same behind a joint: "whereas case 2, a 60-year-old woman,". */
const patientInPart =
  /^\W{0,3}(?:(?:and|but|while|whereas|mentre|e|ma)\s)?(?:the\s)?(?:case|patient|paziente|caso)\s(?:no\.?\s|#)?(\d{1,2}|[A-H])\b(?!\sof\b)/i;
const patientInside = new Scanned(/\b(?:in|of|from|for)\s(?:case|patient)\s(\d{1,2}|[A-H])\b/i);

/** The patient whose label is `2`, `B` or `Case 2`; null when no patient of the case is called so. */
export function patientCalled(record: Case, name: string): string | null {
  const wanted = name.toLowerCase();
  const found = record.patients.find((patient) => {
    const label = patient.label?.toLowerCase() ?? '';
    return label === wanted || /\b(\d{1,2}|[a-h])$/.exec(label)?.[1] === wanted;
  });
  return found?.id ?? null;
}

/** "The mother, a 29-year-old woman", "radiograph of the mother": of her and her child, she is the patient. */
const ofMother =
  /\b(?:the\smother,\s(?:an?\s|aged\s)?\d{2}|(?:films?|radiographs?|x-?rays?|CT|scans?|images?)\sof\sthe\smother)\b/i;

const motherOf = new WeakMap<Case, boolean>();
function tellsOfMother(record: Case): boolean {
  const held = motherOf.get(record);
  if (held !== undefined) return held;
  const found = record.texts.some(({ text }) => ofMother.test(text.slice(0, 20_000)));
  motherOf.set(record, found);
  return found;
}

/** What the page itself says of a patient's sex and age, before any sentence is read. */
export function toldByPage(record: Case, patient: string | null): Told {
  const stated = record.patients.find(({ id }) => id === patient);
  const sex = stated?.sex?.value;
  const years = stated ? statedAge(stated) : null;
  const mother = years === null && sex !== 'male' && tellsOfMother(record);
  return {
    ...nobodyTold,
    patient: sex === 'male' || sex === 'female' ? sex : mother ? 'female' : null,
    young: mother ? false : years === null ? null : years < 15 ? true : years >= 18 ? false : null,
    mother,
  };
}

/** Where a sentence goes on with another patient: "…, whereas case 2", "…; patient B". */
const another = new Scanned(
  /(?:[,;]\s|\s)(?=(?:and|but|while|whereas|mentre|e|ma)\s(?:the\s)?(?:case|patient|paziente|caso)\s(?:no\.?\s|#)?(\d{1,2}|[A-H])\b)|;\s(?=(?:the\s)?(?:case|patient|paziente|caso)\s(?:no\.?\s|#)?(\d{1,2}|[A-H])\b)/gi,
);

/** "Case 1 did well, whereas case 2 was intubated": a part for each patient that the case lists. */
export function partsByPatient(record: Case, text: string, span: Span): readonly Span[] {
  if (record.patients.length < 2) return [span];
  const words = text.slice(span.start, span.end);
  const starts = [span.start];
  for (const match of allMatches(words, another)) {
    const [at, name] = [match.index + match[0].length, match[1] ?? match[2] ?? ''];
    // "Case 1 and case 2 were intubated" is told of both.
    if (patientCalled(record, name) !== null && holdsVerb(words.slice(0, at), at))
      starts.push(span.start + at);
  }
  return starts.map((start, at) => ({ start, end: starts[at + 1] ?? span.end }));
}

/**
 * The patient whom a part is headed with, or whom it names on the way; undefined where it names none.
 * @returns with `heads`, whether what follows is told of this patient
 */
export function namedIn(words: string): { readonly name: string; readonly heads: boolean } | undefined {
  const head = (patientLabel.exec(words) ?? patientInPart.exec(words))?.[1];
  if (head !== undefined) return { name: head, heads: true };
  const inside = patientInside.exec(words)?.[1];
  return inside === undefined ? undefined : { name: inside, heads: false };
}
