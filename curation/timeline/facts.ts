import type { FieldSet } from '../../data/fields/field-set.ts';
import type { Day, Quote } from '../../data/format/day.ts';
import type { EventType, TimelineEvent } from '../../data/format/timeline.ts';
import type { ReviewState } from '../record/fold.ts';
import type { Distance } from './anchors.ts';
import type { DerivedAnswer } from './answers.ts';
import { intervalWords } from './interval.ts';

/** The two facts of a contradiction, and the sentence that names them. */

/** One of the two facts of a contradiction. */
export interface Fact {
  /** For people, e.g. `extubation on day 3`. */
  readonly words: string;
  readonly quote: Quote | null;
  readonly event: string | null;
  readonly image: string | null;
  readonly field: string | null;
}

export interface Contradiction {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly facts: readonly [Fact, Fact];
}

export interface Placed {
  readonly event: TimelineEvent;
  readonly day: Day | null;
}
export interface Taken {
  readonly image: string;
  readonly file: string;
  readonly stated: Day | null;
  readonly day: Day | null;
  readonly date: string | null;
}
export interface Input {
  readonly events: readonly Placed[];
  readonly images: readonly Taken[];
  readonly distances: readonly Distance[];
  readonly state: ReviewState;
  readonly patient: string | null;
  readonly answers: ReadonlyMap<string, DerivedAnswer>;
  readonly fields: FieldSet;
}

const names: Partial<Record<EventType, string>> = {
  'icu-in': 'admission to intensive care',
  'icu-out': 'leaving intensive care',
  'oxygen-start': 'start of oxygen',
  'oxygen-stop': 'end of oxygen',
  'rt-pcr': 'RT-PCR',
};

export const factOfEvent = ({ event, day }: Placed): Fact => {
  const when = `${names[event.type] ?? event.type} on ${intervalWords(day ?? event.day)}`;
  return {
    words: event.quote ? `${when} (“${event.quote.words}”)` : `${when} (as entered)`,
    quote: event.quote,
    event: event.id,
    image: null,
    field: null,
  };
};
export const factOfImage = (image: Taken): Fact => ({
  words: `${image.file} on ${image.day ? intervalWords(image.day) : 'an unknown day'}`,
  quote: null,
  event: null,
  image: image.image,
  field: 'offset',
});

/** `left link right`, with both facts kept. */
export const contradiction = (
  rule: string,
  severity: Contradiction['severity'],
  left: Fact,
  right: Fact,
  link: string,
) => ({
  rule,
  severity,
  message: `${left.words} ${link} ${right.words}`,
  facts: [left, right] as const,
});
