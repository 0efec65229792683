import { findingPaths } from './findings.ts';

/** Which finding of the hierarchy a label of another table, or of an older form of the reference's, means. */

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9/]+/g, ' ')
    .replace(/ ?\/ ?/g, '/')
    .trim();

/** Other words for them; what older tables said beside the cause of a pneumonia is no finding of its own. */
const others: Readonly<Record<string, readonly string[]>> = {
  'Pneumonia/Viral/COVID-19': [
    'covid',
    'covid19',
    'sars cov 2',
    'sars cov2',
    '2019 ncov',
    'ncov',
    'ncov 2019',
  ],
  'Pneumonia/Viral/MERS-CoV': ['mers', 'mers cov 1'],
  'Pneumonia/Viral/SARS': ['sars cov', 'sars cov 1'],
  'Pneumonia/Bacterial/E.Coli': ['escherichia', 'escherichia coli'],
  'No Finding': ['normal', 'no findings', 'none found', 'healthy', 'negative'],
};
const besides: ReadonlySet<string> = new Set(['ards', 'acute respiratory distress syndrome']);

/** The findings of a collection: its hierarchy as whole paths, and what words for them mean. */
export interface Findings {
  readonly paths: readonly string[];
  isKnown(path: string): boolean;
  /**
   * The finding that a label means (`COVID-19, ARDS` is `Pneumonia/Viral/COVID-19`); null where it is none that is known, or
   * two that do not go together. Pure.
   */
  meant(stated: string): string | null;
}

/** Findings of a hierarchy. @param others more words for a path, beside it and its last part */
export function findingsWith(
  paths: readonly string[],
  others: Readonly<Record<string, readonly string[]>>,
): Findings {
  const known = new Set(paths);
  const byWords = new Map<string, string>();
  for (const path of paths) {
    byWords.set(plain(path), path);
    const leaf = plain(path.split('/').at(-1) ?? path);
    if (!byWords.has(leaf)) byWords.set(leaf, path);
  }
  for (const [path, words] of Object.entries(others))
    if (known.has(path)) for (const word of words) byWords.set(plain(word), path);

  /** A word for a finding, with or without what says no more than "pneumonia". */
  function exactly(words: string): string | null {
    const whole = plain(words);
    const bare = whole
      .replace(/\b(?:pneumonia|infection|disease|probable|suspected|confirmed)\b/g, '')
      .replace(/ +/g, ' ')
      .trim();
    return byWords.get(whole) ?? byWords.get(bare) ?? null;
  }

  /** "Streptococcus pneumoniae", "Influenza A": the genus is the finding. */
  function byGenus(words: string): string | null {
    const [first = '', second] = plain(words).split(' ');
    return second !== undefined && first.length > 4 ? (byWords.get(first) ?? null) : null;
  }

  return {
    paths,
    isKnown: (path) => known.has(path),
    meant(stated) {
      const whole = exactly(stated);
      if (whole !== null) return whole;
      const parts = stated
        .split(/[,;+&|]|\band\b|\bwith\b/i)
        .filter((part) => plain(part) !== '' && !besides.has(plain(part)));
      const found = parts.map((part) => exactly(part) ?? byGenus(part));
      // The most exact one, where all others stand above it.
      const deepest = found.reduce<string>((a, b) => ((b?.length ?? 0) > a.length ? (b ?? a) : a), '');
      const agree = found.every((path) => path !== null && `${deepest}/`.startsWith(`${path}/`));
      return deepest !== '' && agree ? deepest : null;
    },
  };
}

/** The built-in hierarchy with an own one behind it. */
export const findingsBeside = (
  own: readonly string[],
  synonyms: Readonly<Record<string, readonly string[]>>,
): Findings => findingsWith([...new Set([...findingPaths, ...own])], { ...others, ...synonyms });

export const builtInFindings: Findings = findingsWith(findingPaths, others);
export const findingMeant = builtInFindings.meant;
