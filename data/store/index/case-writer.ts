import { messageOf } from '../../errors.ts';
import type { Case } from '../../format/case.ts';
import { readCase, readReview } from '../../format/read.ts';
import { emptyReview, type Review } from '../../format/review.ts';
import { fileMark } from '../document-files.ts';
import { readJson } from '../json-file.ts';
import { documentPath } from '../layout.ts';
import type { IndexFile } from './index-file.ts';

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

export type Summarise = (record: Case, review: Review) => CaseSummary;

/** A case with its review and the marks of their files. */
interface Entry {
  readonly record: Case;
  readonly review: Review;
  readonly summary: CaseSummary;
  readonly caseMark: string;
  readonly reviewMark: string | null;
}

/** Writes what the index knows of one case. */
export class CaseWriter {
  readonly #directory: string;
  readonly #file: IndexFile;
  readonly #summarise: Summarise;

  constructor(directory: string, file: IndexFile, summarise: Summarise = plainSummary) {
    this.#directory = directory;
    this.#file = file;
    this.#summarise = summarise;
  }

  #read(id: string): Entry | null {
    const caseMark = fileMark(this.#directory, 'cases', id);
    const reviewMark = fileMark(this.#directory, 'reviews', id);
    if (caseMark === null) return null;
    const path = documentPath(this.#directory, 'cases', id);
    const record = readCase(readJson(path), path);
    const reviewPath = documentPath(this.#directory, 'reviews', id);
    const review = reviewMark === null ? emptyReview(id) : readReview(readJson(reviewPath), reviewPath);
    return { record, review, summary: this.#summarise(record, review), caseMark, reviewMark };
  }

  /** Reads one case and its review again from disk. Damaged files are kept by name and reason, not thrown. */
  refresh(id: string): void {
    let entry: Entry | null = null;
    let damage: string | null = null;
    try {
      entry = this.#read(id);
    } catch (error) {
      damage = messageOf(error);
    }
    const known = this.#file.get<{ number: number; case_mark: string }>(
      'SELECT number, case_mark FROM cases WHERE id = ?',
      id,
    );
    this.#file.transaction(() => {
      if (entry && known && known.case_mark === entry.caseMark) {
        this.#updateReview(known.number, entry);
        return;
      }
      this.forget(id);
      if (damage !== null) this.noteDamage(id, damage);
      else if (entry) this.#insert(entry);
    });
  }

  noteDamage(id: string, message: string): void {
    const mark = fileMark(this.#directory, 'cases', id) ?? '';
    this.#file.run('INSERT OR REPLACE INTO damaged VALUES (?, ?, ?)', id, message, mark);
  }

  /** Takes a case out; within a transaction. */
  forget(id: string): void {
    const number = this.#file.get<{ number: number }>('SELECT number FROM cases WHERE id = ?', id)?.number;
    if (number !== undefined) {
      this.#file.run('DELETE FROM words WHERE rowid = ?', number);
      this.#removeTerms(number);
    }
    this.#file.run('DELETE FROM cases WHERE id = ?', id);
    this.#file.run('DELETE FROM images WHERE case_id = ?', id);
    this.#file.run('DELETE FROM damaged WHERE id = ?', id);
    this.#file.run('DELETE FROM dirty WHERE id = ?', id);
  }

  #removeTerms(number: number): void {
    const terms = this.#file.all<{ kind: string; term: string }>(
      'SELECT kind, term FROM terms WHERE number = ?',
      number,
    );
    for (const { kind, term } of terms) {
      this.#file.run('UPDATE counts SET count = count - 1 WHERE kind = ? AND term = ?', kind, term);
    }
    this.#file.run('DELETE FROM terms WHERE number = ?', number);
  }

  #addTerms(number: number, { record, summary }: Entry): void {
    const site = record.source.site;
    const terms = [...summary.terms, { kind: 'status', term: summary.status }, { kind: 'site', term: site }];
    const distinct = new Map(terms.map((term) => [`${term.kind}\n${term.term}`, term]));
    for (const { kind, term } of distinct.values()) {
      this.#file.run('INSERT INTO terms (kind, term, number) VALUES (?, ?, ?)', kind, term, number);
      this.#file.run(
        'INSERT INTO counts (kind, term, count) VALUES (?, ?, 1) ON CONFLICT (kind, term) DO UPDATE SET count = count + 1',
        kind,
        term,
      );
    }
  }

  /** The case is as it was: its words and images stay, only what its review says is written. */
  #updateReview(number: number, entry: Entry): void {
    const { record, review, summary, reviewMark } = entry;
    this.#file.run(
      'UPDATE cases SET status = ?, priority = ?, decided = ?, open = ?, reviewed_at = ?, review_rev = ?, review_mark = ? WHERE number = ?',
      summary.status,
      summary.priority,
      summary.decided,
      summary.open,
      summary.reviewedAt,
      review.rev,
      reviewMark,
      number,
    );
    this.#removeTerms(number);
    this.#addTerms(number, entry);
    this.#file.run('DELETE FROM damaged WHERE id = ?', record.id);
    this.#file.run('DELETE FROM dirty WHERE id = ?', record.id);
  }

  #insert(entry: Entry): void {
    const { record, review, summary, caseMark, reviewMark } = entry;
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
    this.#addTerms(number, entry);
  }
}
