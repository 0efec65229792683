import type { Command } from 'commander';
import { backupWorkspace } from '../../data/embedded/backup.ts';
import { restoreWorkspace, verifyBackup } from '../../data/embedded/restore.ts';
import { globalOptions } from '../context.ts';
import { count, print, printJson, progress } from '../output.ts';

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description(
      'copy the workspace into a new folder with the SHA-256 of every file; others may go on working',
    )
    .argument('<out>', 'a folder that does not exist yet, best on another disk')
    .action(async (out: string, _options: unknown, command: Command) => {
      const { workspace, json } = globalOptions(command);
      const result = await backupWorkspace(workspace, out, { onProgress: progress('copied') });
      if (json) return printJson(result);
      print(`${count(result.files, 'file')}, ${megabytes(result.bytes)}, in ${result.folder}`);
      for (const { path, reason } of result.skipped) print(`left out: ${path} (${reason})`);
    });
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('put a backup in place as a new workspace, after verifying every file')
    .argument('<backup>', 'the folder that backup made')
    .option('--check', 'only verify it')
    .action(async (folder: string, options: { check?: boolean }, command: Command) => {
      const { workspace, json } = globalOptions(command);
      const onProgress = progress(options.check ? 'verified' : 'restored');
      const description = options.check
        ? await verifyBackup(folder, { onProgress })
        : await restoreWorkspace(folder, workspace, { onProgress });
      if (json) return printJson({ ...description, restored: options.check ? null : workspace });
      print(
        `${count(description.files, 'file')}, ${megabytes(description.bytes)}, of ${description.madeAt}: ${options.check ? 'whole' : `restored to ${workspace}`}`,
      );
    });
}
