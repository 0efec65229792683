import { NotFound } from '../errors.ts';
import type { ImportRecord, ImportRecordDraft, ImportStep } from '../format/import-record.ts';

/** The imports of a workspace: who brought what and when, and what was there before. */
export interface ImportJournal {
  /** Notes an import and every step of it, durably, before anything of it is done. Its state is `running`. */
  begin(draft: ImportRecordDraft, steps: readonly ImportStep[]): Promise<ImportRecord>;
  /** A step that was planned anew, before it is done: the newest of a case holds. Durable when it resolves. */
  amend(id: string, step: ImportStep): Promise<void>;
  /** The newest step of each case, in the order they were to be done. @throws NotFound (`no-import`), InvalidInput when damaged */
  steps(id: string): Promise<ImportStep[]>;
  /** @throws NotFound (`no-import`), InvalidInput when it is damaged or no id */
  get(id: string): Promise<ImportRecord>;
  /** Newest first; what cannot be read is passed over. */
  list(): Promise<ImportRecord[]>;
  /** Whether a process is at work on it, as an import or an undo. @throws as `get` */
  isRunning(id: string): Promise<boolean>;
  /** @throws NotFound (`no-import`) */
  move(
    id: string,
    change: Pick<ImportRecord, 'state'> & Partial<Pick<ImportRecord, 'undo'>>,
  ): Promise<ImportRecord>;
}

export const noImport = (id: string): NotFound =>
  new NotFound(
    'no-import',
    `there is no import '${id.slice(0, 60)}'; 'caseline import --list' names those there are`,
  );
