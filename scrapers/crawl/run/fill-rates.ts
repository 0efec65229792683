import { ContractBroken } from '../../../data/errors.ts';
import type { Drift, FieldRate, SourceMemory } from '../../../data/ports/crawl/crawls.ts';
import type { FieldFill } from '../source.ts';
import { UNNAMED } from './document-fills.ts';

/** Runs whose median is the yardstick. */
const TRAILING_RUNS = 5;
/** Runs of fewer cases tell nothing. */
const MIN_CASES = 3;
/** A field that no source speaks of is watched when so many cases have shown how often it is filled. */
const MIN_CASES_UNNAMED = 10;
/** Cases looked back on: a change of the markup in mid-run must not hide behind a thousand good cases. */
const WINDOW = 20;
/** How improbable a low count must be, were the old rate still true, to stop a run in the middle and at its end. */
const IN_RUN = 0.002;
const AT_END = 0.01;
/** How improbable it must be for the newest case to be kept apart until later cases show that nothing is wrong. */
const DOUBT = 0.2;
/** A rate still above this share of the old one is no markup change, however significant. */
const TOLERATED = 0.7;
/** Fields filled more rarely than this are too rare to miss. */
const RARE = 0.2;

/** Probability of at most `hits` successes in `trials`, each with probability `rate`. */
export const atMost = (hits: number, trials: number, rate: number): number => {
  let term = (1 - rate) ** trials;
  let sum = term;
  for (let k = 1; k <= Math.floor(hits); k += 1) {
    term *= ((trials - k + 1) / k) * (rate / (1 - rate));
    sum += term;
  }
  return Math.min(1, sum);
};

/** Whether a field has fallen away: `hits` of `trials` cases where `usual` of them used to have it. */
export const hasDropped = (hits: number, trials: number, usual: number, improbable: number): boolean => {
  if (usual < RARE || trials === 0 || hits / trials >= TOLERATED * usual) return false;
  // A field that was always there may be missing once: the odd page is not a change of the markup.
  return atMost(hits, trials, Math.min(usual, 0.98)) < improbable;
};

const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
};

interface Tally {
  readonly selector: string;
  readonly shares: number[];
  sum: number;
  cases: number;
}

/** A field has fallen away: the run ends, and what it read of late is not to be trusted. */
export class DriftFound extends ContractBroken {
  /** The one that ended the run, and others that went with it. */
  readonly drifts: readonly Drift[];

  constructor(source: string, drift: Drift, others: readonly Drift[], url: string) {
    const { field, selector, filled, total, usual } = drift;
    const percent = (share: number) => `${Math.round(share * 100)} %`;
    super(
      'fill-rate-dropped',
      `${source}: '${field}' (read by ${selector}) is filled in ${percent(filled / total)} of the last ` +
        `${total} cases, usually in ${percent(usual)}; last seen on ${url}. The markup has probably changed: ` +
        `mend the parser, then rebuild with --offline. What was read without it waits in suspect/${source}/, where no list or ` +
        'export sees it: if the site really has so few now, take it over with --accept-drift or on the Crawls page.',
    );
    this.drifts = [drift, ...others.filter((other) => other.field !== field)];
  }
}

/** What a case does to the picture of its source. */
export interface Observed {
  /** Fields that this case lacks and that may be falling away: it is kept apart until they are cleared. */
  readonly doubtful: readonly string[];
  /** Fields that had fallen away in an earlier run and are filled here as before. */
  readonly recovered: readonly string[];
}

const isLow = (share: number, usual: number): boolean => share < TOLERATED * usual;

/** Counts how often each field is filled in a run and stops the run when one falls away. */
export class FillRates {
  readonly #source: string;
  readonly #usual: ReadonlyMap<string, number>;
  readonly #drifts: Map<string, Drift>;
  readonly #tallies = new Map<string, Tally>();

  /**
   * @param usual share of cases that used to have a field, by field: the yardstick
   * @param drifts what an earlier run found fallen away: the first case that lacks it again ends this run
   */
  constructor(source: string, usual: ReadonlyMap<string, number>, drifts: readonly Drift[] = []) {
    this.#source = source;
    this.#usual = usual;
    this.#drifts = new Map(drifts.map((drift) => [drift.field, drift]));
  }

