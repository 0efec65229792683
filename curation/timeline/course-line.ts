import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import { type StateName, states, type TimelineEvent } from '../../data/format/timeline.ts';
import { isFrontal, views } from '../../data/vocabulary/views.ts';
import type { ReviewState } from '../record/fold.ts';
import { patientsOf } from '../record/patients.ts';
import type { PlacedEvent } from './build.ts';
import { rowsToExport, timelineOf } from './derive.ts';

/** The course of a patient in short, as one line among many. Days count from the patient's day 0. */
export interface CourseLine {
  readonly caseId: string;
  readonly patient: string;
  readonly label: string;
  /** What day 0 is. */
  readonly anchor: string;
  readonly films: readonly Film[];
  readonly bars: readonly Bar[];
  /** The last day of it that has a death or a discharge. */
  readonly end: { readonly kind: 'death' | 'discharge'; readonly day: number } | null;
  /** `Y`, `N` or empty, as a release would have it. */
  readonly survival: string;
  /** Films that go out without a day on this count. */
  readonly undated: number;
}

export type FilmKind = 'frontal' | 'lateral' | 'plane' | 'unknown';

export interface Film {
  readonly image: string;
  readonly kind: FilmKind;
  /** The view as it would go out; empty where nobody knows. */
  readonly view: string;
  readonly from: number;
  readonly to: number;
  /** Whether a tube was in place, else whether in intensive care; as a release would have it. */
  readonly state: 'tube' | 'icu' | 'neither';
}

export interface Bar {
  readonly state: StateName;
  readonly from: number;
  /** Null: no end is known. */
  readonly to: number | null;
}

export function filmKind(view: string): FilmKind {
  if (isFrontal(view)) return 'frontal';
  const known = views.find(({ name }) => name === view);
  if (!known) return 'unknown';
  return known.kind === 'plane' ? 'plane' : 'lateral';
}

interface Dated {
  readonly event: TimelineEvent;
  readonly from: number;
  readonly to: number;
}

/** Where an interval with one open end stands: at the end that is known. */
function datedOf({ event, day }: PlacedEvent): Dated[] {
  const from = day?.from ?? day?.to ?? null;
  const to = day?.to ?? day?.from ?? null;
  return from === null || to === null || event.answer !== 'yes' ? [] : [{ event, from, to }];
}

/** Each start runs to the first stop that no earlier start took. */
function barsOf(events: readonly Dated[]): Bar[] {
  return (Object.keys(states) as StateName[]).flatMap((state) => {
    const { start, stop } = states[state];
    const stops = events.filter(({ event }) => event.type === stop);
    return events
      .filter(({ event }) => event.type === start)
      .map(({ from }): Bar => {
        const at = stops.findIndex(({ to }) => to >= from);
        const taken = at < 0 ? undefined : stops.splice(at, 1)[0];
        return { state, from, to: taken?.to ?? null };
      });
  });
}

/** One line a patient of the case, in their order, from what people decided. Pure. */
export function courseLines(record: Case, state: ReviewState, fields: FieldSet = builtIn): CourseLine[] {
  const rows = Map.groupBy(rowsToExport(record, state, fields), ({ patient }) => patient?.id ?? '');
  return patientsOf(record, state).map(({ id, label }) => {
    const timeline = timelineOf(record, state, id, fields);
    const days = new Map(timeline.images.map(({ image, day }) => [image, day]));
    const own = rows.get(id) ?? [];
    const films = own.flatMap(({ image, row }): Film[] => {
      const day = days.get(image.id);
      const from = day?.from ?? day?.to ?? null;
      if (from === null) return [];
      return [
        {
          image: image.id,
          kind: filmKind(row.view),
          view: row.view,
          from,
          to: day?.to ?? from,
          state: row.intubation_present === 'Y' ? 'tube' : row.in_icu === 'Y' ? 'icu' : 'neither',
        },
      ];
    });
    const events = timeline.events.flatMap(datedOf);
    const end = events.findLast(({ event }) => event.type === 'death' || event.type === 'discharge');
    return {
      caseId: record.id,
      patient: id,
      label,
      anchor: timeline.dayZero,
      films,
      bars: barsOf(events),
      end: end ? { kind: end.event.type === 'death' ? 'death' : 'discharge', day: end.to } : null,
      survival: own.find(({ row }) => row.survival !== '')?.row.survival ?? '',
      undated: own.length - films.length,
    };
  });
}
