import type { Rates } from './measured-confidence.ts';

/** Written by `tests/tools/measure-confidence.ts`; not by hand. */
export const measuredRates: Rates = {};
