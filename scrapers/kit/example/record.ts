import type { SearchHit } from '../../reading/walk-pages.ts';

/** What the site's pages say, in its own words, before it becomes a case. Null: not stated. */

export interface ExampleHit extends SearchHit {
  /** The number in the case's address. */
  key: string;
}

export interface ExampleFigure {
  /** Addresses as written, best first. */
  urls: string[];
  caption: string | null;
}

/** Headings of the page that are read, with the kind of text each is. */
export const sections = [
  { heading: 'History', kind: 'history' },
  { heading: 'Findings', kind: 'findings' },
  { heading: 'Discussion', kind: 'discussion' },
] as const;

export interface ExampleCasePage {
  key: string;
  title: string;
  /** BCP 47 as the page declares it. */
  language: string;
  published: { stated: string; iso: string | null } | null;
  age: string | null;
  sex: string | null;
  texts: { kind: (typeof sections)[number]['kind']; text: string }[];
  licence: string | null;
  figures: ExampleFigure[];
}
