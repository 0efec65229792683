import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { InvalidInput } from '../../data/errors.ts';
import type { Case } from '../../data/format/case.ts';
import { describeProblems } from '../../data/format/read.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { ImageStore } from '../../data/ports/images.ts';
import { MAX_PIXELS } from '../../data/ports/images.ts';
import { type Entry, entrySchema, MAX_IMAGE_BYTES } from './entry.ts';
import { entryToCase } from './to-case.ts';

const allowed = new Set(['jpg', 'png', 'gif', 'webp', 'tif', 'bmp']);

/** @throws InvalidInput naming the field that is off */
export const checkEntry = (input: unknown): Entry => {
  const result = entrySchema.safeParse(input);
  if (result.success) return result.data;
  throw new InvalidInput('bad-entry', `the entry is not valid: ${describeProblems(result.error)}`);
};

/**
 * Whether a file is a whole picture that can be shown: by its content, whatever its name says.
 * @throws InvalidInput naming file and remedy
 */
export const checkPicture = async (bytes: Uint8Array, file: string): Promise<void> => {
  const refuse = (why: string, remedy: string) =>
    new InvalidInput('bad-image', `${file.slice(0, 100)} ${why}; ${remedy}`);
  if (bytes.length > MAX_IMAGE_BYTES) {
    throw refuse(`is larger than ${MAX_IMAGE_BYTES / 2 ** 20} MB`, 'save it smaller, or as JPEG');
  }
  const extension = (await fileTypeFromBuffer(bytes))?.ext ?? '';
  if (!allowed.has(extension)) {
    throw refuse('is no picture that is taken here', 'save it as JPEG or PNG');
  }
  try {
    // Decoding all of it is the only proof that it is whole, and bounded by the number of pixels.
    await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' }).stats();
  } catch (cause) {
    throw refuse(`cannot be decoded (${(cause as Error).message.slice(0, 100)})`, 'save it anew');
  }
};

/**
 * Keeps an entry as a case: everything is checked before anything is written.
 * @param files content of each image of the entry, in its order
 * @throws InvalidInput naming the field or file that is off
 */
export const keepEntry = async (
  stores: { cases: CaseStore; images: ImageStore },
  input: unknown,
  files: readonly Uint8Array[],
  now: Date = new Date(),
): Promise<{ case: Case; change: 'new' | 'updated' | 'unchanged' }> => {
  const entry = checkEntry(input);
  if (entry.images.length !== files.length) {
    throw new InvalidInput(
      'bad-entry',
      `the entry names ${entry.images.length} images, and ${files.length} files came with it`,
    );
  }
  for (const [index, bytes] of files.entries())
    await checkPicture(bytes, entry.images[index]?.file ?? `image ${index + 1}`);
  const batch = stores.images.batch();
  const stored = [];
  for (const bytes of files) stored.push(await batch.put(bytes));
  await batch.commit();
  return stores.cases.put(entryToCase(entry, stored, now.toISOString()));
};
