import type { MetadataRow } from '../../../data/fields/columns.ts';
import { builtIn, type FieldSet } from '../../../data/fields/field-set.ts';
import { UNDECIDED_FINDING } from '../../../data/vocabulary/findings.ts';
import { viewNames } from '../../../data/vocabulary/views.ts';
import { publisherOf } from '../publisher.ts';
import type { ReleaseRow } from '../release-row.ts';
import { type ImageSize, type SizeCount, SizeCounter } from './image-sizes.ts';
import { PublishedTableCounter, type PublishedTables } from './published-tables.ts';

/** Cohort statistics: the tables and figures of the reference's paper, what else the images are, and what is missing. */
export interface Statistics extends PublishedTables {
  readonly images: number;
  readonly patients: number;
  /** Frontal radiographs (PA, AP, AP Supine, AP Erect). */
  readonly frontal: number;
  /** Lateral radiographs (L). */
  readonly lateral: number;
  readonly countries: number;
  /** All images by type and genus or species; `frontal` counts the radiographs among them. */
  readonly findings: readonly {
    type: string;
    genus: string | null;
    count: number;
    frontal: number;
    patients: number;
  }[];
  /** All images by UN sub-region. */
  readonly places: readonly {
    subRegion: string;
    region: string | null;
    count: number;
    patients: number;
    countries: number;
  }[];
  /** All images by view. */
  readonly views: readonly { view: string; modality: string; count: number; patients: number }[];
  /** Paper, Figure 4: frontal films (PA, AP, AP Supine) by width and height in pixels. */
  readonly sizes: readonly SizeCount[];
  /** Such films whose size is not known: the workspace has no picture of them, or none that can be decoded. */
  readonly sizesMissing: number;
  readonly sexes: readonly { sex: string; patients: number }[];
  readonly ages: Histogram;
  readonly offsets: Histogram;
  /** Images whose cell is blank, by column. */
  readonly missing: readonly { field: string; blank: number; of: number }[];
  readonly sources: readonly { source: string; images: number; patients: number }[];
  readonly licences: readonly { licence: string; images: number }[];
  readonly progress: readonly { status: string; cases: number }[];
}

export interface Histogram {
  readonly bins: readonly { from: number; to: number; count: number }[];
  readonly missing: number;
  readonly median: number | null;
}

const AGE_BIN = 10;
const OFFSET_BIN = 5;
/** Days beyond these are counted in the first and last bin. */
const OFFSETS: readonly [number, number] = [-10, 60];

/** Counts images and, beside them, the patients they belong to. */
class Tally {
  readonly #images = new Map<string, number>();
  readonly #patients = new Map<string, Set<string>>();

  add(key: string, patient: string): void {
    this.#images.set(key, (this.#images.get(key) ?? 0) + 1);
    const patients = this.#patients.get(key) ?? new Set<string>();
    patients.add(patient);
    this.#patients.set(key, patients);
  }

