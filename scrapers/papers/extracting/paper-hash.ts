import { createHash } from 'node:crypto';
import { InvalidInput } from '../../../data/errors.ts';
import { kindOfInput, readInputFile, sizeOfInput } from '../../../data/files/input-file.ts';
import { paperLimits, tooLarge } from '../limits.ts';

/**
 * Hash of a paper's file, by which the folder of its extracted files is found.
 * @throws NotFound or InvalidInput when the file is none that is read: `no-file`, `is-a-folder`, `pdf-too-large`...
 */
export function hashOfPaper(file: string): string {
  const kind = kindOfInput(file);
  // Neither a file of many gigabytes nor a device without an end may be read for its name.
  if (kind === 'other')
    throw new InvalidInput(
      'paper-missing',
      `${file} is no ordinary file; give the path of a PDF, JATS XML or HTML file`,
    );
  const size = sizeOfInput(file);
  if (kind === 'file' && size > paperLimits.fileBytes) throw tooLarge(file, size);
  return createHash('sha256').update(readInputFile(file)).digest('hex');
}
