import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { summariseReview } from '../../curation/review/summary.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { openWorkspace, type Workspace } from '../../data/embedded/workspace.ts';

/** A folder of its own that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new workspace, closed and removed with the test. */
export function temporaryWorkspace(): Workspace {
  const folder = join(temporaryFolder(), 'workspace');
  createWorkspace(folder);
  return reopened(folder);
}

/** Another opening of a workspace: what a second process would have; closed with the test, unless the test did before. */
export function reopened(directory: string): Workspace {
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  const close = workspace.close.bind(workspace);
  let isOpen = true;
  workspace.close = () => {
    if (isOpen) close();
    isOpen = false;
  };
  onTestFinished(() => workspace.close());
  return workspace;
}
