import { resolve } from 'node:path';
import { InvalidInput } from '../../data/errors.ts';
import { pathsBelow } from '../../data/files/input-file.ts';
import { readOutputText } from '../../data/files/output-folder.ts';

const CHECKSUMS = 'SHA256SUMS';
/** What Python writes beside `load.py` when a program imports it. */
const LEFT_BY_PYTHON = '__pycache__/';

/**
 * Whether a folder is a release and nothing else, so that a new one may take its place.
 * @param entries of the folder, at its top
 * @throws InvalidInput (`folder-in-use`) when files lie in it that its checksums do not list: they would go with it
 */
export function isEarlierRelease(target: string, entries: readonly string[]): boolean {
  if (!entries.includes('release.json')) return false;
  const listed = readOutputText(target, CHECKSUMS);
  if (listed === null) return false;
  const own = new Set(listed.split('\n').map((line) => line.slice(66)));
  const foreign = pathsBelow(target).filter(
    (path) => path !== CHECKSUMS && !own.has(path) && !path.startsWith(LEFT_BY_PYTHON),
  );
  if (foreign.length === 0) return true;
  throw new InvalidInput(
    'folder-in-use',
    `${resolve(target)} is an earlier release, but ${foreign.slice(0, 3).join(', ')} in it is not of it and would be lost; move it away or name a new folder`,
  );
}
