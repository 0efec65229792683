import type { Anchor } from '../../../../data/format/day.ts';
import { valueInWords } from '../../../shell/view-helpers.ts';
import { anchorInWords } from '../fields/cell-view.ts';

/** One thing on the picture: a point or a bar over days, in percent of the width. */
export interface Mark {
  readonly kind: 'image' | 'event' | 'measurement' | 'bar';
  readonly label: string;
  readonly x: number;
  /** Zero for a point. */
  readonly width: number;
  readonly day: string;
  readonly from: number;
  readonly to: number;
  /** A suggestion nobody accepted yet. */
  readonly proposed: boolean;
  readonly image: string;
  readonly cell: string;
  readonly event: string;
  readonly open: boolean;
  /** Part of a contradiction. */
  readonly wrong: boolean;
}

export interface Lane {
  readonly name: string;
  readonly marks: readonly Mark[];
}

/** Days counted from one anchor. */
export interface AxisPicture {
  /** What is day 0 of it, in words. */
  readonly anchor: string;
  /** ` from onset`: what follows a day of it in words; empty where nobody says from when. */
  readonly counted: string;
  readonly ticks: readonly { x: number; label: string }[];
  /** Only those with a mark. */
  readonly lanes: readonly Lane[];
  readonly first: number;
  readonly last: number;
}

const states = [
  { name: 'ICU', start: 'icu-in', stop: 'icu-out' },
  { name: 'Tube', start: 'intubation', stop: 'extubation' },
  { name: 'Oxygen', start: 'oxygen-start', stop: 'oxygen-stop' },
] as const;

export interface Placed {
  readonly from: number;
  readonly to: number;
}

const niceSteps = [1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730, 1_825, 3_650, 36_500];

/** What stands in a lane, and on which days of the axis. */
export interface Entry {
  lane: string;
  readonly kind: Mark['kind'];
  readonly label: string;
  readonly at: Placed;
  readonly more: Partial<Mark>;
  readonly type?: string;
}

/** Starts and ends of states as bars; the other entries as they are. */
function withBars(entries: readonly Entry[]): Entry[] {
  const barred = new Set<Entry>();
  const bars: Entry[] = [];
  for (const { name, start, stop } of states) {
    for (const entry of entries.filter(({ type }) => type === start)) {
      const end = entries.find((one) => one.type === stop && one.at.to >= entry.at.from && !barred.has(one));
      for (const one of [entry, end]) if (one) barred.add(one);
      const at = { from: entry.at.from, to: end?.at.to ?? entry.at.to };
      const more = { event: entry.more.event ?? '', open: !end };
      bars.push({ lane: name, kind: 'bar', label: name, at, more });
    }
  }
  return [...bars, ...entries.filter((entry) => !barred.has(entry))];
}

/** Draws what is placed on one count of days. @param wrong ids of events and images that are part of a contradiction */
export function axisPicture(
  anchor: Anchor,
  entries: readonly Entry[],
  wrong: ReadonlySet<string>,
): AxisPicture {
  const placed = withBars(entries);
  const first = Math.min(0, ...placed.map(({ at }) => at.from));
  const last = Math.max(first + 4, ...placed.map(({ at }) => at.to));
  const span = last - first;
  // Margins keep the outermost marks and their labels inside the picture.
  const x = (day: number): number => Math.round((5 + ((day - first) / span) * 90) * 100) / 100;
  const step = niceSteps.find((size) => span / size <= 12) ?? span;
  const ticks: { x: number; label: string }[] = [];
  for (let day = Math.ceil(first / step) * step; day <= last; day += step)
    ticks.push({ x: x(day), label: String(day) });
  spreadLabels(placed, x);
  stackImages(placed, x);
  const openEnd = x(last) + 3;
  const counted = anchorInWords(anchor) ? ` ${anchorInWords(anchor)}` : '';
  const toMark = ({ kind, label, at, more }: Entry): Mark => {
    const end = more.open ? openEnd : x(at.to);
    return {
      kind,
      label,
      x: x(at.from),
      width: Math.round((end - x(at.from)) * 100) / 100,
      day: `${at.from === at.to ? `day ${at.from}` : `days ${at.from} to ${at.to}`}${counted}`,
      from: at.from,
      to: at.to,
      proposed: false,
      image: '',
      cell: '',
      event: '',
      open: false,
      ...more,
      wrong: wrong.has(more.event ?? '') || wrong.has(more.image ?? ''),
    };
  };
  return {
    anchor: valueInWords({ kind: 'choice', choices: [anchor] }, anchor),
    counted,
    ticks,
    first,
    last,
    lanes: LANES.map((name) => ({
      name,
      marks: placed.filter((entry) => entry.lane === name).map(toMark),
    })).filter(({ marks }) => marks.length > 0),
  };
}

const LANES = [
  ...['Course', 'Course 2', 'Course 3', 'Images', 'Images 2', 'Images 3', 'Images 4'],
  ...['ICU', 'Tube', 'Oxygen', 'Measured'],
];

/** Images whose marks would lie on each other stand on up to four lines; what is more shares the last. */
function stackImages(placed: Entry[], x: (day: number) => number): void {
  const ends: number[] = [];
  const images = placed.filter(({ lane }) => lane === 'Images').sort((a, b) => a.at.from - b.at.from);
  for (const entry of images) {
    const middle = (x(entry.at.from) + x(entry.at.to)) / 2;
    const free = ends.findIndex((end) => end <= middle - 1);
    const row = free >= 0 ? free : Math.min(ends.length, 3);
    ends[row] = middle + 1;
    if (row > 0) entry.lane = `Images ${row + 1}`;
  }
}

/** Width of a letter of a label, in percent of a picture of usual width. */
const LETTER = 0.85;

/** Events whose labels would run into one another go to a second and third line of the course. */
function spreadLabels(placed: Entry[], x: (day: number) => number): void {
  const ends: number[] = [];
  const course = placed
    .filter(({ lane }) => lane === 'Course')
    .sort((left, right) => left.at.from - right.at.from);
  for (const entry of course) {
    const start = x(entry.at.from);
    const length = 2.5 + entry.label.length * LETTER;
    const [from, to] = start > END_LABELS ? [start - length, start + 1.5] : [start - 1.5, start + length];
    const free = ends.findIndex((end) => end <= from);
    const row = free >= 0 ? free : Math.min(ends.length, 2);
    ends[row] = to;
    entry.lane = row === 0 ? 'Course' : `Course ${row + 1}`;
  }
}

/** Beyond this percentage a label stands before its mark, so that it stays inside the picture. */
export const END_LABELS = 84;
