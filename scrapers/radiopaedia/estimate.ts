import type { CaseEstimate, CaseReference, SourceStatistics } from '../crawl/source.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/**
 * Requests that a modality on the card stands for, beside the case page itself. X-ray: 77 films of 40 cases in a real
 * batch, in about 1.5 studies; CT: a study of several stacks with a key image each; MRI: more stacks.
 */
const requestsOf: Readonly<Record<string, number>> = { 'X-ray': 3.4, CT: 3.4, MRI: 5 };
const requestsOfOthers = 2.2;

/** What earlier crawls measured is better and is used when there is any. */
export const estimateCase = (reference: CaseReference, statistics: SourceStatistics): CaseEstimate => {
  const modalities = reference.modalities ?? [];
  const known = statistics.requestsByModality;
  const measured = modalities.flatMap((name) => known[name] ?? []);
  const guessed =
    modalities.length === 0 ? 3.4 : sum(modalities.map((name) => requestsOf[name] ?? requestsOfOthers));
  const complete = measured.length === modalities.length && measured.length > 0;
  const mean = complete ? Math.max(...measured) : (known[''] ?? 1 + guessed);
  return {
    requests: { min: mean * 0.71, max: mean * 1.4 },
    bytes: mean * (statistics.bytesPerRequest ?? 350_000),
  };
};
