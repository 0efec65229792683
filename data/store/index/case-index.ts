import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { messageOf } from '../../errors.ts';
import { fileMark, type WriteObserver } from '../document-files.ts';
import { documentFiles } from '../layout.ts';
import { CaseWriter, type Summarise } from './case-writer.ts';
import { IndexFile } from './index-file.ts';
import { type CaseList, type CaseQuery, type Facets, facets, listCases, listIds } from './queries.ts';

/** `index.sqlite`: follows the documents, and can be deleted at any moment. */
export class CaseIndex implements WriteObserver {
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

  after(id: string): void {
    this.#writer.refresh(id);
  }

  /**
   * Brings the index up to the files: new, changed and vanished ones. Quick when nothing changed; gives way to
   * other work between files. Calls at the same time share one run.
   */
  sync(onProgress?: (done: number) => void): Promise<void> {
    this.#syncing ??= this.#sync(onProgress).finally(() => {
      this.#syncing = null;
    });
    return this.#syncing;
  }

  async #sync(onProgress?: (done: number) => void): Promise<void> {
    const generation = this.#file.generation;
    const marks = new Map(
      [
        ...this.#file.all<{ id: string; case_mark: string; review_mark: string | null }>(
          'SELECT id, case_mark, review_mark FROM cases',
        ),
        ...this.#file.all<{ id: string; case_mark: string }>('SELECT id, case_mark FROM damaged'),
      ].map((row) => [row.id, row]),
    );
    const dirty = new Set(this.#file.all<{ id: string }>('SELECT id FROM dirty').map((row) => row.id));
    let done = 0;
    for await (const { id } of documentFiles(this.#directory, 'cases')) {
      const known = marks.get(id);
      marks.delete(id);
      const same =
        known !== undefined &&
        !dirty.has(id) &&
        'review_mark' in known &&
        known.case_mark === fileMark(this.#directory, 'cases', id) &&
        known.review_mark === fileMark(this.#directory, 'reviews', id);
      if (!same) {
        try {
          this.#writer.refresh(id);
        } catch (error) {
          this.#writer.noteDamage(id, messageOf(error));
        }
      }
      done += 1;
      if (done % (same ? 200 : 20) === 0) {
        onProgress?.(done);
        await setImmediate();
      }
    }
    for (const id of [...marks.keys(), ...dirty])
      if (fileMark(this.#directory, 'cases', id) === null)
        this.#file.transaction(() => this.#writer.forget(id));
    this.#file.run("INSERT OR REPLACE INTO meta VALUES ('filled', ?)", new Date().toISOString());
    this.#syncedGeneration = generation;
  }

  /** Waits until the index has seen the files at least once since it was last made. */
  async ready(): Promise<void> {
    this.#file.get('SELECT 1');
    while (this.#syncedGeneration !== this.#file.generation) await this.sync();
  }

  /** A page of cases. */
  list(query: CaseQuery = {}): CaseList {
    return listCases(this.#file, query);
  }

  /** Ids of all cases that match, in natural order. */
  idsOf(query: CaseQuery = {}): string[] {
    return listIds(this.#file, query);
  }

  /** How many images these cases have. */
  imagesAmong(ids: readonly string[]): number {
    const row = this.#file.get<{ count: number }>(
      'SELECT count(*) AS count FROM images WHERE case_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    );
    return row?.count ?? 0;
  }

  /** How many cases each filter value would leave. */
  facets(query: CaseQuery = {}): Facets {
    return facets(this.#file, query);
  }

  /** Files that could not be read, with the reason. */
  damaged(): { id: string; message: string }[] {
    return this.#file.all('SELECT id, message FROM damaged ORDER BY id');
  }

  /** Cases that hold an image with these bytes. */
  casesWithImage(sha256: string): string[] {
    return this.#file
      .all<{ case_id: string }>(
        'SELECT DISTINCT case_id FROM images WHERE sha256 = ? ORDER BY case_id',
        sha256,
      )
      .map((row) => row.case_id);
  }

  /** Cases with this DOI, ignoring case. */
  casesWithDoi(doi: string): string[] {
    return this.#file
      .all<{ id: string }>('SELECT id FROM cases WHERE doi = ? COLLATE NOCASE ORDER BY sort_key', doi)
      .map((row) => row.id);
  }

  /**
   * Images in export order, as runs of one case: rows of imported tables as they stood, then the rest in
   * natural order. Read lazily: memory does not grow with the number of images.
   */
  *exportOrder(): Generator<{ id: string; images: string[] }> {
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
