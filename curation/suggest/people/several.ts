import { patientLabel } from '../clauses/told.ts';
import { symptomWords } from '../days/expressions/targets.ts';
import { Scanned } from '../patterns/scanned.ts';
import type { Draft } from '../rules/draft.ts';
import { patientCalled } from '../texts/headings.ts';
import { type Reading, relationOf, type Sentence } from '../texts/reading.ts';
import { personsOf, personsOfFacts, type Stated } from './persons.ts';

/** Whether the texts of a case tell of more patients than one, and what that makes of what they say. */

const symptom = new RegExp(`\\b(?:${symptomWords})\\b`, 'i');

/** A second person who is ill too, or one whom the case lists: a sentence may speak of either. */
export const severalPatients = (reading: Reading, patient: string | null): boolean =>
  reading.record.patients.length > 1 || severalUnnamed(reading, patient);

/** Several patients whom nothing keeps apart. */
export const severalUnnamed = (reading: Reading, patient: string | null): boolean =>
  severalIn([
    // Of patients whom the case lists, what names none of them may tell of all: "two twin brothers were admitted".
    ...personsOf(reading, patient).filter(
      ({ sentence }) => reading.record.patients.length < 2 || sentence?.patient !== null,
    ),
    ...personsOfFacts(reading),
  ]) || unlistedPatients(reading) > 1;

/** Patients that parts of the texts are headed with ("Case 1.", "Patient B:") and the case does not list. */
export function unlistedPatients(reading: Reading): number {
  const called = new Set<string>();
  for (const { words, literature } of reading.sentences) {
    const name = literature ? undefined : patientLabel.exec(words)?.[1];
    if (name !== undefined && patientCalled(reading.record, name) === null) called.add(name.toLowerCase());
  }
  return called.size;
}

/** "Her 5-year-old son had a fever", "the patient's wife and son were tested": whom the sentence begins with. */
const possessed = new Scanned(
  /^\W*(?:his|her|their|the patient[’']s|suo|sua|(?:il|la)\ssu[oa])\s(?!case\b)/iu,
);

/** Highest confidence of what is told of one of several patients, without saying of which. */
const ofSeveral = 0.7;

/**
 * What the texts say of one patient where they tell of several: only a film's own caption and its file name are
 * surely about that film's patient.
 */
export function amongSeveral(reading: Reading, drafts: readonly Draft[]): Draft[] {
  const sentences = new Map(reading.sentences.map((one) => [one.text, [] as Sentence[]]));
  for (const one of reading.sentences) sentences.get(one.text)?.push(one);
  const unnamed = new Map(reading.patients.map((patient) => [patient, severalUnnamed(reading, patient)]));
  return drafts.map((one) => {
    if (one.confidence <= ofSeveral) return one;
    const held = sentences.get(one.quote.text);
    if (!held) return one;
    const image = reading.images.find(({ id }) => id === one.image);
    const sentence = held.findLast(({ start }) => start <= one.quote.start);
    // Behind "Patient 1 was intubated": of the patient named.
    const named =
      sentence !== undefined &&
      sentence.patient !== null &&
      sentence.patient === one.patient &&
      unnamed.get(one.patient) === false;
    const own =
      image !== undefined &&
      sentence !== undefined &&
      (sentence.kind === 'caption' || sentence.kind === 'panel-caption') &&
      relationOf(sentence, image) === 'own';
    return own || named
      ? one
      : { ...one, confidence: ofSeveral, reason: `${one.reason}; the texts tell of several patients` };
  });
}

/** Whether stated persons are more than one patient. */
export function severalIn(all: readonly Stated[]): boolean {
  const ages = new Set(
    all.flatMap(({ person }) => (person.age !== null && !person.relative ? [person.age] : [])),
  );
  const illRelative = all.some(
    ({ person, sentence }) =>
      person.relative &&
      person.age !== null &&
      sentence !== null &&
      // "A man and his 68-year-old wife were admitted": both of them. "The wife and a 17-year-old son were": neither.
      !possessed.test(sentence.words) &&
      (symptom.test(sentence.words.slice(person.end)) ||
        /^[^.;]{0,20}\b(?:were|both)\b/i.test(sentence.words.slice(person.end, person.end + 40))),
  );
  return ages.size > 1 || illRelative;
}
