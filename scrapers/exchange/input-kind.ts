import { basename, join } from 'node:path';
import { NotFound } from '../../data/errors.ts';
import { headOfInput, kindOfInput } from '../../data/files/input-file.ts';

/**
 * What `import` was given: a table of the reference collection, the Hannover table, a case entered by hand, or Caseline's
 * own JSON.
 */
export type InputKind =
  | { kind: 'metadata' | 'hannover' | 'entry'; file: string }
  | { kind: 'documents'; path: string };

const firstLine = (path: string): string => headOfInput(path, 4_096).toString('utf8').split('\n', 1)[0] ?? '';

const isHannover = (path: string): boolean => /(^|,)"?admission_offset"?(,|$)/.test(firstLine(path).trim());

/** @throws NotFound when there is nothing at the path. */
export function inputKind(path: string): InputKind {
  const kind = kindOfInput(path);
  if (kind === null) throw new NotFound('no-file', `${path} does not exist; check the name`);
  if (kind === 'folder') {
    for (const name of ['metadata.csv', 'data.csv', 'entry.json'])
      if (kindOfInput(join(path, name)) !== null) return inputKind(join(path, name));
    return { kind: 'documents', path };
  }
  if (basename(path).toLowerCase() === 'entry.json') return { kind: 'entry', file: path };
  if (path.toLowerCase().endsWith('.json')) return { kind: 'documents', path };
  return { kind: isHannover(path) ? 'hannover' : 'metadata', file: path };
}
