import { messageOf } from '../../errors.ts';
import type { Case } from '../../format/case.ts';
import { readCase, readReview } from '../../format/read.ts';
import { emptyReview, type Review } from '../../format/review.ts';
import { Newest } from '../../newest.ts';
import {
  type CaseSummary,
  plainSummary,
  type Summarise,
  searchedWords,
  termsOf,
} from '../../ports/case-summary.ts';
import type { FormerCase } from '../../ports/cases.ts';
import { readJson } from '../disk/json-file.ts';
import { fileMark, type Written } from '../documents/document-files.ts';
import { formerCases } from '../documents/former-cases.ts';
import { documentPath } from '../documents/layout.ts';
import type { IndexFile } from './index-file.ts';
import { changeTerms } from './terms.ts';

/** Digits padded so that text order is natural order. */
const sortKey = (id: string): string => id.replace(/\d{1,18}/g, (digits) => digits.padStart(18, '0'));

/** A case with its review and the marks of their files. */
interface Entry {
  readonly record: Case;
  readonly review: Review;
  readonly summary: CaseSummary;
  readonly caseMark: string;
  readonly reviewMark: string | null;
}

/** Cases read last, by the mark of their file: while a case is reviewed it is saved again and again. */
const KEEP = 64;

/** Cases whose earlier states are kept at hand; most have none. */
const KEEP_FORMER = 16;

