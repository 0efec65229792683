/** How an image lies in its pane. Pure. */

/** @typedef {ReturnType<typeof freshView>} View zoom over fitting, pan in pixels of the screen, turns, window */
/** @typedef {{ readonly width: number, readonly height: number }} Size */

/** An image as it is first seen: fitted, as it came. */
export const freshView = () => ({
  zoom: 1,
  x: 0,
  y: 0,
  rotation: 0,
  flipX: 1,
  flipY: 1,
  invert: false,
  brightness: 1,
  contrast: 1,
  actual: false,
});

/**
 * Pixels of the screen for one of the image.
 * @param {View} view
 * @param {Size} image
 * @param {Size} pane
 * @param {number} ratio pixels of the device for one of the screen
 */
export function scaleOf(view, image, pane, ratio) {
  const turned = view.rotation % 180 !== 0;
  const [wide, high] = turned ? [image.height, image.width] : [image.width, image.height];
  const fitting = Math.min(pane.width / wide, pane.height / high);
  return (view.actual ? 1 / ratio : fitting) * view.zoom;
}

/** Zoom and pan after zooming by a factor, within bounds: `point`, from the middle of the pane, stays where it is. @param {View} view @param {number} factor @param {{ x: number, y: number }} point @returns {View} */
export function zoomed(view, factor, point = { x: 0, y: 0 }) {
  const zoom = Math.max(0.2, Math.min(40, view.zoom * factor));
  const real = zoom / view.zoom;
  return { ...view, zoom, x: point.x - (point.x - view.x) * real, y: point.y - (point.y - view.y) * real };
}
