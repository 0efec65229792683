/** Which file of an image is on the stage: a smaller one while it is fitted, the original once it is looked at closely. */

/** Longest side of the smaller file, in pixels; an image hardly larger is shown as it is. */
const SMALL = 1280;
const WORTH_IT = 1.25;

/** @param {DOMStringMap} thumb of the strip: `src`, `width` and `height` of the original */
export function firstSource({ src = '', width, height }) {
  const isLarge = Math.max(Number(width), Number(height)) > SMALL * WORTH_IT;
  return isLarge ? `${src.replace(/\/view$/, '')}/thumbnail?size=${SMALL}` : src;
}

/**
 * Pixels of the original, whichever file is shown. A file turned by its camera's note lies the other way round.
 * @param {HTMLImageElement} image
 */
export function sizeOf(image) {
  const [wide, high] = [Number(image.dataset.width), Number(image.dataset.height)];
  const { naturalWidth: width, naturalHeight: height } = image;
  if (!wide || !high) return { width, height };
  const isTurned = wide !== high && wide > high !== width > height;
  return isTurned ? { width: high, height: wide } : { width: wide, height: high };
}

/**
 * Loads the original where the smaller file has fewer pixels than the screen shows; what is seen stays until it is there.
 * @param {HTMLImageElement} image
 * @param {number} scale pixels of the device for one of the original
 */
export function sharpen(image, scale) {
  const { original } = image.dataset;
  if (!original || scale * sizeOf(image).width <= image.naturalWidth) return;
  delete image.dataset.original;
  const whole = new Image();
  whole.addEventListener('load', () => {
    image.src = original;
  });
  whole.src = original;
}