  /** Adds a case to what is counted, and checks nothing. */
  count(fills: readonly FieldFill[]): void {
    for (const { field, selector, filled, of } of fills) {
      if (of === 0) continue;
      const tally = this.#tallies.get(field) ?? { selector, shares: [], sum: 0, cases: 0 };
      this.#tallies.set(field, tally);
      tally.shares.push(filled / of);
      if (tally.shares.length > WINDOW) tally.shares.shift();
      tally.sum += filled / of;
      tally.cases += 1;
    }
  }

  /** Adds a case, before it is written. @throws DriftFound naming field and selector */
  observe(fills: readonly FieldFill[], url: string): Observed {
    this.count(fills);
    const shares = fills.flatMap(({ field, filled, of }) =>
      of === 0 ? [] : [[field, filled / of] as const],
    );
    const recovered = this.#stillGone(shares, url);
    this.#check(IN_RUN, url);
    const doubtful = shares.flatMap(([field, share]) => {
      const usual = this.#usual.get(field) ?? 0;
      return isLow(share, usual) && this.isDoubtful(field) ? [field] : [];
    });
    return { doubtful, recovered };
  }

  #stillGone(shares: readonly (readonly [string, number])[], url: string): string[] {
    const recovered: string[] = [];
    for (const [field, share] of shares) {
      const drift = this.#drifts.get(field);
      if (drift === undefined) continue;
      if (isLow(share, drift.usual)) throw new DriftFound(this.#source, drift, [], url);
      this.#drifts.delete(field);
      recovered.push(field);
    }
    return recovered;
  }

  /** Whether a field may be falling away, by all that was seen so far. */
  isDoubtful(field: string): boolean {
    return this.#dropped(field, DOUBT) !== null;
  }

  /** The last look, when the run has come to its end. @throws DriftFound as `observe` */
  conclude(url: string): void {
    this.#check(AT_END, url);
  }

  #dropped(field: string, improbable: number): Drift | null {
    const tally = this.#tallies.get(field);
    const usual = this.#usual.get(field);
    if (tally === undefined || usual === undefined) return null;
    const { selector, shares } = tally;
    const filled = shares.reduce((sum, share) => sum + share, 0);
    if (!hasDropped(filled, shares.length, usual, improbable)) return null;
    return { field, selector, filled, total: shares.length, usual };
  }

  #check(improbable: number, url: string): void {
    for (const field of this.#tallies.keys()) {
      const drift = this.#dropped(field, improbable);
      if (drift === null) continue;
      const all = [...this.#tallies.keys()].flatMap((each) => this.#dropped(each, AT_END) ?? []);
      throw new DriftFound(this.#source, drift, all, url);
    }
  }

  /** The rates of a run that ended well are a yardstick for later ones. */
  get rates(): FieldRate[] {
    return [...this.#tallies].map(([field, { selector, sum, cases }]) => ({
      field,
      selector,
      filled: sum,
      total: cases,
    }));
  }
}

const sumOf = (rates: readonly FieldRate[], pick: (rate: FieldRate) => number): number =>
  rates.reduce((sum, rate) => sum + pick(rate), 0);

/** The usual share of a field by what runs found: for one that no source names, cautious and only after enough cases. */
const usualOf = (field: string, rates: readonly FieldRate[]): number | null => {
  if (!field.startsWith(UNNAMED)) return median(rates.map(({ filled, total }) => filled / total));
  const [filled, total] = [sumOf(rates, (rate) => rate.filled), sumOf(rates, (rate) => rate.total)];
  return total < MIN_CASES_UNNAMED ? null : (filled + 1) / (total + 2);
};

/** The yardstick of a source. @param expected rates to go by before there is history */
export const usualRates = async (
  memory: Pick<SourceMemory, 'filledRates'>,
  expected: Readonly<Record<string, number>>,
): Promise<ReadonlyMap<string, number>> => {
  const usual = new Map(Object.entries(expected));
  for (const [field, rates] of await memory.filledRates(TRAILING_RUNS, MIN_CASES)) {
    const rate = usualOf(field, rates);
    if (rate !== null) usual.set(field, rate);
  }
  return usual;
};
