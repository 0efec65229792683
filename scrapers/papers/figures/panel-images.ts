import sharp from 'sharp';
import type { CaptionPanel } from '../panels/split-panels.ts';
import type { PaperImage } from '../paper.ts';
import type { Box } from '../pdf/objects/geometry.ts';
import { overlap } from '../pdf/objects/geometry.ts';

/** Pixels of an image, origin at its top left corner. */
export interface PanelRectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PanelImage {
  image: string | null;
  /** The part of the image, when the panels are parts of one image. */
  rectangle: PanelRectangle | null;
  confidence: number;
}

/** Rasters smaller than this on a side are no panels, points. */
export const smallestPanel = 25;

/** Left to right in rows from the top: the order of panel letters. */
export function readingOrder<T>(items: readonly T[], boxOf: (item: T) => Box): T[] {
  const rest = [...items].sort((one, other) => boxOf(one)[1] - boxOf(other)[1]);
  const ordered: T[] = [];
  while (rest.length > 0) {
    const [first] = rest as [T];
    const top = boxOf(first);
    const row = rest.filter(
      (item) =>
        overlap(boxOf(item), top, 1) > 0.5 * Math.min(boxOf(item)[3] - boxOf(item)[1], top[3] - top[1]),
    );
    row.sort((one, other) => boxOf(one)[0] - boxOf(other)[0]);
    ordered.push(...row);
    for (const item of row) rest.splice(rest.indexOf(item), 1);
  }
  return ordered;
}

/** Letters standing on or beside images, as text lines of the page. */
export interface Letter {
  label: string;
  box: Box;
}

/**
 * Finds the image of each panel: by letters printed on the images, else in reading order when there are as many
 * images as panels, else as parts of the one image, cut at its empty gutters.
 */
export async function panelImages(
  panels: readonly CaptionPanel[],
  images: readonly PaperImage[],
  letters: readonly Letter[],
): Promise<PanelImage[]> {
  const none = (): PanelImage => ({ image: null, rectangle: null, confidence: 0 });
  const placed = images.filter((image): image is PaperImage & { box: Box } => image.box !== null);
  if (panels.length === 0 || placed.length === 0) return panels.map(none);
  if (placed.length > 1) {
    const byLetter = panels.map((panel) => imageOfLetter(panel.label, placed, letters));
    if (byLetter.every((image) => image !== null) && new Set(byLetter).size === panels.length) {
      return byLetter.map((image) => ({ image: image?.id ?? null, rectangle: null, confidence: 0.95 }));
    }
  }
  if (placed.length === panels.length) {
    const ordered = readingOrder(placed, (image) => image.box);
    return panels.map((_, index) => ({
      image: ordered[index]?.id ?? null,
      rectangle: null,
      confidence: 0.85,
    }));
  }
  const [only] = placed;
  if (placed.length === 1 && only?.view) {
    const parts = await splitAtGutters(only.view, panels.length);
    if (parts !== null) {
      return panels.map((_, index) => ({ image: only.id, rectangle: parts[index] ?? null, confidence: 0.6 }));
    }
    return panels.map(() => ({ image: only.id, rectangle: null, confidence: 0.4 }));
  }
  return panels.map(none);
}

/** The image in whose corner, or close to which, a letter is printed; `null` unless it is the only one. */
function imageOfLetter(
  label: string,
  images: readonly (PaperImage & { box: Box })[],
  letters: readonly Letter[],
): (PaperImage & { box: Box }) | null {
  const marks = letters.filter((letter) => letter.label === label);
  const owners = new Set(
    marks.flatMap(({ box }) => {
      const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
      const inside = images.find(
        (image) => x >= image.box[0] && x <= image.box[2] && y >= image.box[1] && y <= image.box[3],
      );
      if (inside !== undefined) return [inside];
      const below = images.filter(
        (image) => x >= image.box[0] && x <= image.box[2] && y > image.box[3] && y < image.box[3] + 18,
      );
      return below.length === 1 ? below : [];
    }),
  );
  const [owner] = owners;
  return owners.size === 1 && owner !== undefined ? owner : null;
}

/** The image is examined at this width, pixels. */
const coarse = 600;

/**
 * Cuts an image at straight gutters of one shade into exactly `count` parts.
 * @returns the parts in reading order, or `null` when the gutters do not give that number
 */
