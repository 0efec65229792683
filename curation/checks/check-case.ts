import type { FieldSet } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import type { ReviewState } from '../record/fold.ts';
import { type CheckedCase, viewOfCase } from './case-view.ts';
import { dayFindings } from './day-rules.ts';
import { documentFindings } from './document-rules.ts';
import type { CheckFinding } from './finding.ts';
import { inclusionFindings } from './inclusion-rules.ts';
import { newWordFindings } from './new-word-rules.ts';
import { patientFindings } from './patient-rules.ts';
import { pictureFindings } from './picture-rules.ts';
import { quoteFindings } from './quote-rules.ts';
import { readerFindings } from './reader-rules.ts';
import { stateFindings } from './state-rules.ts';
import { valueFindings } from './value-rules.ts';
import { vocabularyFindings } from './vocabulary-rules.ts';
import { withWaivers } from './waivers.ts';

/** Every rule that needs nothing but the case and its review. Pure. */
export const findingsOfView = (view: CheckedCase): CheckFinding[] => [
  ...stateFindings(view),
  ...valueFindings(view),
  ...vocabularyFindings(view),
  ...dayFindings(view),
  ...patientFindings(view),
  ...pictureFindings(view),
  ...readerFindings(view),
  ...documentFindings(view),
  ...quoteFindings(view),
  ...newWordFindings(view),
  ...inclusionFindings(view),
];

/** What is wrong within one case, waivers marked; files and other cases are not looked at. Pure. */
export function checkCase(record: Case, state: ReviewState, fields?: FieldSet): CheckFinding[] {
  return withWaivers(findingsOfView(viewOfCase(record, state, fields ? { fields } : {})), state);
}
