import { breathing as englishBreathing } from './en/breathing.ts';
import { intensiveCare as englishIntensiveCare } from './en/intensive-care.ts';
import { outcome as englishOutcome } from './en/outcome.ts';
import { oxygen as englishOxygen } from './en/oxygen.ts';
import { virusTests as englishTests } from './en/virus-tests.ts';
import { breathing as italianBreathing } from './it/breathing.ts';
import { intensiveCare as italianIntensiveCare } from './it/intensive-care.ts';
import { outcome as italianOutcome } from './it/outcome.ts';
import { oxygen as italianOxygen } from './it/oxygen.ts';
import { virusTests as italianTests } from './it/virus-tests.ts';
import { joined } from './languages.ts';

/** Words of a patient's course, the lists of all languages joined. */

export const oxygenWords = joined(englishOxygen, italianOxygen);
export const breathingWords = joined(englishBreathing, italianBreathing);
export const careWords = joined(englishIntensiveCare, italianIntensiveCare);
export const outcomeWords = joined(englishOutcome, italianOutcome);
export const testWords = joined(englishTests, italianTests);

/** A list as the inside of a larger expression. */
export const any = (words: readonly string[]): string => `(?:${words.join('|')})`;
