import type { Field } from '../../../data/fields/field.ts';

/**
 * Whether a row's own words (notes, file name, address) speak of a field at all: the measure of recall. A cell that
 * these words stand beside and no rule read is missed.
 */
export const statesField = ({ saidBy }: Field, words: string): boolean => saidBy?.test(words) === true;
