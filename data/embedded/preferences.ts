import { join } from 'node:path';
import { accountNameSchema } from '../format/account.ts';
import { type Desk, type KeyMap, preferencesSchema, usualKeys } from '../format/preferences.ts';
import type { Preferences } from '../ports/access/preferences.ts';
import { readJson, writeJson } from './disk/json-file.ts';

/** What people set for themselves: `preferences/<account>.json`. Backups hold it. */
export class FilePreferences implements Preferences {
  readonly #directory: string;

  /** @param directory of the workspace */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Account names differ in more than case, so that one in small letters names one file. */
  #path(account: string): string {
    return join(this.#directory, 'preferences', `${accountNameSchema.parse(account).toLowerCase()}.json`);
  }

  #read(account: string) {
    try {
      return preferencesSchema.parse(readJson(this.#path(account)) ?? usualKeys);
    } catch {
      return preferencesSchema.parse(usualKeys);
    }
  }

  async keysOf(account: string): Promise<KeyMap> {
    const { keys, off } = this.#read(account);
    return { keys, off };
  }

  async keepKeys(account: string, map: KeyMap): Promise<void> {
    writeJson(this.#path(account), { ...this.#read(account), ...map });
  }

  async deskOf(account: string): Promise<Desk> {
    return this.#read(account).desk;
  }

  async keepDesk(account: string, desk: Desk): Promise<void> {
    writeJson(this.#path(account), { ...this.#read(account), desk });
  }
}
