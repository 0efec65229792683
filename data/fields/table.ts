import { courseFields } from './course-fields.ts';
import type { Field } from './field.ts';
import { imageFields } from './image-fields.ts';
import { measuredFields } from './measured-fields.ts';
import { patientFields } from './patient-fields.ts';
import { statedFields } from './stated-fields.ts';

/**
 * The fields a person decides, in the order they are asked in: everything that is to be known of a field stands in
 * its entry. Columns, dictionary, tables, cells, checks, statistics and evaluation follow from it.
 */
export const fieldTable = [
  ...patientFields,
  ...courseFields,
  ...imageFields,
  ...measuredFields,
  ...statedFields,
] as const satisfies readonly Field[];

/** An entry of the table, with its literal types. */
export type BuiltInField = (typeof fieldTable)[number];
export type FieldName = BuiltInField['name'];

/** Names of the entries that have a property. */
export type FieldsWith<Property extends keyof Field> = Extract<
  BuiltInField,
  { readonly [key in Property]: unknown }
>['name'];
