import type { SearchHit } from '../reading/walk-pages.ts';

/** What Eurorad's pages say, typed, before it becomes a case. */

export interface EuroradHit extends SearchHit {
  number: string;
}

export interface GalleryFigure {
  /** `1`, `2a`: figure and panel as the paginator numbers them. */
  label: string;
  /** Addresses, highest resolution first. */
  urls: string[];
  /** Name of the file, decoded. */
  file: string;
  /** Null when there is none. */
  caption: string | null;
  /** `© Department …, 2020`; null when not stated. */
  origin: string | null;
}

export interface EuroradPage {
  number: string;
  title: string;
  section: string | null;
  caseType: string | null;
  authors: string[];
  hospital: string | null;
  /** `DD.MM.YYYY` as stated. */
  published: string | null;
  /** The header's `62 years, male`; null when it has none. */
  demographics: string | null;
  history: string | null;
  findings: string | null;
  discussion: string | null;
  /** One item each. */
  differential: string[];
  diagnosis: string | null;
  references: string | null;
  /** Sections of other names. */
  further: { heading: string; text: string }[];
  areaOfInterest: string[];
  technique: string[];
  procedure: string[];
  specialFocus: string[];
  doi: string | null;
  /** Address or words of the licence on the page; null when it states none. */
  licence: string | null;
  figures: GalleryFigure[];
}
