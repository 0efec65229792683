import { isDecidedFinding } from '../../../data/vocabulary/findings.ts';
import { filmsOfPaper } from '../../../data/vocabulary/views.ts';
import type { ReleaseRow } from '../release-row.ts';

/**
 * Tables 1, 3 and 4 of J. P. Cohen and others, "COVID-19 Image Data Collection: Prospective Predictions Are the Future"
 * (2020), by the rules of its authors' code: rows without a decided finding are in none of them; Tables 1 and 3 take frontal
 * films (PA, AP, AP Supine); Table 3 counts a patient by the first of these films in the order of the table, the age
 * by the first that states one.
 */

/** What Tables 3 and 4 say of a group of patients or images. */
export interface CohortCounts {
  /** Years, to two decimals; null where nobody states an age. */
  readonly ageMean: number | null;
  readonly survivalYes: number;
  readonly survivalNo: number;
  readonly icuYes: number;
  readonly icuNo: number;
  readonly intubatedYes: number;
  readonly intubatedNo: number;
  readonly covid19: number;
  readonly rtPcrPositive: number;
  /** Men among all of the group, those of unstated sex too, to two decimals; null for an empty group. */
  readonly maleRatio: number | null;
}

export interface FindingCount {
  readonly type: string;
  readonly genus: string;
  /** The genus or species as the paper prints it. */
  readonly name: string;
  /** Frontal films. */
  readonly count: number;
}

export interface RegionCounts extends CohortCounts {
  readonly region: string;
  readonly subRegion: string;
  /** Patients who have a frontal film; all other columns count them, but `frontalImages`. */
  readonly patients: number;
  readonly frontalImages: number;
}

export interface ViewCounts extends CohortCounts {
  readonly view: string;
  readonly images: number;
}

export interface PublishedTables {
  readonly table1: readonly FindingCount[];
  readonly table3: readonly RegionCounts[];
  /** All rows of `table3` as one. */
  readonly table3Totals: RegionCounts;
  readonly table4: readonly ViewCounts[];
  /** Images that are in none of the tables, because their finding is blank, `todo` or `Unknown`. */
  readonly undecided: number;
}

const UNKNOWN = 'Unknown';
const TYPES = ['Viral', 'Bacterial', 'Fungal', 'Lipoid', 'Aspiration'];
/** Types of pneumonia that no germ causes. */
const NO_GENUS = new Set(['Lipoid', 'Aspiration']);
const filmNames: readonly string[] = filmsOfPaper;
const PRINTED_VIEWS: readonly string[] = [...filmNames, 'L'];
const PRINTED_GENERA: Readonly<Record<string, string>> = {
  'COVID-19': 'COVID-19 (SARSr-CoV-2)',
  SARS: 'SARS (SARSr-CoV-1)',
  'E.Coli': 'Escherichia coli',
};

const printedName = (type: string, genus: string): string =>
  PRINTED_GENERA[genus] ??
  ((type === 'Bacterial' || type === 'Fungal') && genus !== UNKNOWN ? `${genus} spp.` : genus);

const toTwoDecimals = (part: number, of: number): number | null =>
  of === 0 ? null : Number((part / of).toFixed(2));

/** A place in an order of names; names that are not in it come after all others. */
const placeIn = (names: readonly string[], name: string): number =>
  names.includes(name) ? names.indexOf(name) : names.length;

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Counted = Pick<
  ReleaseRow,
  'age' | 'survival' | 'went_icu' | 'intubated' | 'finding' | 'RT_PCR_positive' | 'sex'
>;

/** Adds people or images up. */
class CohortTally {
  #of = 0;
  #men = 0;
  #years = 0;
  #ages = 0;
  readonly #answers = new Map<string, number>();

  add(one: Counted): void {
    this.#of += 1;
    if (one.sex === 'M') this.#men += 1;
    if (one.age !== null) {
      this.#years += one.age;
      this.#ages += 1;
    }
    for (const said of [
      `survival ${one.survival}`,
      `went_icu ${one.went_icu}`,
      `intubated ${one.intubated}`,
      `RT_PCR_positive ${one.RT_PCR_positive}`,
      one.finding.includes('COVID-19') ? 'COVID-19' : '',
    ])
      this.#answers.set(said, (this.#answers.get(said) ?? 0) + 1);
  }

