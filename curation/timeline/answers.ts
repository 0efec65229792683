import type { Answer, EventType, TimelineEvent } from '../../data/format/timeline.ts';

/** Patient-level answers that follow from the events. Silence is `not-stated`, never `no`. */

export const patientAnswerFields = [
  'RT_PCR_positive',
  'survival',
  'intubated',
  'went_icu',
  'needed_supplemental_O2',
  'extubated',
] as const;
export type PatientAnswerField = (typeof patientAnswerFields)[number];

export interface DerivedAnswer {
  readonly answer: Answer;
  readonly because: readonly TimelineEvent[];
}

function fromEvents(events: readonly TimelineEvent[], type: EventType): DerivedAnswer {
  const own = events.filter((event) => event.type === type);
  for (const answer of ['yes', 'no', 'unclear'] as const) {
    const because = own.filter((event) => event.answer === answer);
    // One positive test among negative ones is a positive patient; one intubation is an intubated patient.
    if (because.length > 0) return { answer, because };
  }
  return { answer: 'not-stated', because: [] };
}

function survivalOf(events: readonly TimelineEvent[]): DerivedAnswer {
  const of = (type: EventType, answer: Answer) =>
    events.filter((event) => event.type === type && event.answer === answer);
  const died = of('death', 'yes');
  if (died.length > 0) return { answer: 'no', because: died };
  const lived = [...of('discharge', 'yes'), ...of('death', 'no')];
  return lived.length > 0 ? { answer: 'yes', because: lived } : { answer: 'not-stated', because: [] };
}

/** What the events of one patient answer. */
export const answersOf = (events: readonly TimelineEvent[]): Record<PatientAnswerField, DerivedAnswer> => ({
  RT_PCR_positive: fromEvents(events, 'rt-pcr'),
  survival: survivalOf(events),
  intubated: fromEvents(events, 'intubation'),
  went_icu: fromEvents(events, 'icu-in'),
  needed_supplemental_O2: fromEvents(events, 'oxygen-start'),
  extubated: fromEvents(events, 'extubation'),
});
