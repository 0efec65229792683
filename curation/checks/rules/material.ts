import { type CheckRule, ruleOf } from './rule.ts';

const document = ruleOf('document');
const file = ruleOf('file');
const duplicate = ruleOf('duplicate');

/** Rules about what the rows rest on: documents and their licences, files, the same film twice. */
export const materialRules: readonly CheckRule[] = [
  document(
    'licence-missing',
    'warning',
    'no licence stated: the image is left out of every release',
    'enter the licence that the source states',
  ),
  document(
    'licence-unknown',
    'warning',
    'a licence in words that name none we know: the image is left out of every release',
    'enter its code, or add it to vocabulary/licences.json',
  ),
  document(
    'credit-missing',
    'warning',
    'a licence that asks for attribution, and nobody to name',
    'enter the credit line, authors or citation',
  ),
  document(
    'spilled-notes',
    'warning',
    'notes stood beyond the named columns of the imported table',
    'nothing is lost: they are kept behind other_notes; mend the table if it is imported again',
  ),
  document(
    'quote-gone',
    'warning',
    'a decision or an event rests on words that the source, read again, no longer says there',
    'open the case and look at the value again: accept it anew, correct it, or clear it',
  ),
  document(
    'new-words',
    'error',
    'the source, read again, now says what speaks against an answer, or for one that was left open',
    'open the case, read before and now, and take the new words or confirm the answer',
  ),
  document(
    'row-vanished',
    'warning',
    'an image left out because a newer form of its table no longer has its row',
    'leave it out, or take the image in again on the page of its case',
  ),
  file(
    'image-missing',
    'warning',
    'a row whose image file was never at hand: releases leave the row out',
    'fetch or import the file',
  ),
  file(
    'image-lost',
    'error',
    'an image that was stored and is gone from the image store',
    'restore it from a backup, or crawl or import the case again',
  ),
  file(
    'image-unused',
    'warning',
    'a stored file that no case names',
    'nothing refers to it; it can be removed',
  ),
  file('unreadable-image', 'error', 'a file that cannot be decoded', 'fetch it again, or exclude the image'),
  file(
    'identity-in-file',
    'error',
    'a file that may name a patient (DICOM, or a file that cannot be looked through): it does not leave the workspace',
    'save its picture anew as PNG or JPEG and import that, or exclude the image',
  ),
  file(
    'metadata-in-file',
    'warning',
    'a file that holds more than its picture (EXIF, comments, text, appended bytes)',
    'none needed for exports and releases, which leave that behind; the original stays in the workspace as it came',
  ),
  file(
    'extension-mismatch',
    'warning',
    'the file name ends otherwise than its content is',
    'none needed for loaders that read content; rename it where names matter',
  ),
  file(
    'mask-among-films',
    'warning',
    'a picture of drawn regions (a mask) among the films, or one that is called so',
    'exclude it: a mask is an annotation of an image, and no image of the patient',
  ),
  file(
    'low-resolution',
    'warning',
    'a picture under 200 pixels a side: a thumbnail in place of the original',
    'fetch the original',
  ),
  file(
    'file-name-twice',
    'error',
    'two rows with the same file name, or names that differ in case only',
    'rename one file; until then exports give the later one the name that is proposed',
  ),
  file(
    'unsafe-file-name',
    'error',
    'a file name that is no plain name on every system',
    'rename the file; until then exports give it the name that is proposed',
  ),
  duplicate(
    'duplicate-image',
    'error',
    'two images show the same film, be it mirrored or turned',
    'exclude one of the two, or merge the patients',
  ),
  duplicate(
    'patient-twice',
    'error',
    'the same images stand under two patients: one patient held under two publishers',
    'merge the two patients',
  ),
  duplicate(
    'same-story',
    'warning',
    'the notes of two patients from different documents are largely the same words',
    'read both: often one patient published twice',
  ),
];
