import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { summariseReview } from '../../curation/review/summary.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { type EmbeddedWorkspace, openWorkspace } from '../../data/embedded/workspace.ts';

/** A folder of its own that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new workspace, closed and removed with the test. */
export function temporaryWorkspace(settings: { contact?: string } = {}): EmbeddedWorkspace {
  const folder = join(temporaryFolder(), 'workspace');
  createWorkspace(folder, settings);
  return reopened(folder);
}

/** Another opening of a workspace: what a second process would have; closed with the test, unless the test did before. */
export function reopened(directory: string): EmbeddedWorkspace {
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  const close = workspace.close.bind(workspace);
  let isOpen = true;
  workspace.close = async () => {
    if (isOpen) await close();
    isOpen = false;
  };
  onTestFinished(() => workspace.close());
  return workspace;
}
