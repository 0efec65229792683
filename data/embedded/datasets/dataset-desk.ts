import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Conflict, InvalidInput, NotFound } from '../../errors.ts';
import { diskError, sqliteDiskError } from '../../files/durable-file.ts';
import type { AccessRequest, DownloadEntry, Post } from '../../format/dataset.ts';
import { KeptDatabase } from '../disk/kept-database.ts';
import { REGISTER_FILE } from './dataset-register.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS requests (
  id TEXT PRIMARY KEY, dataset TEXT NOT NULL, user TEXT NOT NULL COLLATE NOCASE, purpose TEXT NOT NULL, at INTEGER NOT NULL,
  state TEXT NOT NULL, decided_by TEXT, decided_at INTEGER, expires_at INTEGER, reply TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS requests_by_dataset ON requests (dataset, state, at);
CREATE TABLE IF NOT EXISTS downloads (
  id TEXT PRIMARY KEY, dataset TEXT NOT NULL, user TEXT NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, cases INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS downloads_by_dataset ON downloads (dataset, at);
CREATE TABLE IF NOT EXISTS posts (
  id TEXT PRIMARY KEY, dataset TEXT NOT NULL, kind TEXT NOT NULL, parent TEXT, user TEXT NOT NULL, at INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS posts_by_dataset ON posts (dataset, at);
`;

const REQUEST =
  'id, dataset, user, purpose, at, state, decided_by AS decidedBy, decided_at AS decidedAt, expires_at AS expiresAt, reply';
const LONGEST = 5_000;
/** Open requests, or posts in a day, of one person on one dataset: more is no conversation. */
const MOST_POSTS = 20;
const DAY = 86_400_000;

const identifier = (): string => randomBytes(9).toString('base64url');

const words = (text: string, what: string): string => {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > LONGEST)
    throw new InvalidInput(
      'bad-text',
      `${what} is empty or longer than ${LONGEST} characters; write it anew`,
    );
  return trimmed;
};

/** What people ask of datasets and say about them, in `datasets.sqlite`: requests, decisions, downloads, posts. */
export class DatasetDesk {
  readonly #path: string;
  readonly #file: KeptDatabase;

  constructor(workspace: string) {
    this.#path = join(workspace, REGISTER_FILE);
    this.#file = new KeptDatabase(this.#path, SCHEMA);
    this.#open();
  }

  /** The file under its name, never one that was deleted: what was written there would be lost. */
  #open(): DatabaseSync {
    try {
      const database = this.#file.open(true);
      if (database !== null) return database;
      throw new Error('it is gone');
    } catch (cause) {
      throw diskError('open', this.#path, cause);
    }
  }

  get #database(): DatabaseSync {
    return this.#open();
  }

  /** A change; what the disk refuses is told as such. */
  #write(sql: string, ...values: SQLInputValue[]): void {
    try {
      this.#database.prepare(sql).run(...values);
    } catch (cause) {
      throw sqliteDiskError('write', REGISTER_FILE, cause) ?? cause;
    }
  }

  /**
   * Refuses what `request` would; gives the purpose as it is kept.
   * @throws Conflict when this person's last request is still open or granted; InvalidInput without a purpose
   */
  checkRequest(dataset: string, user: string, purpose: string, now: number): string {
    const stated = words(purpose, 'the purpose');
    const last = this.latest(dataset, user);
    if (last?.state === 'open')
      throw new Conflict('already-asked', 'your request is with the owner already; wait for the answer');
    if (last && this.#holds(last, now)) throw new Conflict('already-granted', 'you have access already');
    return stated;
  }

  /** @throws Conflict, InvalidInput as `checkRequest` */
  request(dataset: string, user: string, purpose: string, now: number): AccessRequest {
    const stated = this.checkRequest(dataset, user, purpose, now);
    const id = identifier();
    this.#write(
      "INSERT INTO requests (id, dataset, user, purpose, at, state) VALUES (?, ?, ?, ?, ?, 'open')",
      id,
      dataset,
      user,
      stated,
      now,
    );
    return this.find(dataset, id);
  }

  /** @throws NotFound */
  find(dataset: string, id: string): AccessRequest {
    const row = this.#database
      .prepare(`SELECT ${REQUEST} FROM requests WHERE id = ? AND dataset = ?`)
      .get(id, dataset);
    if (!row) throw new NotFound('no-request', 'there is no such request');
    return row as unknown as AccessRequest;
  }

  /** Grants until a day, refuses, or ends a grant. @throws NotFound */
  decide(
    dataset: string,
    id: string,
    decision: { by: string; grantedUntil: number | null; reply: string },
    now: number,
  ): AccessRequest {
    const request = this.find(dataset, id);
    if (decision.grantedUntil !== null && decision.grantedUntil <= now)
      throw new InvalidInput('bad-date', 'access ends in the past; choose a later day');
    this.#write(
      'UPDATE requests SET state = ?, decided_by = ?, decided_at = ?, expires_at = ?, reply = ? WHERE id = ?',
      decision.grantedUntil === null ? 'refused' : 'granted',
      decision.by,
      now,
      decision.grantedUntil,
      decision.reply.trim().slice(0, LONGEST) || null,
      request.id,
    );
    return this.find(dataset, id);
  }

  latest(dataset: string, user: string): AccessRequest | null {
    const row = this.#database
      .prepare(
        `SELECT ${REQUEST} FROM requests WHERE dataset = ? AND user = ? ORDER BY at DESC, rowid DESC LIMIT 1`,
      )
      .get(dataset, user);
    return (row as unknown as AccessRequest | undefined) ?? null;
  }

  #holds(request: AccessRequest, now: number): boolean {
    return request.state === 'granted' && request.expiresAt !== null && now < request.expiresAt;
  }

  /** Whether this person may have the dataset now. */
  granted(dataset: string, user: string, now: number): boolean {
    const last = this.latest(dataset, user);
    return last !== null && this.#holds(last, now);
  }

  /** Newest first, open ones before the rest. */
  requests(dataset: string): AccessRequest[] {
    return this.#database
      .prepare(
        `SELECT ${REQUEST} FROM requests WHERE dataset = ? ORDER BY state = 'open' DESC, at DESC LIMIT 200`,
      )
      .all(dataset) as unknown as AccessRequest[];
  }

  noteDownload(entry: Omit<DownloadEntry, 'id'>): void {
    this.#write(
      'INSERT INTO downloads (id, dataset, user, at, what, cases) VALUES (?, ?, ?, ?, ?, ?)',
      identifier(),
      entry.dataset,
      entry.user,
      entry.at,
      entry.what.slice(0, 300),
      entry.cases,
    );
  }

  downloads(dataset: string, limit = 200): DownloadEntry[] {
    return this.#database
      .prepare('SELECT * FROM downloads WHERE dataset = ? ORDER BY at DESC, rowid DESC LIMIT ?')
      .all(dataset, limit) as unknown as DownloadEntry[];
  }

  /** @throws NotFound when an answer names no question of this dataset; Conflict above twenty posts a day */
  post(post: Omit<Post, 'id'>): Post {
    const text = words(post.text, 'the text');
    const { count } = this.#database
      .prepare('SELECT count(*) AS count FROM posts WHERE dataset = ? AND user = ? AND at > ?')
      .get(post.dataset, post.user, post.at - DAY) as { count: number };
    if (count >= MOST_POSTS)
      throw new Conflict('many-posts', `that was ${MOST_POSTS} posts in a day; write to the contact instead`);
    if (post.kind === 'answer') {
      const question = this.#database
        .prepare("SELECT 1 FROM posts WHERE id = ? AND dataset = ? AND kind = 'question'")
        .get(post.parent, post.dataset);
      if (!question) throw new NotFound('no-question', 'there is no such question');
    }
    const id = identifier();
    this.#write(
      'INSERT INTO posts (id, dataset, kind, parent, user, at, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      post.dataset,
      post.kind,
      post.kind === 'answer' ? post.parent : null,
      post.user,
      post.at,
      text,
    );
    return { ...post, id, text };
  }

  /** Announcements and questions newest first, answers oldest first. */
  posts(dataset: string): { announcements: Post[]; threads: { question: Post; answers: Post[] }[] } {
    const all = this.#database
      .prepare('SELECT * FROM posts WHERE dataset = ? ORDER BY at, rowid LIMIT 5000')
      .all(dataset) as unknown as Post[];
    const answers = (id: string) => all.filter((post) => post.kind === 'answer' && post.parent === id);
    return {
      announcements: all.filter((post) => post.kind === 'announcement').reverse(),
      threads: all
        .filter((post) => post.kind === 'question')
        .reverse()
        .map((question) => ({ question, answers: answers(question.id) })),
    };
  }

  close(): void {
    this.#file.close();
  }
}
