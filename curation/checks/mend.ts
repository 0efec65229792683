import type { FieldSet } from '../../data/fields/field-set.ts';
import { valueOfCell } from '../../data/fields/value.ts';
import { exactDay } from '../../data/format/day.ts';
import type { ReviewEventInput } from '../../data/format/review.ts';
import { eventIds } from '../review/actions.ts';
import type { CheckFinding } from './finding.ts';
import type { Doing } from './waive.ts';

/** A finding with the cell that a person takes in place of the one it names. */
export interface Mend {
  readonly finding: CheckFinding & { readonly field: string };
  readonly cell: string;
}

/**
 * What of the findings a person takes: what each of them names, or `as` for those whose cell is `stated`.
 * @returns mends, and the findings that name no cell that anybody could decide
 */
export function mendsOf(
  findings: readonly CheckFinding[],
  fields: FieldSet,
  { stated, as }: { readonly stated?: string; readonly as?: string } = {},
): { mends: Mend[]; open: CheckFinding[] } {
  const mends: Mend[] = [];
  const open: CheckFinding[] = [];
  for (const finding of findings) {
    const { field } = finding;
    const cell = field === null ? undefined : finding.values[field];
    if (stated !== undefined && cell !== stated) continue;
    const taken = as ?? finding.mended;
    if (field === null || finding.image === null || taken === undefined || fields.find(field) === null)
      open.push(finding);
    else mends.push({ finding: { ...finding, field }, cell: taken });
  }
  return { mends, open };
}

/** Decisions of a person for the mends of one case: each at the image whose row has the cell. */
export function mendEvents(
  mends: readonly Mend[],
  fields: FieldSet,
  { by, at, action }: Doing,
): ReviewEventInput[] {
  const ids = eventIds(action, mends.length);
  return mends.map(({ finding: { target, field }, cell }, index) => {
    const known = fields.named(field);
    const { value, stated } = valueOfCell(known, cell);
    return {
      id: ids[index] as string,
      at,
      by,
      kind: 'decide',
      target,
      field,
      value,
      ...(stated === undefined ? {} : { stated }),
      ...(known.kind === 'day' && typeof value === 'number' ? { day: exactDay(value) } : {}),
      basis: { kind: 'person', quote: null },
    };
  });
}
