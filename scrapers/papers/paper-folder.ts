import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readInputFile } from '../../data/store/input-file.ts';

/**
 * Folder of a paper's extracted files in a workspace, by the content of the file. It lies among what can be made
 * again: originals of figures move on into the image store.
 */
export const folderOfPaper = (workspace: string, file: string): string =>
  join(
    workspace,
    'derived',
    'papers',
    createHash('sha256').update(readInputFile(file)).digest('hex').slice(0, 16),
  );
