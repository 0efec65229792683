import type { Box } from '../objects/geometry.ts';
import { areaOf, intersect } from '../objects/geometry.ts';
import type { ObjectReader } from '../objects/object-reader.ts';
import type { PageContents, TextShow } from '../objects/page-contents.ts';
import { PDFRawStream } from '../objects/pdf-lib.ts';

/** A piece of text as pdf.js gives it. */
export interface PlacedText {
  str: string;
  transform: number[];
  width: number;
}

/** Text in the colour of paper is looked for under at most this many paths. */
const pathsLookedAt = 20_000;

/**
 * Which pieces of a page's text nobody sees: not painted, white on white, or behind a picture. Text behind the picture of a
 * whole page is what a scanner read from it, and stays where no other text stands in its place. The same
 * word drawn twice in the same place (shadow, false bold) counts once.
 * @param items in the order of the page
 */
export function unseenText(
  items: readonly PlacedText[],
  contents: PageContents,
  page: Box,
  reader: ObjectReader,
): Set<PlacedText> {
  const unseen = drawnTwice(items);
  if (contents.shows.length === 0) return unseen;
  const places = new Places(contents.shows);
  const covers = new Covers(contents, reader);
  const hidden = items.filter((item) => {
    if (item.str.trim() === '') return false;
    const show = places.of(item);
    return show !== null && covers.hides(show, item);
  });
  if (hidden.length === 0) return unseen;
  const kept = ofScan(hidden, items, contents, page, unseen);
  for (const item of hidden) if (!kept.has(item)) unseen.add(item);
  return unseen;
}

const x = (item: PlacedText): number => item.transform[4] ?? 0;
const y = (item: PlacedText): number => item.transform[5] ?? 0;
const sizeOf = ({ transform: [a = 0, b = 0, c = 0, d = 0] }: PlacedText): number =>
  Math.hypot(c, d) || Math.hypot(a, b);

function drawnTwice(items: readonly PlacedText[]): Set<PlacedText> {
  const again = new Set<PlacedText>();
  const seen = new Map<string, PlacedText[]>();
  for (const item of items) {
    if (item.str.trim() === '') continue;
    const same = seen.get(item.str) ?? [];
    const near = 0.15 * sizeOf(item);
    if (same.some((one) => Math.abs(x(one) - x(item)) < near && Math.abs(y(one) - y(item)) < near))
      again.add(item);
    // A dotted line is made of many equal pieces; only the latest ones can be doubles.
    seen.set(item.str, [...same.slice(-8), item]);
  }
  return again;
}

/** Finds the operator that drew a piece of text: the next one at its place, both lists being in drawing order. */
class Places {
  readonly #shows: readonly TextShow[];
  readonly #rows = new Map<number, number[]>();
  #at = 0;

  constructor(shows: readonly TextShow[]) {
    this.#shows = shows;
    shows.forEach((show, index) => {
      const row = Math.round(show.y);
      const known = this.#rows.get(row);
      if (known === undefined) this.#rows.set(row, [index]);
      else known.push(index);
    });
  }

