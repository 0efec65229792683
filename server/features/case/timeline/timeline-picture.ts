import { cellKey } from '../../../../curation/review/cells.ts';
import { convertDay, type Distance, distancesOf } from '../../../../curation/timeline/anchors.ts';
import type { Timeline } from '../../../../curation/timeline/build.ts';
import type { Contradiction } from '../../../../curation/timeline/contradictions.ts';
import type { FieldSet } from '../../../../data/fields/field-set.ts';
import type { Anchor, Day } from '../../../../data/format/day.ts';
import { quantities } from '../../../../data/format/timeline.ts';
import { valueInWords } from '../../../shell/view-helpers.ts';
import type { CaseView } from '../case-view.ts';
import { cellId } from '../fields/cell-view.ts';
import { type AxisPicture, axisPicture, type Entry, type Mark, type Placed } from './timeline-axis.ts';

export interface TimelinePicture {
  readonly patient: string;
  readonly label: string;
  /** First the patient's own day 0, then what nothing connects with it. */
  readonly axes: readonly AxisPicture[];
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
/** What an event is called; of one that the protocol no longer asks for its name. */
export const eventName = (type: string, { called }: Pick<FieldSet, 'called'>): string =>
  eventNames[type] ?? called.get(type) ?? type;

/**
 * A day on the axis, open ends cut to the known one; null where no distance leads there.
 * @param told distances that hold first, and those that count where nothing else connects
 */
function placeOn(told: readonly (readonly Distance[])[], axis: Anchor): (day: Day) => Placed | null {
  const convert = (day: Day): Day | null => {
    for (const distances of told) {
      const on = convertDay(day, axis, distances);
      if (on !== null) return on;
    }
    return null;
  };
  return (day) => {
    const on = day.anchor === 'unknown' ? day : convert(day);
    const from = on?.from ?? on?.to;
    const to = on?.to ?? on?.from;
    return from === undefined || to === undefined || from === null || to === null ? null : { from, to };
  };
}

/**
 * What the axis counts from: the decided day 0, else the proposed one, else what most days of images and events name. One
 * image that is typed from another anchor turns nothing.
 */
function axisOf(view: CaseView, patient: string): Anchor {
  const cell = view.cells.get(cellKey({ patient, image: null }, 'day_zero'));
  const decided = cell?.decision?.value;
  if (typeof decided === 'string' && decided !== 'unknown') return decided as Anchor;
  const proposed = cell?.proposals.find((proposal) => proposal.kind === 'suggestion')?.value;
  if (typeof proposed === 'string') return proposed as Anchor;
  const counts = new Map<Anchor, number>();
  const count = (named: Anchor | undefined): void => {
    if (named && named !== 'unknown') counts.set(named, (counts.get(named) ?? 0) + 1);
  };
  for (const other of view.cells.values()) {
    if (other.field.kind !== 'day' || other.target.patient !== patient) continue;
    count(other.decision?.day?.anchor ?? other.proposals[0]?.day?.anchor);
  }
  for (const event of [...view.state.events, ...view.suggestedEvents])
    if (event.patient === patient && event.day.from !== null) count(event.day.anchor);
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0] ?? 'unknown';
}

/** What stands in a patient's lanes once it is known from where its day counts. */
interface Dated {
  readonly lane: string;
  readonly kind: Mark['kind'];
  readonly label: string;
  readonly day: Day;
  readonly more: Partial<Mark>;
  /** The event it is, but of a proposal: bars are drawn from one to another. */
  readonly type?: string;
}

/** All of a patient that has a day, whatever it counts from. */
function datedOf(view: CaseView, patient: string, anchor: Anchor): Dated[] {
  const found: Dated[] = [];
  for (const image of view.images) {
    if (image.patient !== patient || image.excluded !== null) continue;
    const cell = view.cells.get(cellKey({ patient, image: image.id }, 'offset'));
    if (!cell) continue;
    const top = cell.proposals[0];
    const day =
      cell.decision?.day ??
      (typeof cell.decision?.value === 'number' ? plainDay(cell.decision.value, anchor) : null) ??
      (cell.open
        ? (top?.day ?? (typeof top?.value === 'number' ? plainDay(top.value, anchor) : null))
        : null);
    const more = { image: image.id, cell: cellId(cell.key), proposed: cell.open };
    if (day) found.push({ lane: 'Images', kind: 'image', label: image.label, day, more });
    // Readers who differ: the day that each of them says.
    for (const { proposal } of cell.open ? cell.readings : [])
      if (proposal?.day)
        found.push({ lane: 'Images', kind: 'image', label: image.label, day: proposal.day, more });
  }
  for (const event of view.state.events) {
    if (event.patient !== patient || event.answer === 'no') continue;
    const { measurement, day, type } = event;
    const more = { event: event.id };
    if (measurement) {
      const label = `${measurement.quantity} ${measurement.value} ${quantities[measurement.quantity].unit}`;
      found.push({ lane: 'Measured', kind: 'measurement', label, day, more });
      continue;
    }
    const answer =
      type === 'rt-pcr' ? ` ${valueInWords({ kind: 'answer', choices: ['yes'] }, event.answer)}` : '';
    found.push({
      lane: 'Course',
      kind: 'event',
      label: `${eventName(type, view.fields)}${answer}`,
      day,
      more,
      type,
    });
  }
  for (const { patient: owner, answer, type, day, id } of view.suggestedEvents) {
    if (owner !== patient || answer === 'no' || type === 'measurement') continue;
    const more = { event: id, proposed: true };
    found.push({ lane: 'Course', kind: 'event', label: eventName(type, view.fields), day, more });
  }
  return found;
}

function pictureOf(
  view: CaseView,
  timeline: Timeline,
  patient: { id: string; label: string },
): TimelinePicture {
  const named = axisOf(view, patient.id);
  const main = named === 'unknown' ? timeline.dayZero : named;
  const wrong = new Set(
    timeline.contradictions.flatMap(({ facts }) => facts.flatMap(({ event, image }) => [event, image])),
  );
  wrong.delete(null);
  const known = wrong as ReadonlySet<string>;
  let left = datedOf(view, patient.id, main).filter(({ day }) => day.from !== null || day.to !== null);
  const axes: AxisPicture[] = [];
  const proposed = view.suggestedEvents.filter((event) => event.patient === patient.id);
  const told = [timeline.distances, [...timeline.distances, ...distancesOf(proposed)]];
  // What no distance connects with day 0 stands on an axis of its own.
  for (let axis: Anchor | undefined = main; axis !== undefined; axis = left[0]?.day.anchor) {
    const place = placeOn(told, axis);
    const entries: Entry[] = [];
    const others: Dated[] = [];
    for (const one of left) {
      const at = place(one.day);
      if (at) entries.push({ ...one, at });
      else others.push(one);
    }
    axes.push(axisPicture(axis, entries, known));
    left = others;
  }
  return { patient: patient.id, label: patient.label, axes, contradictions: timeline.contradictions };
}

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
