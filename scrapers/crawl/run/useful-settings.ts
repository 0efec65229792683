import { InvalidInput } from '../../../data/errors.ts';
import type { WorkspaceConfig } from '../../../data/format/config.ts';
import { orNearest } from '../../../data/nearest-name.ts';
import { sourceNames } from '../../source-names.ts';
import { faultOf } from './schedule.ts';

/**
 * Refuses settings that are in form and would come to nothing: of a source that there is not, a schedule that never runs. What stood
 * so before is left to whoever wrote it.
 * @throws InvalidInput naming the setting and the remedy
 */
export function refuseUseless(before: WorkspaceConfig, after: WorkspaceConfig): void {
  const known: readonly string[] = sourceNames;
  for (const name of Object.keys(after.sources))
    if (!known.includes(name) && !(name in before.sources))
      throw new InvalidInput(
        'unknown-source',
        `there is no source '${name.slice(0, 60)}'${orNearest(name, known)}; known are ${known.join(', ')}`,
      );
  const stood = new Set(before.schedules.map((schedule) => JSON.stringify(schedule)));
  for (const schedule of after.schedules) {
    const fault = stood.has(JSON.stringify(schedule)) ? null : faultOf(schedule, after.schedules, known);
    if (fault !== null) throw new InvalidInput('bad-schedule', fault);
  }
}
