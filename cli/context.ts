import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { createWorkspace, isWorkspace } from '../data/embedded/config.ts';
import { isFree } from '../data/files/input-file.ts';
import type { Workspace } from '../data/ports/workspace.ts';
import { say } from './output.ts';

export { createWorkspace, isWorkspace };

/** Options that every command takes. */
export interface GlobalOptions {
  workspace: string;
  json: boolean;
  debug: boolean;
}

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..');

/** `--workspace`, else CASELINE_WORKSPACE, else the project's own. */
export const defaultWorkspace = (): string =>
  process.env['CASELINE_WORKSPACE'] || join(projectRoot, 'data', 'workspace');

export const globalOptions = (command: Command): GlobalOptions => command.optsWithGlobals<GlobalOptions>();

/** Opens the workspace for one command and closes it after: here alone it is said which provider stands behind the ports. */
export async function withWorkspace<T>(
  options: GlobalOptions,
  work: (workspace: Workspace) => Promise<T>,
  how: { create?: boolean } = {},
): Promise<T> {
  const { workspace: directory } = options;
  if (how.create && !isWorkspace(directory) && isFree(directory)) {
    createWorkspace(directory);
    say(`made a workspace in ${directory}`);
  }
  // What stores and reads cases is loaded for commands that come so far: help and wrong usage answer without.
  const [{ openWorkspace }, { summariseReview }] = await Promise.all([
    import('../data/embedded/workspace.ts'),
    import('../curation/review/summary.ts'),
  ]);
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}
