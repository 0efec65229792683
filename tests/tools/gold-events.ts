import { suggestEvents } from '../../curation/suggest/suggest.ts';
import type { TimelineEvent } from '../../data/format/timeline.ts';
import type { Verdict } from '../curation/suggest/cell-of.ts';
import { caseOfNote, type GoldNote } from './gold.ts';

/** Events that a note tells, and their days, beside those that are suggested. */

export interface GoldEvent {
  readonly note: string;
  readonly style: string;
  readonly language: string;
  readonly field: 'event' | 'event-day';
  readonly verdict: Verdict;
  readonly line: string;
}

type Wanted = NonNullable<GoldNote['events']>[number];
const daysOf = ({ day }: Wanted): readonly (number | null)[] =>
  Array.isArray(day) ? day : [day as number | null];

/** An admission on the day that is counted from it. */
const isDayZero = ({ type, day }: TimelineEvent): boolean =>
  type === 'admission' && day.anchor === 'admission' && day.from === 0;

/** Whether an event of one type is told where it should be. */
function toldVerdict(own: readonly Wanted[], said: readonly TimelineEvent[]): Verdict {
  // Of a stay that is day 0 of its own count the first rounds say nothing.
  if (own.length === 0) return said.every(isDayZero) ? 'silent' : 'wrong';
  if (said.length > 0) return 'right';
  return own.every(({ optional }) => optional === true) ? 'silent' : 'missed';
}

/** Whether its day is right. Days that count from another anchor than the note's cannot be compared. */
function dayVerdict(own: readonly Wanted[], said: readonly TimelineEvent[]): Verdict {
  const dated = said.filter(({ day }) => day.from !== null && day.from === day.to);
  const anchors = new Set(own.map(({ anchor }) => anchor));
  const days = own.flatMap(daysOf);
  const comparable = dated.filter(
    ({ day }) => day.anchor === 'unknown' || anchors.has(day.anchor) || anchors.has(null),
  );
  if (comparable.length === 0)
    return dated.length > 0 || days.includes(null) || own.every(({ optional }) => optional === true)
      ? 'silent'
      : 'missed';
  if (comparable.some(({ day }) => days.includes(day.from))) return 'right';
  return comparable.every(isDayZero) ? 'silent' : 'wrong';
}

export function eventsOfNote(note: GoldNote): GoldEvent[] {
  const record = caseOfNote(note);
  return record.patients.flatMap(({ id }) => {
    // A negative test was done as well.
    const told = suggestEvents(record, id).filter(
      ({ answer, type }) => answer === 'yes' || type === 'rt-pcr',
    );
    const wanted = (note.events ?? []).filter(({ patient }) => (patient ?? record.patients[0]?.id) === id);
    const types = new Set<string>([...told, ...wanted].map(({ type }) => type));
    return [...types].flatMap((type) => {
      const own = wanted.filter((one) => one.type === type);
      const said = told.filter((one) => one.type === type);
      const shown = said.map(
        ({ day, quote }) => `${day.from ?? '?'} ${day.anchor} “${quote?.words.slice(0, 60) ?? ''}”`,
      );
      const line = `${note.id} ${id} ${type}: ${shown.join(' + ')} for ${JSON.stringify(own.map(({ day, anchor }) => [day, anchor]))}`;
      const of = { note: note.id, style: note.style ?? '', language: note.language ?? 'en', line };
      const happened = { ...of, field: 'event' as const, verdict: toldVerdict(own, said) };
      return own.length === 0
        ? [happened]
        : [happened, { ...of, field: 'event-day' as const, verdict: dayVerdict(own, said) }];
    });
  });
}
