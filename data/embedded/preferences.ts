import { join } from 'node:path';
import { accountNameSchema } from '../format/account.ts';
import { type KeyMap, keyMapSchema, usualKeys } from '../format/preferences.ts';
import { readJson, writeJson } from './disk/json-file.ts';

/** What people set for themselves: `preferences/<account>.json`. Of no weight for the data; backups hold it. */
export class Preferences {
  readonly #directory: string;

  /** @param directory of the workspace */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Account names differ in more than case, so that one in small letters names one file. */
  #path(account: string): string {
    return join(this.#directory, 'preferences', `${accountNameSchema.parse(account).toLowerCase()}.json`);
  }

  /** The person's keys; the usual ones when nothing was chosen or the file is damaged: nobody is locked out by it. */
  keysOf(account: string): KeyMap {
    try {
      return keyMapSchema.parse(readJson(this.#path(account)) ?? usualKeys);
    } catch {
      return usualKeys;
    }
  }

  /** @throws CaselineError `disk-*` */
  keepKeys(account: string, map: KeyMap): void {
    writeJson(this.#path(account), map);
  }
}