/** Writes what the index knows of one case. */
export class CaseWriter {
  readonly #directory: string;
  readonly #file: IndexFile;
  readonly #summarise: Summarise;
  readonly #read = new Newest<{ readonly mark: string; readonly record: Case }>(KEEP);
  readonly #former = new Newest<{ readonly mark: string; readonly states: readonly FormerCase[] }>(
    KEEP_FORMER,
  );

  constructor(directory: string, file: IndexFile, summarise: Summarise = plainSummary) {
    this.#directory = directory;
    this.#file = file;
    this.#summarise = summarise;
  }

  /** Takes a case that somebody has read anyway, by the mark of its file; nobody may change it. */
  keep(id: string, mark: string, record: Case): void {
    this.#read.put(id, { mark, record });
  }

  #caseOf(id: string, mark: string): Case {
    const held = this.#read.get(id);
    if (held?.mark === mark) return held.record;
    const path = documentPath(this.#directory, 'cases', id);
    return readCase(readJson(path), path);
  }

  /** A case has other earlier states only when its own file is another. */
  #formerOf(id: string, mark: string): readonly FormerCase[] {
    const held = this.#former.get(id);
    if (held?.mark === mark) return held.states;
    const states = formerCases(this.#directory, id);
    this.#former.put(id, { mark, states });
    return states;
  }

  #entryOf(id: string, written: Written | null): Entry | null {
    const caseMark = fileMark(this.#directory, 'cases', id);
    const reviewMark = fileMark(this.#directory, 'reviews', id);
    if (caseMark === null) return null;
    const record = written && 'case' in written ? written.case : this.#caseOf(id, caseMark);
    if (written) this.keep(id, caseMark, record);
    const path = documentPath(this.#directory, 'reviews', id);
    const review =
      written && 'review' in written
        ? written.review
        : reviewMark === null
          ? emptyReview(id)
          : readReview(readJson(path), path);
    const summary = this.#summarise(record, review, () => this.#formerOf(id, caseMark));
    return { record, review, summary, caseMark, reviewMark };
  }

  /**
   * Brings one case up to what its files say. Damaged files are kept by name and reason, not thrown.
   * @param written the document just written under the workspace's lock, if that is why
   * @returns what has to be waited for until its files say more; null when this is all
   */
  refresh(id: string, written: Written | null = null): Promise<unknown> | null {
    let awaits: Promise<unknown> | null = null;
    this.#file.transaction(() => {
      let entry: Entry | null = null;
      let damage: string | null = null;
      try {
        entry = this.#entryOf(id, written);
      } catch (error) {
        damage = messageOf(error);
      }
      const known = this.#file.get<{ number: number; case_mark: string; terms: string }>(
        'SELECT number, case_mark, terms FROM cases WHERE id = ?',
        id,
      );
      if (entry && known && known.case_mark === entry.caseMark) {
        this.#updateReview(known.number, known.terms, entry);
      } else {
        this.forget(id);
        if (damage !== null) this.noteDamage(id, damage);
        else if (entry) this.#insert(entry, known?.number ?? null);
      }
      awaits = entry?.summary.awaits ?? null;
      if (awaits) this.noteDirty(id);
    });
    return awaits;
  }

  /** The row may not be what the files say: it is looked at again, by whoever opens the workspace next at the latest. */
  noteDirty(id: string): void {
    this.#file.run('INSERT OR REPLACE INTO dirty (id, at) VALUES (?, ?)', id, Date.now());
  }

  noteDamage(id: string, message: string): void {
    const mark = fileMark(this.#directory, 'cases', id) ?? '';
    this.#file.run('INSERT OR REPLACE INTO damaged VALUES (?, ?, ?)', id, message, mark);
  }

  /** Takes a case out; within a transaction. */
  forget(id: string): void {
    const known = this.#file.get<{ number: number; terms: string }>(
      'SELECT number, terms FROM cases WHERE id = ?',
      id,
    );
    if (known) {
      this.#file.run('DELETE FROM words WHERE rowid = ?', known.number);
      changeTerms(this.#file, known.number, known.terms, []);
    }
    this.#file.run('DELETE FROM cases WHERE id = ?', id);
    this.#file.run('DELETE FROM images WHERE case_id = ?', id);
    this.#file.run('DELETE FROM damaged WHERE id = ?', id);
    this.#file.run('DELETE FROM dirty WHERE id = ?', id);
  }

  /** The case is as it was: its words and images stay, only what its review says is written. */
  #updateReview(number: number, stored: string, entry: Entry): void {
    const { record, review, summary, reviewMark } = entry;
    const terms = termsOf(summary, record.source.site);
    this.#file.run(
      'UPDATE cases SET status = ?, priority = ?, decided = ?, open = ?, reviewed_at = ?, review_rev = ?, review_mark = ?, terms = ?, images_out = ?, patients_out = ? WHERE number = ?',
      summary.status,
      summary.priority,
      summary.decided,
      summary.open,
      summary.reviewedAt,
      review.rev,
      reviewMark,
      JSON.stringify(terms),
      summary.outgoing.images,
      summary.outgoing.patients,
      number,
    );
    changeTerms(this.#file, number, stored, terms);
    this.#file.run('DELETE FROM damaged WHERE id = ?', record.id);
    this.#file.run('DELETE FROM dirty WHERE id = ?', record.id);
  }

  /** @param number of the case if it had one: numbers stay close together, and with them the bits of `terms` */
  #insert(entry: Entry, number: number | null): void {
    const { record, review, summary, caseMark, reviewMark } = entry;
    const thumbnail =
      record.images.find((image) => image.key && image.sha256) ?? record.images.find((image) => image.sha256);
    const terms = termsOf(summary, record.source.site);
    const given =
      number ??
      this.#file.get<{ number: number }>('SELECT coalesce(max(number), 0) + 1 AS number FROM cases')
        ?.number ??
      1;
    this.#file.run(
      `INSERT INTO cases (number, id, site, sort_key, title, status, priority, decided, open, patients, images, licence,
         doi, url, retrieved_at, reviewed_at, thumbnail, rev, review_rev, case_mark, review_mark, terms, images_out, patients_out)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      given,
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
      JSON.stringify(terms),
      summary.outgoing.images,
      summary.outgoing.patients,
    );
    const { title, body } = searchedWords(record);
    this.#file.run('INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)', given, title, body);
    record.images.forEach((image, position) => {
      this.#file.run(
        'INSERT OR REPLACE INTO images VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        record.id,
        image.id,
        image.sha256,
        image.file,
        position,
        image.imported ? 0 : 1,
        image.imported?.table ?? '',
        image.imported?.row ?? 0,
        sortKey(record.id),
      );
    });
    changeTerms(this.#file, given, '[]', terms);
  }
}
