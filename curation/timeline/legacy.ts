/**
 * The one number that the reference CSV wants of a day: of a range its middle (towards the start), of "a few
 * days" (3 to 7) the 5 of the reference collection, of an open interval the end that is known. One function
 * serves typed, decided and suggested days.
 */
export { legacyOffset } from '../review/day-input.ts';
