import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Case } from '../../format/case.ts';
import type { CaseIndex, CaseList, Facets } from '../../ports/case-index.ts';
import type { CaseQuery } from '../../ports/case-query.ts';
import type { Summarise } from '../../ports/case-summary.ts';
import { fileMark, markOf, type WriteObserver, type Written } from '../documents/document-files.ts';
import { documentFolders } from '../documents/layout.ts';
import { CaseWriter } from './case-writer.ts';
import { IndexFile } from './index-file.ts';
import { facets, listCases, listIds, searchCases } from './queries.ts';

/** Cases written in one transaction while the index is filled. */
const BATCH = 16;
/** Milliseconds the index works on before it lets requests in between. */
const PATIENCE = 4;

/** `index.sqlite`: follows the documents, and can be deleted at any moment. */
export class SqliteCaseIndex implements CaseIndex, WriteObserver {
  readonly #directory: string;
  readonly #file: IndexFile;
  readonly #writer: CaseWriter;
  #syncedGeneration = -1;
  #syncing: Promise<void> | null = null;

  constructor(directory: string, summarise?: Summarise) {
    this.#directory = directory;
    this.#file = new IndexFile(join(directory, 'index.sqlite'));
    this.#writer = new CaseWriter(directory, this.#file, summarise);
  }

  before(id: string): void {
    this.#file.run('INSERT OR REPLACE INTO dirty (id, at) VALUES (?, ?)', id, Date.now());
  }

  after(id: string, written: Written | null): void {
    this.#writer.refresh(id, written);
  }

  offer(id: string, mark: string, record: Case): void {
    this.#writer.keep(id, mark, record);
  }

  /** New, changed and vanished files. Quick when nothing changed; gives way to other work between files. */
  sync(onProgress?: (done: number) => void): Promise<void> {
    this.#syncing ??= this.#sync(onProgress).finally(() => {
      this.#syncing = null;
    });
    return this.#syncing;
  }

  async #sync(onProgress?: (done: number) => void): Promise<void> {
    const generation = this.#file.generation;
    const dirty = new Set(this.#file.all<{ id: string }>('SELECT id FROM dirty').map((row) => row.id));
    let done = 0;
    let met = 0;
    let since = performance.now();
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
        if (performance.now() - since > PATIENCE) {
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
      for (const id of ids) this.#writer.refresh(id);
    });
  }

  #forgetVanished(dirty: ReadonlySet<string>): void {
    const held = this.#file.all<{ id: string }>('SELECT id FROM cases UNION SELECT id FROM damaged');
    for (const id of new Set([...held.map((row) => row.id), ...dirty]))
      if (fileMark(this.#directory, 'cases', id) === null)
        this.#file.transaction(() => this.#writer.forget(id));
  }

  async isCurrent(): Promise<boolean> {
    this.#file.get('SELECT 1');
    return this.#syncedGeneration === this.#file.generation;
  }

  /** Another one whenever a row may have changed since. */
  get version(): string {
    return this.#file.version;
  }

  /** Every case with the marks of the files its row was made from. */
  marks(): { id: string; caseMark: string; reviewMark: string | null }[] {
    return this.#file.all('SELECT id, case_mark AS caseMark, review_mark AS reviewMark FROM cases');
  }

  async ready(): Promise<void> {
    while (!(await this.isCurrent())) await this.sync();
  }

  async list(query: CaseQuery = {}): Promise<CaseList> {
    return listCases(this.#file, query);
  }

  async search(query: CaseQuery = {}): Promise<CaseList & { facets: Facets }> {
    return searchCases(this.#file, query);
  }

  async idsOf(query: CaseQuery = {}): Promise<string[]> {
    return listIds(this.#file, query);
  }

  async imagesAmong(ids: readonly string[]): Promise<number> {
    const row = this.#file.get<{ count: number }>(
      'SELECT count(*) AS count FROM images WHERE case_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    );
    return row?.count ?? 0;
  }

  async facets(query: CaseQuery = {}): Promise<Facets> {
    return facets(this.#file, query);
  }

  async damaged(): Promise<{ id: string; message: string }[]> {
    return this.#file.all('SELECT id, message FROM damaged ORDER BY id');
  }

  async casesWithImage(sha256: string): Promise<string[]> {
    return this.#file
      .all<{ case_id: string }>(
        'SELECT DISTINCT case_id FROM images WHERE sha256 = ? ORDER BY case_id',
        sha256,
      )
      .map((row) => row.case_id);
  }

  async casesWithDoi(doi: string): Promise<string[]> {
    return this.#file
      .all<{ id: string }>('SELECT id FROM cases WHERE doi = ? COLLATE NOCASE ORDER BY sort_key', doi)
      .map((row) => row.id);
  }

  async titlesOf(site: string): Promise<{ id: string; title: string }[]> {
    return this.#file.all('SELECT id, title FROM cases WHERE site = ? ORDER BY sort_key', site);
  }

  async *exportOrder(): AsyncGenerator<{ id: string; images: string[] }> {
    let run: { id: string; images: string[] } | undefined;
    const rows = this.#file.each<{ id: string; image: string }>(
      `SELECT i.case_id AS id, i.id AS image FROM images i JOIN cases c ON c.id = i.case_id
       ORDER BY i.import_row IS NULL, i.import_table, i.import_row, c.sort_key, i.position`,
    );
    for (const { id, image } of rows) {
      if (run?.id === id) {
        run.images.push(image);
        continue;
      }
      if (run) yield run;
      run = { id, images: [image] };
    }
    if (run) yield run;
  }

  close(): void {
    this.#file.close();
  }
}
