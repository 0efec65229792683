import type { DayRule } from './day-rule.ts';
import { countedDays } from './day-rules-counted.ts';
import { durations } from './day-rules-durations.ts';
import { elapsedDays } from './day-rules-elapsed.ts';
import { italianDays } from './day-rules-italian.ts';

/** The whole table of day expressions. */
export const dayRules: readonly DayRule[] = [...countedDays, ...italianDays, ...elapsedDays, ...durations];
