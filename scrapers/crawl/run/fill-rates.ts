import { ContractBroken } from '../../../data/errors.ts';
import type { FieldRate, SourceMemory } from '../../../data/ports/crawl/crawls.ts';
import type { FieldFill } from '../source.ts';

/** Runs whose median is the yardstick. */
const TRAILING_RUNS = 5;
/** Runs of fewer cases tell nothing. */
const MIN_CASES = 3;
/** Cases looked back on: a change of the markup in mid-run must not hide behind a thousand good cases. */
const WINDOW = 20;
/** How improbable a low count must be, were the old rate still true, to stop a run in the middle and at its end. */
const IN_RUN = 0.002;
const AT_END = 0.01;
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

/** Counts how often each field is filled in a run and stops the run when one falls away. */
export class FillRates {
  readonly #source: string;
  readonly #usual: ReadonlyMap<string, number>;
  readonly #tallies = new Map<string, Tally>();

  /** @param usual share of cases that used to have a field, by field: the yardstick */
  constructor(source: string, usual: ReadonlyMap<string, number>) {
    this.#source = source;
    this.#usual = usual;
  }

  /** Adds a case, before it is written. @throws ContractBroken (code `fill-rate-dropped`) naming field and selector */
  observe(fills: readonly FieldFill[], url: string): void {
    for (const { field, selector, filled, of } of fills) {
      if (of === 0) continue;
      const tally = this.#tallies.get(field) ?? { selector, shares: [], sum: 0, cases: 0 };
      this.#tallies.set(field, tally);
      tally.shares.push(filled / of);
      if (tally.shares.length > WINDOW) tally.shares.shift();
      tally.sum += filled / of;
      tally.cases += 1;
    }
    this.#check(IN_RUN, url);
  }

  /** The last look, when the run has come to its end. @throws ContractBroken as `observe` */
  conclude(url: string): void {
    this.#check(AT_END, url);
  }

  #check(improbable: number, url: string): void {
    for (const [field, { selector, shares }] of this.#tallies) {
      const usual = this.#usual.get(field);
      if (usual === undefined) continue;
      const hits = shares.reduce((sum, share) => sum + share, 0);
      if (!hasDropped(hits, shares.length, usual, improbable)) continue;
      const percent = (share: number) => `${Math.round(share * 100)} %`;
      throw new ContractBroken(
        'fill-rate-dropped',
        `${this.#source}: '${field}' (read by ${selector}) is filled in ${percent(hits / shares.length)} of the last ` +
          `${shares.length} cases, usually in ${percent(usual)}; last seen on ${url}. The markup has probably changed: ` +
          'mend the parser, then rebuild with --offline; if the site really has so few now, crawl with --accept-drift.',
      );
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

/** The yardstick of a source. @param expected rates to go by before there is history */
export const usualRates = async (
  memory: Pick<SourceMemory, 'filledShares'>,
  expected: Readonly<Record<string, number>>,
): Promise<ReadonlyMap<string, number>> => {
  const usual = new Map(Object.entries(expected));
  for (const [field, shares] of await memory.filledShares(TRAILING_RUNS, MIN_CASES)) {
    const rate = median(shares);
    if (rate !== null) usual.set(field, rate);
  }
  return usual;
};
