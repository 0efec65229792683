import type { Case } from '../../data/format/case.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
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
  const kept = new WeakMap<Case, { readonly conventions: Conventions; readonly reading: CaseReading }>();
  return (record) => {
    const conventions = conventionsOf(record) ?? asStated;
    const held = kept.get(record);
    const isSame =
      held?.conventions.firstHospitalDay === conventions.firstHospitalDay &&
      held.conventions.protocol === conventions.protocol;
    if (held && isSame) return held.reading;
    const reading = isLong(record) ? longReading(record, conventions) : readCaseTexts(record, conventions);
    kept.set(record, { conventions, reading });
    return reading;
  };
}

/** Whose texts are read, and what is asked of them: the settings and the protocol of a workspace. */
type Asking = Pick<Workspace, 'config' | 'protocol'>;

/** How the texts of a source are read in a workspace: by its settings and its protocol. */
export const conventionsIn = ({ config, protocol }: Asking, site: string): Conventions => ({
  firstHospitalDay: config.sources[site]?.firstHospitalDay ?? 0,
  protocol,
});

/** Reads as the settings and the protocol of a workspace have it, at any moment. */
export const readerFor = (workspace: Asking): CaseReader =>
  caseReader(({ source }) => conventionsIn(workspace, source.site));

/** Reads every text as it states its days. */
export const readAsStated: CaseReader = caseReader(() => undefined);
