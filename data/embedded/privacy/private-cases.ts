import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import type { Dataset } from '../../format/dataset.ts';
import { Newest } from '../../newest.ts';
import type { Summarise } from '../../ports/case-summary.ts';
import type { DatasetSurvey, Datasets, PrivateDataset } from '../../ports/datasets.ts';
import type { PrivateCases, Sight } from '../../ports/private-cases.ts';
import { fileMark } from '../documents/document-files.ts';
import type { SqliteCaseIndex } from '../index/case-index.ts';
import type { ReviewedCases } from './reviewed-cases.ts';
import { RuleMembers } from './rule-members.ts';

/** Milliseconds spent in one request on cases that changed; the rest is not known until the next. */
const BUDGET = 50;
/** Lists of hidden cases that are kept: one for each set of datasets that somebody has no access to. */
const LISTS = 16;

/** Whether a case belongs to a dataset; null when its files do not tell. */
type Belongs = boolean | null;

interface Listed {
  readonly cases: ReadonlySet<string>;
  readonly except: ReadonlySet<string>;
}

/** Rests on the files of datasets, cases and reviews; the index only tells which files to look at again. */
export class FilePrivateCases implements PrivateCases {
  readonly #directory: string;
  readonly #index: SqliteCaseIndex;
  readonly #datasets: Datasets;
  readonly #members: RuleMembers;
  readonly #listed = new WeakMap<Dataset, Listed>();
  readonly #numbers = new WeakMap<Dataset, number>();
  readonly #hidden = new Newest<{ readonly mark: string; readonly ids: readonly string[] }>(LISTS);
  #lastNumber = 0;
  #lookedAt = '';
  #unseen: ReadonlySet<string> = new Set();

  constructor(
    { directory, index, summarise }: { directory: string; index: SqliteCaseIndex; summarise: Summarise },
    datasets: Datasets,
    reviewed: ReviewedCases,
  ) {
    this.#directory = directory;
    this.#index = index;
    this.#datasets = datasets;
    this.#members = new RuleMembers(directory, summarise, reviewed);
  }

  /** Their rules are taken up. */
  async survey(): Promise<DatasetSurvey> {
    const survey = await this.#datasets.survey();
    this.#members.use(survey.closed.flatMap(({ dataset }) => dataset.members.rule ?? []));
    return survey;
  }

  async settled(closed: readonly PrivateDataset[], patience: number | null): Promise<boolean> {
    if (this.#members.isComplete || closed.every(({ dataset }) => dataset.members.rule === null)) return true;
    const filling = this.#members.fill().catch(() => undefined);
    if (patience === null) await filling;
    else {
      const timer = new AbortController();
      await Promise.race([
        filling,
        wait(patience, undefined, { signal: timer.signal }).catch(() => undefined),
      ]);
      timer.abort();
    }
    return this.#members.isComplete;
  }

  #listOf(dataset: Dataset): Listed {
    let listed = this.#listed.get(dataset);
    if (!listed) {
      listed = { cases: new Set(dataset.members.cases), except: new Set(dataset.members.except) };
      this.#listed.set(dataset, listed);
    }
    return listed;
  }

