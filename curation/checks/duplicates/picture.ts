/** A grey picture: `data` row by row, values 0..255 (or normalised), `width` x `height` pixels. Pure functions. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A part of a picture in fractions of its sides, origin top left. */
export interface Window {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const WHOLE: Window = { x: 0, y: 0, width: 1, height: 1 };

const at = (picture: GreyPicture, x: number, y: number): number => picture.data[y * picture.width + x] ?? 0;

/** Area-averaged reduction of a window of the picture to `width` x `height`; enlarging repeats pixels. */
export function reduce(
  picture: GreyPicture,
  width: number,
  height: number,
  window: Window = WHOLE,
): GreyPicture {
  const data = new Float32Array(width * height);
  const [left, top] = [window.x * picture.width, window.y * picture.height];
  const [stepX, stepY] = [(window.width * picture.width) / width, (window.height * picture.height) / height];
  for (let row = 0; row < height; row += 1) {
    const y0 = top + row * stepY;
    const y1 = y0 + stepY;
    for (let column = 0; column < width; column += 1) {
      const x0 = left + column * stepX;
      const x1 = x0 + stepX;
      let sum = 0;
      let weight = 0;
      for (let y = Math.floor(y0); y < y1 && y < picture.height; y += 1) {
        const high = Math.min(y + 1, y1) - Math.max(y, y0);
        if (high <= 0) continue;
        for (let x = Math.floor(x0); x < x1 && x < picture.width; x += 1) {
          const wide = Math.min(x + 1, x1) - Math.max(x, x0);
          if (wide <= 0) continue;
          sum += at(picture, x, y) * wide * high;
          weight += wide * high;
        }
      }
      data[row * width + column] = weight > 0 ? sum / weight : 0;
    }
  }
  return { width, height, data };
}

/** Spread of a line of pixels about its own mean, and the mean. */
function lineStatistics(
  picture: GreyPicture,
  line: number,
  horizontal: boolean,
): { mean: number; spread: number } {
  const length = horizontal ? picture.width : picture.height;
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < length; index += 1) {
    const value = horizontal ? at(picture, index, line) : at(picture, line, index);
    sum += value;
    squares += value * value;
  }
  const mean = sum / length;
  return { mean, spread: Math.sqrt(Math.max(0, squares / length - mean * mean)) };
}

/** Lines this even (grey levels of 256) belong to a frame, as long as they keep the frame's brightness. */
const EVEN = 4;
const SAME_BRIGHTNESS = 12;
/** A picture is never trimmed below this part of its side: what is left would be chance. */
const MOST_TRIMMED = 0.35;

function frameDepth(picture: GreyPicture, horizontal: boolean, fromEnd: boolean): number {
  const length = horizontal ? picture.height : picture.width;
  const first = lineStatistics(picture, fromEnd ? length - 1 : 0, horizontal);
  if (first.spread > EVEN) return 0;
  let depth = 0;
  while (depth < length * MOST_TRIMMED) {
    const line = lineStatistics(picture, fromEnd ? length - 1 - depth : depth, horizontal);
    if (line.spread > EVEN || Math.abs(line.mean - first.mean) > SAME_BRIGHTNESS) break;
    depth += 1;
  }
  // The line beside a frame is a mixture of frame and picture.
  return depth === 0 ? 0 : depth + 1;
}

/** The window inside even frames (black, white or grey borders that a publisher or viewer put around a film). */
export function insideFrame(picture: GreyPicture, rounds = 2): Window {
  let [left, top, right, bottom] = [0, 0, 0, 0];
  let inner = picture;
  // A second round finds a black film border inside a white page margin.
  for (let round = 0; round < rounds; round += 1) {
    const [l, r] = [frameDepth(inner, false, false), frameDepth(inner, false, true)];
    const [t, b] = [frameDepth(inner, true, false), frameDepth(inner, true, true)];
    if (l + r + t + b === 0) break;
    if (l + r >= inner.width * 0.6 || t + b >= inner.height * 0.6) break;
    left += l;
    right += r;
    top += t;
    bottom += b;
    inner = cut(inner, l, t, inner.width - l - r, inner.height - t - b);
  }
  return {
    x: left / picture.width,
    y: top / picture.height,
    width: (picture.width - left - right) / picture.width,
    height: (picture.height - top - bottom) / picture.height,
  };
}

/** A copy of whole pixels. */
export function cut(
  picture: GreyPicture,
  left: number,
  top: number,
  width: number,
  height: number,
): GreyPicture {
  const data = new Float32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const start = (top + row) * picture.width + left;
    data.set(picture.data.subarray(start, start + width), row * width);
  }
  return { width, height, data };
}

/** Mean over a square of `radius` pixels around each pixel (less at the edges), by running sums. */
export function boxBlur(picture: GreyPicture, radius: number): GreyPicture {
  const { width, height } = picture;
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += at(picture, x, y);
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const y0 = Math.max(0, y - radius);
    const y1 = Math.min(height, y + radius + 1);
    for (let x = 0; x < width; x += 1) {
      const x0 = Math.max(0, x - radius);
      const x1 = Math.min(width, x + radius + 1);
      const total =
        (sums[y1 * (width + 1) + x1] ?? 0) -
        (sums[y0 * (width + 1) + x1] ?? 0) -
        (sums[y1 * (width + 1) + x0] ?? 0) +
        (sums[y0 * (width + 1) + x0] ?? 0);
      data[y * width + x] = total / ((x1 - x0) * (y1 - y0));
    }
  }
  return { width, height, data };
}

/**
 * Detail without brightness and contrast: each pixel against the mean of its surroundings, in units of their
 * spread. A changed window, gamma or equalisation leaves it nearly as it was; another film does not.
 */
export function localDetail(picture: GreyPicture, radius: number, floor = 3): GreyPicture {
  const mean = boxBlur(picture, radius);
  const deviation = new Float32Array(picture.data.length);
  const squares = new Float32Array(picture.data.length);
  for (let index = 0; index < deviation.length; index += 1) {
    const difference = (picture.data[index] ?? 0) - (mean.data[index] ?? 0);
    deviation[index] = difference;
    squares[index] = difference * difference;
  }
  const variance = boxBlur({ ...picture, data: squares }, radius);
  for (let index = 0; index < deviation.length; index += 1) {
    // Running sums can leave a variance a hair below zero.
    const spread = Math.sqrt(Math.max(0, variance.data[index] ?? 0));
    deviation[index] = (deviation[index] ?? 0) / (spread + floor);
  }
  return { ...picture, data: deviation };
}

/** Ranks in place of grey levels, 0..255 (equal levels share their middle rank): any window or gamma gives the same. */
export function equalised(picture: GreyPicture): GreyPicture {
  const LEVELS = 256;
  const counts = new Uint32Array(LEVELS);
  const levelOf = (value: number): number => Math.min(LEVELS - 1, Math.max(0, Math.round(value)));
  for (const value of picture.data) counts[levelOf(value)] = (counts[levelOf(value)] ?? 0) + 1;
  const ranks = new Float32Array(LEVELS);
  let below = 0;
  for (let level = 0; level < LEVELS; level += 1) {
    const count = counts[level] ?? 0;
    ranks[level] = ((below + count / 2) / picture.data.length) * 255;
    below += count;
  }
  return { ...picture, data: picture.data.map((value) => ranks[levelOf(value)] ?? 0) };
}