export async function splitAtGutters(path: string, count: number): Promise<PanelRectangle[] | null> {
  if (count < 2 || count > 40) return null;
  const { width = 0, height = 0 } = await sharp(path).metadata();
  const scale = Math.min(1, coarse / Math.max(width, 1));
  const { data, info } = await sharp(path)
    .resize(Math.max(1, Math.round(width * scale)))
    .removeAlpha()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (const shade of ['light', 'dark'] as const) {
    const isGutter = (value: number): boolean => (shade === 'light' ? value > 245 : value < 10);
    for (const gutter of [10, 6, 3, 2]) {
      const parts = cutRegion(
        { data, width: info.width },
        [0, 0, info.width, info.height],
        isGutter,
        gutter,
        0,
      );
      const large = parts.filter(
        (part) => (part[2] - part[0]) * (part[3] - part[1]) > (0.15 * info.width * info.height) / count,
      );
      if (large.length !== count || !alike(large)) continue;
      return readingOrder(large, (part) => part).map((part) => ({
        x: Math.floor(part[0] / scale),
        y: Math.floor(part[1] / scale),
        width: Math.min(width, Math.ceil(part[2] / scale)) - Math.floor(part[0] / scale),
        height: Math.min(height, Math.ceil(part[3] / scale)) - Math.floor(part[1] / scale),
      }));
    }
  }
  return null;
}

/** Panels of one figure are of similar size; parts that are not were cut in the wrong places. */
function alike(parts: readonly Box[]): boolean {
  const areas = parts.map((part) => (part[2] - part[0]) * (part[3] - part[1]));
  return Math.max(...areas) <= 3.5 * Math.min(...areas);
}

interface Raster {
  data: Buffer;
  width: number;
}

/** Cuts a region at its widest gutters, rows first, until none is left (an XY cut). */
function cutRegion(
  raster: Raster,
  region: Box,
  isGutter: (value: number) => boolean,
  least: number,
  depth: number,
): Box[] {
  const trimmed = trim(raster, region, isGutter);
  if (trimmed === null) return [];
  if (depth > 8) return [trimmed];
  for (const axis of [1, 0] as const) {
    const cuts = gutters(raster, trimmed, axis, isGutter, least);
    if (cuts.length === 0) continue;
    const edges = [trimmed[axis], ...cuts.flat(), trimmed[axis + 2] as number];
    const parts: Box[] = [];
    for (let index = 0; index < edges.length; index += 2) {
      const part: Box = [...trimmed];
      part[axis] = edges[index] as number;
      part[axis + 2] = edges[index + 1] as number;
      parts.push(...cutRegion(raster, part, isGutter, least, depth + 1));
    }
    return parts;
  }
  return [trimmed];
}

/** Share of a row's or column's pixels that may break a gutter: letters, arrows, compression. */
const noise = 0.004;

function emptyLine(
  { data, width }: Raster,
  region: Box,
  axis: 0 | 1,
  at: number,
  isGutter: (value: number) => boolean,
): boolean {
  const [from, to] = axis === 1 ? [region[0], region[2]] : [region[1], region[3]];
  let broken = 0;
  for (let along = from; along < to; along += 1) {
    const index = axis === 1 ? at * width + along : along * width + at;
    if (!isGutter(data[index] ?? 0)) broken += 1;
  }
  return broken <= noise * (to - from);
}

function trim(raster: Raster, region: Box, isGutter: (value: number) => boolean): Box | null {
  const box: Box = [...region];
  for (const axis of [0, 1] as const) {
    while (
      box[axis] < (box[axis + 2] as number) &&
      emptyLine(raster, box, axis, box[axis] as number, isGutter)
    )
      box[axis] += 1;
    while (
      box[axis] < (box[axis + 2] as number) &&
      emptyLine(raster, box, axis, (box[axis + 2] as number) - 1, isGutter)
    ) {
      box[axis + 2] = (box[axis + 2] as number) - 1;
    }
  }
  return box[2] - box[0] > 8 && box[3] - box[1] > 8 ? box : null;
}

function gutters(
  raster: Raster,
  region: Box,
  axis: 0 | 1,
  isGutter: (value: number) => boolean,
  least: number,
): [number, number][] {
  const found: [number, number][] = [];
  let start: number | null = null;
  for (let at = region[axis]; at <= (region[axis + 2] as number); at += 1) {
    const empty = at < (region[axis + 2] as number) && emptyLine(raster, region, axis, at, isGutter);
    if (empty) start ??= at;
    else if (start !== null) {
      if (at - start >= least) found.push([start, at]);
      start = null;
    }
  }
  return found;
}
