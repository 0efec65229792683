import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summariseReview } from '../../../curation/review/summary.ts';
import { createWorkspace } from '../../../data/embedded/config.ts';
import { type EmbeddedWorkspace, openWorkspace } from '../../../data/embedded/workspace.ts';
import type { AppOptions } from '../../../server/app.ts';
import { type RunningServer, startServer } from '../../../server/serve.ts';
import { draftOf, filmsFor, suggestForTests } from './synthetic-case.ts';

export interface Bench {
  readonly workspace: EmbeddedWorkspace;
  readonly server: RunningServer;
  readonly url: string;
  readonly directory: string;
  close(): Promise<void>;
}

/** A folder with synthetic cases in it: `eurorad-1` with two films and so on. */
export async function makeWorkspace(
  cases = 3,
  films = 2,
): Promise<{ directory: string; workspace: EmbeddedWorkspace }> {
  const directory = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  createWorkspace(directory, { name: 'Synthetic', contact: 'test@example.org' });
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  for (let number = 1; number <= cases; number += 1) {
    const stored = await filmsFor(workspace.images, films, number);
    await workspace.cases.put(draftOf(`eurorad-${number}`, stored));
  }
  return { directory, workspace };
}

/** The real server on a free port over a temporary workspace. */
export async function startBench(
  options: Partial<AppOptions> & { cases?: number; films?: number } = {},
): Promise<Bench> {
  const { cases = 3, films = 2, ...rest } = options;
  const { directory, workspace } = await makeWorkspace(cases, films);
  const server = await startServer({
    workspace,
    port: 0,
    user: { name: 'ana', role: 'maintainer' },
    read: (record) => ({ suggestions: suggestForTests(record), events: [] }),
    ruleSet: 'test/1',
    ...rest,
  });
  return {
    workspace,
    server,
    url: server.url.replace(/\/$/, ''),
    directory,
    async close() {
      await server.close(200);
      await workspace.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
