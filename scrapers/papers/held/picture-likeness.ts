import sharp from 'sharp';

const side = 64;
/** Above this many pixels a picture is taken for a bomb. */
const mostPixels = 150_000_000;

/** A small grey copy of a picture, on white; null when it cannot be read. */
export type SmallPicture = Uint8Array;

export const smallPicture = (source: Uint8Array | string): Promise<SmallPicture> =>
  sharp(source, { failOn: 'none', limitInputPixels: mostPixels })
    .flatten({ background: '#fff' })
    .resize(side, side, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer();

/** Mean difference of two small pictures, 0 to 255 grey levels: enough to tell inverted or shifted colours. */
export const pictureDifference = (one: SmallPicture, other: SmallPicture): number =>
  one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / Math.max(1, one.length);
