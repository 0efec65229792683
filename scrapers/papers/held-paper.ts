import type { Case } from '../../data/format/case.ts';
import type { CaseStore } from '../../data/store/ports.ts';
import type { Paper } from './paper.ts';
import { plainWords } from './plain-words.ts';

/** Where papers that are held already are looked up. */
export interface HeldLookup {
  readonly cases: CaseStore;
  readonly casesWithDoi: (doi: string) => readonly string[];
  readonly casesWithImage: (sha256: string) => readonly string[];
}

/** A title of fewer letters ("Case report") belongs to many papers. */
const tellingTitle = 30;

/** The case of the same title among papers, of which one has no DOI: with two DOIs, two papers are two. */
async function withTitle({ cases }: HeldLookup, paper: Pick<Paper, 'doi' | 'title'>): Promise<string | null> {
  const title = plainWords(paper.title ?? '');
  if (title.length < tellingTitle) return null;
  for await (const id of cases.ids({ site: 'paper' })) {
    if (paper.doi !== null && !id.startsWith('paper-sha256-')) continue;
    const held = await cases.get(id).catch(() => null);
    if (held !== null && plainWords(held.document.title ?? '') === title) return id;
  }
  return null;
}

/**
 * The case that holds a paper already, whatever way it came: same id, same DOI, most of its pictures byte for byte, or,
 * where one of the two names no DOI, the same title.
 * @param ofSite only cases of this site (`paper`); without it those of imported tables and other sources too
 */
export async function heldAs(
  lookup: HeldLookup,
  paper: Pick<Paper, 'id' | 'doi' | 'title' | 'figures'>,
  ofSite?: string,
): Promise<Case | null> {
  const { cases } = lookup;
  const fitting = async (id: string | null | undefined): Promise<Case | null> => {
    const held = id ? await cases.get(id) : null;
    return held !== null && (ofSite === undefined || held.source.site === ofSite) ? held : null;
  };
  const same = await fitting(paper.id);
  if (same !== null) return same;
  for (const id of paper.doi === null ? [] : lookup.casesWithDoi(paper.doi)) {
    const held = await fitting(id);
    if (held !== null) return held;
  }
  const hashes = paper.figures.flatMap((figure) => figure.images.flatMap(({ sha256 }) => sha256 ?? []));
  const owners = hashes.flatMap((hash) => lookup.casesWithImage(hash)[0] ?? []);
  if (owners.length * 2 > hashes.length) {
    const held = await fitting(owners[0]);
    if (held !== null) return held;
  }
  return fitting(await withTitle(lookup, paper));
}
