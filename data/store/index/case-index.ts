import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { messageOf } from '../../errors.ts';
import type { Case } from '../../format/case.ts';
import { readCase, readReview } from '../../format/read.ts';
import { emptyReview, type Review } from '../../format/review.ts';
import { fileMark, type WriteObserver } from '../document-files.ts';
import { readJson } from '../json-file.ts';
import { documentFiles, documentPath } from '../layout.ts';
import { IndexFile } from './index-file.ts';
import { type CaseList, type CaseQuery, type Facets, facets, listCases, listIds } from './queries.ts';

/** What lists show of a case beyond what the case itself says. */
export interface CaseSummary {
  status: string;
  /** Higher is handed out earlier. */
  priority: number;
  /** Cells decided and cells still open. */
  decided: number;
  open: number;
  /** Terms to filter by: kind (`finding`, `modality`, `view`...) and term. */
  terms: readonly { kind: string; term: string }[];
  reviewedAt: string | null;
}

const plainSummary = (_record: Case, review: Review): CaseSummary => ({
  status: review.events.length > 0 ? 'in-progress' : 'new',
  priority: 0,
  decided: review.events.filter((event) => event.kind === 'decide').length,
  open: 0,
  terms: [],
  reviewedAt: review.events.at(-1)?.at ?? null,
});

/** Digits padded so that text order is natural order. */
const sortKey = (id: string): string => id.replace(/\d{1,18}/g, (digits) => digits.padStart(18, '0'));

/** `index.sqlite`: follows the documents, and can be deleted at any moment. */
export class CaseIndex implements WriteObserver {
  readonly #directory: string;
  readonly #file: IndexFile;
  readonly #summarise: (record: Case, review: Review) => CaseSummary;
  #syncedGeneration = -1;
  #syncing: Promise<void> | null = null;

  constructor(directory: string, summarise: (record: Case, review: Review) => CaseSummary = plainSummary) {
    this.#directory = directory;
    this.#summarise = summarise;
    this.#file = new IndexFile(join(directory, 'index.sqlite'));
  }

  before(id: string): void {
    this.#file.run('INSERT OR REPLACE INTO dirty (id, at) VALUES (?, ?)', id, Date.now());
  }

  after(id: string): void {
    this.refresh(id);
  }

  /** Reads one case and its review again from disk. Damaged files are named in `damaged()`, not thrown. */
  refresh(id: string): void {
    const caseMark = fileMark(this.#directory, 'cases', id);
    const reviewMark = fileMark(this.#directory, 'reviews', id);
    let record: Case | null = null;
    let review: Review = emptyReview(id);
    let damage: string | null = null;
    try {
      const path = documentPath(this.#directory, 'cases', id);
      if (caseMark) record = readCase(readJson(path), path);
      const reviewPath = documentPath(this.#directory, 'reviews', id);
      if (reviewMark) review = readReview(readJson(reviewPath), reviewPath);
    } catch (error) {
      damage = messageOf(error);
    }
    this.#file.transaction(() => {
      this.#forget(id);
      if (damage !== null)
        this.#file.run('INSERT OR REPLACE INTO damaged VALUES (?, ?, ?)', id, damage, caseMark ?? '');
      else if (record) this.#insert(record, review, caseMark ?? '', reviewMark);
    });
  }

  #forget(id: string): void {
    const number = this.#file.get<{ number: number }>('SELECT number FROM cases WHERE id = ?', id)?.number;
    if (number !== undefined) {
      this.#file.run('DELETE FROM words WHERE rowid = ?', number);
      for (const { kind, term } of this.#file.all<{ kind: string; term: string }>(
        'SELECT kind, term FROM terms WHERE number = ?',
        number,
      )) {
        this.#file.run('UPDATE counts SET count = count - 1 WHERE kind = ? AND term = ?', kind, term);
      }
      this.#file.run('DELETE FROM terms WHERE number = ?', number);
    }
    this.#file.run('DELETE FROM cases WHERE id = ?', id);
    this.#file.run('DELETE FROM images WHERE case_id = ?', id);
    this.#file.run('DELETE FROM damaged WHERE id = ?', id);
    this.#file.run('DELETE FROM dirty WHERE id = ?', id);
  }

  #addTerm(number: number, kind: string, term: string): void {
    this.#file.run('INSERT INTO terms (kind, term, number) VALUES (?, ?, ?)', kind, term, number);
    this.#file.run(
      'INSERT INTO counts (kind, term, count) VALUES (?, ?, 1) ON CONFLICT (kind, term) DO UPDATE SET count = count + 1',
      kind,
      term,
    );
  }

  #insert(record: Case, review: Review, caseMark: string, reviewMark: string | null): void {
    const summary = this.#summarise(record, review);
    const thumbnail =
      record.images.find((image) => image.key && image.sha256) ?? record.images.find((image) => image.sha256);
    this.#file.run(
      `INSERT INTO cases (id, site, sort_key, title, status, priority, decided, open, patients, images, licence, doi, url,
         retrieved_at, reviewed_at, thumbnail, rev, review_rev, case_mark, review_mark)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      record.id,
      record.source.site,
      sortKey(record.id),
      record.document.title ?? record.id,
      summary.status,
      summary.priority,
      summary.decided,
      summary.open,
      record.patients.length,
      record.images.length,
      record.document.licence.code,
      record.document.doi,
      record.source.url,
      record.source.retrievedAt,
      summary.reviewedAt,
      thumbnail?.viewSha256 ?? thumbnail?.sha256 ?? null,
      record.rev,
      review.rev,
      caseMark,
      reviewMark,
    );
    const number =
      this.#file.get<{ number: number }>('SELECT number FROM cases WHERE id = ?', record.id)?.number ?? 0;
    const places = record.patients.flatMap((patient) => [patient.label ?? '', patient.location ?? '']);
    const body = [...places, ...record.texts.map((text) => text.text)].join('\n').slice(0, 200_000);
    this.#file.run(
      'INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)',
      number,
      `${record.document.title ?? ''} ${record.id}`,
      body,
    );
    record.images.forEach((image, position) => {
      this.#file.run(
        'INSERT OR REPLACE INTO images VALUES (?, ?, ?, ?, ?, ?, ?)',
        record.id,
        image.id,
        image.sha256,
        image.file,
        position,
        image.imported?.table ?? null,
        image.imported?.row ?? null,
      );
    });
    const terms = [
      ...summary.terms,
      { kind: 'status', term: summary.status },
      { kind: 'site', term: record.source.site },
    ];
    const distinct = new Map(terms.map((term) => [`${term.kind}\n${term.term}`, term]));
    for (const { kind, term } of distinct.values()) this.#addTerm(number, kind, term);
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
          this.refresh(id);
        } catch (error) {
          this.#file.run('INSERT OR REPLACE INTO damaged VALUES (?, ?, ?)', id, messageOf(error), '');
        }
      }
      done += 1;
      if (done % (same ? 200 : 20) === 0) {
        onProgress?.(done);
        await setImmediate();
      }
    }
    for (const id of [...marks.keys(), ...dirty])
      if (fileMark(this.#directory, 'cases', id) === null) this.#file.transaction(() => this.#forget(id));
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
