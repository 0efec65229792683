import { createHash } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../../data/errors.ts';
import { readInputFile } from '../../../data/files/input-file.ts';
import { paperLimits, tooLarge } from '../limits.ts';

/**
 * Folder of a paper's extracted files in a workspace, by the content of the file. It lies among what can be made
 * again: originals of figures move on into the image store.
 * @throws NotFound or InvalidInput when the file is none that is read: `no-file`, `is-a-folder`, `pdf-too-large`...
 */
export function folderOfPaper(workspace: string, file: string): string {
  const facts = statSync(file, { throwIfNoEntry: false });
  // Neither a file of many gigabytes nor a device without an end may be read for its name.
  if (facts !== undefined && !facts.isFile() && !facts.isDirectory())
    throw new InvalidInput(
      'paper-missing',
      `${file} is no ordinary file; give the path of a PDF, JATS XML or HTML file`,
    );
  if (facts?.isFile() && facts.size > paperLimits.fileBytes) throw tooLarge(file, facts.size);
  if (facts?.isFile()) {
    try {
      accessSync(file, constants.R_OK);
    } catch (cause) {
      const message = `${file} may not be read by this account; change its permissions or copy it`;
      throw new InvalidInput('unreadable-file', message, { cause });
    }
  }
  const name = createHash('sha256').update(readInputFile(file)).digest('hex').slice(0, 16);
  return join(workspace, 'derived', 'papers', name);
}
