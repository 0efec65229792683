import type { DayRule } from './day-rule.ts';
import { countedDays } from './day-rules-counted.ts';
import { elapsedDays } from './day-rules-elapsed.ts';
import { italianDays } from './day-rules-italian.ts';

/** The whole table of day expressions. */
export const dayRules: readonly DayRule[] = [...countedDays, ...italianDays, ...elapsedDays];
