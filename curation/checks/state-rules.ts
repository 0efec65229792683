import type { MetadataColumn, MetadataRow } from '../../data/fields/columns.ts';
import { atRow, type CheckedCase } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** A state that needs another: who is intubated is in intensive care, who is extubated was intubated. */
const implications: readonly { rule: string; given: MetadataColumn; needs: MetadataColumn }[] = [
  { rule: 'intubated-without-icu', given: 'intubated', needs: 'went_icu' },
  { rule: 'tube-without-icu', given: 'intubation_present', needs: 'in_icu' },
  { rule: 'tube-without-intubated', given: 'intubation_present', needs: 'intubated' },
  { rule: 'extubated-without-intubated', given: 'extubated', needs: 'intubated' },
  { rule: 'in-icu-without-went-icu', given: 'in_icu', needs: 'went_icu' },
];

const said = (row: MetadataRow, column: MetadataColumn): string => row[column].trim();

/** Contradictions within the states of each row. */
export function stateFindings({ rows }: CheckedCase): CheckFinding[] {
  const findings: CheckFinding[] = [];
  for (const owner of rows) {
    const { row } = owner;
    for (const { rule, given, needs } of implications) {
      const answer = said(row, needs);
      if (said(row, given) !== 'Y' || answer === 'Y') continue;
      findings.push(
        atRow(rule, owner, needs, `${given} is Y, but ${needs} is ${answer || 'not stated'}`, {
          values: { [given]: row[given], [needs]: row[needs] },
        }),
      );
    }
    if (said(row, 'intubated') === 'Y' && said(row, 'needed_supplemental_O2') === 'N')
      findings.push(
        atRow(
          'intubated-without-oxygen',
          owner,
          'needed_supplemental_O2',
          'intubated is Y, but needed_supplemental_O2 is N',
          { values: { intubated: row.intubated, needed_supplemental_O2: row.needed_supplemental_O2 } },
        ),
      );
  }
  return findings;
}
