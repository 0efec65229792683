import { changesOf, statusOf } from '../../review/changes-of.ts';
import { exportRuns, type RunSource } from '../export.ts';
import { releaseRow } from '../release-row.ts';
import { type Statistics, StatisticsCollector } from './collect.ts';

/** Statistics of everything a workspace would export, a case in memory at a time. */
export async function workspaceStatistics(source: RunSource): Promise<Statistics> {
  const collector = new StatisticsCollector(source.fields);
  const seen = new Set<string>();
  for await (const { record, review, rows } of exportRuns(source)) {
    if (!seen.has(record.id)) {
      seen.add(record.id);
      const { state, reopened } = await changesOf(source, record, review);
      collector.addCase(statusOf(state, reopened));
    }
    for (const owner of rows) collector.add(releaseRow(owner), owner.row, owner.image);
  }
  return collector.result();
}
