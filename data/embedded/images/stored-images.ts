import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Content addresses of every original in a workspace's image store, sorted; nothing for a store that is not there. */
export async function* storedImages(directory: string): AsyncGenerator<string> {
  const root = join(directory, 'images');
  const entries = async (folder: string): Promise<string[]> => (await readdir(folder).catch(() => [])).sort();
  for (const shard of await entries(root)) {
    for (const file of await entries(join(root, shard))) {
      const hash = /^([0-9a-f]{64})\.[a-z0-9]{1,4}$/.exec(file)?.[1];
      if (hash) yield hash;
    }
  }
}
