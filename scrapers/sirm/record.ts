import type { SearchHit } from '../reading/walk-pages.ts';

/** What SIRM's WordPress posts say, typed, before it becomes a case. */

export interface SirmHit extends SearchHit {
  /** `2020/03/10/covid-19-caso-32`: date and slug, the post's permanent address. */
  key: string;
}

export interface PostFigure {
  /** Addresses, largest first. */
  urls: string[];
  file: string;
  /** Null: the picture stands without one. */
  caption: string | null;
  /** How many paragraphs stand before it. */
  after: number;
}

export interface SirmPost {
  key: string;
  slug: string;
  title: string;
  /** BCP 47 as the page declares it. */
  language: string;
  /** ISO date of the address. */
  published: { stated: string; iso: string | null } | null;
  /** In order; pictures stand between them. */
  paragraphs: string[];
  categories: string[];
  licence: string | null;
  figures: PostFigure[];
}
