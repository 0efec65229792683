import type { Day } from '../../data/format/day.ts';
import type { Value } from '../../data/format/review.ts';
import type { EventType, TimelineEvent } from '../../data/format/timeline.ts';
import type { Cell } from './cells.ts';
import type { Proposal } from './proposals.ts';

/** Which event an answer with a day stands for; the value that says it happened. */
const eventOf: Readonly<Record<string, { type: EventType; when: string }>> = {
  went_icu: { type: 'icu-in', when: 'yes' },
  intubated: { type: 'intubation', when: 'yes' },
  extubated: { type: 'extubation', when: 'yes' },
  needed_supplemental_O2: { type: 'oxygen-start', when: 'yes' },
  survival: { type: 'death', when: 'no' },
};

/**
 * An accepted answer whose words also give its day ("intubated on day 3") puts the event on the timeline in
 * the same action, so that the days of the images can be compared with it and undo takes both back.
 */
export function eventsOfAnswer(
  cell: Cell,
  value: Value,
  day: Day | null,
  proposal: Proposal | null,
): { kind: 'event'; event: TimelineEvent }[] {
  const { patient, image } = cell.target;
  const known = day !== null && (day.from !== null || day.to !== null);
  if (!known || patient === null || image !== null) return [];
  const type = cell.field.name === 'RT_PCR_positive' ? 'rt-pcr' : eventOf[cell.field.name]?.type;
  const happened =
    type === 'rt-pcr' ? value === 'yes' || value === 'no' : eventOf[cell.field.name]?.when === value;
  if (!type || !happened) return [];
  return [
    {
      kind: 'event',
      event: {
        // One such event a patient and type: a later answer replaces the event of the earlier one.
        id: `answer.${patient}.${type}`,
        patient,
        type,
        day,
        image: null,
        measurement: null,
        answer: type === 'rt-pcr' ? (value === 'yes' ? 'yes' : 'no') : 'yes',
        quote: proposal?.quote ?? null,
      },
    },
  ];
}
