import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { createWorkspace, isWorkspace } from '../data/embedded/config.ts';
import type { Workspace } from '../data/ports/workspace.ts';
import type { LogLevel } from './log.ts';

export { createWorkspace, isWorkspace };

/** Options that every command takes. */
export interface GlobalOptions {
  workspace: string;
  json: boolean;
  debug: boolean;
  /** The least that is logged on stderr. */
  log: LogLevel;
}

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..');

/** `--workspace`, else CASELINE_WORKSPACE, else the project's own. */
export const defaultWorkspace = (): string =>
  process.env['CASELINE_WORKSPACE'] || join(projectRoot, 'data', 'workspace');

export const globalOptions = (command: Command): GlobalOptions => command.optsWithGlobals<GlobalOptions>();

/**
 * Opens the workspace for one command and closes it after: here alone it is said which provider stands behind the ports.
 * @throws NotFound for a folder that is no workspace: only `init` and the first run make one, so that a mistyped name does not
 */
export async function withWorkspace<T>(
  options: Pick<GlobalOptions, 'workspace'>,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const { workspace: directory } = options;
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
