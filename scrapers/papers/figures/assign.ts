import type { Box } from '../pdf/objects/geometry.ts';
import { gap, shareInside, union, unionAll } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import type { BodyStyle } from '../pdf/page/paragraphs.ts';
import type { Caption } from './captions.ts';
import type { Graphic } from './graphic.ts';
import { isStackOfStrips } from './graphics.ts';
import { type Match, match, reach } from './match.ts';
import { figuresInOrder, onLabelledPages, onNextPage } from './other-pages.ts';
import { rematch } from './rematch.ts';

/** What of a figure stands on one page. */
export interface FigurePart {
  page: number;
  box: Box | null;
  graphics: Graphic[];
}

/** A caption with the graphics it describes. */
export interface AssignedFigure {
  caption: Caption;
  /** The pages the graphics are on, the first one first; none when there are no graphics. */
  parts: FigurePart[];
  /** 0 to 1: how sure we are of the match. */
  confidence: number;
}

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
  const choose = (candidates: readonly Match[]): void => {
    for (const candidate of candidates) {
      if (nearest.has(candidate.caption) || taken.has(candidate.graphic)) continue;
      nearest.set(candidate.caption, candidate);
      taken.add(candidate.graphic);
    }
  };
  const free = (): Graphic[] => graphics.filter((graphic) => !taken.has(graphic));
  choose(matches.filter((one) => one.side !== 'other-page'));
  rematch(
    matches.filter((one) => one.side !== 'other-page' && one.side !== 'labelled-page'),
    nearest,
  );
  for (const { graphic } of nearest.values()) taken.add(graphic);
  const chosen = new Map([...nearest].map(([caption, one]) => [caption, [one]]));
  const take = (caption: Caption, more: readonly Graphic[], side: Match['side'], cost: number): void => {
    chosen.set(caption, [
      ...(chosen.get(caption) ?? []),
      ...more.map((graphic): Match => ({ caption, graphic, side, cost })),
    ]);
    for (const graphic of more) taken.add(graphic);
  };
  extend(chosen, taken, graphics, captions, lines, body);
  const orphans = captions.filter(
    (caption) => caption.kind === 'figure' && !caption.continued && !chosen.has(caption),
  );
  for (const [caption, own] of figuresInOrder(orphans, free(), captions))
    take(caption, own, 'other-page', 80);
  choose(
    matches.filter((one) => one.side === 'other-page' && !chosen.has(one.caption) && !taken.has(one.graphic)),
  );
  for (const [caption, one] of nearest) if (!chosen.has(caption)) chosen.set(caption, [one]);
  extend(chosen, taken, graphics, captions, lines, body);
  for (const [caption, own] of chosen) {
    if (caption.kind !== 'figure') continue;
    take(caption, onLabelledPages(caption, free(), captions), 'labelled-page', 60);
    const page = own[0]?.graphic.page ?? 0;
    const parts = own.map(({ graphic }) => graphic);
    take(caption, onNextPage(caption, parts, free(), lines[page] ?? []), 'other-page', 120);
  }
  const figures = captions
    .filter((caption) => caption.kind === 'figure')
    .map((caption): AssignedFigure => {
      const own = chosen.get(caption) ?? [];
      const [first] = own;
      const pages = [...new Set(own.map(({ graphic }) => graphic.page))];
      return {
        caption,
        parts: pages.map((page) => {
          const graphics = own.map(({ graphic }) => graphic).filter((graphic) => graphic.page === page);
          return { page, graphics, box: unionAll(graphics.map(({ box }) => box)) };
        }),
        confidence:
          first === undefined
            ? 0
            : Math.max(0.1, caption.confidence * (1 - Math.min(first.cost, reach) / (1.25 * reach))),
      };
    });
  return { figures, unassigned: free() };
}

const isBody = (line: TextLine, body: BodyStyle): boolean =>
  line.font === body.font && Math.abs(line.size - body.size) < 0.4;

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
        const here = own.filter((one) => one.graphic.page === graphic.page);
        const region = unionAll(here.map((one) => one.graphic.box));
        if (region === null || caption.kind !== 'figure') return [];
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
