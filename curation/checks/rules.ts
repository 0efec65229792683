import { InvalidInput } from '../../data/errors.ts';

/** Raised when a rule changes what it finds; releases state it. */
export const CHECKS_VERSION = 'checks/1';

export interface Rule {
  readonly id: string;
  /** The severity of most of its findings; `error` keeps a release back until mended or waived. */
  readonly severity: 'error' | 'warning';
  readonly group: 'state' | 'value' | 'vocabulary' | 'day' | 'patient' | 'document' | 'file' | 'duplicate';
  readonly means: string;
  readonly remedy: string;
}

const rule = (
  group: Rule['group'],
  id: string,
  severity: Rule['severity'],
  means: string,
  remedy: string,
): Rule => ({ id, severity, group, means, remedy });

/** Every rule: what it means and what mends it. The worklist, the command and the docs read this list. */
export const rules: readonly Rule[] = [
  rule(
    'state',
    'intubated-without-icu',
    'error',
    'intubated is Y, went_icu is not Y',
    'read the course again: set went_icu, or waive it for a patient ventilated outside intensive care',
  ),
  rule(
    'state',
    'tube-without-icu',
    'error',
    'intubation_present is Y, in_icu is not Y',
    'set in_icu for this image, or take the tube back',
  ),
  rule(
    'state',
    'tube-without-intubated',
    'error',
    'intubation_present is Y, intubated is not Y',
    'set intubated for the patient, or take the tube of this image back',
  ),
  rule(
    'state',
    'extubated-without-intubated',
    'error',
    'extubated is Y, intubated is not Y',
    'set intubated for the patient, or take extubated back',
  ),
  rule(
    'state',
    'in-icu-without-went-icu',
    'error',
    'in_icu is Y, went_icu is not Y',
    'set went_icu for the patient, or take in_icu of this image back',
  ),
  rule(
    'state',
    'intubated-without-oxygen',
    'warning',
    'intubated is Y, needed_supplemental_O2 is N',
    'a ventilated patient was given oxygen: set needed_supplemental_O2 to Y or leave it open',
  ),
  rule(
    'value',
    'not-a-number',
    'error',
    'a cell of a number column holds something else',
    'enter the number alone; one such cell turns the whole column into text',
  ),
  rule(
    'value',
    'out-of-range',
    'error',
    'a value that cannot be, in the unit of its column',
    'look for another unit (°F, 10^9/L, %) or a slipped column',
  ),
  rule(
    'value',
    'unlikely-value',
    'warning',
    'a value that hardly any patient has',
    'compare with the source: often a partial pressure in the saturation column, or a percentage as a count',
  ),
  rule(
    'value',
    'cells-above-total',
    'warning',
    'neutrophils and lymphocytes together exceed the leukocytes',
    'one of the three has another unit or day',
  ),
  rule(
    'vocabulary',
    'stray-whitespace',
    'error',
    'white space at an end of a cell that readers compare literally',
    'choose the value from the list',
  ),
  rule(
    'vocabulary',
    'unknown-finding',
    'error',
    'a finding outside the hierarchy',
    'choose one of the hierarchy, or extend vocabulary/findings.json',
  ),
  rule(
    'vocabulary',
    'undecided-finding',
    'warning',
    'nobody has decided the finding: the row goes out as todo and loaders drop it',
    'decide the finding',
  ),
  rule('vocabulary', 'unknown-view', 'error', 'a view outside the list', 'choose a view from the list'),
  rule(
    'vocabulary',
    'missing-view',
    'warning',
    'an X-ray or CT without a view: loaders drop the row without a word',
    'decide the view',
  ),
  rule(
    'vocabulary',
    'view-against-modality',
    'error',
    'a projection on a volume, or a plane on a radiograph',
    'one of modality and view is wrong',
  ),
  rule(
    'vocabulary',
    'unknown-value',
    'error',
    'a cell outside the values of its column',
    'choose one of the values',
  ),
  rule(
    'vocabulary',
    'unknown-country',
    'warning',
    'a location in which no country is recognised: the row is in no split by country',
    'end the location with the country',
  ),
  rule(
    'day',
    'date-day-difference',
    'error',
    'two images of a patient lie further apart by date than by day, or less: days counted from two anchors',
    'correct the day or the date that is off, and say what day 0 is',
  ),
  rule(
    'day',
    'mixed-anchors',
    'error',
    'days of one patient count from anchors whose distance nobody has stated',
    'enter the distance (e.g. admission on day 4 of illness) or count all days from one anchor',
  ),
  rule(
    'day',
    'file-name-day',
    'warning',
    'the file name states another day than the image has',
    'compare with the caption',
  ),
  rule(
    'day',
    'text-day',
    'warning',
    'the image’s own text states one day, and it is another than the image has',
    'read the text again; its count may start at another event',
  ),
  rule(
    'day',
    'unreadable-date',
    'warning',
    'a date that is no date, year or month',
    'write it as 2020-03-05, or leave it blank',
  ),
  rule(
    'day',
    'impossible-date',
    'warning',
    'a date before 1895 or after the source was read',
    'compare with the source',
  ),
  rule(
    'day',
    'course',
    'error',
    'events of the timeline that cannot stand in this order',
    'correct the day or type of one of the two events',
  ),
  rule(
    'patient',
    'patient-conflict',
    'error',
    'rows of one patient disagree on what a patient has once',
    'decide it at the patient, or move the image to the patient it shows',
  ),
  rule(
    'patient',
    'patient-incomplete',
    'warning',
    'an answer about the patient stands in some of the patient’s rows only',
    'decide it at the patient',
  ),
  rule(
    'patient',
    'patient-id-twice',
    'error',
    'two cases would go out under the same patient id',
    'rename one patient',
  ),
  rule(
    'patient',
    'minor',
    'error',
    'a patient under 18 years',
    'exclude the images, or waive it with who approved children in this dataset',
  ),
  rule(
    'patient',
    'no-patient',
    'warning',
    'an image that belongs to no patient: no split can keep it apart from the patient’s other images',
    'assign the image',
  ),
  rule(
    'document',
    'licence-missing',
    'warning',
    'no licence stated: the image is left out of every release',
    'enter the licence that the source states',
  ),
  rule(
    'document',
    'licence-unknown',
    'warning',
    'a licence in words that name none we know: the image is left out of every release',
    'enter its code, or add it to vocabulary/licences.json',
  ),
  rule(
    'document',
    'credit-missing',
    'warning',
    'a licence that asks for attribution, and nobody to name',
    'enter the credit line, authors or citation',
  ),
  rule(
    'document',
    'spilled-notes',
    'warning',
    'notes stood beyond the named columns of the imported table',
    'nothing is lost: they are kept behind other_notes; mend the table if it is imported again',
  ),
  rule(
    'file',
    'image-missing',
    'warning',
    'a row whose image file was never at hand: releases leave the row out',
    'fetch or import the file',
  ),
  rule(
    'file',
    'image-lost',
    'error',
    'an image that was stored and is gone from the image store',
    'restore it from a backup, or crawl or import the case again',
  ),
  rule(
    'file',
    'image-unused',
    'warning',
    'a stored file that no case names',
    'nothing refers to it; it can be removed',
  ),
  rule(
    'file',
    'unreadable-image',
    'error',
    'a file that cannot be decoded',
    'fetch it again, or exclude the image',
  ),
  rule(
    'file',
    'extension-mismatch',
    'warning',
    'the file name ends otherwise than its content is',
    'none needed for loaders that read content; rename it where names matter',
  ),
  rule(
    'file',
    'low-resolution',
    'warning',
    'a picture under 200 pixels a side: a thumbnail in place of the original',
    'fetch the original',
  ),
  rule(
    'file',
    'file-name-twice',
    'error',
    'two rows with the same file name, or names that differ in case only',
    'rename one file',
  ),
  rule(
    'file',
    'unsafe-file-name',
    'error',
    'a file name that is no plain name on every system',
    'rename the file',
  ),
  rule(
    'duplicate',
    'duplicate-image',
    'error',
    'two images show the same film',
    'exclude one of the two, or merge the patients',
  ),
  rule(
    'duplicate',
    'patient-twice',
    'error',
    'the same images stand under two patients: one patient held under two publishers',
    'merge the two patients',
  ),
  rule(
    'duplicate',
    'same-story',
    'warning',
    'the notes of two patients from different documents are largely the same words',
    'read both: often one patient published twice',
  ),
];

const byId = new Map(rules.map((known) => [known.id, known]));

/** @throws InvalidInput for an id that is no rule. */
export function ruleNamed(id: string): Rule {
  const found = byId.get(id);
  if (!found)
    throw new InvalidInput('unknown-rule', `there is no check '${id}'; 'caseline check' lists them`);
  return found;
}
