/** Rectangles over a picture, in its pixels. Pure. */

/** @typedef {import('./messages.ts').Rectangle} Rectangle */
/** @typedef {{ readonly width: number, readonly height: number }} Size */
/** @typedef {{ readonly x: number, readonly y: number }} Point */

/** A whole number within bounds. @param {number} value @param {number} low @param {number} high */
export const limit = (value, low, high) => Math.max(low, Math.min(high, Math.round(value)));

/** `a`, `b` and so on, from 0. @param {number} at */
export const letterAt = (at) => String.fromCharCode(97 + (at % 26));

/** The size of a picture as it came. @param {HTMLImageElement} picture @returns {Size} */
export const sizeOf = ({ naturalWidth: width, naturalHeight: height }) => ({ width, height });

/**
 * A rectangle kept inside a picture.
 * @param {Rectangle} rectangle
 * @param {Size} picture
 * @param {number} smallest pixels that it is wide and high at least, where the picture is
 * @returns {Rectangle}
 */
export function fitted({ x, y, width, height }, picture, smallest = 1) {
  const least = Math.min(smallest, picture.width, picture.height);
  const [left, top] = [limit(x, 0, picture.width - least), limit(y, 0, picture.height - least)];
  return {
    x: left,
    y: top,
    width: limit(width, least, picture.width - left),
    height: limit(height, least, picture.height - top),
  };
}

/** The rectangle between two of its corners. @param {Point} one @param {Point} other @returns {Rectangle} */
export const between = (one, other) => ({
  x: Math.min(one.x, other.x),
  y: Math.min(one.y, other.y),
  width: Math.abs(other.x - one.x),
  height: Math.abs(other.y - one.y),
});

/** Moved without leaving the picture. @param {Rectangle} start @param {Point} by @param {Size} picture @returns {Rectangle} */
export const moved = (start, by, picture) => ({
  ...start,
  x: limit(start.x + by.x, 0, picture.width - start.width),
  y: limit(start.y + by.y, 0, picture.height - start.height),
});

/**
 * Pulled at a corner, also beyond the opposite one, but not out of the picture.
 * @param {Rectangle} start
 * @param {string} corner `nw`, `ne`, `sw` or `se`
 * @param {Point} by
 * @param {Size} picture
 */
export function pulled({ x, y, width, height }, corner, by, picture) {
  const [west, east] = [corner.includes('w') ? by.x : 0, corner.includes('e') ? by.x : 0];
  const [north, south] = [corner.includes('n') ? by.y : 0, corner.includes('s') ? by.y : 0];
  /** @param {number} across @param {number} down */
  const inside = (across, down) => ({
    x: limit(across, 0, picture.width),
    y: limit(down, 0, picture.height),
  });
  return between(inside(x + west, y + north), inside(x + width + east, y + height + south));
}
