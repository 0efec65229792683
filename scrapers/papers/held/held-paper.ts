import type { Case } from '../../../data/format/case.ts';
import type { CaseStore } from '../../../data/ports/cases.ts';
import { doiKey } from '../identifiers.ts';
import { type PaperMarks, type Sameness, sameness, sameTitle } from '../identity/same-paper.ts';

/** Where papers that are held already are looked up. */
export interface HeldLookup {
  readonly cases: CaseStore;
  readonly casesWithDoi: (doi: string) => readonly string[];
  readonly casesWithImage: (sha256: string) => readonly string[];
  /** Ids and titles of all cases of a site. */
  readonly titlesOf: (site: string) => readonly { readonly id: string; readonly title: string }[];
}

/** A case that holds a paper, or that may. */
export interface Held {
  readonly case: Case;
  readonly sameness: Exclude<Sameness, { is: 'other' }>;
}

/** Cases that hold more than half of these pictures. */
function ownersOf({ casesWithImage }: HeldLookup, images: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const hash of images) for (const id of casesWithImage(hash)) counts.set(id, (counts.get(id) ?? 0) + 1);
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
  const { cases } = lookup;
  const titled = (): string[] =>
    lookup.titlesOf('paper').flatMap(({ id, title }) => (sameTitle(title, paper.title) ? id : []));
  const places: readonly (() => readonly string[])[] = [
    () => [paper.id, `paper-sha256-${paper.source.sha256.slice(0, 16)}`],
    () =>
      paper.doi === null
        ? []
        : [...lookup.casesWithDoi(doiKey(paper.doi)), ...lookup.casesWithDoi(paper.doi)],
    () => ownersOf(lookup, paper.images),
    titled,
  ];
  const seen = new Set<string>();
  let unsure: Held | null = null;
  for (const place of places) {
    for (const id of place()) {
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
