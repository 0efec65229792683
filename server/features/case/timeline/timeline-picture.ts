import { dayInWords } from '../../../../curation/record/day-input.ts';
import { cellKey } from '../../../../curation/review/cells.ts';
import { convertDay } from '../../../../curation/timeline/anchors.ts';
import type { Timeline } from '../../../../curation/timeline/build.ts';
import type { Contradiction } from '../../../../curation/timeline/contradictions.ts';
import type { Anchor, Day } from '../../../../data/format/day.ts';
import { quantities } from '../../../../data/format/timeline.ts';
import { valueInWords } from '../../../shell/view-helpers.ts';
import type { CaseView } from '../case-view.ts';
import { cellId } from '../fields/cell-view.ts';

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

export interface TimelinePicture {
  readonly patient: string;
  readonly label: string;
  readonly anchor: string;
  readonly ticks: readonly { x: number; label: string }[];
  readonly lanes: readonly Lane[];
  /** What has a day that cannot be placed on this axis, in words. */
  readonly apart: readonly string[];
  readonly first: number;
  readonly last: number;
  readonly contradictions: readonly Contradiction[];
}

const eventNames: Readonly<Record<string, string>> = {
  onset: 'Onset',
  exposure: 'Exposure',
  admission: 'Admission',
  'icu-in': 'ICU in',
  'icu-out': 'ICU out',
  intubation: 'Intubation',
  extubation: 'Extubation',
  'oxygen-start': 'O₂ start',
  'oxygen-stop': 'O₂ stop',
  'rt-pcr': 'RT-PCR',
  discharge: 'Discharge',
  death: 'Death',
  procedure: 'Procedure',
  measurement: 'Measurement',
  image: 'Image',
};
export const eventName = (type: string): string => eventNames[type] ?? type;

const states = [
  { name: 'ICU', start: 'icu-in', stop: 'icu-out' },
  { name: 'Tube', start: 'intubation', stop: 'extubation' },
  { name: 'Oxygen', start: 'oxygen-start', stop: 'oxygen-stop' },
] as const;

interface Placed {
  readonly from: number;
  readonly to: number;
}

/** A day on the axis, open ends cut to the known one; null where no distance leads there. */
function placeOn(timeline: Timeline, axis: Anchor): (day: Day) => Placed | null {
  return (day) => {
    const on =
      day.anchor === 'unknown' || day.anchor === axis ? day : convertDay(day, axis, timeline.distances);
    const from = on?.from ?? on?.to;
    const to = on?.to ?? on?.from;
    return from === undefined || to === undefined || from === null || to === null ? null : { from, to };
  };
}

const niceSteps = [1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730, 1_825, 3_650, 36_500];

/** What the axis counts from: the decided day 0, else the proposed one, else what most image days name. */
function axisOf(view: CaseView, patient: string): Anchor {
  const cell = view.cells.get(cellKey({ patient, image: null }, 'day_zero'));
  const decided = cell?.decision?.value;
  if (typeof decided === 'string' && decided !== 'unknown') return decided as Anchor;
  const proposed = cell?.proposals.find((proposal) => proposal.kind === 'suggestion')?.value;
  if (typeof proposed === 'string') return proposed as Anchor;
  const counts = new Map<Anchor, number>();
  for (const other of view.cells.values()) {
    if (other.field.kind !== 'day' || other.target.patient !== patient) continue;
    const named = other.decision?.day?.anchor ?? other.proposals[0]?.day?.anchor;
    if (named && named !== 'unknown') counts.set(named, (counts.get(named) ?? 0) + 1);
  }
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0] ?? 'unknown';
}

