import { type Draft, draft } from '../rules/draft.ts';
import { patientCalled } from '../texts/headings.ts';
import { quoteOf, type Reading, relationOf } from '../texts/reading.ts';
import { personsOfSentence } from './persons.ts';

/** Which of several patients an image shows: "Case 2: ...", "patient B", or the age and sex of one of them. */

const called = /\b(?:case|patient|paziente|caso)\s(?:no\.?\s|#)?(\d{1,2}|[A-H])\b/i;

export function ownersOf(reading: Reading): Draft[] {
  const { record } = reading;
  return reading.images.flatMap((image) => {
    const own = reading.sentences.filter(
      (sentence) =>
        (sentence.kind === 'caption' ||
          sentence.kind === 'panel-caption' ||
          sentence.kind === 'clinical-notes') &&
        sentence.images.includes(image.id) &&
        relationOf({ ...sentence, patient: null }, image) !== 'other',
    );
    for (const sentence of own) {
      const match = called.exec(sentence.words);
      const quote = match && quoteOf(sentence, match.index, match.index + match[0].length);
      if (match?.[1] && quote) {
        const patient = patientCalled(record, match[1]);
        if (patient !== null && patient !== image.patient)
          return [
            draft(
              { patient: image.patient, image: image.id },
              'patientid',
              patient,
              quote,
              'patient-called',
              0.93,
              'its caption names this patient',
            ),
          ];
        // A page that lists one patient may still show several.
        if (patient === null && record.patients.length < 2 && /^(?:[2-9]|[B-H])/i.test(match[1]))
          return [
            draft(
              { patient: image.patient, image: image.id },
              'patientid',
              match[0],
              quote,
              'patient-not-listed',
              0.7,
              'its caption names a patient that the page does not list',
            ),
          ];
      }
      if (record.patients.length > 1) {
        const [person] = personsOfSentence(sentence);
        const fitting = record.patients.filter(
          (patient) =>
            person &&
            !person.relative &&
            person.age !== null &&
            patient.age?.value === person.age &&
            (person.sex === null || patient.sex === null || patient.sex.value === person.sex),
        );
        const [only] = fitting;
        if (person && only && fitting.length === 1 && only.id !== image.patient)
          return [
            draft(
              { patient: image.patient, image: image.id },
              'patientid',
              only.id,
              quoteOf(sentence, person.start, person.end),
              'patient-by-age',
              0.85,
              'only this patient has that age',
            ),
          ];
      }
    }
    return [];
  });
}
