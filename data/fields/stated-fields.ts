import { field, plainFact } from './kinds.ts';

/** Facts of an image that the source states in its own words. */
export const statedFields = [
  field({
    name: 'date',
    label: 'Date',
    kind: 'text',
    scope: 'image',
    asked: ['image-when-said'],
    column: { place: 21, means: 'date of the image as the source states it', fact: true },
    tables: ['images'],
    stated: (_patient, image) => plainFact(image?.date),
  }),
  field({
    name: 'license',
    label: 'Licence',
    kind: 'text',
    scope: 'image',
    asked: ['image-when-said'],
    column: { place: 27, means: 'licence of the image', fact: true },
  }),
] as const;
