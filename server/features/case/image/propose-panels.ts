import sharp from 'sharp';
import { MAX_PIXELS } from '../../../../data/ports/images.ts';
import type { Rectangle } from './messages.ts';

/** Working size: gutters of a figure are wider than a pixel of it. */
const SIDE = 700;
/** A gutter's pixels differ from one another by at most this many grey levels. */
const FLAT = 14;
/** Parts smaller than this share of the picture's side are labels or noise. */
const SMALLEST = 0.12;
const DEEPEST = 3;

interface Grey {
  readonly data: Uint8Array;
  readonly width: number;
}

/** Runs of flat lines (all one grey) across an area, given along the other axis, with where they begin and end. */
function gutters(grey: Grey, area: Rectangle, vertical: boolean): { from: number; to: number }[] {
  const [length, across] = vertical ? [area.width, area.height] : [area.height, area.width];
  const found: { from: number; to: number }[] = [];
  for (let at = 0; at < length; at += 1) {
    let low = 255;
    let high = 0;
    for (let other = 0; other < across; other += 1) {
      const index = vertical
        ? (area.y + other) * grey.width + area.x + at
        : (area.y + at) * grey.width + area.x + other;
      const value = grey.data[index] ?? 0;
      if (value < low) low = value;
      if (value > high) high = value;
      if (high - low > FLAT) break;
    }
    if (high - low > FLAT) continue;
    const last = found.at(-1);
    if (last && last.to === at) last.to = at + 1;
    else found.push({ from: at, to: at + 1 });
  }
  return found;
}

/** Cuts an area at its flat lines, first one way, then the other, until nothing more divides it. */
function split(grey: Grey, area: Rectangle, vertical: boolean, depth: number, smallest: number): Rectangle[] {
  const length = vertical ? area.width : area.height;
  const edges = gutters(grey, area, vertical);
  const parts: Rectangle[] = [];
  let start = 0;
  const add = (from: number, to: number) => {
    if (to - from < smallest) return;
    parts.push(
      vertical
        ? { ...area, x: area.x + from, width: to - from }
        : { ...area, y: area.y + from, height: to - from },
    );
  };
  for (const { from, to } of edges) {
    if (from > start) add(start, from);
    start = to;
  }
  add(start, length);
  if (depth === 0) return parts.length > 0 ? parts : [area];
  return parts.flatMap((part) => split(grey, part, !vertical, depth - 1, smallest));
}

/**
 * Parts of a composite figure, cut at its straight gutters, in reading order; none when it is one picture.
 * A film's own black margin is trimmed away like a gutter, so a proposal is for a person to confirm or redraw.
 */
export async function proposePanels(bytes: Uint8Array): Promise<Rectangle[]> {
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS });
  const { width: fullWidth = 0, height: fullHeight = 0 } = await picture.metadata();
  const { data, info } = await picture
    .greyscale()
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true, kernel: 'nearest' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const grey: Grey = { data: new Uint8Array(data), width: info.width };
  const whole = { x: 0, y: 0, width: info.width, height: info.height };
  const smallest = Math.round(Math.min(info.width, info.height) * SMALLEST);
  const parts = split(grey, whole, false, DEEPEST, smallest);
  if (parts.length < 2) return [];
  const [scaleX, scaleY] = [fullWidth / info.width, fullHeight / info.height];
  return parts.map((part) => {
    const x = Math.floor(part.x * scaleX);
    const y = Math.floor(part.y * scaleY);
    return {
      x,
      y,
      width: Math.min(fullWidth - x, Math.ceil(part.width * scaleX)),
      height: Math.min(fullHeight - y, Math.ceil(part.height * scaleY)),
    };
  });
}
