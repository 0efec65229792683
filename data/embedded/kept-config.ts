import { join } from 'node:path';
import type { WorkspaceConfig } from '../format/config.ts';
import { readConfig, writeConfig } from './config.ts';
import { markOf } from './documents/document-files.ts';
import { CONFIG_FILE } from './documents/layout.ts';

/** Milliseconds after which the file is looked at again: what another process or a person changed holds from then on. */
const LOOK_AFTER = 1_000;

/** `caseline.json` as it is. */
export class KeptConfig {
  readonly #directory: string;
  #config: WorkspaceConfig;
  #mark: string | null;
  #looked = performance.now();

  /** @throws as `readConfig` */
  constructor(directory: string) {
    this.#directory = directory;
    this.#mark = this.#markNow();
    this.#config = readConfig(directory);
  }

  #markNow(): string | null {
    return markOf(join(this.#directory, CONFIG_FILE));
  }

  /** One that cannot be read is no reason to forget what held before; the doctor names it. */
  now(): WorkspaceConfig {
    if (performance.now() - this.#looked < LOOK_AFTER) return this.#config;
    this.#looked = performance.now();
    const mark = this.#markNow();
    if (mark === this.#mark) return this.#config;
    this.#mark = mark;
    try {
      this.#config = readConfig(this.#directory);
    } catch {}
    return this.#config;
  }

  /** Under the lock of the workspace. @throws as `ConfigStore.configure` */
  change(change: (config: WorkspaceConfig) => WorkspaceConfig): WorkspaceConfig {
    const next = change(readConfig(this.#directory));
    writeConfig(this.#directory, next);
    this.#mark = this.#markNow();
    this.#config = readConfig(this.#directory);
    return this.#config;
  }
}
