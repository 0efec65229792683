import { createHash } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { InvalidInput } from '../../../data/errors.ts';
import { readInputFile } from '../../../data/files/input-file.ts';
import { paperLimits, tooLarge } from '../limits.ts';

/**
 * Hash of a paper's file, by which the folder of its extracted files is found.
 * @throws NotFound or InvalidInput when the file is none that is read: `no-file`, `is-a-folder`, `pdf-too-large`...
 */
export function hashOfPaper(file: string): string {
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
  return createHash('sha256').update(readInputFile(file)).digest('hex');
}