  /** Most images first, then by name. */
  entries(): { key: string; count: number; patients: number }[] {
    return [...this.#images]
      .map(([key, count]) => ({ key, count, patients: this.#patients.get(key)?.size ?? 0 }))
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  }

  images(key: string): number {
    return this.#images.get(key) ?? 0;
  }
}

/** The place of images whose place nobody states. */
export const NOT_KNOWN = 'not known';

const typeOf = (finding: string): string => finding.split('/')[1] ?? finding.split('/')[0] ?? '';
const genusOf = (finding: string): string | null => finding.split('/')[2] ?? null;
const findingKey = (finding: string): string => JSON.stringify([typeOf(finding), genusOf(finding)]);

function histogram(values: readonly (number | null)[], width: number, from: number, to: number): Histogram {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const bins: { from: number; to: number; count: number }[] = [];
  for (let at = from; at < to; at += width) bins.push({ from: at, to: at + width - 1, count: 0 });
  for (const value of known) {
    const index = Math.min(bins.length - 1, Math.max(0, Math.floor((value - from) / width)));
    const bin = bins[index];
    if (bin) bin.count += 1;
  }
  const middle = known.length >> 1;
  const median =
    known.length === 0
      ? null
      : known.length % 2 === 1
        ? (known[middle] ?? null)
        : ((known[middle - 1] ?? 0) + (known[middle] ?? 0)) / 2;
  return { bins, missing: values.length - known.length, median };
}

/** Takes rows one by one; memory grows with patients, not with the text of the rows. */
export class StatisticsCollector {
  /** Columns of which it is said how many rows lack them. */
  readonly #counted: readonly string[];
  readonly #patients = new Map<string, { sex: string; age: number | null }>();
  readonly #published = new PublishedTableCounter();
  readonly #sizes = new SizeCounter();
  readonly #findings = new Tally();
  readonly #frontalFindings = new Tally();
  readonly #places = new Tally();
  readonly #views = new Tally();
  readonly #publishers = new Tally();
  readonly #licences = new Tally();
  readonly #regionOf = new Map<string, string | null>();
  readonly #countries = new Map<string, Set<string>>();
  readonly #offsets: (number | null)[] = [];
  readonly #blank = new Map<string, number>();
  readonly #statuses = new Map<string, number>();
  #images = 0;
  #frontal = 0;
  #lateral = 0;

  constructor(fields: FieldSet = builtIn) {
    this.#counted = fields.columns.flatMap(({ name, counted }) => (counted ? [name] : []));
  }

  /** @param size of the image's file, as the case or the image store states it */
  add(small: ReleaseRow, row: MetadataRow, size: ImageSize): void {
    const { patientid, finding, view, modality } = small;
    this.#published.add(small);
    this.#sizes.add(small, size);
    this.#images += 1;
    if (small.frontal) this.#frontal += 1;
    if (view === 'L') this.#lateral += 1;
    const patient = this.#patients.get(patientid);
    this.#patients.set(patientid, {
      sex: patient?.sex || small.sex,
      age: patient?.age ?? small.age,
    });
    this.#findings.add(findingKey(finding), patientid);
    if (small.frontal) this.#frontalFindings.add(findingKey(finding), patientid);
    const place = small.subRegion ?? NOT_KNOWN;
    this.#places.add(place, patientid);
    this.#regionOf.set(place, small.region);
    if (small.country) {
      const countries = this.#countries.get(place) ?? new Set<string>();
      countries.add(small.country);
      this.#countries.set(place, countries);
    }
    this.#views.add(JSON.stringify([view || 'not stated', modality || 'not stated']), patientid);
    this.#publishers.add(publisherOf(row, small), patientid);
    this.#licences.add(small.licence || 'not stated', patientid);
    this.#offsets.push(small.offset);
    for (const column of this.#counted) {
      const cell = row[column]?.trim() ?? '';
      const blank = cell === '' || cell === UNDECIDED_FINDING;
      this.#blank.set(column, (this.#blank.get(column) ?? 0) + (blank ? 1 : 0));
    }
  }

  /** Counts a case by the state of its review. */
  addCase(status: string): void {
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
  }

  result(): Statistics {
    const people = [...this.#patients.values()];
    const viewOrder = (view: string): number => (viewNames as readonly string[]).indexOf(view) + 1 || 99;
    return {
      images: this.#images,
      patients: people.length,
      frontal: this.#frontal,
      lateral: this.#lateral,
      countries: new Set([...this.#countries.values()].flatMap((names) => [...names])).size,
      ...this.#published.result(),
      ...this.#sizes.result(),
      findings: this.#findings.entries().map(({ key, count, patients }) => {
        const [type = '', genus = null] = JSON.parse(key) as [string, string | null];
        return { type, genus, count, frontal: this.#frontalFindings.images(key), patients };
      }),
      places: this.#places.entries().map(({ key, count, patients }) => ({
        subRegion: key,
        region: this.#regionOf.get(key) ?? null,
        count,
        patients,
        countries: this.#countries.get(key)?.size ?? 0,
      })),
      views: this.#views
        .entries()
        .map(({ key, count, patients }) => {
          const [view = '', modality = ''] = JSON.parse(key) as [string, string];
          return { view, modality, count, patients };
        })
        .sort((a, b) => viewOrder(a.view) - viewOrder(b.view)),
      sexes: ['M', 'F', 'O', ''].map((sex) => ({
        sex: sex || 'not stated',
        patients: people.filter((person) => person.sex === sex).length,
      })),
      ages: histogram(
        people.map(({ age }) => age),
        AGE_BIN,
        0,
        110,
      ),
      offsets: histogram(this.#offsets, OFFSET_BIN, ...OFFSETS),
      missing: this.#counted.map((field) => ({
        field,
        blank: this.#blank.get(field) ?? 0,
        of: this.#images,
      })),
      sources: this.#publishers
        .entries()
        .map(({ key, count, patients }) => ({ source: key, images: count, patients })),
      licences: this.#licences.entries().map(({ key, count }) => ({ licence: key, images: count })),
      progress: [...this.#statuses]
        .map(([status, cases]) => ({ status, cases }))
        .sort((a, b) => (a.status < b.status ? -1 : 1)),
    };
  }
}
