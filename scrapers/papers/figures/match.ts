import { areaOf, gap, heightOf, overlap, shareInside, union, widthOf } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import type { BodyStyle } from '../pdf/page/paragraphs.ts';
import type { Caption } from './captions.ts';
import type { Graphic } from './graphic.ts';
import { smallestFigure } from './graphics.ts';
import { largeEnough } from './other-pages.ts';

/** A caption and a graphic that may be its, and what speaks against it. */
export interface Match {
  caption: Caption;
  graphic: Graphic;
  side: keyof typeof extra;
  cost: number;
}

/** A graphic further from its caption than this is not its, points. */
export const reach = 260;
/** Extra cost of places captions stand at less often: above their figure, beside it, on another page. */
const extra = { above: 0, below: 18, beside: 12, 'labelled-page': 60, 'other-page': 120 } as const;

/**
 * How well a graphic fits a caption: by distance, column, and what stands between them.
 * @param lines all lines of each page, by page number minus one
 * @returns `null` when it cannot be its
 */
export function match(
  caption: Caption,
  graphic: Graphic,
  captions: readonly Caption[],
  lines: readonly (readonly TextLine[])[],
  body: BodyStyle,
): Match | null {
  if (caption.figurePage !== null) {
    const cost = 1;
    return caption.kind === 'figure' && graphic.page === caption.figurePage && areaOf(graphic.box) > 10_000
      ? { caption, graphic, side: 'labelled-page', cost: cost + 1e4 / areaOf(graphic.box) }
      : null;
  }
  if (graphic.page !== caption.page) return otherPage(caption, graphic, captions);
  // A drawing made of paths alone around or below a table's caption is the table.
  const [box, text] = [graphic.box, caption.box];
  const across = overlap(box, text, 0) / Math.min(widthOf(box), widthOf(text));
  const along = overlap(box, text, 1) / Math.min(heightOf(box), heightOf(text));
  let side: Match['side'];
  let distance: number;
  if (shareInside(text, box) > 0.8) {
    side = 'above';
    distance = 4;
  } else if (across > 0.3 && along < 0.5) {
    side = box[3] <= text[1] + 0.5 * heightOf(text) && box[1] < text[1] ? 'above' : 'below';
    distance = gap(box, text, 1);
  } else if (along > 0.4) {
    side = 'beside';
    distance = gap(box, text, 0);
  } else if (gap(box, text, 0) < 90 && gap(box, text, 1) < 40) {
    // A short caption at the margin under a centred picture.
    side = box[3] <= text[1] + 0.5 * heightOf(text) ? 'above' : 'below';
    distance = Math.hypot(gap(box, text, 0), gap(box, text, 1)) / 2 + 10;
  } else return null;
  if (caption.kind === 'table' && side === 'above' && distance > 4) distance += 60;
  // A table may be a picture, but only where no figure could claim it.
  if (caption.kind === 'table' && graphic.rasters.length > 0) {
    if (captions.some((other) => other.kind === 'figure' && other.page === graphic.page)) return null;
  }
  if (distance > reach || (side === 'beside' && distance > 110)) return null;
  const blocking = side === 'beside' ? 0 : textBetween(caption, graphic, lines[caption.page - 1] ?? [], body);
  if (blocking > 2) return null;
  const meagre = graphic.rasters.length === 0 && graphic.paths < 30 ? 20 : 0;
  const small = Math.min(widthOf(box), heightOf(box)) < smallestFigure ? 30 : 0;
  const surroundings = meagre + small;
  const penalty = caption.kind === 'table' && side === 'below' ? 0 : extra[side];
  const misaligned = Math.min(20, Math.abs((box[0] + box[2]) / 2 - (text[0] + text[2]) / 2) / 10);
  return { caption, graphic, side, cost: distance + penalty + blocking * 30 + surroundings + misaligned };
}

/** A caption may stand alone: its figure is on the pages that have its label, else on the page before or after. */
function otherPage(caption: Caption, graphic: Graphic, captions: readonly Caption[]): Match | null {
  const labelled = caption.labelPages.includes(graphic.page);
  if (caption.kind !== 'figure' || !(labelled || Math.abs(graphic.page - caption.page) === 1)) return null;
  if (areaOf(graphic.box) < largeEnough) return null;
  const captioned = captions.some(
    (other) => other.kind === 'figure' && other.page === graphic.page && other.figurePage === null,
  );
  if (captioned) return null;
  return labelled
    ? { caption, graphic, side: 'labelled-page', cost: extra['labelled-page'] + graphic.page / 1e4 }
    : { caption, graphic, side: 'other-page', cost: extra['other-page'] };
}

/** Lines of running text between a caption and a graphic. */
function textBetween(
  caption: Caption,
  graphic: Graphic,
  lines: readonly TextLine[],
  body: BodyStyle,
): number {
  const own = new Set(caption.lines.map((line) => line.text));
  const corridor = union(caption.box, graphic.box);
  return lines.filter((line) => {
    if (own.has(line.text) || line.text.length < 30 || line.size < body.size - 2) return false;
    if (shareInside(line.box, graphic.box) > 0.5 || shareInside(line.box, caption.box) > 0.5) return false;
    if (overlap(line.box, caption.box, 0) < 0.3 * Math.min(widthOf(line.box), widthOf(caption.box)))
      return false;
    const middle = (line.box[1] + line.box[3]) / 2;
    const [top, bottom] =
      graphic.box[1] < caption.box[1] ? [graphic.box[3], caption.box[1]] : [caption.box[3], graphic.box[1]];
    return middle > top && middle < bottom && shareInside(line.box, corridor) > 0.5;
  }).length;
}
