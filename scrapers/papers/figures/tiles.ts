import sharp from 'sharp';
import type { PaperImage } from '../paper.ts';
import type { Box } from '../pdf/objects/geometry.ts';
import { areaOf, gap, heightOf, overlap, unionAll, widthOf } from '../pdf/objects/geometry.ts';

/** Tiles of one picture touch within this many points. */
const seam = 0.8;
/** Resolutions of the tiles of one picture differ by less than this share. */
const sameScale = 0.04;
/** A seam whose pixels differ at most this many times more than neighbours inside is no edge. */
const continuity = 4;

/** More pieces than this are no picture but a pattern. */
const mostTiles = 4_000;
/** As many strips of the whole width or height are no panels. */
const manyStrips = 8;

/** Whether the pieces are strips that all go through the whole picture. */
const isStackOf = (boxes: readonly Box[], whole: Box): boolean =>
  boxes.length >= manyStrips &&
  (boxes.every((box) => widthOf(box) > 0.98 * widthOf(whole) && heightOf(box) < 0.25 * heightOf(whole)) ||
    boxes.every((box) => heightOf(box) > 0.98 * heightOf(whole) && widthOf(box) < 0.25 * widthOf(whole)));

const scaleOf = (image: PaperImage): number =>
  image.box === null ? 0 : image.width / Math.max(0.01, widthOf(image.box));

/**
 * Finds the pictures that a PDF writer cut into tiles: images of one resolution that touch, fill a rectangle
 * together and go on across their seams.
 * @param panels how many panels the caption names: as many touching images are panels, not tiles
 */
export async function findTiles(images: readonly PaperImage[], panels: number): Promise<PaperImage[][]> {
  const candidates = images.filter(
    (image) => image.box !== null && image.view !== null && image.role === 'image',
  );
  const groups: PaperImage[][] = [];
  for (const image of candidates) {
    const near = groups.filter((members) => members.some((member) => touch(member, image)));
    const merged = [image, ...near.flat()];
    for (const members of near) groups.splice(groups.indexOf(members), 1);
    groups.push(merged);
  }
  const tiled: PaperImage[][] = [];
  for (const members of groups) {
    if (members.length < 2 || members.length === panels || members.length > mostTiles) continue;
    const boxes = members.map((member) => member.box as Box);
    const whole = unionAll(boxes) as Box;
    const filled = boxes.reduce((sum, box) => sum + areaOf(box), 0) / areaOf(whole);
    if (filled < 0.97 || filled > 1.03) continue;
    if (isStackOf(boxes, whole) || (await isContinuous(members))) tiled.push(members);
  }
  return tiled;
}

function touch(one: PaperImage, other: PaperImage): boolean {
  if (one.box === null || other.box === null) return false;
  const scales = Math.abs(scaleOf(one) - scaleOf(other)) / Math.max(scaleOf(one), scaleOf(other), 0.01);
  const near = gap(one.box, other.box, 0) < seam && gap(one.box, other.box, 1) < seam;
  const shared = Math.max(overlap(one.box, other.box, 0), overlap(one.box, other.box, 1));
  return near && shared > 1 && scales < sameScale;
}

interface Grey {
  width: number;
  height: number;
  data: Buffer;
}

async function grey(image: PaperImage): Promise<Grey> {
  const { data, info } = await sharp(image.view as string)
    .removeAlpha()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Compares the pixels on both sides of each seam with their neighbours inside. */
async function isContinuous(members: readonly PaperImage[]): Promise<boolean> {
  const pixels = new Map<PaperImage, Grey>();
  for (const member of members) pixels.set(member, await grey(member));
  let across = 0;
  let inside = 0;
  let count = 0;
  for (const one of members) {
    for (const other of members) {
      const [a, b] = [one.box as Box, other.box as Box];
      const [p, q] = [pixels.get(one), pixels.get(other)];
      if (one === other || p === undefined || q === undefined) continue;
      const scale = scaleOf(one);
      if (Math.abs(a[2] - b[0]) < seam && overlap(a, b, 1) > 1) {
        for (let y = Math.max(a[1], b[1]); y < Math.min(a[3], b[3]); y += 1 / scale) {
          const [row, beside] = [(y - a[1]) * scale, (y - b[1]) * scale];
          across += Math.abs(at(p, p.width - 1, row) - at(q, 0, beside));
          inside += Math.abs(at(p, p.width - 2, row) - at(p, p.width - 1, row));
          count += 1;
        }
      }
      if (Math.abs(a[3] - b[1]) < seam && overlap(a, b, 0) > 1) {
        for (let x = Math.max(a[0], b[0]); x < Math.min(a[2], b[2]); x += 1 / scale) {
          const [column, below] = [(x - a[0]) * scale, (x - b[0]) * scale];
          across += Math.abs(at(p, column, p.height - 1) - at(q, below, 0));
          inside += Math.abs(at(p, column, p.height - 2) - at(p, column, p.height - 1));
          count += 1;
        }
      }
    }
  }
  return count > 0 && across / count <= continuity * (inside / count) + 4;
}

const at = ({ width, height, data }: Grey, x: number, y: number): number =>
  data[
    Math.min(height - 1, Math.max(0, Math.floor(y))) * width + Math.min(width - 1, Math.max(0, Math.floor(x)))
  ] ?? 0;

/** Puts the tiles of a picture together at their own resolution. */
export async function joinTiles(
  tiles: readonly PaperImage[],
): Promise<{ png: Buffer; box: Box; width: number; height: number }> {
  const box = unionAll(tiles.flatMap((tile) => (tile.box === null ? [] : [tile.box]))) as Box;
  const scale = tiles.reduce((sum, tile) => sum + scaleOf(tile), 0) / tiles.length;
  const places = tiles.map((tile) => ({
    tile,
    left: Math.round(((tile.box as Box)[0] - box[0]) * scale),
    top: Math.round(((tile.box as Box)[1] - box[1]) * scale),
  }));
  const width = Math.max(
    ...places.map(({ left, tile }) => left + tile.width),
    Math.round(widthOf(box) * scale),
  );
  const height = Math.max(
    ...places.map(({ top, tile }) => top + tile.height),
    Math.round(heightOf(box) * scale),
  );
  const png = await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite(places.map(({ tile, left, top }) => ({ input: tile.view as string, left, top })))
    .removeAlpha()
    .png({ compressionLevel: 3 })
    .toBuffer();
  return { png, box, width, height };
}
