/** Windows on the greys of an 8-bit picture, as brightness and contrast of a filter. Pure. */

/** @typedef {'all' | 'dark' | 'bright' | 'middle'} Preset */

/** Darkest and lightest grey that are told apart, of 0 (black) to 1 (white). @type {Readonly<Record<Preset, readonly [low: number, high: number]>>} */
const presets = { all: [0, 1], dark: [0, 0.55], bright: [0.45, 1], middle: [0.25, 0.75] };
export const presetNames = /** @type {readonly Preset[]} */ (Object.keys(presets));

/**
 * The filter that spreads `low` to `high` over black to white: a grey g becomes (g * brightness - 0.5) * contrast + 0.5.
 * @param {number} low
 * @param {number} high
 */
export function windowOf(low, high) {
  const contrast = 1 + (2 * low) / (high - low);
  return { brightness: 1 / ((high - low) * contrast), contrast };
}

/** @param {string} name */
export const isPreset = (name) => /** @type {readonly string[]} */ (presetNames).includes(name);
/** @param {Preset} name */
export const windowNamed = (name) => windowOf(...presets[name]);

/** Which preset a window is, `own` where it is none. @param {{ brightness: number, contrast: number }} view */
export const presetOf = ({ brightness, contrast }) =>
  presetNames.find((name) => {
    const meant = windowNamed(name);
    return Math.abs(meant.brightness - brightness) < 0.001 && Math.abs(meant.contrast - contrast) < 0.001;
  }) ?? 'own';
