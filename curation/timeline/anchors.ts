import type { Anchor, Certainty, Day, Quote } from '../../data/format/day.ts';
import { isOwnMark } from '../../data/format/own.ts';
import type { EventType, TimelineEvent } from '../../data/format/timeline.ts';
import { difference, type Interval, isExact, opposite, plus, width } from './interval.ts';

/**
 * Anchors and the distances between them. "Admitted four days after onset" puts admission on day 4 of
 * onset; with it every day counted from one can be said in the other.
 */

/** Day number of `to`, counted from `from`. */
export interface Distance {
  readonly from: Anchor;
  readonly to: Anchor;
  readonly days: Interval;
  readonly certainty: Certainty;
  /** For people: where it is said. */
  readonly because: string;
  readonly quote: Quote | null;
}

/** Events that are anchors themselves. `unknown` is nobody's event: it is never converted. */
const anchorOfEvent: Partial<Record<EventType, Anchor>> = {
  onset: 'onset',
  admission: 'admission',
  exposure: 'exposure',
  procedure: 'procedure',
};
/** The anchor that an event is; every event of the collection's own is one. */
const anchorOf = (type: EventType): Anchor | undefined => (isOwnMark(type) ? type : anchorOfEvent[type]);

const known = (day: Interval): boolean => day.from !== null || day.to !== null;

/** Distances that a patient's events state: an anchor's event that is dated from another anchor. */
export function distancesOf(events: readonly TimelineEvent[]): Distance[] {
  const found: Distance[] = [];
  for (const event of events) {
    const to = anchorOf(event.type);
    if (to === undefined || event.answer === 'no' || event.answer === 'not-stated') continue;
    if (event.day.anchor === to || event.day.anchor === 'unknown' || !known(event.day)) continue;
    found.push({
      from: event.day.anchor,
      to,
      days: { from: event.day.from, to: event.day.to },
      certainty: event.day.certainty,
      because: event.quote ? `“${event.quote.words}”` : `${event.type} as entered`,
      quote: event.quote,
    });
  }
  return found;
}

/**
 * The best known distance from one anchor to another over any number of steps: the narrowest, and among
 * equals the one of fewer steps. Null when nothing connects them.
 */
export function distanceBetween(
  distances: readonly Distance[],
  from: Anchor,
  to: Anchor,
): { days: Interval; certainty: Certainty; steps: readonly Distance[] } | null {
  type Path = { at: Anchor; days: Interval; steps: readonly Distance[] };
  let best: Path | null = null;
  // Few anchors are joined, nearly all of them to one: every path without a turn back is tried.
  const walk = (path: Path, seen: readonly Anchor[]): void => {
    if (path.at === to) {
      const better =
        best === null ||
        width(path.days) < width(best.days) ||
        (width(path.days) === width(best.days) && path.steps.length < best.steps.length);
      if (better) best = path;
      return;
    }
    for (const step of distances) {
      const forward = step.from === path.at;
      if (!forward && step.to !== path.at) continue;
      const next = forward ? step.to : step.from;
      if (seen.includes(next)) continue;
      const days = plus(path.days, forward ? step.days : opposite(step.days));
      walk({ at: next, days, steps: [...path.steps, step] }, [...seen, next]);
    }
  };
  walk({ at: from, days: { from: 0, to: 0 }, steps: [] }, [from]);
  const found = best as Path | null;
  return found && { days: found.days, certainty: worst(found.steps), steps: found.steps };
}

const order: readonly Certainty[] = ['exact', 'range', 'vague', 'unknown'];
const worst = (steps: readonly { certainty: Certainty }[]): Certainty =>
  order[Math.max(0, ...steps.map((step) => order.indexOf(step.certainty)))] ?? 'unknown';

const inReach = (day: number | null): boolean => day === null || Math.abs(day) <= 36_525;

/**
 * The same day counted from another anchor, or null when nothing connects the two.
 * The certainty is the worst of what went into it; the reason names the distances used.
 */
export function convertDay(day: Day, anchor: Anchor, distances: readonly Distance[]): Day | null {
  if (day.anchor === anchor) return day;
  const path = distanceBetween(distances, day.anchor, anchor);
  if (path === null) return null;
  // `path.days` is the day number of the new anchor counted from the old one.
  const moved = difference(day, path.days);
  if (!inReach(moved.from) || !inReach(moved.to)) return null;
  const rough = worst([day, path]);
  const certainty =
    rough === 'exact' || rough === 'range'
      ? moved.from === null && moved.to === null
        ? 'unknown'
        : isExact(moved)
          ? 'exact'
          : 'range'
      : rough;
  const reason = [day.reason, ...path.steps.map((step) => step.because)].filter(Boolean).join('; ');
  return {
    ...moved,
    anchor,
    certainty,
    ...(reason === '' ? {} : { reason: reason.slice(0, 500) }),
  };
}

/** Pairs of stated distances between the same two anchors that cannot both hold. */
export function conflictingDistances(distances: readonly Distance[]): [Distance, Distance][] {
  const conflicts: [Distance, Distance][] = [];
  distances.forEach((left, at) => {
    for (const right of distances.slice(at + 1)) {
      const same = left.from === right.from && left.to === right.to;
      const turned = left.from === right.to && left.to === right.from;
      if (!same && !turned) continue;
      const days = same ? right.days : opposite(right.days);
      const apart =
        (left.days.to !== null && days.from !== null && left.days.to < days.from) ||
        (days.to !== null && left.days.from !== null && days.to < left.days.from);
      if (apart) conflicts.push([left, right]);
    }
  });
  return conflicts;
}
