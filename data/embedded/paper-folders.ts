import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaperFolders } from '../ports/paper-folders.ts';

/** `derived/papers/` of a workspace. */
export class FilePaperFolders implements PaperFolders {
  readonly #root: string;

  /** @param workspace its folder */
  constructor(workspace: string) {
    this.#root = join(workspace, 'derived', 'papers');
  }

  of(sha256: string): string {
    return join(this.#root, sha256.slice(0, 16));
  }

  async discard(sha256: string): Promise<void> {
    await rm(this.of(sha256), { recursive: true, force: true });
  }

  async scratch(): Promise<AsyncDisposable & { readonly path: string }> {
    mkdirSync(this.#root, { recursive: true });
    const path = await mkdtemp(join(this.#root, '.fetched-'));
    return {
      path,
      [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
    };
  }
}
