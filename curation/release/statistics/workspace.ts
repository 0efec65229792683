import { deriveFromTimeline } from '../derive.ts';
import { type ExportSource, exportRuns } from '../export.ts';
import { releaseRow } from '../release-row.ts';
import type { Derive } from '../rows.ts';
import { type Statistics, StatisticsCollector } from './collect.ts';

/** Statistics of everything a workspace would export, a case in memory at a time. */
export async function workspaceStatistics(
  source: Pick<ExportSource, 'cases' | 'reviews' | 'exportOrder'>,
  options: { derive?: Derive } = {},
): Promise<Statistics> {
  const collector = new StatisticsCollector();
  const seen = new Set<string>();
  for await (const { record, state, rows } of exportRuns(source, options.derive ?? deriveFromTimeline)) {
    if (!seen.has(record.id)) {
      seen.add(record.id);
      collector.addCase(state.status);
    }
    for (const owner of rows) collector.add(releaseRow(owner), owner.row);
  }
  return collector.result();
}
