import type { DerivedCache } from '../../../data/ports/derived-cache.ts';
import type { ImageStore } from '../../../data/ports/images.ts';
import type { RowOfImage } from '../../record/rows.ts';
import type { ImageSize } from './image-sizes.ts';

/** Where the size of a stored picture is read. Its header is read once: what was read is held under its hash. */
export interface SizeSource {
  readonly images: Pick<ImageStore, 'get'>;
  readonly cache: DerivedCache;
}

const KIND = 'size/1';

async function storedSize({ images, cache }: SizeSource, hash: string): Promise<ImageSize | null> {
  const size = await images.get(hash);
  if (size?.width && size.height)
    await cache.put(KIND, hash, new TextEncoder().encode(`${size.width} ${size.height}`));
  return size;
}

function asSize(kept: Uint8Array): ImageSize | null {
  const [width = Number.NaN, height = Number.NaN] = new TextDecoder().decode(kept).split(' ').map(Number);
  return width > 0 && height > 0 ? { width, height } : null;
}

/** Sizes of the images of one case, by image id: as the case states them, else of the stored files. */
export async function sizesOfImages(
  source: SizeSource,
  rows: readonly Pick<RowOfImage, 'image'>[],
): Promise<Map<string, ImageSize>> {
  const sizes = new Map<string, ImageSize>();
  const asked = new Map<string, string>();
  for (const { image } of rows) {
    const hash = image.sha256 ?? image.viewSha256;
    if (image.width !== null && image.height !== null) sizes.set(image.id, image);
    else if (hash !== null) asked.set(image.id, hash);
  }
  const kept = await source.cache.get(KIND, [...asked.values()]);
  await Promise.all(
    [...asked].map(async ([id, hash]) => {
      const held = kept.get(hash);
      const size = (held && asSize(held)) ?? (await storedSize(source, hash));
      if (size) sizes.set(id, size);
    }),
  );
  return sizes;
}
