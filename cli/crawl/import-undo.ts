import type { ImportRecord } from '../../data/format/import-record.ts';
import type { UndoResult } from '../../scrapers/merge/undo-import.ts';
import { loginName } from '../audit.ts';
import { type GlobalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, progress, say } from '../output.ts';

/** Cases that stay, and answers, named on the screen; `--json` names all. */
const SHOWN = 20;

const inWords = (
  { id, at, by, table, dataset, summary, state, undo }: ImportRecord,
  isRunning: boolean,
): string => {
  const parts = [
    `${count(summary.new, 'new case')}, ${summary.updated} updated`,
    ...(dataset === null ? [] : [`dataset ${dataset}`]),
    ...(state === 'undone' && undo
      ? [
          `taken back by ${undo.by}${undo.kept.length > 0 ? `, but for ${count(undo.kept.length, 'case')}` : ''}`,
        ]
      : []),
    ...(state === 'done' || state === 'undone' ? [] : [isRunning ? 'at work' : 'cut off']),
  ];
  return `${id}  ${at.slice(0, 16).replace('T', ' ')}  ${by}  ${table}: ${parts.join('; ')}`;
};

/** The imports of the workspace, newest first. */
export async function listImports(global: GlobalOptions): Promise<void> {
  const all = await withWorkspace(global, async ({ imports }) =>
    Promise.all(
      (await imports.list()).map(async (record) => ({
        record,
        isRunning: await imports.isRunning(record.id),
      })),
    ),
  );
  if (global.json) return printJson(all.map(({ record }) => record));
  if (all.length === 0) print('nothing was imported yet');
  for (const { record, isRunning } of all) print(inWords(record, isRunning));
}

function printUndo({ restored, removed, kept, stays, dryRun }: UndoResult): void {
  print(
    `${count(restored, 'case')} as before the import${removed > 0 ? `, ${removed} of them gone with it` : ''}`,
  );
  if (stays.length > 0) {
    print(`${count(stays.length, 'answer')} given since that stay:`);
    for (const { case: id, field, by } of stays.slice(0, SHOWN)) print(`  ${id}: ${field} by ${by}`);
  }
  if (kept.length > 0) {
    print(`${count(kept.length, 'case')} that stay as they are:`);
    for (const { case: id, reason } of kept.slice(0, SHOWN)) print(`  ${id}: ${reason}`);
    if (kept.length > SHOWN) print(`  … and ${kept.length - SHOWN} more (--json lists all)`);
  }
  if (dryRun) print('nothing was written: this is what taking it back would do');
  else if (kept.length > 0)
    say('caseline: undo what was built on the import (in the case’s history), then take it back once more');
}

/** Takes an import back as one; ends with 1 where a case had to stay. */
export async function undo(global: GlobalOptions, id: string, dryRun: boolean): Promise<void> {
  const { undoImport } = await import('../../scrapers/merge/undo-import.ts');
  const by = loginName();
  const result = await withWorkspace(global, async (workspace) => {
    const act = () => undoImport(workspace, id, { by, dryRun, onProgress: progress('took back case') });
    if (dryRun) return act();
    // Who asked stands in the log before anything is taken back.
    await workspace.imports.get(id);
    return workspace.audit.perform({ action: 'import-undone', by, target: id }, act);
  });
  process.exitCode = result.kept.length > 0 ? 1 : 0;
  if (global.json) printJson(result);
  else printUndo(result);
}
