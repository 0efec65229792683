import sharp from 'sharp';
import { eightBit } from '../../../data/picture/eight-bit.ts';
import { MAX_PIXELS } from '../../../data/ports/images.ts';
import type { GreyPicture } from './picture.ts';

/** Longest side of the pictures that are compared, in pixels. */
export const COMPARED_SIDE = 320;
/**
 * Bytes of an image file as a grey picture of at most 320 pixels a side, upright by its EXIF orientation.
 * Null when it cannot be decoded (NIfTI volume, damaged file): the caller reports that elsewhere.
 */
export async function grayPicture(bytes: Uint8Array, side = COMPARED_SIDE): Promise<GreyPicture | null> {
  try {
    const deep = await eightBit(bytes);
    const { data, info } = await (
      deep?.image ?? sharp(bytes, { limitInputPixels: MAX_PIXELS, autoOrient: true })
    )
      .flatten({ background: '#000' })
      .toColourspace('b-w')
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const grey = new Float32Array(width * height);
    for (let index = 0; index < grey.length; index += 1) grey[index] = data[index * channels] ?? 0;
    return { width, height, data: grey };
  } catch {
    return null;
  }
}
