import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InvalidInput } from '../errors.ts';
import { diskError, writeDurably, writeWhole } from '../files/durable-file.ts';
import {
  IMPORT_FORMAT,
  type ImportRecord,
  type ImportRecordDraft,
  type ImportStep,
  importIdSchema,
  importRecordSchema,
  importStepSchema,
} from '../format/import-record.ts';
import { describeProblems, readCase } from '../format/read.ts';
import { type ImportJournal, noImport } from '../ports/imports.ts';
import { ownIdentity, stateOf } from './crawl/process-identity.ts';
import { parseJson, readJson, readText, writeJson } from './disk/json-file.ts';
import type { WorkspaceLock } from './disk/lock.ts';

/** The case of a step in today's format, whatever it was written in. */
function readStep(document: unknown, path: string): unknown {
  const { before } = (document ?? {}) as { before?: unknown };
  return before ? { ...(document as object), before: readCase(before, path) } : document;
}

const keptSchema = importRecordSchema.extend({
  /** The process that wrote it last. */
  worker: z.strictObject({ pid: z.int(), machine: z.string().max(500) }),
});
type Kept = z.infer<typeof keptSchema>;

/** An import of another machine, whose processes nobody sees from here, is over after this time. Milliseconds. */
const FOREIGN = 60 * 60 * 1000;

const recordOf = ({ worker: _worker, ...record }: Kept): ImportRecord => record;

const lineOf = (step: ImportStep): string => `${JSON.stringify(step)}\n`;

/** `imports/<id>.json`, what is told of an import, and `imports/<id>.jsonl`, its steps, one a line. */
export class FileImportJournal implements ImportJournal {
  readonly #directory: string;
  readonly #lock: WorkspaceLock;

  constructor(directory: string, lock: WorkspaceLock) {
    this.#directory = join(directory, 'imports');
    this.#lock = lock;
  }

  #path(id: string, ending: 'json' | 'jsonl'): string {
    const result = importIdSchema.safeParse(id);
    if (!result.success)
      throw new InvalidInput('bad-import-id', `'${id.slice(0, 60)}': ${describeProblems(result.error)}`);
    return join(this.#directory, `${id}.${ending}`);
  }

  #read(id: string): Kept {
    const path = this.#path(id, 'json');
    const document = readJson(path);
    if (document === null) throw noImport(id);
    const result = keptSchema.safeParse(document);
    if (result.success) return result.data;
    throw new InvalidInput(
      'damaged-file',
      `${path} is not valid: ${describeProblems(result.error)}; restore it from a backup`,
    );
  }

  /** With this process: who is at work on it. */
  #write(record: ImportRecord): ImportRecord {
    const checked = importRecordSchema.parse(record);
    writeJson(this.#path(record.id, 'json'), { ...checked, worker: ownIdentity() } satisfies Kept);
    return checked;
  }

  async begin(draft: ImportRecordDraft, steps: readonly ImportStep[]): Promise<ImportRecord> {
    let id: string;
    do id = `${draft.at.slice(0, 10)}-${randomBytes(4).toString('hex')}`;
    while (existsSync(this.#path(id, 'json')));
    const record = { ...draft, format: IMPORT_FORMAT, id, state: 'running', undo: null } as const;
    // The steps first: a record stands only where they do.
    writeDurably(this.#path(id, 'jsonl'), steps.map(lineOf).join(''));
    return this.#write(record);
  }

  async amend(id: string, step: ImportStep): Promise<void> {
    const path = this.#path(id, 'jsonl');
    let handle: number | null = null;
    try {
      handle = openSync(path, 'a');
      writeWhole(handle, lineOf(step));
      fsyncSync(handle);
    } catch (cause) {
      throw diskError('write', path, cause);
    } finally {
      if (handle !== null) closeSync(handle);
    }
  }

  async steps(id: string): Promise<ImportStep[]> {
    this.#read(id);
    const path = this.#path(id, 'jsonl');
    const steps = new Map<string, ImportStep>();
    const lines = (readText(path) ?? '').split('\n');
    // Behind the last end of a line stands nothing, or what a power loss tore: a step that was not done.
    for (const [at, line] of lines.slice(0, -1).entries()) {
      const result = importStepSchema.safeParse(readStep(parseJson(line, path), path));
      if (!result.success)
        throw new InvalidInput(
          'damaged-file',
          `${path}, line ${at + 1} is not valid: ${describeProblems(result.error)}; restore it from a backup`,
        );
      steps.set(result.data.case, result.data);
    }
    return [...steps.values()];
  }

  async get(id: string): Promise<ImportRecord> {
    return recordOf(this.#read(id));
  }

  async isRunning(id: string): Promise<boolean> {
    const { state, worker, at } = this.#read(id);
    if (state !== 'running' && state !== 'undoing') return false;
    const life = stateOf(worker);
    return life === 'alive' || (life === 'unknown' && Date.now() - Date.parse(at) < FOREIGN);
  }

  async list(): Promise<ImportRecord[]> {
    const names = await readdir(this.#directory).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return [];
      throw diskError('read', this.#directory, cause);
    });
    return names
      .flatMap((name) => {
        const id = name.endsWith('.json') ? name.slice(0, -'.json'.length) : '';
        if (!importIdSchema.safeParse(id).success) return [];
        try {
          return [recordOf(this.#read(id))];
        } catch {
          return [];
        }
      })
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1));
  }

  async move(
    id: string,
    change: Pick<ImportRecord, 'state'> & Partial<Pick<ImportRecord, 'undo'>>,
  ): Promise<ImportRecord> {
    return this.#lock.hold(() => {
      return this.#write({ ...recordOf(this.#read(id)), ...change });
    });
  }
}
