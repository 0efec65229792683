import sharp from 'sharp';
import { MAX_PIXELS, type Picture } from '../../../data/ports/images.ts';

export interface MontageOptions {
  /** Pictures a row; without it as many as make it about square. */
  readonly columns?: number;
  /** Side of a cell in pixels. */
  readonly cell?: number;
  readonly gap?: number;
}

/** At most this many pictures: a montage of more shows nothing. */
export const MOST_IN_MONTAGE = 2_500;

/**
 * Pictures side by side in one grey PNG, each fitted into its cell. Those that cannot be decoded leave
 * their cell empty. Same pictures, same bytes.
 * @param pictures in reading order
 */
export async function montage(
  pictures: readonly Pick<Picture, 'read'>[],
  options: MontageOptions = {},
): Promise<Buffer> {
  const { cell = 96, gap = 2 } = options;
  const shown = pictures.slice(0, MOST_IN_MONTAGE);
  const columns = options.columns ?? Math.max(1, Math.ceil(Math.sqrt(shown.length * 1.5)));
  const rows = Math.max(1, Math.ceil(shown.length / columns));
  const [width, height] = [columns * (cell + gap) + gap, rows * (cell + gap) + gap];
  const canvas = Buffer.alloc(width * height, 16);
  for (const [at, picture] of shown.entries()) {
    const pixels = await fitted(picture, cell);
    if (!pixels) continue;
    const left = gap + (at % columns) * (cell + gap);
    const top = gap + Math.floor(at / columns) * (cell + gap);
    for (let row = 0; row < cell; row += 1)
      pixels.copy(canvas, (top + row) * width + left, row * cell, (row + 1) * cell);
  }
  return sharp(canvas, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** One picture as `cell` x `cell` grey pixels; null when it cannot be decoded. */
async function fitted(picture: Pick<Picture, 'read'>, cell: number): Promise<Buffer | null> {
  try {
    const { data, info } = await sharp(await picture.read(), {
      limitInputPixels: MAX_PIXELS,
      autoOrient: true,
    })
      .flatten({ background: '#000' })
      .toColourspace('b-w')
      .resize(cell, cell, { fit: 'contain', background: '#000' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels === 1) return data;
    return Buffer.from(Uint8Array.from({ length: cell * cell }, (_, at) => data[at * info.channels] ?? 0));
  } catch {
    return null;
  }
}
