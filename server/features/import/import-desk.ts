import { randomBytes } from 'node:crypto';
import { CaselineError, Conflict, InvalidInput, messageOf, NotFound } from '../../../data/errors.ts';
import { scratchFolder } from '../../../data/files/scratch.ts';
import { importSettingsOf, withImportSettings } from '../../../data/format/config.ts';
import type { TableMap } from '../../../data/format/table-map.ts';
import { fieldsOf } from '../../../data/protocols/fields-of.ts';
import { inputKind } from '../../../scrapers/exchange/input-kind.ts';
import { type ImportOutcome, type LoadedImport, loadImport } from '../../../scrapers/exchange/load-import.ts';
import type { MergeAnswers } from '../../../scrapers/merge/plan.ts';
import type { Services } from '../../shell/context.ts';
import { type HandedFile, layOut } from './handed-files.ts';

/** What a person chose for an import. */
export interface HandedChoices extends MergeAnswers {
  readonly dataset: string | undefined;
  readonly map: TableMap | undefined;
}

/** An import that was handed in: planned, shown, and written once its person agrees. */
export interface HandedImport {
  readonly key: string;
  readonly by: string;
  /** Name of the table. */
  readonly from: string;
  readonly choices: HandedChoices;
  readonly loaded: LoadedImport;
  /** What it would do; what it did, once it is done. */
  readonly outcome: ImportOutcome;
  readonly state: 'planned' | 'running' | 'done' | 'failed';
  readonly done: number;
  readonly of: number;
  readonly error: string | null;
}

interface Held {
  shown: HandedImport;
  readonly folder: AsyncDisposable & { readonly path: string };
  /** Milliseconds since 1970, when it was looked at last. */
  seen: number;
}

/** What nobody looked at for so long is forgotten: its files take space. Milliseconds. */
const FORGOTTEN = 2 * 60 * 60 * 1000;
/** At most so many wait at once. */
const MOST = 20;

/** Imports that people hand in on the page, from their files to what became of them. One is written at a time. */
export class ImportDesk {
  readonly #services: Services;
  readonly #held = new Map<string, Held>();
  #running: Promise<void> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Lays the files out, reads and plans them. @throws what the readers of inputs throw */
  async take(
    by: string,
    files: { readonly table: HandedFile | undefined; readonly others: readonly HandedFile[] },
    choices: HandedChoices,
  ): Promise<HandedImport> {
    await this.#forget();
    if (this.#held.size >= MOST)
      throw new InvalidInput(
        'too-many-imports',
        'too many imports wait for an answer; finish or leave one first',
      );
    const folder = scratchFolder('import');
    try {
      const table = await layOut(folder.path, files.table, files.others);
      const shown = await this.#plan(randomBytes(12).toString('hex'), by, table, choices);
      this.#held.set(shown.key, { shown, folder, seen: this.#services.now() });
      return shown;
    } catch (error) {
      await folder[Symbol.asyncDispose]();
      throw withoutPath(error, folder.path);
    }
  }

  async #plan(key: string, by: string, table: string, choices: HandedChoices): Promise<HandedImport> {
    const input = inputKind(table);
    if (input.kind === 'entry')
      throw new InvalidInput('no-table', 'a case entered by hand has a page of its own: Enter a case');
    const { workspace } = this.#services;
    const { map, dataset } = choices;
    const fields = fieldsOf(workspace.protocol);
    const remembered = importSettingsOf(workspace.config, input.kind === 'hannover' ? 'hannover' : dataset);
    const loaded = await loadImport(input, { map, dataset, remembered, preview: true, fields });
    const outcome = await loaded.run(workspace, { ...choices, by, dryRun: true });
    const state = { state: 'planned', done: 0, of: 0, error: null } as const;
    return { key, by, from: loaded.from, choices, loaded, outcome, ...state };
  }

  /** @throws NotFound when it was forgotten, or is somebody else's */
  #need(key: string, by: string): Held {
    const held = this.#held.get(key);
    if (!held || held.shown.by !== by)
      throw new NotFound(
        'no-import',
        'this import is not here any more (the workbench was started anew, or two hours went by); hand the table in again',
      );
    held.seen = this.#services.now();
    return held;
  }

  get(key: string, by: string): HandedImport {
    return this.#need(key, by).shown;
  }

  /** Plans it anew under other answers. @throws Conflict when it is being written already */
  async answer(key: string, by: string, answers: MergeAnswers): Promise<HandedImport> {
    const held = this.#need(key, by);
    refuseBegun(held.shown);
    const choices = { ...held.shown.choices, ...answers };
    const outcome = await held.shown.loaded.run(this.#services.workspace, { ...choices, by, dryRun: true });
    held.shown = { ...held.shown, choices, outcome };
    return held.shown;
  }

  /** Begins to write it. @throws Conflict when that was begun already */
  confirm(key: string, by: string): HandedImport {
    const held = this.#need(key, by);
    refuseBegun(held.shown);
    held.shown = { ...held.shown, state: 'running' };
    this.#running = this.#running.then(() => this.#write(held));
    return held.shown;
  }

  async #write(held: Held): Promise<void> {
    const { workspace, logger } = this.#services;
    const { loaded, choices, by } = held.shown;
    try {
      const onProgress = (done: number, of: number): void => {
        held.shown = { ...held.shown, done, of };
      };
      const outcome = await loaded.run(workspace, { ...choices, by, onProgress });
      await this.#remember(held.shown);
      held.shown = { ...held.shown, outcome, state: 'done' };
      await held.folder[Symbol.asyncDispose]();
    } catch (error) {
      logger.error({ err: error, import: held.shown.from }, messageOf(error));
      const told =
        error instanceof CaselineError ? error.message : 'the import failed; the log names the reason';
      held.shown = { ...held.shown, state: 'failed', error: told };
    }
  }

  /** What was chosen holds for the next import of the dataset. */
  async #remember({ choices: { dataset, onVanished }, loaded: { notes } }: HandedImport): Promise<void> {
    const more = { ...(onVanished ? { onVanished } : {}), ...(notes?.map ? { map: notes.map } : {}) };
    if (notes && Object.keys(more).length > 0)
      await this.#services.workspace.configure((config) => withImportSettings(config, dataset, more));
  }

  /** Leaves an import that was not written. */
  async leave(key: string, by: string): Promise<void> {
    const held = this.#need(key, by);
    if (held.shown.state === 'running') refuseBegun(held.shown);
    this.#held.delete(key);
    await held.folder[Symbol.asyncDispose]();
  }

  async #forget(): Promise<void> {
    for (const [key, { shown, seen, folder }] of this.#held) {
      if (shown.state === 'running' || this.#services.now() - seen < FORGOTTEN) continue;
      this.#held.delete(key);
      await folder[Symbol.asyncDispose]();
    }
  }

  /** Waits for what is being written, and takes the files of all away. */
  async close(): Promise<void> {
    await this.#running;
    for (const { folder } of this.#held.values()) await folder[Symbol.asyncDispose]();
    this.#held.clear();
  }
}

function refuseBegun({ state }: HandedImport): void {
  if (state !== 'planned')
    throw new Conflict('import-begun', 'this import was begun already; look at what became of it');
}

/** Where files lie for the moment is nobody's business. */
function withoutPath(error: unknown, folder: string): unknown {
  if (error instanceof InvalidInput && error.message.includes(folder))
    return new InvalidInput(error.code, error.message.replaceAll(`${folder}/`, ''), { cause: error });
  return error;
}
