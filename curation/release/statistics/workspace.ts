import { changesOf, statusOf } from '../../review/changes-of.ts';
import { deriveFromTimeline } from '../derive.ts';
import { type ExportSource, exportRuns } from '../export.ts';
import { releaseRow } from '../release-row.ts';
import type { Derive } from '../rows.ts';
import { type Statistics, StatisticsCollector } from './collect.ts';

/** Statistics of everything a workspace would export, a case in memory at a time. */
export async function workspaceStatistics(
  source: Pick<ExportSource, 'cases' | 'reviews' | 'read' | 'exportOrder'>,
  options: { derive?: Derive } = {},
): Promise<Statistics> {
  const collector = new StatisticsCollector();
  const seen = new Set<string>();
  for await (const { record, review, rows } of exportRuns(source, options.derive ?? deriveFromTimeline)) {
    if (!seen.has(record.id)) {
      seen.add(record.id);
      const { state, reopened } = await changesOf(source, record, review);
      collector.addCase(statusOf(state, reopened));
    }
    for (const owner of rows) collector.add(releaseRow(owner), owner.row);
  }
  return collector.result();
}
