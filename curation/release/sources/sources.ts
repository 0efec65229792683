import type { MetadataRow } from '../../../data/fields/columns.ts';
import type { Case } from '../../../data/format/case.ts';
import type { RowOfImage } from '../../record/rows.ts';
import { hostOf, publisherOf } from '../publisher.ts';
import type { ReleaseRow } from '../release-row.ts';

/**
 * Where the images of a release come from: one entry a document with a DOI, one a site for all that have none. The table of
 * sources of the reference's paper (its Table 7), and what its bibliography is made of.
 */
export interface Source {
  readonly kind: 'document' | 'site';
  /** Key in the bibliography: unique, letters, digits and `./:_-` only. */
  readonly key: string;
  /** The DOI, or the site's host. */
  readonly name: string;
  /** What an imported table does not state, is blank. */
  readonly title: string;
  readonly authors: readonly string[];
  readonly journal: string;
  /** ISO date, as exact as it is stated; blank where nobody states it. */
  readonly published: string;
  readonly doi: string;
  readonly url: string;
  readonly films: Readonly<Record<FilmColumn, number>>;
  readonly images: number;
  readonly patients: number;
}

const filmColumns = ['pa_ap', 'ap_supine', 'lateral', 'other'] as const;
/** Views as the paper's table groups them. */
export type FilmColumn = (typeof filmColumns)[number];

const columnOfView: Readonly<Record<string, FilmColumn>> = {
  PA: 'pa_ap',
  AP: 'pa_ap',
  'AP Supine': 'ap_supine',
  L: 'lateral',
};

/** A DOI without a resolver before it: `https://doi.org/10.1000/X`, `doi:10.1000/X` and `10.1000/X` are one. */
const bareDoi = (stated: string): string =>
  stated.trim().replace(/^(?:https?:\/\/)?(?:(?:dx\.|www\.)?doi\.org\/|doi:\s*)/i, '');

interface Draft extends Omit<Source, 'key' | 'patients' | 'images'> {
  films: Record<FilmColumn, number>;
  patients: Set<string>;
}

function draftOf(name: string, doi: string, record: Case, imported: boolean, url: string): Draft {
  const { document } = record;
  const films = { pa_ap: 0, ap_supine: 0, lateral: 0, other: 0 };
  if (doi === '') {
    const site = hostOf(url) === null ? '' : `${URL.parse(url.trim())?.origin ?? ''}/`;
    return {
      kind: 'site',
      name,
      title: '',
      authors: [],
      journal: '',
      published: '',
      doi,
      url: site,
      films,
      patients: new Set(),
    };
  }
  return {
    kind: 'document',
    name,
    // An imported table names no document; its cases are called after their patients.
    title: imported ? '' : (document.title ?? ''),
    authors: imported ? [] : document.authors,
    journal: imported ? '' : (document.journal ?? ''),
    published: imported ? '' : (document.published?.iso ?? ''),
    doi,
    url: `https://doi.org/${encodeURI(doi)}`,
    films,
    patients: new Set(),
  };
}

const keyOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9./:_-]+/g, '') || 'source';

/** Takes the rows that go out, one by one. */
export class SourceCounter {
  readonly #drafts = new Map<string, Draft>();

  add(
    record: Case,
    { image }: Pick<RowOfImage, 'image'>,
    row: Pick<MetadataRow, 'doi' | 'url'>,
    small: ReleaseRow,
  ): void {
    const doi = bareDoi(row.doi);
    const name = doi || publisherOf(row, small);
    const id = name.toLowerCase();
    const draft = this.#drafts.get(id) ?? draftOf(name, doi, record, image.imported !== null, row.url);
    this.#drafts.set(id, draft);
    draft.films[columnOfView[small.view] ?? 'other'] += 1;
    draft.patients.add(small.patientid);
  }

  /** Most PA and AP first, then most AP Supine, then by name: the order of the paper. */
  result(): Source[] {
    const taken = new Map<string, number>();
    return [...this.#drafts.values()]
      .sort(
        (a, b) =>
          b.films.pa_ap - a.films.pa_ap ||
          b.films.ap_supine - a.films.ap_supine ||
          (a.name < b.name ? -1 : 1),
      )
      .map((draft) => {
        const key = keyOf(draft.name);
        const times = (taken.get(key) ?? 0) + 1;
        taken.set(key, times);
        return {
          ...draft,
          key: times === 1 ? key : `${key}:${times}`,
          images: filmColumns.reduce((sum, column) => sum + draft.films[column], 0),
          patients: draft.patients.size,
        };
      });
  }
}
