import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Case } from '../../format/case.ts';
import type { CaseIndex, CaseList, Facets, Outgoing } from '../../ports/case-index.ts';
import type { CaseQuery } from '../../ports/case-query.ts';
import type { Summarise } from '../../ports/case-summary.ts';
import type { WriteObserver, Written } from '../documents/document-files.ts';
import { CaseWriter } from './case-writer.ts';
import { type ExportedImage, type ExportPlace, exportBegins, imagesAfter } from './export-order.ts';
import { Follower } from './follower.ts';
import { IndexFile } from './index-file.ts';
import { cohortOf, facets, listCases, listIds, searchCases } from './queries.ts';

/** Milliseconds that lists wait for an index that is made again: of a few hundred cases it is whole by then. */
const PATIENCE = 300;

/** `index.sqlite`: follows the documents, and can be deleted at any moment. No write of a document fails for it. */
export class SqliteCaseIndex implements CaseIndex, WriteObserver {
  readonly #file: IndexFile;
  readonly #writer: CaseWriter;
  readonly #follower: Follower;

  /** @param asked tells what summaries are made by: another answer, and every case's is made again */
  constructor(directory: string, summarise?: Summarise, asked?: () => string) {
    this.#file = new IndexFile(join(directory, 'index.sqlite'));
    this.#writer = new CaseWriter(directory, this.#file, summarise);
    this.#follower = new Follower(directory, this.#file, this.#writer, asked);
  }

  before(id: string): void {
    this.#follower.before(id);
  }

  after(id: string, written: Written | null): void {
    this.#follower.after(id, written);
  }

  offer(id: string, mark: string, record: Case): void {
    this.#writer.keep(id, mark, record);
  }

  sync(onProgress?: (done: number) => void): Promise<void> {
    return this.#follower.sync(onProgress);
  }

  async isCurrent(): Promise<boolean> {
    return this.#follower.isCurrent;
  }

  ready(): Promise<void> {
    return this.#follower.ready();
  }

  /** What is read of it; of one that is made again, a little later. */
  async #whole<T>(read: () => T): Promise<T> {
    const found = this.#file.guarded(read);
    if (this.#follower.isCurrent) return found;
    const left = this.#file.since + PATIENCE - performance.now();
    if (left <= 0) return found;
    const whole = this.ready().catch(() => undefined);
    await Promise.race([whole, wait(left, undefined, { ref: false })]);
    return this.#file.guarded(read);
  }

  /** Another one whenever a row may have changed since. */
  get version(): string {
    return this.#file.version;
  }

  /** Every case with the marks of the files its row was made from. */
  marks(): { id: string; caseMark: string; reviewMark: string | null }[] {
    return this.#file.all('SELECT id, case_mark AS caseMark, review_mark AS reviewMark FROM cases');
  }

  async list(query: CaseQuery = {}): Promise<CaseList> {
    return this.#whole(() => listCases(this.#file, query));
  }

  async search(query: CaseQuery = {}): Promise<CaseList & { facets: Facets }> {
    return this.#whole(() => searchCases(this.#file, query));
  }

  async cohort(query: CaseQuery = {}): Promise<Outgoing & { facets: Facets }> {
    return this.#whole(() => cohortOf(this.#file, query));
  }

  async idsOf(query: CaseQuery = {}): Promise<string[]> {
    return this.#whole(() => listIds(this.#file, query));
  }

  async imagesAmong(ids: readonly string[]): Promise<number> {
    return this.#whole(
      () =>
        this.#file.get<{ count: number }>(
          'SELECT count(*) AS count FROM images WHERE case_id IN (SELECT value FROM json_each(?))',
          JSON.stringify(ids),
        )?.count ?? 0,
    );
  }

  async facets(query: CaseQuery = {}): Promise<Facets> {
    return this.#whole(() => facets(this.#file, query));
  }

  async damaged(): Promise<{ id: string; message: string }[]> {
    return this.#whole(() => this.#file.all('SELECT id, message FROM damaged ORDER BY id'));
  }

  #ids(sql: string, value: string): Promise<string[]> {
    return this.#whole(() => this.#file.all<{ id: string }>(sql, value).map(({ id }) => id));
  }

  async casesWithImage(sha256: string): Promise<string[]> {
    const sql = 'SELECT DISTINCT case_id AS id FROM images WHERE sha256 = ? ORDER BY case_id';
    return this.#ids(sql, sha256);
  }

  async casesWithDoi(doi: string): Promise<string[]> {
    return this.#ids('SELECT id FROM cases WHERE doi = ? COLLATE NOCASE ORDER BY sort_key', doi);
  }

  async titlesOf(site: string): Promise<{ id: string; title: string }[]> {
    const sql = 'SELECT id, title FROM cases WHERE site = ? ORDER BY sort_key';
    return this.#whole(() => this.#file.all(sql, site));
  }

  /** A page of images; of an index that is whole before and after it is read. */
  async #imagesAfter(place: ExportPlace): Promise<ExportedImage[]> {
    for (;;) {
      await this.ready();
      const page = imagesAfter(this.#file, place);
      if (this.#follower.isCurrent) return page;
    }
  }

  /** Page by page: a statement that stays open would keep this process from writing as soon as another one has. */
  async *exportOrder(): AsyncGenerator<{ id: string; images: string[] }> {
    let run: { id: string; images: string[] } | undefined;
    let place = exportBegins;
    for (;;) {
      const page = await this.#imagesAfter(place);
      for (const image of page) {
        place = image.place;
        if (run?.id === image.case) {
          run.images.push(image.id);
          continue;
        }
        if (run) yield run;
        run = { id: image.case, images: [image.id] };
      }
      if (page.length === 0) break;
    }
    if (run) yield run;
  }

  close(): void {
    this.#file.close();
  }
}
