import { existsSync, statSync } from 'node:fs';
import { Conflict, InvalidInput, NotFound } from '../../errors.ts';
import { removeDurably } from '../../files/durable-file.ts';
import type { Case, CaseDraft } from '../../format/case.ts';
import { completeCase, describeProblems, readCase, readReview } from '../../format/read.ts';
import {
  emptyReview,
  REVIEW_FORMAT,
  type Review,
  type ReviewEventInput,
  reviewEventSchema,
} from '../../format/review.ts';
import { type CaseStore, compareIds, type FormerCase } from '../../ports/cases.ts';
import type { ReviewStore } from '../../ports/reviews.ts';
import { readJson, sortedJson, writeJson } from '../disk/json-file.ts';
import type { WorkspaceLock } from '../disk/lock.ts';
import { CheckedReviews } from './checked-reviews.ts';
import { forgetFormer, formerCases, keepFormer } from './former-cases.ts';
import { documentFiles, documentPath } from './layout.ts';

/** What was just written, so that nobody has to read it again. */
export type Written = { readonly case: Case } | { readonly review: Review };

/** Told of every write while the lock is still held, and before it, so that a crash in between leaves a mark. */
export interface WriteObserver {
  before(id: string): void;
  /** @param written null where the case was taken away */
  after(id: string, written: Written | null): void;
}

/** What the two stores share: the folder, the lock, who listens, and the record of which cases were ever reviewed. */
interface Rim {
  readonly directory: string;
  readonly lock: WorkspaceLock;
  readonly observer: WriteObserver;
  readonly reviewed: { note(id: string): void };
}

/** Equal apart from revision and time of retrieval. */
const sameContent = (a: Case, b: Case): boolean =>
  sortedJson({ ...a, rev: 0, source: { ...a.source, retrievedAt: '' } }) ===
  sortedJson({ ...b, rev: 0, source: { ...b.source, retrievedAt: '' } });

function observedWrite(rim: Rim, id: string, path: string, written: Written): void {
  rim.observer.before(id);
  writeJson(path, 'case' in written ? written.case : written.review);
  rim.observer.after(id, written);
}

/** How many events the review of a case holds; null when its file cannot be read. */
function eventsHeld(directory: string, id: string): number | null {
  const path = documentPath(directory, 'reviews', id);
  try {
    return readReview(readJson(path), path).events.length;
  } catch {
    return null;
  }
}

/** Cases as one JSON file each. */
export class FileCaseStore implements CaseStore {
  readonly #rim: Rim;

  constructor(rim: Rim) {
    this.#rim = rim;
  }

  #read(id: string): Case | null {
    const path = documentPath(this.#rim.directory, 'cases', id);
    const document = readJson(path);
    if (document === null) return null;
    const record = readCase(document, path);
    if (record.id !== id) {
      throw new InvalidInput(
        'damaged-file',
        `${path} holds the case '${record.id}'; rename the file or restore it from a backup`,
      );
    }
    return record;
  }

  async get(id: string): Promise<Case | null> {
    return this.#read(id);
  }

