import type { Box } from '../pdf/objects/geometry.ts';
import { union } from '../pdf/objects/geometry.ts';
import type { Graphic } from './graphic.ts';

/** Strips of one picture touch, and overlap, by no more than this, points. */
const seam = 1;

/**
 * Joins pictures that were cut into strips, each as wide (or high) as the next, so that strips of a few pixels are not
 * taken for rules.
 */
export const joinStrips = (graphics: readonly Graphic[]): Graphic[] => joinAlong(joinAlong(graphics, 1), 0);

/** Joins along one axis: 1 for strips above each other, 0 for strips side by side. */
function joinAlong(graphics: readonly Graphic[], axis: 0 | 1): Graphic[] {
  const other = axis === 1 ? 0 : 1;
  const from = (box: Box): number => box[axis];
  const to = (box: Box): number => box[axis + 2] as number;
  const same = (one: Box, next: Box): boolean =>
    Math.abs(one[other] - next[other]) < seam &&
    Math.abs((one[other + 2] as number) - (next[other + 2] as number)) < seam;
  // Only what is much narrower than long is a strip.
  const isStrip = ({ box }: Graphic): boolean =>
    to(box) - from(box) < 0.25 * ((box[other + 2] as number) - box[other]);
  const strips = graphics
    .filter(isStrip)
    .sort((one, next) => one.box[other] - next.box[other] || from(one.box) - from(next.box));
  const joined: Graphic[] = [];
  for (const strip of strips) {
    const last = joined.at(-1);
    const follows =
      last !== undefined && same(last.box, strip.box) && Math.abs(from(strip.box) - to(last.box)) < seam;
    if (!follows) joined.push({ ...strip });
    else {
      last.box = union(last.box, strip.box);
      last.rasters = [...last.rasters, ...strip.rasters];
    }
  }
  return [...graphics.filter((graphic) => !isStrip(graphic)), ...joined];
}
