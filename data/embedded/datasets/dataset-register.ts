import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { InvalidInput, messageOf } from '../../errors.ts';
import { sqliteDiskError } from '../../files/durable-file.ts';
import { type Dataset, datasetSchema } from '../../format/dataset.ts';

const FILE = 'datasets.sqlite';
const SCHEMA =
  'CREATE TABLE IF NOT EXISTS register (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID';

/** A document of the register, null when it is none any more. */
function documentOf(text: string): Dataset | null {
  try {
    return datasetSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

interface Opened {
  readonly database: DatabaseSync;
  readonly inode: number;
}

interface Row {
  readonly id: string;
  readonly document: string;
}

/** What the register holds. A workspace of before there was one has the file without the table. */
function rowsOf(database: DatabaseSync): Row[] {
  const isThere = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'register'").get();
  return isThere ? (database.prepare('SELECT id, document FROM register').all() as unknown as Row[]) : [];
}

/**
 * Which datasets there are, and how each was last saved: a second record beside their files, so that a file that is
 * damaged or vanishes is known, and what it kept private too. It stands in `datasets.sqlite`, with the requests.
 */
export class DatasetRegister {
  readonly #path: string;
  #opened: Opened | null = null;
  #held: { readonly version: number; readonly all: ReadonlyMap<string, Dataset | null> } | null = null;
  /** Documents as they were read: the same text is the same object, and its caches hold. */
  readonly #read = new Map<string, { readonly text: string; readonly dataset: Dataset | null }>();

  constructor(workspace: string) {
    this.#path = join(workspace, FILE);
  }

  #open(make: boolean): DatabaseSync | null {
    const inode = statSync(this.#path, { throwIfNoEntry: false })?.ino ?? null;
    // What was opened is read on when its name is gone: it still tells what there was. It is not written any more.
    if (this.#opened && (this.#opened.inode === inode || (inode === null && !make)))
      return this.#opened.database;
    if (inode === null && !make) return null;
    // Its file was deleted: what it told is written into the new one.
    const carried = this.#opened && inode === null ? rowsOf(this.#opened.database) : [];
    this.close();
    const database = new DatabaseSync(this.#path, { timeout: 10_000 });
    try {
      if (make) database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${SCHEMA}`);
      for (const { id, document } of carried)
        database.prepare('INSERT OR IGNORE INTO register (id, document) VALUES (?, ?)').run(id, document);
      this.#opened = { database, inode: statSync(this.#path).ino };
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /**
   * Every dataset by id; null for one whose record cannot be read any more.
   * @throws InvalidInput when the register itself cannot be read: then nobody knows what there is
   */
  all(): ReadonlyMap<string, Dataset | null> {
    try {
      return this.#all();
    } catch (cause) {
      throw new InvalidInput(
        'damaged-file',
        `${FILE}, where the datasets are registered, cannot be read (${messageOf(cause)}); restore it from a backup`,
        { cause },
      );
    }
  }

  #all(): ReadonlyMap<string, Dataset | null> {
    const database = this.#open(false);
    if (database === null) return new Map();
    const { data_version: version } = database.prepare('PRAGMA data_version').get() as {
      data_version: number;
    };
    if (this.#held?.version === version) return this.#held.all;
    const all = new Map(rowsOf(database).map(({ id, document }) => [id, this.#documentOf(id, document)]));
    this.#held = { version, all };
    return all;
  }

  #documentOf(id: string, text: string): Dataset | null {
    const read = this.#read.get(id);
    if (read?.text === text) return read.dataset;
    const dataset = documentOf(text);
    this.#read.set(id, { text, dataset });
    return dataset;
  }

  #change(work: (database: DatabaseSync) => void): void {
    this.#held = null;
    try {
      const database = this.#open(true);
      if (database === null) throw new Error(`${FILE} is gone`);
      database.exec(SCHEMA);
      work(database);
    } catch (cause) {
      throw sqliteDiskError('write', FILE, cause) ?? cause;
    }
  }

  /** On the disk when it returns. @throws CaselineError `disk-*` */
  keep(dataset: Dataset): void {
    this.#change((database) => {
      database
        .prepare('INSERT OR REPLACE INTO register (id, document) VALUES (?, ?)')
        .run(dataset.id, JSON.stringify(dataset));
    });
  }

  /** @throws CaselineError `disk-*` */
  forget(id: string): void {
    this.#change((database) => {
      database.prepare('DELETE FROM register WHERE id = ?').run(id);
    });
  }

  close(): void {
    this.#opened?.database.close();
    this.#opened = null;
    this.#held = null;
  }
}
