import { days as english } from './en/days.ts';
import { days as italian } from './it/days.ts';
import { joined } from './languages.ts';

/** Words for what happens on a day, of all languages. */
export const dayWords = joined(english, italian);
