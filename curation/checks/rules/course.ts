import { type CheckRule, ruleOf } from './rule.ts';

const day = ruleOf('day');
const patient = ruleOf('patient');

/** Rules about days and about what the rows of one patient say together. */
export const courseCheckRules: readonly CheckRule[] = [
  day(
    'date-day-difference',
    'error',
    'two images of a patient lie further apart by date than by day, or less: days counted from two anchors',
    'correct the day or the date that is off, and say what day 0 is',
  ),
  day(
    'mixed-anchors',
    'error',
    'days of one patient count from anchors whose distance nobody has stated',
    'enter the distance (e.g. admission on day 4 of illness) or count all days from one anchor',
  ),
  day(
    'file-name-day',
    'warning',
    'the file name states another day than the image has',
    'compare with the caption',
  ),
  day(
    'positive-before-day-zero',
    'warning',
    'an image from before day 0 with a positive test',
    'the test was rather taken later: compare with the source, and say what day 0 is',
  ),
  day(
    'text-day',
    'warning',
    'the image’s own text states one day, and it is another than the image has',
    'read the text again; its count may start at another event',
  ),
  day(
    'unreadable-date',
    'warning',
    'a date that is no date, year or month',
    'write it as 2020-03-05, or leave it blank',
  ),
  day(
    'impossible-date',
    'warning',
    'a date before 1895 or after the source was read',
    'compare with the source',
  ),
  day(
    'course',
    'error',
    'events of the timeline that cannot stand in this order',
    'correct the day or type of one of the two events',
  ),
  patient(
    'patient-conflict',
    'error',
    'rows of one patient disagree on what a patient has once',
    'decide it at the patient, or move the image to the patient it shows',
  ),
  patient(
    'patient-incomplete',
    'warning',
    'an answer about the patient stands in some of the patient’s rows only',
    'decide it at the patient',
  ),
  patient(
    'patient-id-twice',
    'error',
    'two cases would go out under the same patient id',
    'rename one patient',
  ),
  patient(
    'reads-as-missing',
    'error',
    'an id or file name that readers of the table take for a missing value (NA, null, None)',
    'give the patient another id in the table and import it again, or rename the file',
  ),
  patient(
    'reads-as-number',
    'warning',
    'an id that readers of the table take for a number and write otherwise (007, 1e5), or a file name that is all digits',
    'put a letter before it in the table and import it again',
  ),
  patient(
    'patient-two-documents',
    'warning',
    'rows of one patient come from different documents and different continents: rather two patients under one id',
    'give each patient an id of its own',
  ),
  patient(
    'minor',
    'error',
    'a patient under 18 years',
    'exclude the images, or waive it with who approved children in this dataset',
  ),
  patient(
    'no-patient',
    'warning',
    'an image that belongs to no patient: no split can keep it apart from the patient’s other images',
    'assign the image',
  ),
];
