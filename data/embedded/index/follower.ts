import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { tell } from '../../diagnostics.ts';
import { covid19, markOfProtocol } from '../../protocols/read-protocol.ts';
import { fileMark, markOf, type WriteObserver, type Written } from '../documents/document-files.ts';
import { documentFolders } from '../documents/layout.ts';
import type { CaseWriter } from './case-writer.ts';
import { isBusy } from './faults.ts';
import type { IndexFile } from './index-file.ts';

/** The built-in protocol. */
const BUILT_IN = markOfProtocol(covid19);

/** Cases written in one transaction while the index is filled. */
const BATCH = 16;
/** Milliseconds the index works on before it lets requests in between. */
const TURN = 4;
/** How often a run that another process keeps from writing goes on, and milliseconds before each. */
const [TRIES, PAUSE] = [20, 250];

/** Keeps the index after the documents: told of each write, and looking at all files where it cannot know. */
export class Follower implements WriteObserver {
  readonly #directory: string;
  readonly #file: IndexFile;
  readonly #writer: CaseWriter;
  readonly #asked: () => string;
  #syncedGeneration = -1;
  #syncing: Promise<void> | null = null;
  /** Cases whose rows could not be written when they were due, and those of them that are being caught up with. */
  #missed = new Set<string>();
  #late: ReadonlySet<string> = new Set();

  /** @param asked what the summaries of cases are made by */
  constructor(directory: string, file: IndexFile, writer: CaseWriter, asked = () => BUILT_IN) {
    this.#asked = asked;
    this.#directory = directory;
    this.#file = file;
    this.#writer = writer;
  }

  /** The document is the truth: where its row cannot be written it is caught up with later. */
  #follow(id: string, write: () => void): void {
    try {
      write();
    } catch {
      this.#missed.add(id);
      tell('storage', 'index-late', () => ({ case: id }));
    }
  }

  before(id: string): void {
    this.#follow(id, () => this.#writer.noteDirty(id));
  }

  after(id: string, written: Written | null): void {
    // Somebody holds the index: waiting for that once is enough.
    if (!this.#missed.has(id)) this.#follow(id, () => this.#refreshOne(id, written));
    tell('storage', written === null ? 'removed' : 'written', () => ({ case: id }));
  }

  /** Once more when what it waits for is there. */
  #refreshOne(id: string, written: Written | null = null): void {
    void this.#writer.refresh(id, written)?.then(() => this.#follow(id, () => this.#refreshOne(id)));
  }

  /** New, changed and vanished files. Quick when nothing changed; gives way to other work between files. */
  sync(onProgress?: (done: number) => void): Promise<void> {
    this.#syncing ??= this.#syncBetween(onProgress).finally(() => {
      this.#syncing = null;
    });
    return this.#syncing;
  }

  /** Between the writes of other processes. */
  async #syncBetween(onProgress?: (done: number) => void): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      this.#late = this.#missed;
      this.#missed = new Set();
      try {
        await this.#sync(onProgress);
        this.#late = new Set();
        return;
      } catch (error) {
        for (const id of this.#late) this.#missed.add(id);
        if (!isBusy(error) || tries === TRIES) throw error;
        await wait(PAUSE);
      }
    }
  }

  async #sync(onProgress?: (done: number) => void): Promise<void> {
    const generation = this.#file.generation;
    const asked = this.#asked();
    // Every case is summed up anew, be it this process that comes to its end or the next.
    if (this.#askedBefore() !== asked)
      this.#file.transaction(() => {
        this.#file.run('INSERT OR REPLACE INTO dirty (id, at) SELECT id, ? FROM cases', Date.now());
        this.#file.run("INSERT OR REPLACE INTO meta VALUES ('asked', ?)", asked);
      });
    const dirty = new Set([
      ...this.#file.all<{ id: string }>('SELECT id FROM dirty').map((row) => row.id),
      ...this.#late,
    ]);
    let done = 0;
    let met = 0;
    const started = performance.now();
    let since = started;
    // Folder by folder: the marks of 100,000 cases are never in memory together.
    for await (const folder of documentFolders(this.#directory, 'cases')) {
      const marks = this.#marksOf(folder.ids);
      const reviewed = new Set(folder.beside);
      const stale: string[] = [];
      for (const id of folder.ids) {
        const known = marks.get(id);
        if (known) met += 1;
        const same =
          known !== undefined &&
          !dirty.has(id) &&
          known.caseMark === markOf(folder.pathOf(id)) &&
          known.reviewMark === (reviewed.has(id) ? markOf(folder.pathBeside(id)) : null);
        if (!same) stale.push(id);
        if (stale.length === BATCH) this.#refresh(stale.splice(0));
        done += 1;
        if (performance.now() - since > TURN) {
          onProgress?.(done);
          await setImmediate();
          since = performance.now();
        }
      }
      this.#refresh(stale);
      onProgress?.(done);
    }
    const held = this.#file.get<{ count: number }>(
      'SELECT (SELECT count(*) FROM cases) + (SELECT count(*) FROM damaged) AS count',
    );
    if (dirty.size > 0 || (held?.count ?? 0) > met) this.#forgetVanished(dirty);
    this.#file.run("INSERT OR REPLACE INTO meta VALUES ('filled', ?)", new Date().toISOString());
    this.#syncedGeneration = generation;
    tell('storage', 'index-current', () => ({
      cases: done,
      dirty: dirty.size,
      milliseconds: Math.round(performance.now() - started),
    }));
  }

  /** Marks of the files as they were when the index last read them; none of a case that could not be read. */
  #marksOf(ids: readonly string[]): Map<string, { caseMark: string; reviewMark: string | null | undefined }> {
    const rows = this.#file.all<{ id: string; caseMark: string; reviewMark: string | null }>(
      `SELECT id, case_mark AS caseMark, review_mark AS reviewMark FROM cases
       WHERE id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(ids),
    );
    const damaged = this.#file.all<{ id: string; caseMark: string }>(
      'SELECT id, case_mark AS caseMark FROM damaged WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    );
    // A damaged file is tried again each time: its `undefined` equals no mark.
    return new Map(
      [...damaged.map((row) => ({ ...row, reviewMark: undefined })), ...rows].map((row) => [row.id, row]),
    );
  }

  /** Several cases in one transaction: each on its own would write the same pages again and again. */
  #refresh(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#file.transaction(() => {
      for (const id of ids) this.#refreshOne(id);
    });
  }

  #forgetVanished(dirty: ReadonlySet<string>): void {
    const held = this.#file.all<{ id: string }>('SELECT id FROM cases UNION SELECT id FROM damaged');
    for (const id of new Set([...held.map((row) => row.id), ...dirty]))
      if (fileMark(this.#directory, 'cases', id) === null)
        this.#file.transaction(() => this.#writer.forget(id));
  }

  /** What the summaries that stand there were made by; an index without it is older than any protocol. */
  #askedBefore(): string {
    return this.#file.get<{ value: string }>("SELECT value FROM meta WHERE key = 'asked'")?.value ?? BUILT_IN;
  }

  get isCurrent(): boolean {
    return (
      this.#askedBefore() === this.#asked() &&
      this.#syncedGeneration === this.#file.generation &&
      this.#missed.size + this.#late.size === 0
    );
  }

  async ready(): Promise<void> {
    while (!this.isCurrent) await this.sync();
  }
}
