import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { InvalidInput, messageOf } from '../../errors.ts';
import { sqliteDiskError } from '../../files/durable-file.ts';
import { type Dataset, datasetSchema } from '../../format/dataset.ts';
import { isDamage } from '../disk/damaged-database.ts';
import { hasTable, KeptDatabase, type Remade } from '../disk/kept-database.ts';

/** File of the workspace that holds the register, the requests for datasets, and which cases were ever reviewed. */
export const REGISTER_FILE = 'datasets.sqlite';

/** `removed`: those that somebody took away, so that nothing older brings them back to mind. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS removed (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS register (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Whether the register was begun in this file: every workspace that has datasets has one. */
export const isBegun = (database: DatabaseSync): boolean => hasTable(database, 'register');

/** A document of the register, null when it is none any more. */
function documentOf(text: string): Dataset | null {
  try {
    return datasetSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export interface Registered {
  /** Every dataset by id; null for one whose record cannot be read any more. */
  readonly all: ReadonlyMap<string, Dataset | null>;
  readonly removed: ReadonlySet<string>;
  /** False in a workspace that never had a dataset, and where the register is lost. */
  readonly isBegun: boolean;
  /** That it is not the file it was, until somebody has settled that. */
  readonly remade: Remade | null;
}

const nothing: Registered = { all: new Map(), removed: new Set(), isBegun: false, remade: null };

interface Row {
  readonly id: string;
  readonly document: string;
}

/**
 * Which datasets there are, and how each was last saved: a second record beside their files, so that a file that is
 * damaged or vanishes is known, and what it kept private too. It stands in `datasets.sqlite`, with the requests.
 */
export class DatasetRegister {
  readonly #file: KeptDatabase;
  #held: { readonly version: string; readonly registered: Registered } | null = null;
  /** Documents as they were read: the same text is the same object, and its caches hold. */
  readonly #read = new Map<string, { readonly text: string; readonly dataset: Dataset | null }>();

  constructor(workspace: string) {
    this.#file = new KeptDatabase(join(workspace, REGISTER_FILE));
  }

  /** @throws InvalidInput when the register itself cannot be read: then nobody knows what there is */
  registered(): Registered {
    try {
      return this.#registered();
    } catch (cause) {
      if (cause instanceof InvalidInput) throw cause;
      throw new InvalidInput(
        'damaged-file',
        `${REGISTER_FILE}, where the datasets are registered, cannot be read (${messageOf(cause)}); restore it from a backup`,
        { cause },
      );
    }
  }

  /** One that is damaged is put aside, and is then as one that was lost. @throws CaselineError `disk-*` */
  putAsideIfDamaged(): void {
    try {
      this.#file.open(false);
    } catch (error) {
      if (isDamage(error)) this.#change(() => undefined);
    }
  }

  #registered(): Registered {
    const database = this.#file.open(false);
    if (database === null) return nothing;
    const { version } = this.#file;
    if (this.#held?.version === version) return this.#held.registered;
    const begun = isBegun(database);
    const rows = begun
      ? (database.prepare('SELECT id, document FROM register').all() as unknown as Row[])
      : [];
    const removed =
      begun && hasTable(database, 'removed')
        ? (database.prepare('SELECT id FROM removed').all() as unknown as { id: string }[])
        : [];
    const registered = {
      all: new Map(rows.map(({ id, document }) => [id, this.#documentOf(id, document)])),
      removed: new Set(removed.map(({ id }) => id)),
      isBegun: begun,
      remade: this.#file.remade(),
    };
    this.#held = { version, registered };
    return registered;
  }

  #documentOf(id: string, text: string): Dataset | null {
    const read = this.#read.get(id);
    if (read?.text === text) return read.dataset;
    const dataset = documentOf(text);
    this.#read.set(id, { text, dataset });
    return dataset;
  }

  #change(work: (database: DatabaseSync) => void, before: () => void = () => undefined): void {
    this.#held = null;
    try {
      const database = this.#file.open(true);
      if (database === null) throw new Error(`${REGISTER_FILE} is gone`);
      before();
      database.exec(SCHEMA);
      work(database);
    } catch (cause) {
      throw sqliteDiskError('write', REGISTER_FILE, cause) ?? cause;
    }
  }

  /** Begins it where it is lost, and notes that. @throws CaselineError `disk-*` */
  beginAnew(): void {
    // First the note: whoever finds the register finds it too.
    this.#change(
      () => undefined,
      () => {
        if (this.#file.remade()?.whole !== false) this.#file.noteLoss();
      },
    );
  }

  /** Somebody goes on with the register as it was made anew. @throws CaselineError `disk-*` */
  settle(): void {
    this.#change(() => this.#file.settle());
  }

  /** On the disk when it returns. @throws CaselineError `disk-*` */
  keep(dataset: Dataset): void {
    this.#change((database) => {
      database
        .prepare('INSERT OR REPLACE INTO register (id, document) VALUES (?, ?)')
        .run(dataset.id, JSON.stringify(dataset));
      database.prepare('DELETE FROM removed WHERE id = ?').run(dataset.id);
    });
  }

  /** @throws CaselineError `disk-*` */
  forget(id: string): void {
    this.#change((database) => {
      database.prepare('INSERT OR IGNORE INTO removed (id) VALUES (?)').run(id);
      database.prepare('DELETE FROM register WHERE id = ?').run(id);
    });
  }

  close(): void {
    this.#file.close();
    this.#held = null;
  }
}
