import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { NotFound } from '../../data/errors.ts';

/**
 * What `import` was given: a table of the reference collection, the Hannover table, a case entered by hand, or Caseline's
 * own JSON.
 */
export type InputKind =
  | { kind: 'metadata' | 'hannover' | 'entry'; file: string }
  | { kind: 'documents'; path: string };

function firstLine(path: string): string {
  const handle = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(4_096);
    const length = readSync(handle, bytes, 0, bytes.length, 0);
    return bytes.subarray(0, length).toString('utf8').split('\n', 1)[0] ?? '';
  } finally {
    closeSync(handle);
  }
}

const isHannover = (path: string): boolean => /(^|,)"?admission_offset"?(,|$)/.test(firstLine(path).trim());

/** @throws NotFound when there is nothing at the path. */
export function inputKind(path: string): InputKind {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new NotFound('no-file', `${path} does not exist; check the name`);
  if (stats.isDirectory()) {
    for (const name of ['metadata.csv', 'data.csv', 'entry.json'])
      if (existsSync(join(path, name))) return inputKind(join(path, name));
    return { kind: 'documents', path };
  }
  if (basename(path).toLowerCase() === 'entry.json') return { kind: 'entry', file: path };
  if (path.toLowerCase().endsWith('.json')) return { kind: 'documents', path };
  return { kind: isHannover(path) ? 'hannover' : 'metadata', file: path };
}
