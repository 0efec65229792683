import { isDeepStrictEqual } from 'node:util';
import type { Case, CaseImage, Patient } from '../../data/format/case.ts';
import { factsOf } from './image-facts.ts';
import type { ImportPlan, RowName } from './plan.ts';

/** A row by its names. */
export const rowOf = (record: Case, { file }: Pick<CaseImage, 'file'>): RowName => ({
  case: record.id,
  patient: record.patients[0]?.label ?? record.source.key,
  image: file,
});

const statedOf = (patient: Patient | undefined) => ({
  sex: patient?.sex?.stated ?? '',
  age: patient?.age?.stated ?? '',
});

/** Names what differs between a stored case and what it becomes, apart from decided cells. */
export function recordChanges(
  plan: ImportPlan,
  held: Case | null,
  next: Case,
  brought: ReadonlySet<string>,
): void {
  const named = plan.changes.length + plan.vanishes.length;
  const heldByFile = new Map(held?.images.map((image) => [image.file, image]));
  let isNamed = false;
  for (const image of next.images) {
    const twin = heldByFile.get(image.file);
    if (!held || !twin) {
      plan.appears.push(rowOf(next, image));
      isNamed = true;
      continue;
    }
    if (!brought.has(image.file)) continue;
    if (
      !isDeepStrictEqual(
        [image.imported?.table, image.imported?.row],
        [twin.imported?.table, twin.imported?.row],
      )
    ) {
      plan.moved += 1;
      isNamed = true;
    }
    const before = factsOf(held, twin);
    for (const [field, now] of Object.entries(factsOf(next, image))) {
      const was = before[field] ?? '';
      if (was !== now) plan.changes.push({ ...rowOf(next, image), field, before: was, now });
    }
  }
  if (!held) return;
  for (const patient of next.patients) {
    const was = statedOf(held.patients.find(({ id }) => id === patient.id));
    for (const field of ['sex', 'age'] as const) {
      const now = statedOf(patient)[field];
      if (was[field] === now) continue;
      plan.changes.push({ ...rowOf(next, { file: '' }), image: null, field, before: was[field], now });
    }
  }
  const isSame = isDeepStrictEqual(
    { ...held, rev: 0, source: { ...held.source, retrievedAt: '' } },
    { ...next, rev: 0, source: { ...next.source, retrievedAt: '' } },
  );
  if (isSame || isNamed || plan.changes.length + plan.vanishes.length > named) return;
  const [before, now] = [`revision ${held.rev}`, 'read anew'];
  plan.changes.push({ ...rowOf(next, { file: '' }), image: null, field: 'case', before, now });
}