  of(item: PlacedText): TextShow | null {
    const row = Math.round(y(item));
    const rows = [row - 1, row, row + 1].flatMap((key) => this.#rows.get(key) ?? []).sort((a, b) => a - b);
    const here = rows.filter((index) => Math.abs((this.#shows[index] as TextShow).y - y(item)) < 0.75);
    const exact = here.filter((index) => {
      const start = this.#shows[index]?.x;
      return start != null && Math.abs(start - x(item)) < 1;
    });
    const found = exact.find((index) => index >= this.#at) ?? this.#within(here, item) ?? exact.at(0) ?? null;
    if (found === null) return null;
    this.#at = found;
    return this.#shows[found] as TextShow;
  }

  /** A piece may begin in the middle of what one operator draws: that of the last start to its left, in an unbroken row. */
  #within(here: readonly number[], item: PlacedText): number | undefined {
    let best: number | undefined;
    for (const index of here) {
      const start = this.#shows[index]?.x ?? null;
      if (index < this.#at || (start !== null && start > x(item) + 1)) continue;
      const before = best === undefined ? null : (this.#shows[best]?.x ?? null);
      const goesOn = index === (best ?? index - 1) + 1 && (start === null || start >= (before ?? start));
      if (!goesOn) break;
      best = index;
    }
    return best;
  }
}

/** What lies over and under text. */
class Covers {
  readonly #contents: PageContents;
  readonly #opaque: (Box | null)[];

  constructor(contents: PageContents, reader: ObjectReader) {
    this.#contents = contents;
    this.#opaque = contents.images.map(({ stream, box, clip }) => {
      const clear =
        reader.entry(stream, 'SMask') instanceof PDFRawStream ||
        reader.entry(stream, 'Mask') !== undefined ||
        reader.entry(stream, 'ImageMask')?.toString() === 'true';
      return clear ? null : intersect(box, clip);
    });
  }

  hides(show: TextShow, item: PlacedText): boolean {
    if (show.unpainted) return true;
    const middle: [number, number] = [x(item) + item.width / 2, y(item) + 0.3 * sizeOf(item)];
    const start: [number, number] = [x(item) + 0.5, middle[1]];
    if (this.#opaque.slice(show.images).some((box) => holds(box, middle) && holds(box, start))) return true;
    return show.white && !this.#onDark(show, middle);
  }

  /** Whether a picture or a path that is not white was painted under a point. */
  #onDark(show: TextShow, point: [number, number]): boolean {
    const { images, paths } = this.#contents;
    if (images.slice(0, show.images).some(({ box, clip }) => holds(intersect(box, clip), point))) return true;
    for (let at = show.paths - 1; at >= Math.max(0, show.paths - pathsLookedAt); at -= 1) {
      const path = paths[at];
      if (path !== undefined && path.kind !== 'stroke' && holds(path.box, point)) return !path.white;
    }
    return false;
  }
}

const holds = (box: Box | null, [px, py]: [number, number]): boolean =>
  box !== null && px >= box[0] && px <= box[2] && py >= box[1] && py <= box[3];

/** A picture that takes this share of its page is a scan of it. */
const scanShare = 0.5;

/** Hidden text that is the only reading of what a scanned or drawn page shows. */
function ofScan(
  hidden: readonly PlacedText[],
  items: readonly PlacedText[],
  { images }: PageContents,
  page: Box,
  doubles: ReadonlySet<PlacedText>,
): Set<PlacedText> {
  const secret = new Set(hidden);
  const seen = items.filter((item) => !secret.has(item) && item.str.trim() !== '');
  const letters = (list: readonly PlacedText[]): number =>
    list.reduce((sum, item) => sum + item.str.trim().length, 0);
  // Pages whose letters are drawn as curves have their text in a hidden layer alone.
  const alone = letters(hidden) > 4 * letters(seen);
  const scans = images.flatMap(({ box, clip }) => {
    const part = intersect(intersect(box, clip) ?? [0, 0, 0, 0], page);
    return part !== null && areaOf(part) > scanShare * areaOf(page) ? [part] : [];
  });
  if (!alone && scans.length === 0) return new Set();
  const rows = new Map<number, PlacedText[]>();
  for (const item of seen) {
    const row = Math.floor(y(item) / 8);
    rows.set(row, [...(rows.get(row) ?? []), item]);
  }
  const kept = hidden.filter((item) => {
    if (doubles.has(item)) return false;
    if (!alone && !scans.some((box) => holds(box, [x(item) + 0.5, y(item)]))) return false;
    const row = Math.floor(y(item) / 8);
    const near = [row - 1, row, row + 1].flatMap((key) => rows.get(key) ?? []);
    return !near.some(
      (one) =>
        Math.abs(y(one) - y(item)) < 0.7 * sizeOf(item) &&
        x(one) < x(item) + item.width &&
        x(one) + one.width > x(item),
    );
  });
  return new Set(kept);
}
