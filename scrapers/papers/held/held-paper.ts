import type { Case } from '../../../data/format/case.ts';
import type { CaseIndex } from '../../../data/ports/case-index.ts';
import type { CaseStore } from '../../../data/ports/cases.ts';
import { doiKey } from '../identifiers.ts';
import { type PaperMarks, type Sameness, sameness, sameTitle } from '../identity/same-paper.ts';

/** Where papers that are held already are looked up. */
export interface HeldLookup {
  readonly cases: CaseStore;
  readonly index: Pick<CaseIndex, 'casesWithDoi' | 'casesWithImage' | 'titlesOf'>;
}

/** A case that holds a paper, or that may. */
export interface Held {
  readonly case: Case;
  readonly sameness: Exclude<Sameness, { is: 'other' }>;
}

/** Cases that hold more than half of these pictures. */
async function ownersOf({ index }: HeldLookup, images: readonly string[]): Promise<string[]> {
  const counts = new Map<string, number>();
  const found = await Promise.all(images.map((hash) => index.casesWithImage(hash)));
  for (const id of found.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].filter(([, count]) => count * 2 > images.length).map(([id]) => id);
}

/**
 * The case that holds a paper already, whatever way it came, else one of which only a person can say whether it does.
 * @param options `ofSite`: only cases of this site (`paper`), without it those of imported tables and other sources
 * too; `apartFrom`: cases that a person said to hold another paper
 */
export async function findHeld(
  lookup: HeldLookup,
  paper: PaperMarks,
  options: { ofSite?: string; apartFrom?: readonly string[] } = {},
): Promise<Held | null> {
  const { cases, index } = lookup;
  const titled = async (): Promise<string[]> =>
    (await index.titlesOf('paper')).flatMap(({ id, title }) => (sameTitle(title, paper.title) ? id : []));
  const places: readonly (() => Promise<readonly string[]>)[] = [
    async () => [paper.id, `paper-sha256-${paper.source.sha256.slice(0, 16)}`],
    async () =>
      paper.doi === null
        ? []
        : [...(await index.casesWithDoi(doiKey(paper.doi))), ...(await index.casesWithDoi(paper.doi))],
    () => ownersOf(lookup, paper.images),
    titled,
  ];
  const seen = new Set<string>();
  let unsure: Held | null = null;
  for (const place of places) {
    for (const id of await place()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const held = await cases.get(id);
      if (held === null || (options.ofSite !== undefined && held.source.site !== options.ofSite)) continue;
      const judged = sameness(held, paper);
      if (judged.is === 'same') return { case: held, sameness: judged };
      if (judged.is === 'unsure' && !options.apartFrom?.includes(id))
        unsure ??= { case: held, sameness: judged };
    }
  }
  return unsure;
}
