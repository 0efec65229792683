import tree from './findings.json' with { type: 'json' };

/** A branch of the findings hierarchy: each name leads to its more exact findings. */
interface Branch {
  readonly [name: string]: Branch;
}

const pathsOf = (branch: Branch, above = ''): string[] =>
  Object.entries(branch).flatMap(([name, below]) => {
    const path = above ? `${above}/${name}` : name;
    return [path, ...pathsOf(below, path)];
  });

/** Every finding as its whole path, e.g. `Pneumonia/Viral/COVID-19`; the CSV's loader splits at the slash. */
export const findingPaths: readonly string[] = pathsOf(tree as unknown as Branch);
const known = new Set(findingPaths);

export const isKnownFinding = (finding: string): boolean => known.has(finding);

/** When the first patients of a disease fell ill, for those that are younger than radiology: ISO month, at its earliest. */
const firstSeen: Readonly<Record<string, string>> = {
  'COVID-19': '2019-11-01',
  'MERS-CoV': '2012-03-01',
  SARS: '2002-11-01',
};

/** The disease of a finding that nobody had before a day; null for every other. Pure. */
export function firstSeenOf(finding: string): { finding: string; since: string } | null {
  const name = finding
    .split('/')
    .find((part) => firstSeen[part.trim()] !== undefined)
    ?.trim();
  const since = name === undefined ? undefined : firstSeen[name];
  return name === undefined || since === undefined ? null : { finding: name, since };
}

/** A row nobody has decided: the loader drops it, and it never leaves a blank finding behind. */
export const UNDECIDED_FINDING = 'todo';

const UNDECIDED: readonly string[] = ['', UNDECIDED_FINDING, 'Unknown'];

/** False for a row whose finding is blank, `todo` or `Unknown`: the reference's loader drops such rows, and so do its tables and tasks. */
export const isDecidedFinding = (finding: string): boolean => !UNDECIDED.includes(finding.trim());
