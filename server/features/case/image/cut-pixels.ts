import sharp from 'sharp';
import { InvalidInput } from '../../../../data/errors.ts';
import { MAX_PIXELS } from '../../../../data/ports/images.ts';

/**
 * The pixels of a rectangle as PNG, unchanged: the same values, depth and colour space as in the picture.
 * @throws InvalidInput when the rectangle does not lie inside.
 */
export async function cutPixels(
  bytes: Uint8Array,
  area: { x: number; y: number; width: number; height: number },
): Promise<Uint8Array> {
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS });
  const { width = 0, height = 0 } = await picture.metadata();
  if (area.x + area.width > width || area.y + area.height > height) {
    throw new InvalidInput(
      'outside-image',
      `a part of ${area.width} x ${area.height} at ${area.x}, ${area.y} does not lie inside the image of ${width} x ${height} pixels`,
    );
  }
  const cut = await picture
    .extract({ left: area.x, top: area.y, width: area.width, height: area.height })
    .png({ compressionLevel: 6 })
    .toBuffer();
  return new Uint8Array(cut);
}
