import type { z } from 'zod';
import type { modalities, modalitySchema } from '../../data/format/case.ts';
import { viewOf } from '../../data/vocabulary/view-words.ts';
import { plainSpaces } from './plain-spaces.ts';

/** What sources call modalities and views, in our vocabulary. A source's word that we do not know gives null. */

export type Modality = (typeof modalities)[number];
export type ModalityTerm = z.infer<typeof modalitySchema>;
export interface ViewTerm {
  stated: string | null;
  value: string | null;
  reason?: string;
}

const modalityWords: readonly [RegExp, Modality][] = [
  [/^annotated/, 'Annotated image'],
  [/^(?:illustration|diagram|drawing)/, 'Illustration'],
  [/^(?:pathology|histology)/, 'Pathology'],
  [/^(?:photograph|clinical photo)/, 'Photograph'],
  [
    /^(?:x-?ray|conventional radiography|digital radiography|plain radiograph|radiograph|cr$|dx$|rx|xr\b)/,
    'X-ray',
  ],
  [/^(?:pet|pet[-/ ]ct)\b/, 'PET'],
  [/^(?:ct|computed tomography|hrct|cone beam|tc$|cta$)/, 'CT'],
  [/^(?:mri?|magnetic resonance|rm$)/, 'MRI'],
  [/^(?:ultraso|sonography|echocardio|us$|doppler)/, 'Ultrasound'],
  [/^mammo/, 'Mammography'],
  [/^(?:dsa|digital subtraction|angiography|catheter arteriography)/, 'DSA'],
  [/^(?:fluoroscopy|barium|videofluoro)/, 'Fluoroscopy'],
  [/^(?:nuclear medicine|scintigraphy|spect|nm$)/, 'Nuclear medicine'],
  [/^endoscop/, 'Endoscopy'],
  [/^(?:ecg|electrocardiogra)/, 'ECG'],
];

export const modalityOf = (words: string): Modality | null => {
  const plain = plainSpaces(words).trim().toLowerCase();
  return modalityWords.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
};

/** A modality in a field of its own. */
export const statedModality = (stated: string | null): ModalityTerm => {
  const words = stated?.trim() || null;
  return { stated: words, value: words === null ? null : modalityOf(words) };
};

/** A view in a field of its own, refined by a second field (`Frontal` + `AP erect`). */
export const statedView = (stated: string | null, specifics: string | null = null): ViewTerm => {
  const words = stated?.trim() || null;
  const own = words === null ? null : viewOf(plainSpaces(words));
  if (own !== null || specifics === null || specifics.trim() === '') return { stated: words, value: own };
  const joined = [words, specifics.trim()].filter((part) => part !== null).join(', ');
  const refined = viewOf(plainSpaces(specifics));
  return refined === null ? { stated: words, value: null } : { stated: joined, value: refined };
};
