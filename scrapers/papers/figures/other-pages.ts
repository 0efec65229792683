import { splitPanels } from '../panels/split-panels.ts';
import type { Box } from '../pdf/objects/geometry.ts';
import { areaOf, heightOf, shareInside, widthOf } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import type { Caption } from './captions.ts';
import type { Graphic } from './graphic.ts';
import { readingOrder, smallestPanel } from './panel-images.ts';

/** A figure on a page of its own is at least this large, square points. */
export const largeEnough = 20_000;
/** A part of one that goes on from the page before, at least this, square points. */
const partEnough = 5_000;

/** Whether a page has captions of its own, so that its pictures are spoken for. */
const isCaptioned = (page: number, captions: readonly Caption[]): boolean =>
  captions.some(
    (caption) => caption.kind === 'figure' && caption.page === page && caption.figurePage === null,
  );

const byPage = (graphics: readonly Graphic[]): Map<number, Graphic[]> => {
  const pages = new Map<number, Graphic[]>();
  for (const graphic of graphics) pages.set(graphic.page, [...(pages.get(graphic.page) ?? []), graphic]);
  return pages;
};

const partsOf = (caption: Caption): number =>
  new Set(splitPanels(caption.text).map(({ label }) => label)).size;

/**
 * Figures whose legends stand in a list and whose pages bear no label: as many pages (or pictures, or panels) as legends, all
 * after the list or all before it, are taken in their order.
 * @param orphans captions without a figure, by number
 * @param free graphics that belong to no caption
 */
export function figuresInOrder(
  orphans: readonly Caption[],
  free: readonly Graphic[],
  captions: readonly Caption[],
): Map<Caption, Graphic[]> {
  const none = new Map<Caption, Graphic[]>();
  const large = free.filter(({ box, page }) => areaOf(box) >= largeEnough && !isCaptioned(page, captions));
  const [first, last] = [
    Math.min(...orphans.map(({ page }) => page)),
    Math.max(...orphans.map(({ page }) => page)),
  ];
  const after = large.filter(({ page }) => page > last);
  const before = large.filter(({ page }) => page < first);
  for (const side of [after, before]) {
    const pages = [...byPage(side)].sort(([one], [other]) => one - other).map(([, own]) => own);
    const single = pages.flatMap((own) => readingOrder(own, ({ box }) => box)).map((graphic) => [graphic]);
    for (const units of [pages, single]) {
      if (units.length === orphans.length && units.length > 0)
        return new Map(orphans.map((caption, index) => [caption, units[index] ?? []]));
      const counts = orphans.map((caption) => Math.max(1, partsOf(caption)));
      if (units.length !== counts.reduce((sum, count) => sum + count, 0)) continue;
      const rest = [...units];
      return new Map(orphans.map((caption, index) => [caption, rest.splice(0, counts[index]).flat()]));
    }
  }
  return none;
}

/** Graphics left over on the pages that bear a figure's label. */
export function onLabelledPages(
  caption: Caption,
  free: readonly Graphic[],
  captions: readonly Caption[],
): Graphic[] {
  return free.filter(
    ({ page, box }) =>
      caption.labelPages.includes(page) &&
      areaOf(box) >= partEnough &&
      !captions.some(
        (other) => other !== caption && (other.page === page || other.labelPages.includes(page)),
      ),
  );
}

/**
 * Pictures on the next page that nothing names, where a caption tells of more panels than its page shows.
 * @param own the figure's graphics so far
 * @param lines the lines of the next page
 */
export function onNextPage(
  caption: Caption,
  own: readonly Graphic[],
  free: readonly Graphic[],
  lines: readonly TextLine[],
): Graphic[] {
  const [main] = own;
  const wanted = partsOf(caption);
  const isPanel = ({ box }: { box: Box }): boolean => Math.min(widthOf(box), heightOf(box)) >= smallestPanel;
  const count = (graphics: readonly Graphic[]): number =>
    graphics.reduce((sum, { rasters }) => sum + rasters.filter(isPanel).length, 0);
  const shown = count(own);
  if (main === undefined || shown === 0 || wanted <= shown) return [];
  const further = free.filter(
    ({ page, box, rasters }) => page === main.page + 1 && rasters.length > 0 && areaOf(box) >= partEnough,
  );
  // A single picture may hold all panels: then only letters on the next page tell that it goes on.
  if (shown === 1 && !further.some(({ box }) => lines.some((line) => isLetterAt(line, box)))) return [];
  return shown + count(further) <= wanted ? further : [];
}

const isLetterAt = (line: TextLine, box: Box): boolean =>
  /^\(?[b-z]\)?$/i.test(line.text) &&
  shareInside(line.box, [box[0] - 20, box[1] - 20, box[2] + 20, box[3] + 20]) > 0.5;
