import type { CaseCost, SourceMemory } from '../../../data/ports/crawl/crawls.ts';
import type { SourceStatistics } from '../source.ts';

/** Newest cases that an estimate looks back on. */
const LOOKED_BACK_ON = 2_000;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What the newest cases of a source cost to read, for estimates of later crawls. */
export const statisticsOf = async (memory: Pick<SourceMemory, 'costs'>): Promise<SourceStatistics> => {
  const costs = await memory.costs(LOOKED_BACK_ON);
  if (costs.length === 0) return { cases: 0, requestsByModality: {}, bytesPerRequest: null };
  const requestsOf = ({ requests }: CaseCost) => requests;
  const byModality = new Map<string, number[]>([['', costs.map(requestsOf)]]);
  for (const { modalities, requests } of costs) {
    for (const modality of new Set(modalities))
      byModality.set(modality, [...(byModality.get(modality) ?? []), requests]);
  }
  const requests = sumOf(costs.map(requestsOf));
  return {
    cases: costs.length,
    requestsByModality: Object.fromEntries(
      [...byModality].map(([modality, list]) => [modality, sumOf(list) / list.length]),
    ),
    bytesPerRequest: requests === 0 ? null : sumOf(costs.map(({ bytes }) => bytes)) / requests,
  };
};
