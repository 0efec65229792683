import { type CheckRule, ruleOf } from './rule.ts';

const state = ruleOf('state');
const value = ruleOf('value');
const vocabulary = ruleOf('vocabulary');

/** Rules about single cells and how the cells of a row go together: states, values, vocabulary. */
export const clinicalRules: readonly CheckRule[] = [
  state(
    'intubated-without-icu',
    'error',
    'intubated is Y, went_icu is not Y',
    'read the course again: set went_icu, or waive it for a patient ventilated outside intensive care',
  ),
  state(
    'tube-without-icu',
    'error',
    'intubation_present is Y, in_icu is not Y',
    'set in_icu for this image, or take the tube back',
  ),
  state(
    'tube-without-intubated',
    'error',
    'intubation_present is Y, intubated is not Y',
    'set intubated for the patient, or take the tube of this image back',
  ),
  state(
    'extubated-without-intubated',
    'error',
    'extubated is Y, intubated is not Y',
    'set intubated for the patient, or take extubated back',
  ),
  state(
    'in-icu-without-went-icu',
    'error',
    'in_icu is Y, went_icu is not Y',
    'set went_icu for the patient, or take in_icu of this image back',
  ),
  state(
    'intubated-without-oxygen',
    'warning',
    'intubated is Y, needed_supplemental_O2 is N',
    'a ventilated patient was given oxygen: set needed_supplemental_O2 to Y or leave it open',
  ),
  value(
    'not-a-number',
    'error',
    'a cell of a number column holds something else',
    'enter the number alone; one such cell turns the whole column into text',
  ),
  value(
    'out-of-range',
    'error',
    'a value that cannot be, in the unit of its column',
    'look for another unit (°F, 10^9/L, %) or a slipped column',
  ),
  value(
    'unlikely-value',
    'warning',
    'a value that hardly any patient has',
    'compare with the source: often a partial pressure in the saturation column, or a percentage as a count',
  ),
  value(
    'outside-protocol',
    'warning',
    'an image that the protocol of the collection does not include: it stays behind in a release',
    'compare the cell with the source, exclude the image, or change what the protocol includes',
  ),
  value(
    'cells-above-total',
    'warning',
    'neutrophils and lymphocytes together exceed the leukocytes',
    'one of the three has another unit or day',
  ),
  vocabulary(
    'stray-whitespace',
    'error',
    'white space at an end of a cell; where readers compare it literally, an error',
    "it is kept until a person takes it away: 'caseline mend stray-whitespace --by NAME', or mend the table and import it again",
  ),
  vocabulary(
    'unknown-finding',
    'error',
    'a finding outside the hierarchy',
    "'caseline mend unknown-finding --by NAME' takes what each message names, in all rows; or choose one of the hierarchy, or add it to the findings of the protocol",
  ),
  vocabulary(
    'undecided-finding',
    'warning',
    'nobody has decided the finding: the row goes out as todo and loaders drop it',
    'decide the finding',
  ),
  vocabulary('unknown-view', 'error', 'a view outside the list', 'choose a view from the list'),
  vocabulary(
    'missing-view',
    'warning',
    'an X-ray or CT without a view: loaders drop the row without a word',
    'decide the view',
  ),
  vocabulary(
    'view-against-modality',
    'error',
    'a projection on a volume, or a plane on a radiograph',
    'one of modality and view is wrong',
  ),
  vocabulary(
    'view-against-words',
    'warning',
    'the file name or the image’s own words state another view than the row',
    'look at the picture, and decide the view',
  ),
  vocabulary(
    'finding-before-disease',
    'error',
    'a disease on an image from before it was known',
    'one of finding and date is wrong: compare with the source',
  ),
  vocabulary('unknown-value', 'error', 'a cell outside the values of its column', 'choose one of the values'),
  vocabulary(
    'unknown-country',
    'warning',
    'a location in which no country is recognised: the row is in no split by country',
    'end the location with the country',
  ),
];
