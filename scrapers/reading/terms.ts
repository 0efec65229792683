import type { z } from 'zod';
import type { modalities, modalitySchema } from '../../data/format/case.ts';
import type { View } from '../../data/vocabulary/views.ts';

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
    /^(?:x-?ray|conventional radiography|digital radiography|plain radiograph|radiograph|cr$|dx$|rx)/,
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
  const plain = words.trim().toLowerCase();
  return modalityWords.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
};

/** A modality in a field of its own. */
export const statedModality = (stated: string | null): ModalityTerm => {
  const words = stated?.trim() || null;
  return { stated: words, value: words === null ? null : modalityOf(words) };
};

const viewWords: readonly [RegExp, View][] = [
  [/\b(?:ap|antero-?posterior)\b.{0,20}\b(?:supine|lying|recumbent)\b|\bsupine\b/, 'AP Supine'],
  [/\b(?:ap|antero-?posterior)\b.{0,20}\b(?:erect|upright|sitting|semi-?erect|standing)\b/, 'AP Erect'],
  [/\b(?:pa|p-a|postero-?anterior)\b/, 'PA'],
  [/\b(?:ap|a-p|antero-?posterior)\b/, 'AP'],
  [/\blateral\b(?! decubitus)/, 'L'],
  [/\b(?:axial|transaxial)\b/, 'Axial'],
  [/\bcoronal\b/, 'Coronal'],
  [/\bsagittal\b/, 'Sagittal'],
];

/** Our view of a source's projection or plane; `Frontal` alone says neither PA nor AP and gives null. */
export const viewInWords = (words: string): View | null => {
  const plain = words.toLowerCase();
  return viewWords.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
};

/** A view in a field of its own, refined by a second field (`Frontal` + `AP erect`). */
export const statedView = (stated: string | null, specifics: string | null = null): ViewTerm => {
  const words = stated?.trim() || null;
  const own = words === null ? null : viewInWords(words);
  if (own !== null || specifics === null || specifics.trim() === '') return { stated: words, value: own };
  const joined = [words, specifics.trim()].filter((part) => part !== null).join(', ');
  const refined = viewInWords(specifics);
  return refined === null ? { stated: words, value: null } : { stated: joined, value: refined };
};
