import type { CaseEstimate, CaseReference, SourceStatistics } from '../crawl/source.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/**
 * Least requests that a modality on the card stands for, beside the case page itself: its study and an image; of MRI
 * another stack. Twice as many are as good as sure too: 77 films of 40 cases in a real batch, in about 1.5 studies.
 */
const leastOf: Readonly<Record<string, number>> = { MRI: 3 };
const leastOfOthers = 2;

/** What earlier crawls measured is better and is used when there is any. */
export const estimateCase = (reference: CaseReference, statistics: SourceStatistics): CaseEstimate => {
  const modalities = reference.modalities ?? [];
  const known = statistics.requestsByModality;
  const measured = modalities.flatMap((name) => known[name] ?? []);
  const complete = measured.length === modalities.length && measured.length > 0;
  const mean = complete ? Math.max(...measured) : known[''];
  const named =
    modalities.length === 0 ? [leastOfOthers] : modalities.map((name) => leastOf[name] ?? leastOfOthers);
  const least = 1 + sum(named);
  const requests =
    mean === undefined ? { min: least, max: 2 * least } : { min: mean * 0.71, max: mean * 1.4 };
  return { requests, bytes: ((requests.min + requests.max) / 2) * (statistics.bytesPerRequest ?? 350_000) };
};