function pictureOf(
  view: CaseView,
  timeline: Timeline,
  patient: { id: string; label: string },
): TimelinePicture {
  const anchor = timeline.dayZero === 'unknown' ? axisOf(view, patient.id) : timeline.dayZero;
  const place = placeOn(timeline, anchor);
  const wrong = timeline.contradictions.flatMap(({ facts }) => facts);
  const wrongEvents = new Set(wrong.map((fact) => fact.event));
  const wrongImages = new Set(wrong.map((fact) => fact.image));
  const events = view.state.events.filter((event) => event.patient === patient.id && event.answer !== 'no');
  const apart: string[] = [];
  const placed: { lane: string; kind: Mark['kind']; label: string; at: Placed; more: Partial<Mark> }[] = [];
  const add = (lane: string, kind: Mark['kind'], label: string, day: Day, more: Partial<Mark>) => {
    const at = place(day);
    if (at) placed.push({ lane, kind, label, at, more });
    else if ((more.proposed !== true && day.from !== null) || day.to !== null)
      apart.push(`${label}: ${dayInWords(day)} from ${day.anchor}`);
  };
  for (const image of view.images) {
    if (image.patient !== patient.id || image.excluded !== null) continue;
    const cell = view.cells.get(cellKey({ patient: patient.id, image: image.id }, 'offset'));
    if (!cell) continue;
    const top = cell.proposals[0];
    const day =
      cell.decision?.day ??
      (typeof cell.decision?.value === 'number' ? plainDay(cell.decision.value, anchor) : null) ??
      (cell.open
        ? (top?.day ?? (typeof top?.value === 'number' ? plainDay(top.value, anchor) : null))
        : null);
    if (day)
      add('Images', 'image', image.label, day, {
        image: image.id,
        cell: cellId(cell.key),
        proposed: cell.open,
      });
  }
  const barred = new Set<string>();
  for (const { name, start, stop } of states) {
    const ends = events
      .filter((event) => event.type === stop)
      .map((event) => ({ event, at: place(event.day) }));
    for (const event of events.filter((candidate) => candidate.type === start)) {
      const from = place(event.day);
      if (!from) continue;
      const end = ends.find(
        (candidate) =>
          candidate.at !== null && candidate.at.to >= from.from && !barred.has(candidate.event.id),
      );
      if (end) barred.add(end.event.id);
      placed.push({
        lane: name,
        kind: 'bar',
        label: name,
        at: { from: from.from, to: end?.at?.to ?? from.to },
        more: { event: event.id, open: !end },
      });
      barred.add(event.id);
    }
  }
  for (const event of events) {
    if (barred.has(event.id)) continue;
    const { measurement } = event;
    if (measurement) {
      const { unit } = quantities[measurement.quantity];
      add('Measured', 'measurement', `${measurement.quantity} ${measurement.value} ${unit}`, event.day, {
        event: event.id,
      });
    } else {
      const answer =
        event.type === 'rt-pcr' ? ` ${valueInWords({ kind: 'answer', choices: ['yes'] }, event.answer)}` : '';
      add('Course', 'event', `${eventName(event.type)}${answer}`, event.day, { event: event.id });
    }
  }
  for (const event of view.suggestedEvents) {
    if (event.patient !== patient.id || event.answer === 'no' || event.type === 'measurement') continue;
    add('Course', 'event', eventName(event.type), event.day, { event: event.id, proposed: true });
  }
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
  const names = ['Course', 'Course 2', 'Course 3', 'Images', 'ICU', 'Tube', 'Oxygen', 'Measured'];
  const openEnd = x(last) + 3;
  return {
    patient: patient.id,
    label: patient.label,
    anchor: valueInWords({ kind: 'choice', choices: [anchor] }, anchor),
    ticks,
    apart,
    contradictions: timeline.contradictions,
    first,
    last,
    lanes: names
      .map((name) => ({
        name,
        marks: placed
          .filter((entry) => entry.lane === name)
          .map(({ kind, label, at, more }): Mark => {
            const end = more.open ? openEnd : x(at.to);
            return {
              kind,
              label,
              x: x(at.from),
              width: Math.round((end - x(at.from)) * 100) / 100,
              day: at.from === at.to ? `day ${at.from}` : `days ${at.from} to ${at.to}`,
              from: at.from,
              to: at.to,
              proposed: false,
              image: '',
              cell: '',
              event: '',
              open: false,
              ...more,
              wrong:
                (more.event ? wrongEvents.has(more.event) : false) ||
                (more.image ? wrongImages.has(more.image) : false),
            };
          }),
      }))
      .filter((lane) => lane.name === 'Images' || lane.marks.length > 0),
  };
}

/** Width of a letter of a label, in percent of a picture of usual width. */
const LETTER = 0.85;

/** Events whose labels would run into one another go to a second and third line of the course. */
function spreadLabels(
  placed: { lane: string; label: string; at: Placed; kind: Mark['kind'] }[],
  x: (day: number) => number,
): void {
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

const plainDay = (number: number, anchor: Anchor): Day => ({
  from: number,
  to: number,
  anchor,
  certainty: 'exact',
});

/** The days of each patient as lanes on one axis a patient, counted from the patient's own day 0. */
export const timelinePicture = (view: CaseView): TimelinePicture[] =>
  view.patients.flatMap((patient, at) => {
    const timeline = view.timelines[at];
    return timeline ? [pictureOf(view, timeline, patient)] : [];
  });
