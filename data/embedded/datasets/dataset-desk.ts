import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { DiskFault, diskError, sqliteDiskError } from '../../files/durable-file.ts';
import type { AccessRequest, DownloadEntry, Post } from '../../format/dataset.ts';
import {
  type AccessDecision,
  checkedRequest,
  checkedWords,
  type DatasetDesk,
  decided,
  isGranted,
  MOST_POSTS,
  manyPosts,
  noQuestion,
  noRequest,
  POSTS_WINDOW,
  type Posts,
  threadsOf,
} from '../../ports/dataset-desk.ts';
import { openToLook } from '../disk/damaged-database.ts';
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
const identifier = (): string => randomBytes(9).toString('base64url');

/** What people ask of datasets and say about them, in `datasets.sqlite`: requests, decisions, downloads, posts. */
export class SqliteDatasetDesk implements DatasetDesk {
  readonly #path: string;
  readonly #file: KeptDatabase;
  readonly #now: () => number;
  #looked: DatabaseSync | null = null;

  /** @param workspace its folder */
  constructor(workspace: string, { now = Date.now }: { now?: () => number } = {}) {
    this.#now = now;
    this.#path = join(workspace, REGISTER_FILE);
    this.#file = new KeptDatabase(this.#path, SCHEMA);
  }

  /** The file under its name, never one that was deleted: what was written there would be lost. */
  #open(): DatabaseSync {
    try {
      const database = this.#file.open(true);
      if (database !== null) return database;
      throw new Error('it is gone');
    } catch (cause) {
      throw sqliteDiskError('open', this.#path, cause) ?? diskError('open', this.#path, cause);
    }
  }

  /** To read from. On a disk that refuses, pages are shown all the same. */
  get #database(): DatabaseSync {
    try {
      return this.#open();
    } catch (error) {
      if (!(error instanceof DiskFault)) throw error;
      this.#looked ??= openToLook(this.#path, SCHEMA);
      return this.#looked;
    }
  }

  /** A change; what the disk refuses is told as such. */
  #write(sql: string, ...values: SQLInputValue[]): void {
    try {
      this.#open()
        .prepare(sql)
        .run(...values);
    } catch (cause) {
      throw sqliteDiskError('write', REGISTER_FILE, cause) ?? cause;
    }
  }

  async checkRequest(dataset: string, user: string, purpose: string): Promise<void> {
    checkedRequest(this.#latest(dataset, user), purpose, this.#now());
  }

  async request(dataset: string, user: string, purpose: string): Promise<AccessRequest> {
    const now = this.#now();
    const stated = checkedRequest(this.#latest(dataset, user), purpose, now);
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

  async find(dataset: string, id: string): Promise<AccessRequest> {
    const row = this.#database
      .prepare(`SELECT ${REQUEST} FROM requests WHERE id = ? AND dataset = ?`)
      .get(id, dataset);
    if (!row) throw noRequest();
    return row as unknown as AccessRequest;
  }

  async decide(dataset: string, id: string, decision: AccessDecision): Promise<AccessRequest> {
    const next = decided(await this.find(dataset, id), decision, this.#now());
    this.#write(
      'UPDATE requests SET state = ?, decided_by = ?, decided_at = ?, expires_at = ?, reply = ? WHERE id = ?',
      next.state,
      next.decidedBy,
      next.decidedAt,
      next.expiresAt,
      next.reply,
      next.id,
    );
    return next;
  }

  #latest(dataset: string, user: string): AccessRequest | null {
    const row = this.#database
      .prepare(
        `SELECT ${REQUEST} FROM requests WHERE dataset = ? AND user = ? ORDER BY at DESC, rowid DESC LIMIT 1`,
      )
      .get(dataset, user);
    return (row as unknown as AccessRequest | undefined) ?? null;
  }

  async latest(dataset: string, user: string): Promise<AccessRequest | null> {
    return this.#latest(dataset, user);
  }

  async granted(dataset: string, user: string): Promise<boolean> {
    return isGranted(this.#latest(dataset, user), this.#now());
  }

  async requests(dataset: string): Promise<AccessRequest[]> {
    return this.#database
      .prepare(
        `SELECT ${REQUEST} FROM requests WHERE dataset = ? ORDER BY state = 'open' DESC, at DESC LIMIT 200`,
      )
      .all(dataset) as unknown as AccessRequest[];
  }

  async noteDownload(entry: Omit<DownloadEntry, 'id' | 'at'>): Promise<void> {
    this.#write(
      'INSERT INTO downloads (id, dataset, user, at, what, cases) VALUES (?, ?, ?, ?, ?, ?)',
      identifier(),
      entry.dataset,
      entry.user,
      this.#now(),
      entry.what.slice(0, 300),
      entry.cases,
    );
  }

  async downloads(dataset: string, limit = 200): Promise<DownloadEntry[]> {
    return this.#database
      .prepare('SELECT * FROM downloads WHERE dataset = ? ORDER BY at DESC, rowid DESC LIMIT ?')
      .all(dataset, limit) as unknown as DownloadEntry[];
  }

  async post(post: Omit<Post, 'id' | 'at'>): Promise<Post> {
    const text = checkedWords(post.text, 'the text');
    const at = this.#now();
    const { count } = this.#database
      .prepare('SELECT count(*) AS count FROM posts WHERE dataset = ? AND user = ? AND at > ?')
      .get(post.dataset, post.user, at - POSTS_WINDOW) as { count: number };
    if (count >= MOST_POSTS) throw manyPosts();
    if (post.kind === 'answer') {
      const question = this.#database
        .prepare("SELECT 1 FROM posts WHERE id = ? AND dataset = ? AND kind = 'question'")
        .get(post.parent, post.dataset);
      if (!question) throw noQuestion();
    }
    const id = identifier();
    this.#write(
      'INSERT INTO posts (id, dataset, kind, parent, user, at, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      post.dataset,
      post.kind,
      post.kind === 'answer' ? post.parent : null,
      post.user,
      at,
      text,
    );
    return { ...post, id, at, text };
  }

  async posts(dataset: string): Promise<Posts> {
    const all = this.#database
      .prepare('SELECT * FROM posts WHERE dataset = ? ORDER BY at, rowid LIMIT 5000')
      .all(dataset);
    return threadsOf(all as unknown as Post[]);
  }

  close(): void {
    this.#looked?.close();
    this.#file.close();
  }
}
