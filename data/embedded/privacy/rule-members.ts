import { setImmediate } from 'node:timers/promises';
import { InvalidInput } from '../../errors.ts';
import { readCase, readReview } from '../../format/read.ts';
import { emptyReview } from '../../format/review.ts';
import type { Summarise } from '../../ports/case-summary.ts';
import { readJson } from '../disk/json-file.ts';
import { markOf } from '../documents/document-files.ts';
import { formerCases } from '../documents/former-cases.ts';
import { documentFolders, documentPath } from '../documents/layout.ts';
import type { ReviewedCases } from './reviewed-cases.ts';
import { type Rule, RuleMatcher } from './rule-matcher.ts';

/** Milliseconds of reading before requests are let in between. */
const PATIENCE = 4;

interface Paths {
  readonly case: string;
  readonly review: string;
}

/** What a case's files said when they were looked at. */
interface Seen {
  /** Size and time of both files. */
  readonly mark: string;
  /** Places of the rules that it meets; null when that cannot be told any more. */
  readonly rules: readonly number[] | null;
}

const markText = (caseMark: string, reviewMark: string | null): string => `${caseMark} ${reviewMark ?? ''}`;

/** The mark of a case's two files together, null without a case. */
function markAt(paths: Paths): string | null {
  const own = markOf(paths.case);
  return own === null ? null : markText(own, markOf(paths.review));
}

/**
 * Which cases meet the rules of private datasets, read from the case and review files themselves. It is held in the memory
 * of this process: nobody can damage it, and a case counts only as long as its files are those that were read.
 */
export class RuleMembers {
  readonly #directory: string;
  readonly #summarise: Summarise;
  readonly #reviewed: ReviewedCases;
  readonly #seen = new Map<string, Seen>();
  #rules: readonly string[] = [];
  #matcher = new RuleMatcher([]);
  /** Whether it was known which cases were ever reviewed when they were read. */
  #isWhole = false;
  #isComplete = false;
  #filling: Promise<void> | null = null;
  #isClosed = false;
  /** Counts what was learned: whatever was worked out from less is worked out again. */
  changes = 0;
  /** Counts how often all was forgotten, because other rules are asked for. */
  generation = 0;

  constructor(directory: string, summarise: Summarise, reviewed: ReviewedCases) {
    this.#directory = directory;
    this.#summarise = summarise;
    this.#reviewed = reviewed;
  }

  /**
   * Takes the rules to be known. One that was not known before means that every case is read again, and so does a register
   * of reviews that was lost or settled.
   */
  use(rules: readonly Rule[]): void {
    const wanted = rules.map((rule) => JSON.stringify(rule));
    if (wanted.length === 0) return;
    const { isWhole } = this.#reviewed;
    if (isWhole === this.#isWhole && wanted.every((rule) => this.#rules.includes(rule))) return;
    this.#isWhole = isWhole;
    this.#rules = [...new Set(wanted)];
    this.#matcher.close();
    this.#matcher = new RuleMatcher(this.#rules.map((rule) => JSON.parse(rule) as Rule));
    this.#seen.clear();
    this.#isComplete = false;
    this.changes += 1;
    this.generation += 1;
  }

  /** Place of a rule as `rulesOf` gives it; -1 for one that was not taken. */
  placeOf(rule: Rule): number {
    return this.#rules.indexOf(JSON.stringify(rule));
  }

  /** Whether every case was read since the rules changed. */
  get isComplete(): boolean {
    return this.#isComplete || this.#rules.length === 0;
  }

  /** Reads every case that was not read yet; gives way to requests. Calls at the same time share one run. */
  fill(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = null;
    });
    return this.#filling;
  }

  async #fill(): Promise<void> {
    while (!this.isComplete && !this.#isClosed) {
      const rules = this.#rules;
      let since = performance.now();
      for await (const folder of documentFolders(this.#directory, 'cases')) {
        for (const id of folder.ids) {
          if (rules !== this.#rules || this.#isClosed) break;
          this.#look(id, { case: folder.pathOf(id), review: folder.pathBeside(id) });
          if (performance.now() - since <= PATIENCE) continue;
          await setImmediate();
          since = performance.now();
        }
      }
      this.#isComplete = rules === this.#rules && !this.#isClosed;
    }
  }

  #read(id: string, paths: Paths): readonly number[] | null {
    const record = readCase(readJson(paths.case), paths.case);
    if (record.id !== id)
      throw new InvalidInput('damaged-file', `${paths.case} holds the case '${record.id}'`);
    const isReviewed = markOf(paths.review) !== null;
    if (isReviewed) this.#reviewed.note(id);
    const isReviewLost = !isReviewed && this.#reviewed.mayHaveBeen(id);
    const review = isReviewed ? readReview(readJson(paths.review), paths.review) : emptyReview(id);
    const summary = this.#summarise(record, review, () => formerCases(this.#directory, id));
    // What can only be told when its texts are read is not known until then; the index says when.
    return summary.awaits ? null : this.#matcher.matching(record, summary, isReviewLost);
  }

  /** Reads a case unless its files are those read before; null when it cannot be told what rules it meets. */
  #look(id: string, paths: Paths): readonly number[] | null {
    const mark = markAt(paths);
    const seen = this.#seen.get(id);
    if (seen && seen.rules !== null && seen.mark === mark) return seen.rules;
    let rules: readonly number[] | null = null;
    try {
      if (mark !== null) rules = this.#read(id, paths);
    } catch {
      // A damaged case or review may belong to any of them.
    }
    // Written while it was read: what was read may be of neither state.
    if (mark === null || mark !== markAt(paths)) rules = null;
    // An id that nobody knows is no case. One that was known stays among those that lists must leave out.
    if (rules === null && (seen ? seen.rules === null : mark === null)) return null;
    this.#seen.set(id, { mark: mark ?? '', rules });
    this.changes += 1;
    return rules;
  }

  /** The rules that a case meets by its files as they are now; null when that cannot be told. */
  rulesOf(id: string): readonly number[] | null {
    const paths = {
      case: documentPath(this.#directory, 'cases', id),
      review: documentPath(this.#directory, 'reviews', id),
    };
    return this.#look(id, paths);
  }

  /** The same without a look at its files, for cases whose marks somebody else has looked at. */
  isSeen(id: string, caseMark: string, reviewMark: string | null): boolean {
    const seen = this.#seen.get(id);
    return seen !== undefined && seen.rules !== null && seen.mark === markText(caseMark, reviewMark);
  }

  /** Every case that was read, with the rules that it meets; null when its files do not tell any more. */
  *all(): Generator<[id: string, rules: readonly number[] | null]> {
    for (const [id, { rules }] of this.#seen) yield [id, rules];
  }

  close(): void {
    this.#isClosed = true;
    this.#matcher.close();
  }
}
