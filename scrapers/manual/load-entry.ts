import { basename, dirname, join, resolve } from 'node:path';
import { InvalidInput } from '../../data/errors.ts';
import { firstFileIn, readInputFile, sizeOfInput } from '../../data/files/input-file.ts';
import { type Entry, MAX_IMAGE_BYTES } from './entry.ts';
import { checkEntry } from './keep-entry.ts';

/** An entry with the content of its images, read and ready to be kept. */
export interface LoadedEntry {
  readonly entry: Entry;
  readonly files: readonly Uint8Array[];
}

/** A picture beside the entry. @throws InvalidInput for one that is elsewhere, missing or too large */
const readPicture = (folder: string, file: string): Uint8Array => {
  if (basename(file) !== file) {
    throw new InvalidInput('bad-entry', `${file} is not a plain file name; put the file beside the entry`);
  }
  const path = firstFileIn(folder, [file, join('images', file)]);
  if (path === undefined) {
    throw new InvalidInput('no-image-file', `the entry names ${file}, which is not in ${folder}`);
  }
  if (sizeOfInput(path) > MAX_IMAGE_BYTES) {
    throw new InvalidInput(
      'bad-image',
      `${file} is larger than ${MAX_IMAGE_BYTES / 2 ** 20} MB; save it smaller`,
    );
  }
  return readInputFile(path);
};

/**
 * Reads `entry.json` and the pictures it names, which lie beside it or in `images/`.
 * @throws InvalidInput naming what is off; nothing is written
 */
export const loadEntry = (path: string): LoadedEntry => {
  let document: unknown;
  try {
    document = JSON.parse(readInputFile(path).toString('utf8'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new InvalidInput('bad-json', `${basename(path)} is no JSON: ${cause.message}`, { cause });
  }
  const entry = checkEntry(document);
  return { entry, files: entry.images.map(({ file }) => readPicture(dirname(resolve(path)), file)) };
};
