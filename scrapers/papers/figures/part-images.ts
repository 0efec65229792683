import { messageOf } from '../../../data/errors.ts';
import type { PaperImage } from '../paper.ts';
import type { Box } from '../pdf/objects/geometry.ts';
import {
  areaOf,
  gap,
  heightOf,
  intersect,
  shareInside,
  union,
  unionAll,
  widthOf,
} from '../pdf/objects/geometry.ts';
import { pageCrop } from '../pdf/page/page-crop.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import type { BodyStyle } from '../pdf/page/paragraphs.ts';
import type { PdfFile } from '../pdf/page/pdf-file.ts';
import type { RasterDraw } from '../pdf/page/raster-draws.ts';
import type { FigurePart } from './assign.ts';
import type { Caption } from './captions.ts';
import { writeRendered } from './image-files.ts';
import { smallestPanel } from './panel-images.ts';
import { findTiles, joinTiles } from './tiles.ts';

/** What pictures of a figure are made from. */
export interface Ingredients {
  file: PdfFile;
  images: ReadonlyMap<RasterDraw, PaperImage>;
  /** The lines of each page. */
  lines: readonly (readonly TextLine[])[];
  /** Rotation of each page in degrees, as it is read. */
  rotations: readonly number[];
  body: BodyStyle;
  outDir: string;
  warnings: string[];
}

/** The pictures of one part of a figure. */
export interface PartImages {
  /** All of them: what was drawn or joined first, then the rasters. */
  images: PaperImage[];
  /** Those that may be panels. */
  units: PaperImage[];
  /** Where it stands on its page, labels of its axes included. */
  box: Box | null;
}

/** Labels of axes and panels within this distance of a drawing belong to it, points. */
const labelReach = 10;
/** A drawing around rasters is cropped as a whole when it takes this much more room than they do. */
const drawnAround = 1.3;
/** A drawing beside rasters is a picture of its own from this size on, square points; smaller ones are arrows and scales. */
const drawnBeside = 4_000;

/**
 * Makes the pictures of what of a figure stands on one page: rasters, tiles joined, and crops of what is drawn. Rasters within a
 * drawing are parts of it, no pictures of their own.
 * @param name of the files made here
 * @param panels how many panels the caption names
 */
export async function partImages(
  { page, graphics, box }: FigurePart,
  caption: Caption,
  from: Ingredients,
  name: string,
  panels: number,
): Promise<PartImages> {
  // In the order the page draws them, whatever order they were grouped in.
  const rasters = graphics
    .flatMap((graphic) => graphic.rasters)
    .sort((one, other) => (one.number ?? 0) - (other.number ?? 0));
  const images = rasters.flatMap((draw) => from.images.get(draw) ?? []);
  const made: PaperImage[] = [];
  let units = images.filter(
    ({ box: own }) => own === null || Math.min(widthOf(own), heightOf(own)) >= smallestPanel,
  );
  for (const tiles of await findTiles(images, panels).catch(() => [])) {
    const { png, box: place, width, height } = await joinTiles(tiles);
    const joined = await writeRendered(from.outDir, `${name}t${made.length + 1}`, png, {
      page,
      box: place,
      width,
      height,
      object: tiles.map((tile) => tile.object ?? 'inline').join('+'),
      tiles: tiles.map((tile) => tile.id),
    });
    made.push(joined);
    units = [...units.filter((unit) => !tiles.includes(unit)), joined];
  }
  const drawn = graphics.filter((graphic) => graphic.paths > 0).map((graphic) => graphic.box);
  let whole = box;
  for (const [index, crop] of crops(drawn, units).entries()) {
    const lines = from.lines[page - 1] ?? [];
    const inside = [...images, ...made].filter(
      ({ box: own }) => own !== null && shareInside(own, crop) > 0.8,
    );
    const wide = withLabels(crop, lines, caption, page, from.body);
    const place = withMargin(wide, page === caption.page ? caption.box : null);
    try {
      const drawing = await pageCrop(await from.file.document(), page, place, from.rotations[page - 1]);
      const picture = await writeRendered(
        from.outDir,
        `${name}r${index === 0 ? '' : index + 1}`,
        drawing.png,
        {
          page,
          box: place,
          width: drawing.width,
          height: drawing.height,
          tiles: inside.map(({ id }) => id),
        },
      );
      made.push(picture);
      units = [...units.filter((unit) => !inside.includes(unit)), picture];
      whole = whole === null ? wide : union(whole, wide);
    } catch (error) {
      from.warnings.push(`page ${page}: ${caption.label} could not be drawn (${messageOf(error)})`);
    }
  }
  return { images: [...made, ...images], units, box: whole };
}

/** What has to be drawn: all of it where the rasters lie within the drawing, else what stands beside them. */
function crops(drawn: readonly Box[], rasters: readonly PaperImage[]): Box[] {
  const drawing = unionAll(drawn);
  if (drawing === null) return [];
  const boxes = rasters.flatMap(({ box }) => (box === null ? [] : [box]));
  const pictures = unionAll(boxes);
  if (pictures === null) return [drawing];
  const all = union(drawing, pictures);
  if (boxes.every((box) => shareInside(box, drawing) > 0.8))
    return areaOf(all) > drawnAround * boxes.reduce((sum, box) => sum + areaOf(box), 0) ? [all] : [];
  const apart = drawn.filter((box) => boxes.every((picture) => commonArea(box, picture) < 0.1 * areaOf(box)));
  const beside = unionAll(apart);
  if (beside === null) {
    // Drawn across the rasters and far beyond them.
    return areaOf(all) > 2 * drawnAround * areaOf(pictures) ? [all] : [];
  }
  const clear = boxes.every((picture) => commonArea(beside, picture) < 0.05 * areaOf(picture));
  return (clear ? [beside] : apart).filter((box) => areaOf(box) >= drawnBeside);
}

function commonArea(one: Box, other: Box): number {
  const common = intersect(one, other);
  return common === null ? 0 : areaOf(common);
}

/** A drawing's box with the labels of its axes and panels. */
function withLabels(
  box: Box,
  lines: readonly TextLine[],
  caption: Caption,
  page: number,
  body: BodyStyle,
): Box {
  let whole = box;
  const own = page === caption.page ? caption.lines : [];
  for (let round = 0; round < 2; round += 1) {
    for (const line of lines) {
      if (own.some(({ text }) => text === line.text) || line.text.length > 60) continue;
      if (line.font === body.font && line.text.length > 30) continue;
      const near = gap(whole, line.box, 0) < labelReach && gap(whole, line.box, 1) < labelReach;
      if (near && !own.some((other) => shareInside(line.box, other.box) > 0.3))
        whole = union(whole, line.box);
    }
  }
  const top = Math.min(...own.map((line) => line.box[1]));
  return whole[3] > top && box[3] <= top ? [whole[0], whole[1], whole[2], top - 1] : whole;
}

/** White around a crop, points: strokes are wider than the paths they follow. */
const margin = 4;

function withMargin(box: Box, caption: Box | null): Box {
  const place: Box = [
    Math.max(0, box[0] - margin),
    Math.max(0, box[1] - margin),
    box[2] + margin,
    box[3] + margin,
  ];
  // The caption is no part of the picture.
  if (caption !== null && box[3] <= caption[1]) place[3] = Math.min(place[3], caption[1]);
  return place;
}
