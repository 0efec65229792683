import type { Box } from '../pdf/objects/geometry.ts';
import {
  areaOf,
  gap,
  heightOf,
  overlap,
  shareInside,
  union,
  unionAll,
  widthOf,
} from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import type { BodyStyle } from '../pdf/page/paragraphs.ts';
import type { Caption } from './captions.ts';
import type { Graphic } from './graphics.ts';
import { isStackOfStrips, smallestFigure } from './graphics.ts';
import { rematch } from './rematch.ts';

/** A caption with the graphics it describes. */
export interface AssignedFigure {
  caption: Caption;
  /** The page the graphics are on; the caption's own when there are none. */
  page: number;
  box: Box | null;
  graphics: Graphic[];
  /** 0 to 1: how sure we are of the match. */
  confidence: number;
}

const isBody = (line: TextLine, body: BodyStyle): boolean =>
  line.font === body.font && Math.abs(line.size - body.size) < 0.4;

interface Match {
  caption: Caption;
  graphic: Graphic;
  side: 'above' | 'below' | 'beside' | 'other-page';
  cost: number;
}

/** A graphic further from its caption than this is not its, points. */
const reach = 260;
/** Extra cost of places captions stand at less often: above their figure, beside it, on another page. */
const extra = { above: 0, below: 18, beside: 12, 'other-page': 120 } as const;

/**
 * Matches captions and graphics one to one by distance, column and what stands between them; graphics left over
 * join the figure on whose side they lie. Table captions take part, so that tables do not lose theirs to figures.
 * @param lines all lines of each page, by page number minus one
 */
export function assignFigures(
  captions: readonly Caption[],
  graphics: readonly Graphic[],
  lines: readonly (readonly TextLine[])[],
  body: BodyStyle,
): { figures: AssignedFigure[]; unassigned: Graphic[] } {
  const matches = captions
    .flatMap((caption) => graphics.flatMap((graphic) => match(caption, graphic, captions, lines, body) ?? []))
    .sort((one, other) => one.cost - other.cost);
  const nearest = new Map<Caption, Match>();
  const taken = new Set<Graphic>();
  for (const candidate of matches) {
    if (nearest.has(candidate.caption) || taken.has(candidate.graphic)) continue;
    if (candidate.side === 'other-page' && hasOwn(candidate, matches, taken)) continue;
    nearest.set(candidate.caption, candidate);
    taken.add(candidate.graphic);
  }
  rematch(
    matches.filter((one) => one.side !== 'other-page'),
    nearest,
  );
  const chosen = new Map([...nearest].map(([caption, one]) => [caption, [one]]));
  for (const { graphic } of nearest.values()) taken.add(graphic);
  extend(chosen, taken, graphics, captions, lines, body);
  const figures = captions
    .filter((caption) => caption.kind === 'figure')
    .map((caption): AssignedFigure => {
      const own = chosen.get(caption) ?? [];
      const [first] = own;
      return {
        caption,
        page: first?.graphic.page ?? caption.page,
        box: unionAll(own.map((one) => one.graphic.box)),
        graphics: own.map((one) => one.graphic),
        confidence:
          first === undefined
            ? 0
            : Math.max(0.1, caption.confidence * (1 - Math.min(first.cost, reach) / (1.25 * reach))),
      };
    });
  const tables = captions
    .filter((caption) => caption.kind === 'table')
    .flatMap((caption) => chosen.get(caption) ?? []);
  const ofTables = new Set(tables.map((one) => one.graphic));
  return {
    figures,
    unassigned: graphics.filter(
      (graphic) => !taken.has(graphic) || (ofTables.has(graphic) && graphic.rasters.length > 0),
    ),
  };
}

/** How far a further part of a figure may stand from the parts found so far, points. */
const partReach = 80;

/** Gives graphics left over to the figure they stand next to, when no text stands between. */
function extend(
  chosen: Map<Caption, Match[]>,
  taken: Set<Graphic>,
  graphics: readonly Graphic[],
  captions: readonly Caption[],
  lines: readonly (readonly TextLine[])[],
  body: BodyStyle,
): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const graphic of graphics) {
      if (taken.has(graphic)) continue;
      const homes = [...chosen.entries()].flatMap(([caption, own]) => {
        const region = unionAll(own.map((one) => one.graphic.box));
        if (region === null || own[0]?.graphic.page !== graphic.page || caption.kind !== 'figure') return [];
        const distance = Math.hypot(gap(region, graphic.box, 0), gap(region, graphic.box, 1));
        if (distance > partReach || !isStackOfStrips(region, graphic.box)) return [];
        const inside = shareInside(graphic.box, region) > 0.5 || distance < 12;
        const corridor = union(region, graphic.box);
        const divided = captions.some(
          (other) =>
            other !== caption && other.page === graphic.page && shareInside(other.box, corridor) > 0.5,
        );
        const text = (lines[graphic.page - 1] ?? []).filter(
          (line) =>
            line.text.length > 40 &&
            isBody(line, body) &&
            shareInside(line.box, corridor) > 0.5 &&
            shareInside(line.box, region) < 0.5 &&
            shareInside(line.box, graphic.box) < 0.5 &&
            !caption.lines.includes(line),
        );
        // The caption itself stands between: that side belongs to something else.
        const beyond = caption.page === graphic.page && shareInside(caption.box, corridor) > 0.5;
        return !inside && (divided || beyond || text.length > 1) ? [] : [{ own, distance, caption }];
      });
      const [home] = homes.sort((one, other) => one.distance - other.distance);
      if (home === undefined) continue;
      home.own.push({ caption: home.caption, graphic, side: 'above', cost: home.distance });
      taken.add(graphic);
      changed = true;
    }
  }
}

/** Whether a caption or graphic of a cross-page pair still has a partner on its own page. */
const hasOwn = (candidate: Match, matches: readonly Match[], taken: ReadonlySet<Graphic>): boolean =>
  matches.some(
    (other) =>
      other.side !== 'other-page' &&
      (other.caption === candidate.caption || other.graphic === candidate.graphic) &&
      !taken.has(other.graphic) &&
      other.cost < candidate.cost,
  );

function match(
  caption: Caption,
  graphic: Graphic,
  captions: readonly Caption[],
  lines: readonly (readonly TextLine[])[],
  body: BodyStyle,
): Match | null {
  if (caption.figurePage !== null) {
    const cost = 1;
    return caption.kind === 'figure' && graphic.page === caption.figurePage && areaOf(graphic.box) > 10_000
      ? { caption, graphic, side: 'other-page', cost: cost + 1e4 / areaOf(graphic.box) }
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

/** A caption may stand alone: its figure is on the page that has its label, else on the page before or after. */
function otherPage(caption: Caption, graphic: Graphic, captions: readonly Caption[]): Match | null {
  const labelled = caption.labelPages.includes(graphic.page);
  if (caption.kind !== 'figure' || !(labelled || Math.abs(graphic.page - caption.page) === 1)) return null;
  if (areaOf(graphic.box) < 20_000) return null;
  const captioned = captions.some(
    (other) => other.kind === 'figure' && other.page === graphic.page && other.figurePage === null,
  );
  const cost = labelled ? extra['other-page'] / 2 : extra['other-page'];
  return captioned ? null : { caption, graphic, side: 'other-page', cost };
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
