import { hash } from 'node:crypto';
import { CaselineError } from '../../data/errors.ts';
import { stripIdentity } from '../../data/identity/strip.ts';
import type { ImageStore } from '../../data/ports/images.ts';
import type { BroughtFile } from './brought-files.ts';
import type { HeldImage } from './plan-import.ts';

/** What an import asks of the image store. */
type StoredImages = Pick<ImageStore, 'open' | 'viewable'>;

/** SHA-256 of the files that exports make of a stored image: stripped of what may name somebody, or drawn for readers. */
async function exportedDigests(images: StoredImages, sha256: string): Promise<string[]> {
  const digests: string[] = [];
  for (const open of [images.open, images.viewable] as const) {
    try {
      const picture = await open.call(images, sha256);
      const bytes = await picture.read();
      digests.push(hash('sha256', picture.sha256 === null ? bytes : stripIdentity(bytes).bytes));
    } catch (error) {
      // What cannot be opened, drawn or stripped went out in no such form.
      if (!(error instanceof CaselineError)) throw error;
    }
  }
  return digests;
}

/**
 * Brought files with those that an export made of stored ones taken for the stored ones themselves: an export that comes back
 * brings nothing new, and the original stays.
 * @param held the stored images that they may be, by the same keys
 */
export async function asStored(
  images: StoredImages,
  brought: ReadonlyMap<string, BroughtFile>,
  held: ReadonlyMap<string, Pick<HeldImage, 'sha256'>>,
): Promise<ReadonlyMap<string, BroughtFile>> {
  const found = new Map<string, BroughtFile>();
  for (const [key, file] of brought) {
    const stored = held.get(key)?.sha256 ?? undefined;
    const isOurs =
      stored !== undefined &&
      stored !== file.sha256 &&
      (await exportedDigests(images, stored)).includes(file.sha256);
    found.set(key, isOurs ? { ...file, sha256: stored } : file);
  }
  return found;
}
