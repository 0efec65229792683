import type { Case } from '../../data/format/case.ts';
import type { WorkspaceConfig } from '../../data/format/config.ts';
import type { TimelineEvent } from '../../data/format/timeline.ts';
import { type Conventions, suggest, suggestEvents } from './suggest.ts';
import type { Suggestion } from './suggestion.ts';

/** What the rules read in a case: values for its fields, and the events of its patients. */
export interface CaseReading {
  readonly suggestions: readonly Suggestion[];
  readonly events: readonly TimelineEvent[];
}

/** Reads a case with the rules as they are now, be it as it stands or as it stood. */
export type CaseReader = (record: Case) => CaseReading;

/**
 * A reader that keeps what it read as long as the case's object lives.
 * @param conventionsOf how the texts of a case's source are to be read
 */
export function caseReader(conventionsOf: (record: Case) => Conventions | undefined): CaseReader {
  const kept = new WeakMap<Case, CaseReading>();
  return (record) => {
    const held = kept.get(record);
    if (held) return held;
    const conventions = conventionsOf(record);
    const reading: CaseReading = {
      suggestions: suggest(record, conventions),
      events: record.patients.flatMap(({ id }) => suggestEvents(record, id, conventions)),
    };
    kept.set(record, reading);
    return reading;
  };
}

/** Reads with the conventions that a workspace's settings give its sources. */
export const readerFor = (config: () => WorkspaceConfig): CaseReader =>
  caseReader(({ source }) => ({ firstHospitalDay: config().sources[source.site]?.firstHospitalDay ?? 0 }));

/** Reads every text as it states its days. */
export const readAsStated: CaseReader = caseReader(() => undefined);
