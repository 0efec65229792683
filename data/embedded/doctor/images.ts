import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TEMPORARY_SUFFIX } from '../../files/durable-file.ts';
import { walk } from '../../files/walk.ts';
import type { DocumentCensus } from './documents.ts';
import type { Findings } from './finding.ts';
import { quarantine } from './quarantine.ts';

/** Hex SHA-256 of a file, read in pieces. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * Every original: its content is what its name says, every image that a case names is there. Thumbnails and other
 * derived pictures of a damaged original are left: they are made again when deleted.
 * @param options.hash false looks at names only, which takes seconds instead of reading every byte
 */
export async function checkImages(
  workspace: string,
  census: DocumentCensus,
  findings: Findings,
  options: { repair: boolean; hash: boolean; onProgress?: (done: number) => void },
): Promise<number> {
  const held = new Set<string>();
  let orphans = 0;
  let done = 0;
  for await (const { path, inside: within, stats } of walk(join(workspace, 'images'))) {
    const inside = `images/${within}`;
    if (path.endsWith(TEMPORARY_SUFFIX)) continue;
    const match = /^([0-9a-f]{2})\/([0-9a-f]{64})\.[a-z0-9]{1,8}$/.exec(within);
    const hash = match?.[2] ?? '';
    if (!match || !stats.isFile() || !hash.startsWith(match[1] ?? '-')) {
      findings.add({
        check: 'foreign-file',
        severity: 'warning',
        path: inside,
        message: `${inside} is no image of the store`,
        remedy: 'move it out of the workspace; images come in by crawl, paper or import',
      });
      continue;
    }
    done += 1;
    options.onProgress?.(done);
    const found = options.hash ? await hashOfFile(path).catch(() => 'unreadable') : hash;
    if (found !== hash) {
      const owner = census.needed.get(hash) ?? null;
      const reason = `${inside} does not hold what its name says (its content is ${found === 'unreadable' ? found : `${found.slice(0, 12)}…, ${stats.size} bytes`})`;
      const aside = options.repair ? quarantine(workspace, path, reason) : null;
      findings.add({
        check: 'damaged-image',
        severity: 'error',
        path: inside,
        case: owner,
        message: aside ? `${reason}; put aside as ${aside}` : reason,
        remedy: 'restore it from a backup, or crawl its case again (--offline reads it from the archive)',
        repaired: aside !== null,
      });
      if (aside !== null) continue;
    }
    held.add(hash);
    if (!census.named.has(hash)) orphans += 1;
  }
  for (const [hash, id] of census.needed) {
    if (held.has(hash)) continue;
    findings.add({
      check: 'missing-image',
      severity: 'error',
      path: `images/${hash.slice(0, 2)}/${hash}`,
      case: id,
      message: `${id} names the image ${hash.slice(0, 12)}…, which is not in the workspace`,
      remedy:
        'crawl its case again (--offline reads it from the archive), import it again, or restore a backup',
    });
  }
  if (orphans > 0) {
    findings.add({
      check: 'orphan-images',
      severity: 'note',
      message: `${orphans} image${orphans === 1 ? '' : 's'} that no case names (left by a cut-off crawl, or a case was replaced)`,
      remedy: 'nothing: they take space only, and are used again when their case comes again',
    });
  }
  return held.size;
}
