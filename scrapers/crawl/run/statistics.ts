import type { SourceStatistics } from '../source.ts';
import type { RunHistory } from './run-history.ts';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What earlier crawls of a source cost, for estimates: newest cases first, at most a few thousand. */
export const statisticsOf = (history: RunHistory, source: string): SourceStatistics => {
  const costs = history.costs(source);
  if (costs.length === 0) return { cases: 0, requestsByModality: {}, bytesPerRequest: null };
  const byModality = new Map<string, number[]>([['', costs.map(({ requests }) => requests)]]);
  for (const { modalities, requests } of costs) {
    for (const modality of new Set(modalities)) {
      byModality.set(modality, [...(byModality.get(modality) ?? []), requests]);
    }
  }
  const requests = costs.reduce((sum, cost) => sum + cost.requests, 0);
  const bytes = costs.reduce((sum, cost) => sum + cost.bytes, 0);
  return {
    cases: costs.length,
    requestsByModality: Object.fromEntries([...byModality].map(([modality, list]) => [modality, mean(list)])),
    bytesPerRequest: requests === 0 ? null : bytes / requests,
  };
};
