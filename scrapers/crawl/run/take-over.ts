import type { CaseDraft } from '../../../data/format/case.ts';
import type { CaseStore } from '../../../data/ports/cases.ts';
import type { SourceMemory } from '../../../data/ports/crawl/crawls.ts';
import type { SuspectCases } from '../../../data/ports/crawl/suspect-cases.ts';
import type { ImageStore } from '../../../data/ports/images.ts';
import type { Source } from '../source.ts';
import { UNNAMED } from './document-fills.ts';

/** A case as it is to be written: a new reading, laid over the held one where its source asks for that. */
export const overHeld = async (
  { overHeld: lay }: Pick<Source, 'overHeld'>,
  cases: Pick<CaseStore, 'get'>,
  images: ImageStore,
  draft: CaseDraft,
): Promise<CaseDraft> => {
  const held = lay === undefined ? null : await cases.get(draft.id);
  return held === null ? draft : ((await lay?.(held, draft, images)) ?? draft);
};

export interface TakeOverParts {
  readonly source: Pick<Source, 'name' | 'overHeld'>;
  readonly suspects: SuspectCases;
  readonly cases: Pick<CaseStore, 'get' | 'put'>;
  readonly images: ImageStore;
  readonly memory: Pick<SourceMemory, 'acceptDrifts'>;
}

export interface TakenOver {
  readonly id: string;
  readonly url: string;
  readonly change: 'new' | 'updated' | 'unchanged';
  readonly images: number;
  readonly missing: number;
}

/** A person says that the site is as it is now: what waited in `suspect/` is among the cases, and its rates are usual. */
export async function* takeOver({
  source,
  suspects,
  cases,
  images,
  memory,
}: TakeOverParts): AsyncGenerator<TakenOver> {
  for (const id of await suspects.ids(source.name)) {
    const draft = await suspects.get(source.name, id);
    if (draft === null) continue;
    const { change } = await cases.put(await overHeld(source, cases, images, draft));
    await suspects.remove(source.name, id);
    const missing = draft.images.filter(({ sha256 }) => sha256 === null).length;
    yield { id, url: draft.source.url ?? '', change, images: draft.images.length - missing, missing };
  }
  await memory.acceptDrifts(UNNAMED);
}
