import type { Following } from '../../data/fields/field.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { Answer, TimelineEvent } from '../../data/format/timeline.ts';

/** Patient-level answers that follow from the events. Silence is `not-stated`, never `no`. */

export interface DerivedAnswer {
  readonly answer: Answer;
  readonly because: readonly TimelineEvent[];
}

/** What nothing speaks for. */
export const silent: DerivedAnswer = { answer: 'not-stated', because: [] };

function answerFrom(follows: readonly Following[], events: readonly TimelineEvent[]): DerivedAnswer {
  for (const { means, events: kinds } of follows) {
    const because = kinds.flatMap(([type, answer]) =>
      events.filter((event) => event.type === type && event.answer === answer),
    );
    if (because.length > 0) return { answer: means, because };
  }
  return silent;
}

/** What the events of one patient answer, by field. */
export const answersOf = (
  events: readonly TimelineEvent[],
  fields: FieldSet = builtIn,
): ReadonlyMap<string, DerivedAnswer> =>
  new Map(
    fields.all.flatMap(({ name, follows }) =>
      follows ? [[name, answerFrom(follows, events)] as const] : [],
    ),
  );
