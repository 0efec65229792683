import { readFileSync } from 'node:fs';
import { InvalidInput, NotFound } from '../errors.ts';

/** Bytes of a file that a person named. @throws NotFound or InvalidInput naming it and the remedy. */
export function readInputFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new NotFound('no-file', `${path} does not exist; check the name`, { cause });
    if (code === 'EISDIR')
      throw new InvalidInput('is-a-folder', `${path} is a folder; name a file`, { cause });
    throw new InvalidInput('unreadable-file', `${path} cannot be read: ${message}`, { cause });
  }
}
