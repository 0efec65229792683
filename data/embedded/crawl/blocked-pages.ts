import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import { writeDurably } from '../../files/durable-file.ts';
import { describeProblems } from '../../format/read.ts';
import {
  type BlockedPages,
  type BlockedReason,
  type BlockedRecord,
  blockedReasonSchema,
  type DamagedRecord,
} from '../../ports/crawl/blocked-pages.ts';
import { readJson } from '../disk/json-file.ts';

const extensionOf = (contentType: string): string => {
  if (contentType.includes('html')) return 'html';
  return contentType.includes('json') ? 'json' : contentType.startsWith('text/') ? 'txt' : 'bin';
};

const entries = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** What is kept of refusals: `blocked/<source>/<time>-<reason>/` with `reason.json`, the page and a screenshot. */
export class FileBlockedPages implements BlockedPages {
  readonly #root: string;

  /** @param workspace its folder */
  constructor(workspace: string) {
    this.#root = join(workspace, 'blocked');
  }

  #described(reason: BlockedReason, key: string): BlockedRecord {
    const place = join(this.#root, reason.source, key);
    const names = readdirSync(place);
    return {
      ...reason,
      key,
      place,
      hasPage: names.some((name) => name.startsWith('page.')),
      hasScreenshot: names.includes('screenshot.png'),
    };
  }

  async keep(reason: BlockedReason, page: Uint8Array, screenshot: Uint8Array | null): Promise<BlockedRecord> {
    const key = `${reason.time.replace(/[:.]/g, '-')}-${reason.reason}`;
    const folder = join(this.#root, reason.source, key);
    writeDurably(join(folder, `page.${extensionOf(reason.headers['content-type'] ?? 'text/html')}`), page);
    if (screenshot !== null) writeDurably(join(folder, 'screenshot.png'), screenshot);
    // Last: a record with its reason is whole.
    writeDurably(join(folder, 'reason.json'), `${JSON.stringify(reason, null, 2)}\n`);
    return this.#described(reason, key);
  }

  #read(source: string, key: string): BlockedRecord | DamagedRecord {
    const place = `blocked/${source}/${key}`;
    const remedy = 'the page beside it may still tell; remove the folder when you have looked at it';
    const damaged = (what: string): DamagedRecord => ({
      source,
      key,
      message: `${place}: ${what}; ${remedy}`,
    });
    try {
      const document = readJson(join(this.#root, source, key, 'reason.json'));
      if (document === null) return damaged('it has no reason.json, so its keeping was cut off');
      const parsed = blockedReasonSchema.safeParse(document);
      if (!parsed.success) return damaged(`reason.json is not valid (${describeProblems(parsed.error)})`);
      // The folder says whose it is: what the file says may have been altered.
      if (parsed.data.source !== source) return damaged(`reason.json is of '${parsed.data.source}'`);
      return this.#described(parsed.data, key);
    } catch (error) {
      return damaged(`reason.json cannot be read (${messageOf(error)})`);
    }
  }

  async list(source?: string): Promise<{ records: BlockedRecord[]; damaged: DamagedRecord[] }> {
    const sources = source === undefined ? entries(this.#root) : [source];
    const all = sources.flatMap((name) =>
      entries(join(this.#root, name)).map((key) => this.#read(name, key)),
    );
    return {
      records: all.filter((one) => 'time' in one).sort((one, other) => other.time.localeCompare(one.time)),
      damaged: all.filter((one) => !('time' in one)),
    };
  }

  async read(source: string, key: string, what: 'page' | 'screenshot'): Promise<Uint8Array | null> {
    // Only what stands in the list: names from an address never make a path.
    if (!entries(this.#root).includes(source) || !entries(join(this.#root, source)).includes(key))
      return null;
    const folder = join(this.#root, source, key);
    const name = entries(folder).find((each) => each.startsWith(`${what}.`));
    return name === undefined ? null : readFileSync(join(folder, name));
  }
}
