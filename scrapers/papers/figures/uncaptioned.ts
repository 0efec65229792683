import type { PaperFigure, PaperImage } from '../paper.ts';
import type { Box } from '../pdf/objects/geometry.ts';
import { areaOf, gap, heightOf, widthOf } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { joinLines, textBlocks } from '../pdf/page/paragraphs.ts';
import type { RasterDraw } from '../pdf/page/raster-draws.ts';
import type { Graphic } from './graphic.ts';
import { fillsPage, smallestFigure } from './graphics.ts';

/** Beside figures with captions, a picture without one is kept from this size on, square points: smaller ones are logos and portraits. */
const largeEnough = 15_000;
/** Text up to this far from a picture is kept with it, points; no more than so many blocks and letters of it. */
const neighbourhood = 60;
const mostBlocks = 3;
const mostLetters = 1_500;

/**
 * Pictures that no caption was found for, as figures without label and caption; what stands next to them is `beside`.
 * @param free graphics that belong to no caption
 * @param lines the lines of each page
 * @param sizes width and height of each page, points
 * @param captioned whether any figure has a caption and pictures
 */
export function uncaptionedFigures(
  free: readonly Graphic[],
  images: ReadonlyMap<RasterDraw, PaperImage>,
  lines: readonly (readonly TextLine[])[],
  sizes: readonly (readonly [number, number])[],
  captioned: boolean,
): PaperFigure[] {
  const counts = new Map<number, number>();
  return free.flatMap(({ page, box, rasters }): PaperFigure[] => {
    const own = rasters.flatMap((draw) => images.get(draw) ?? []).filter(({ file }) => file !== null);
    const least = Math.min(widthOf(box), heightOf(box));
    if (own.length === 0 || least < smallestFigure || (captioned && areaOf(box) < largeEnough)) return [];
    const text = lines[page - 1] ?? [];
    // The scan of a page that was read is its paper; without a word it is all there is.
    if (fillsPage(box, [0, 0, ...(sizes[page - 1] ?? [0, 0])]) && text.length > 0) return [];
    const number = (counts.get(page) ?? 0) + 1;
    counts.set(page, number);
    return [
      {
        id: `page-${page}-picture-${number}`,
        label: '',
        caption: '',
        page,
        captionPage: null,
        box,
        panels: [],
        images: own,
        source: 'pdf',
        confidence: { caption: 0, images: 0, panels: 0 },
        patient: null,
        beside: textBeside(box, text),
      },
    ];
  });
}

/** What stands next to a picture, in the order of the page. */
function textBeside(box: Box, lines: readonly TextLine[]): string {
  const near = textBlocks(lines)
    .map((block) => ({ block, distance: Math.hypot(gap(block.box, box, 0), gap(block.box, box, 1)) }))
    .filter(({ distance }) => distance < neighbourhood)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, mostBlocks)
    .map(({ block }) => block)
    .sort((one, other) => one.box[1] - other.box[1]);
  return near
    .map((block) =>
      joinLines(
        block.lines.map((line) => line.text),
        new Set(),
      ),
    )
    .join('\n')
    .slice(0, mostLetters);
}
