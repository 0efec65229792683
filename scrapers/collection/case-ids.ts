import { createHash } from 'node:crypto';
import { patientNamed, qualifiedPatient } from '../../data/format/patient-name.ts';
import type { HeldIds } from '../merge/plan-import.ts';

/** Words as part of an id: at most 80 letters, digits, dots, dashes and underscores. */
export const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-._]+|[-.]+$/g, '')
    .slice(0, 80) || createHash('sha256').update(text).digest('hex').slice(0, 12);

/**
 * The case of a table's patient: the one that is stored, else one of an id that no other has.
 * @param dataset whose patients the table's are; left out: the reference's, and those of datasets that an export qualified
 * @param taken case ids that are given already
 */
export function caseOfPatient(
  label: string,
  dataset: string | undefined,
  held: HeldIds | undefined,
  taken: ReadonlySet<string>,
): { readonly dataset: string | undefined; readonly key: string; readonly id: string } {
  const named = dataset ? { dataset, id: label } : patientNamed(label, held?.datasets ?? new Set());
  const whole = qualifiedPatient(named.dataset, named.id);
  const base = `collection-${slug(whole)}`;
  const other = `${base}-${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`;
  const id = held?.byKey.get(whole) ?? (taken.has(base) ? other : base);
  return { dataset: named.dataset, key: named.id, id };
}
