import { messageOf } from '../../../data/errors.ts';
import type { PaperFigure, PaperImage } from '../paper.ts';
import type { Box } from '../pdf/objects/geometry.ts';
import { areaOf, gap, shareInside, union, unionAll } from '../pdf/objects/geometry.ts';
import { pageCrop } from '../pdf/page/page-crop.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import type { BodyStyle } from '../pdf/page/paragraphs.ts';
import type { PdfFile } from '../pdf/page/pdf-file.ts';
import type { RasterDraw } from '../pdf/page/raster-draws.ts';
import type { AssignedFigure } from './assign.ts';
import { writeRendered } from './image-files.ts';
import type { Letter } from './panel-images.ts';
import { panelImages } from './panel-images.ts';
import { splitPanels } from './panels.ts';
import { findTiles, joinTiles } from './tiles.ts';

interface Ingredients {
  file: PdfFile;
  figures: readonly AssignedFigure[];
  images: ReadonlyMap<RasterDraw, PaperImage>;
  lines: readonly (readonly TextLine[])[];
  /** Rotation of each page in degrees, as it is read. */
  rotations: readonly number[];
  body: BodyStyle;
  outDir: string;
  warnings: string[];
}

/** Labels of axes and panels within this distance of a drawing belong to it, points. */
const labelReach = 10;
/** Rasters smaller than this on a side are no panels, points. */
const smallestPanel = 25;
/** A drawing around rasters is cropped as a whole when it takes this much more room than they do. */
const drawnAround = 1.3;

/** Makes the figures of a paper: their images, joined tiles, crops of drawings, and panels. */
export async function buildFigures(from: Ingredients): Promise<PaperFigure[]> {
  const figures: PaperFigure[] = [];
  for (const assigned of from.figures) {
    const { caption } = assigned;
    const earlier = caption.continued ? figures.find((figure) => figure.id === idOf(assigned)) : undefined;
    const built = await buildFigure(assigned, from, figures.length + 1);
    if (earlier === undefined) figures.push(built);
    else {
      // "Fig. 2 (continued)": more images, and perhaps more caption.
      earlier.images.push(...built.images);
      const more = caption.text.replace(/^[\s.:]*(?:[([]\s*)?cont[^.)\]]{0,12}[.)\]]{0,2}\s*/i, '');
      if (more.length > 3) earlier.caption = `${earlier.caption} ${more}`;
    }
  }
  return figures;
}

const idOf = ({ caption }: AssignedFigure): string => caption.key.replace(/\s+/g, '-');

async function buildFigure(assigned: AssignedFigure, from: Ingredients, order: number): Promise<PaperFigure> {
  const { caption, graphics, page } = assigned;
  // In the order the page draws them, whatever order they were grouped in.
  const rasters = graphics
    .flatMap((graphic) => graphic.rasters)
    .sort((one, other) => (one.number ?? 0) - (other.number ?? 0));
  const images = rasters.flatMap((draw) => from.images.get(draw) ?? []);
  const marked = splitPanels(caption.text);
  const lines = from.lines[page - 1] ?? [];
  let box = assigned.box;
  const extra: PaperImage[] = [];
  let units = images.filter(
    ({ box: own }) => own === null || Math.min(own[2] - own[0], own[3] - own[1]) >= smallestPanel,
  );

  for (const tiles of await findTiles(images, marked.length).catch(() => [])) {
    const { png, box: place, width, height } = await joinTiles(tiles);
    const joined = await writeRendered(
      from.outDir,
      `${String(page).padStart(3, '0')}-f${order}t${extra.length + 1}`,
      png,
      {
        page,
        box: place,
        width,
        height,
        object: tiles.map((tile) => tile.object ?? 'inline').join('+'),
        tiles: tiles.map((tile) => tile.id),
      },
    );
    extra.push(joined);
    units = [...units.filter((unit) => !tiles.includes(unit)), joined];
  }
  const rasterArea = unionAll(images.flatMap((image) => (image.box === null ? [] : [image.box])));
  const drawn = graphics.some((graphic) => graphic.paths > 0);
  if (box !== null && drawn && (rasterArea === null || areaOf(box) > drawnAround * areaOf(rasterArea))) {
    box = withLabels(box, lines, caption.lines, from.body);
    const place = withMargin(box, caption.box);
    try {
      const crop = await pageCrop(await from.file.document(), page, place, from.rotations[page - 1]);
      const id = `${String(page).padStart(3, '0')}-f${order}r`;
      const whole = await writeRendered(from.outDir, id, crop.png, {
        page,
        box: place,
        width: crop.width,
        height: crop.height,
      });
      extra.push(whole);
      if (rasterArea === null) units = [whole];
    } catch (error) {
      from.warnings.push(`page ${page}: ${caption.label} could not be drawn (${messageOf(error)})`);
    }
  }
  const panels = await panelImages(marked, units, panelLetters(lines, box)).catch(() => []);
  return {
    id: idOf(assigned),
    label: caption.label,
    caption: caption.text,
    page: box === null ? caption.page : page,
    captionPage: page === caption.page ? null : caption.page,
    box,
    panels: marked.map((panel, index) => ({
      ...panel,
      image: panels[index]?.image ?? null,
      rectangle: panels[index]?.rectangle ?? null,
      confidence: panels[index]?.confidence ?? 0,
    })),
    images: [...extra, ...images],
    source: 'pdf',
    confidence: {
      caption: caption.confidence,
      images: assigned.confidence,
      panels: panels.length === 0 ? 0 : Math.min(...panels.map((panel) => panel.confidence)),
    },
    patient: null,
  };
}

/** A drawing's box with the labels of its axes and panels. */
function withLabels(
  box: Box,
  lines: readonly TextLine[],
  caption: readonly TextLine[],
  body: BodyStyle,
): Box {
  let whole = box;
  for (let round = 0; round < 2; round += 1) {
    for (const line of lines) {
      if (caption.some((own) => own.text === line.text) || line.text.length > 60) continue;
      if (line.font === body.font && line.text.length > 30) continue;
      const near = gap(whole, line.box, 0) < labelReach && gap(whole, line.box, 1) < labelReach;
      if (near && !caption.some((own) => shareInside(line.box, own.box) > 0.3))
        whole = union(whole, line.box);
    }
  }
  const top = Math.min(...caption.map((line) => line.box[1]));
  return whole[3] > top && box[3] <= top ? [whole[0], whole[1], whole[2], top - 1] : whole;
}

/** White around a crop, points: strokes are wider than the paths they follow. */
const margin = 4;

function withMargin(box: Box, caption: Box): Box {
  const place: Box = [
    Math.max(0, box[0] - margin),
    Math.max(0, box[1] - margin),
    box[2] + margin,
    box[3] + margin,
  ];
  // The caption is no part of the picture.
  if (box[3] <= caption[1]) place[3] = Math.min(place[3], caption[1]);
  return place;
}

/** Single letters printed on or near a figure: "a", "(B)", "C." */
function panelLetters(lines: readonly TextLine[], box: Box | null): Letter[] {
  if (box === null) return [];
  const near: Box = [box[0] - 20, box[1] - 20, box[2] + 20, box[3] + 20];
  return lines.flatMap((line) =>
    line.runs.flatMap((run): Letter[] => {
      const [, letter] = /^\s*[([]?([A-Za-z])[)\].:]?\s*$/.exec(run.text) ?? [];
      return letter !== undefined && shareInside(run.box, near) > 0.5
        ? [{ label: letter.toLowerCase(), box: run.box }]
        : [];
    }),
  );
}