  async former(id: string): Promise<FormerCase[]> {
    return formerCases(this.#rim.directory, id);
  }

  async mark(id: string): Promise<string | null> {
    return fileMark(this.#rim.directory, 'cases', id);
  }

  async has(id: string): Promise<boolean> {
    return existsSync(documentPath(this.#rim.directory, 'cases', id));
  }

  async put(
    draft: CaseDraft,
    options: { expect?: number } = {},
  ): Promise<{ case: Case; change: 'new' | 'updated' | 'unchanged' }> {
    const fresh = completeCase(draft);
    const path = documentPath(this.#rim.directory, 'cases', fresh.id);
    return this.#rim.lock.hold(() => {
      const held = this.#read(fresh.id);
      const rev = held?.rev ?? 0;
      if (options.expect !== undefined && options.expect !== rev) {
        throw new Conflict(
          'stale-case',
          `case ${fresh.id} is at revision ${rev}, not ${options.expect}: read it again and repeat the change`,
        );
      }
      if (held && sameContent(held, fresh)) return { case: held, change: 'unchanged' as const };
      const next: Case = { ...fresh, rev: rev + 1 };
      // What somebody decided on the held case rests on its words: they stay to be compared with the new ones.
      if (held && existsSync(documentPath(this.#rim.directory, 'reviews', held.id)))
        keepFormer(this.#rim.directory, held, eventsHeld(this.#rim.directory, held.id));
      observedWrite(this.#rim, fresh.id, path, { case: next });
      return { case: next, change: held ? ('updated' as const) : ('new' as const) };
    });
  }

  async remove(id: string, expect: number, review?: number): Promise<void> {
    const { directory, lock, observer } = this.#rim;
    const paths = {
      case: documentPath(directory, 'cases', id),
      review: documentPath(directory, 'reviews', id),
    };
    lock.hold(() => {
      const held = this.#read(id);
      const reviewed = review === undefined ? null : readJson(paths.review);
      if (held === null && reviewed === null) throw new NotFound('no-case', `there is no case '${id}'`);
      const at = {
        case: held?.rev ?? 0,
        review: reviewed === null ? 0 : readReview(reviewed, paths.review).rev,
      };
      if (at.case !== expect || (review !== undefined && at.review !== review))
        throw new Conflict(
          'stale-case',
          `case ${id} is at revision ${at.case}, its review at ${at.review}: somebody wrote meanwhile, read both again`,
        );
      observer.before(id);
      // The case first: a review alone is shown nowhere, a case without what was decided would be.
      if (held !== null) removeDurably(paths.case);
      if (reviewed !== null) removeDurably(paths.review);
      forgetFormer(directory, id);
      observer.after(id, null);
    });
  }

  async *ids(filter: { site?: string } = {}): AsyncIterable<string> {
    const found: string[] = [];
    for await (const { id } of documentFiles(this.#rim.directory, 'cases', filter.site)) found.push(id);
    yield* found.sort(compareIds);
  }

  async *all(
    filter: { site?: string; onDamaged?: (id: string, error: Error) => void } = {},
  ): AsyncIterable<Case> {
    for await (const id of this.ids(filter)) {
      let record: Case | null;
      try {
        record = this.#read(id);
      } catch (error) {
        filter.onDamaged?.(id, error as Error);
        continue;
      }
      if (record) yield record;
    }
  }
}

/** Reviews as one JSON file each, beside the cases. */
export class FileReviewStore implements ReviewStore {
  readonly #rim: Rim;
  readonly #checked = new CheckedReviews();

  constructor(rim: Rim) {
    this.#rim = rim;
  }

  #read(caseId: string): Review {
    return this.#checked.read(documentPath(this.#rim.directory, 'reviews', caseId)) ?? emptyReview(caseId);
  }

  async get(caseId: string): Promise<Review> {
    return this.#read(caseId);
  }

  async append(
    caseId: string,
    events: readonly ReviewEventInput[],
    options: { expect?: number } = {},
  ): Promise<Review> {
    const added = events.map((event) => {
      const result = reviewEventSchema.safeParse(event);
      if (result.success) return result.data;
      throw new InvalidInput(
        'bad-review-event',
        `review event for ${caseId} is not valid: ${describeProblems(result.error)}`,
      );
    });
    const path = documentPath(this.#rim.directory, 'reviews', caseId);
    return this.#rim.lock.hold(() => {
      const held = this.#read(caseId);
      if (options.expect !== undefined && options.expect !== held.rev) {
        throw new Conflict(
          'stale-review',
          `the review of ${caseId} is at revision ${held.rev}, not ${options.expect}: others saved meanwhile`,
        );
      }
      const known = new Set(held.events.map((event) => event.id));
      const fresh = added.filter((event) => !known.has(event.id));
      if (fresh.length === 0) return held;
      const next: Review = {
        case: caseId,
        format: REVIEW_FORMAT,
        rev: held.rev + 1,
        events: [...held.events, ...fresh],
      };
      // First the record: a review that then is not written is missed, never one that is lost afterwards.
      this.#rim.reviewed.note(caseId);
      observedWrite(this.#rim, caseId, path, { review: next });
      return next;
    });
  }
}

/** Size and time of a document's file, null when there is none: what the index compares. */
export const fileMark = (directory: string, kind: 'cases' | 'reviews', id: string): string | null =>
  markOf(documentPath(directory, kind, id));

/** The same for a path that is known. */
export function markOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.size}.${stats.mtimeMs}.${stats.ino}` : null;
}
