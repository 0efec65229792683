import type { Case } from '../../data/format/case.ts';
import type { WorkspaceConfig } from '../../data/format/config.ts';
import { isLong, longReading } from './aside/long-cases.ts';
import { type CaseReading, readCaseTexts } from './case-texts.ts';
import { asStated, type Conventions } from './suggest.ts';

export type { CaseReading } from './case-texts.ts';

/**
 * Reads a case with the rules as they are now, be it as it stands or as it stood.
 * @throws NotYetRead for a case of long texts, as long as they are read beside: see `whenRead` and `ifRead`
 */
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
    const conventions = conventionsOf(record) ?? asStated;
    const reading = isLong(record) ? longReading(record, conventions) : readCaseTexts(record, conventions);
    kept.set(record, reading);
    return reading;
  };
}

/** Reads with the conventions that a workspace's settings give its sources. */
export const readerFor = (config: () => WorkspaceConfig): CaseReader =>
  caseReader(({ source }) => ({ firstHospitalDay: config().sources[source.site]?.firstHospitalDay ?? 0 }));

/** Reads every text as it states its days. */
export const readAsStated: CaseReader = caseReader(() => undefined);