  get size(): number {
    return this.#of;
  }

  counts(): CohortCounts {
    const count = (said: string): number => this.#answers.get(said) ?? 0;
    return {
      ageMean: toTwoDecimals(this.#years, this.#ages),
      survivalYes: count('survival Y'),
      survivalNo: count('survival N'),
      icuYes: count('went_icu Y'),
      icuNo: count('went_icu N'),
      intubatedYes: count('intubated Y'),
      intubatedNo: count('intubated N'),
      covid19: count('COVID-19'),
      rtPcrPositive: count('RT_PCR_positive Y'),
      maleRatio: toTwoDecimals(this.#men, this.#of),
    };
  }
}

interface Person extends Counted {
  readonly region: string;
  readonly subRegion: string;
  readonly films: number;
}

function regionCounts(region: string, subRegion: string, people: readonly Person[]): RegionCounts {
  const tally = new CohortTally();
  for (const person of people) tally.add(person);
  const frontalImages = people.reduce((sum, { films }) => sum + films, 0);
  return { region, subRegion, patients: people.length, frontalImages, ...tally.counts() };
}

/** What the tables need of a row: kept for every patient. */
const counted = (row: ReleaseRow): Counted => ({
  age: row.age,
  survival: row.survival,
  went_icu: row.went_icu,
  intubated: row.intubated,
  finding: row.finding,
  RT_PCR_positive: row.RT_PCR_positive,
  sex: row.sex,
});

/** Takes the rows one by one, in the order of the table. */
export class PublishedTableCounter {
  readonly #findings = new Map<string, { type: string; genus: string; count: number }>();
  readonly #people = new Map<string, Person>();
  readonly #views = new Map<string, CohortTally>();
  #undecided = 0;

  add(row: ReleaseRow): void {
    if (!isDecidedFinding(row.finding)) {
      this.#undecided += 1;
      return;
    }
    const view = row.view || 'not stated';
    const tally = this.#views.get(view) ?? new CohortTally();
    this.#views.set(view, tally);
    tally.add(row);
    if (!filmNames.includes(view)) return;
    const person = this.#people.get(row.patientid);
    this.#people.set(row.patientid, {
      ...(person ?? {
        ...counted(row),
        region: row.region ?? UNKNOWN,
        subRegion: row.subRegion ?? UNKNOWN,
      }),
      age: person?.age ?? row.age,
      films: (person?.films ?? 0) + 1,
    });
    const [disease, type = UNKNOWN, genus = NO_GENUS.has(type) ? 'Not applicable' : UNKNOWN] = row.finding
      .split('/')
      .map((part) => part.trim());
    if (disease !== 'Pneumonia') return;
    const key = JSON.stringify([type, genus]);
    this.#findings.set(key, { type, genus, count: (this.#findings.get(key)?.count ?? 0) + 1 });
  }

  result(): PublishedTables {
    const people = [...this.#people.values()];
    const places = Map.groupBy(people, ({ region, subRegion }) => JSON.stringify([region, subRegion]));
    return {
      table1: [...this.#findings.values()]
        .map(({ type, genus, count }) => ({ type, genus, name: printedName(type, genus), count }))
        .sort(
          (a, b) =>
            placeIn(TYPES, a.type) - placeIn(TYPES, b.type) || b.count - a.count || byName(a.genus, b.genus),
        ),
      table3: [...places.values()]
        .flatMap((own) => (own[0] ? [regionCounts(own[0].region, own[0].subRegion, own)] : []))
        .sort(
          (a, b) =>
            Number(a.region === UNKNOWN) - Number(b.region === UNKNOWN) ||
            byName(a.region, b.region) ||
            byName(a.subRegion, b.subRegion),
        ),
      table3Totals: regionCounts('Totals', '', people),
      table4: [...this.#views]
        .map(([view, own]) => ({ view, images: own.size, ...own.counts() }))
        .sort(
          (a, b) => placeIn(PRINTED_VIEWS, a.view) - placeIn(PRINTED_VIEWS, b.view) || byName(a.view, b.view),
        ),
      undecided: this.#undecided,
    };
  }
}