  #belongs(dataset: Dataset, id: string, rules: () => readonly number[] | null): Belongs {
    const { cases, except } = this.#listOf(dataset);
    if (except.has(id)) return false;
    if (cases.has(id)) return true;
    const { rule } = dataset.members;
    if (rule === null) return false;
    const place = this.#members.placeOf(rule);
    const met = place === -1 ? null : rules();
    return met === null ? null : met.includes(place);
  }

  /** The rules that a case meets by its files as they are now; an id that could be none meets nothing we know. */
  #rulesOf(id: string): readonly number[] | null {
    try {
      return this.#members.rulesOf(id);
    } catch {
      return null;
    }
  }

  #sight(closed: readonly PrivateDataset[], id: string, rules: () => readonly number[] | null): Sight {
    let sight: Sight = 'shown';
    for (const { dataset } of closed) {
      const belongs = this.#belongs(dataset, id, rules);
      if (belongs) return 'hidden';
      if (belongs === null) sight = 'not-known';
    }
    return sight;
  }

  async of(id: string, closed: readonly PrivateDataset[]): Promise<Sight> {
    // Looked at before any list is, so that the time it takes does not tell whether a list names the case.
    const rules = closed.some(({ dataset }) => dataset.members.rule !== null) ? this.#rulesOf(id) : null;
    return this.#sight(closed, id, () => rules);
  }

  /** Looks at the files of cases whose rows in the index are newer than what was read of them. */
  #catchUp(): void {
    const version = `${this.#members.generation} ${this.#index.version}`;
    if (version === this.#lookedAt) return;
    const until = performance.now() + BUDGET;
    const unseen = new Set<string>();
    let isLate = false;
    for (const { id, caseMark, reviewMark } of this.#index.marks()) {
      if (this.#members.isSeen(id, caseMark, reviewMark)) continue;
      isLate ||= performance.now() > until;
      if (isLate || this.#rulesOf(id) === null) unseen.add(id);
    }
    this.#unseen = unseen;
    this.#lookedAt = isLate ? '' : version;
  }

  /** A name for a set of datasets as they stand: an object of `survey` is the same as long as its file is. */
  #nameOf(closed: readonly PrivateDataset[]): string {
    return closed
      .map(({ dataset }) => {
        let number = this.#numbers.get(dataset);
        if (number === undefined) {
          this.#lastNumber += 1;
          number = this.#lastNumber;
          this.#numbers.set(dataset, number);
        }
        return number;
      })
      .join(' ');
  }

  async hidden(closed: readonly PrivateDataset[]): Promise<readonly string[]> {
    if (closed.length === 0) return [];
    const byRule = closed.some(({ dataset }) => dataset.members.rule !== null);
    if (byRule) this.#catchUp();
    const name = this.#nameOf(closed);
    const mark = `${this.#members.changes} ${this.#lookedAt}`;
    const held = this.#hidden.get(name);
    if (held?.mark === mark && !(byRule && this.#lookedAt === '')) return held.ids;
    const ids = new Set(closed.flatMap(({ dataset }) => [...this.#listOf(dataset).cases]));
    for (const id of ids) if (this.#sight(closed, id, () => []) === 'shown') ids.delete(id);
    if (byRule) {
      for (const [id, rules] of this.#members.all())
        if (this.#sight(closed, id, () => rules) !== 'shown') ids.add(id);
      for (const id of this.#unseen) if (this.#sight(closed, id, () => null) !== 'shown') ids.add(id);
    }
    this.#hidden.put(name, { mark, ids: [...ids] });
    return [...ids];
  }

  async among(ids: readonly string[], patience: number | null): Promise<number> {
    const { closed } = await this.survey();
    await this.settled(closed, patience);
    const hidden = new Set(await this.hidden(closed));
    return ids.filter((id) => hidden.has(id)).length;
  }

  async opening(id: string, next: Dataset | null): Promise<number | null> {
    const survey = await this.survey();
    const before = survey.closed.filter(({ dataset }) => dataset.id === id);
    if (survey.unknown !== null && survey.faults.some((fault) => fault.id === id && fault.isUnknown))
      return null;
    if (before.length === 0) return 0;
    const after = [
      ...survey.closed.filter(({ dataset }) => dataset.id !== id),
      ...(next?.access === 'on-request' ? [{ dataset: next, stands: true }] : []),
    ];
    this.#members.use([...survey.closed, ...after].flatMap(({ dataset }) => dataset.members.rule ?? []));
    if (!(await this.settled([...before, ...after], null))) return null;
    let opened = 0;
    let since = performance.now();
    for (const one of await this.hidden(before)) {
      if (fileMark(this.#directory, 'cases', one) !== null && (await this.of(one, after)) === 'shown')
        opened += 1;
      if (performance.now() - since < BUDGET) continue;
      await setImmediate();
      since = performance.now();
    }
    return opened;
  }

  async warm(): Promise<void> {
    await this.survey();
    await this.#members.fill();
  }

  close(): void {
    this.#members.close();
  }
}
