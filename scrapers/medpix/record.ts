import type { SearchHit } from '../reading/walk-pages.ts';

/** What MedPix says of a case, typed, before it becomes one. MedPix calls a case an encounter. */

export interface MedpixHit extends SearchHit {
  /** The encounter's UUID. */
  id: string;
}

export interface MedpixImage {
  id: string;
  /** As written; relative to the site. */
  url: string;
  title: string | null;
  caption: string | null;
  /** `CT - noncontrast`, `XR - Plain Film`. */
  modality: string | null;
  plane: string | null;
}

export interface MedpixEncounter {
  id: string;
  age: string | null;
  sex: string | null;
  race: string | null;
  history: string | null;
  exam: string | null;
  findings: string | null;
  /** One item a line. */
  differential: string[];
  diagnosis: string | null;
  diagnosedBy: string | null;
  followUp: string | null;
  discussion: string | null;
  author: string | null;
  affiliation: string | null;
  images: MedpixImage[];
}
