import { foldReview } from '../../../curation/record/fold.ts';
import { allCells, cellGroups } from '../../../curation/review/cells.ts';
import { summariseReview } from '../../../curation/review/summary.ts';
import type { Suggestion } from '../../../curation/suggest/suggestion.ts';
import { type EmbeddedWorkspace, openWorkspace } from '../../../data/embedded/workspace.ts';
import type { Case, CaseDraft } from '../../../data/format/case.ts';
import { emptyReview, type ReviewEventInput, type Value } from '../../../data/format/review.ts';

type Suggest = (record: Case) => readonly Suggestion[];

/** A workspace beside the server's own, as another process would open it. */
export async function beside(
  directory: string,
  work: (workspace: EmbeddedWorkspace) => Promise<void>,
): Promise<void> {
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  try {
    await work(workspace);
  } finally {
    await workspace.close();
  }
}

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();

/** What a reader who believes every proposal would decide, field by field; `changed` answers otherwise. */
function readingOf(
  record: Case,
  suggest: Suggest,
  by: string,
  layer: string,
  changed: Readonly<Record<string, Value>> = {},
): ReviewEventInput[] {
  const groups = cellGroups(record, foldReview(emptyReview(record.id)), suggest(record));
  return allCells(groups).map((cell, number): ReviewEventInput => {
    const proposal = cell.proposals[0];
    const other = changed[cell.field.name];
    const value = other === undefined ? (proposal?.value ?? null) : other;
    const day =
      cell.field.kind === 'day' && typeof value === 'number'
        ? {
            from: value,
            to: value,
            anchor: proposal?.day?.anchor ?? ('unknown' as const),
            certainty: 'exact' as const,
          }
        : null;
    return {
      id: `${by}-${number}`,
      at: at(number),
      by,
      layer,
      kind: 'decide',
      target: cell.target,
      field: cell.field.name,
      value,
      ...(day ? { day } : {}),
      basis: { kind: 'person', quote: proposal?.quote ?? null },
    };
  });
}

/** Two people have read a case blind and differ on some fields; a third may adjudicate. */
export async function stageDoubleReading(
  workspace: EmbeddedWorkspace,
  id: string,
  suggest: Suggest,
  changed: Readonly<Record<string, Value>>,
): Promise<void> {
  const record = await workspace.cases.get(id);
  if (!record) throw new Error(`no case ${id}`);
  const { claims } = workspace;
  await claims.requestDoubleReading([id]);
  for (const [reader, otherwise] of [
    ['ben', {}],
    ['cleo', changed],
  ] as const) {
    await claims.claim(id, reader);
    const layer = `reader:${reader}`;
    await workspace.reviews.append(id, [
      ...readingOf(record, suggest, reader, layer, otherwise),
      { id: `${reader}-done`, at: at(59), by: reader, layer, kind: 'status', status: 'done' },
    ]);
    await claims.setReaderDone([id], reader, true);
    await claims.release(id, reader);
  }
}

const MONTH = 30 * 24 * 60 * 60_000;

/** A case as its source would have it another time. */
export async function changeCase(
  workspace: EmbeddedWorkspace,
  id: string,
  change: (draft: CaseDraft) => CaseDraft,
): Promise<void> {
  const record = await workspace.cases.get(id);
  if (!record) throw new Error(`no case ${id}`);
  const { rev: _rev, format: _format, ...draft } = record;
  await workspace.cases.put(change(draft));
}

/** A case is decided, then its source says something else. */
export async function stageDrift(
  workspace: EmbeddedWorkspace,
  id: string,
  suggest: Suggest,
  change: (text: string) => string,
): Promise<void> {
  const record = await workspace.cases.get(id);
  if (!record) throw new Error(`no case ${id}`);
  await workspace.reviews.append(id, readingOf(record, suggest, 'ben', 'shared'));
  await changeCase(workspace, id, (draft) => ({
    ...draft,
    source: {
      ...draft.source,
      retrievedAt: new Date(Date.parse(draft.source.retrievedAt) + MONTH).toISOString(),
    },
    texts: draft.texts.map((text) => ({ ...text, text: change(text.text) })),
  }));
}

/** A case is answered and called done while its page said less; then the page says the rest. */
export async function stageNewWords(
  workspace: EmbeddedWorkspace,
  id: string,
  suggest: Suggest,
  less: (text: string) => string,
  changed: Readonly<Record<string, Value>>,
): Promise<void> {
  const record = await workspace.cases.get(id);
  if (!record) throw new Error(`no case ${id}`);
  const { rev: _rev, format: _format, ...draft } = record;
  const { case: before } = await workspace.cases.put({
    ...draft,
    texts: draft.texts.map((text) => ({ ...text, text: less(text.text) })),
  });
  await workspace.reviews.append(id, [
    ...readingOf(before, suggest, 'ben', 'shared', changed),
    { id: 'ben-done', at: at(59), by: 'ben', kind: 'status', status: 'done' },
  ]);
  const retrievedAt = new Date(Date.parse(draft.source.retrievedAt) + MONTH).toISOString();
  await workspace.cases.put({ ...draft, source: { ...draft.source, retrievedAt } });
}

/** Somebody else decides fields of a case, on top of whatever stands. */
export async function stageDecision(
  workspace: EmbeddedWorkspace,
  id: string,
  values: Readonly<Record<string, Value>>,
  by = 'ben',
): Promise<void> {
  const record = await workspace.cases.get(id);
  const patient = record?.patients[0]?.id ?? null;
  const events = Object.entries(values).map(
    ([field, value]): ReviewEventInput => ({
      id: `${by}-${field}-${Date.now()}`,
      at: new Date().toISOString(),
      by,
      kind: 'decide',
      target: { patient, image: null },
      field,
      value,
      basis: { kind: 'person', quote: null },
    }),
  );
  await workspace.reviews.append(id, events);
}
