import type { TimelineEvent } from '../../../data/format/timeline.ts';
import type { Clock, ReadSentence } from '../days/clock.ts';
import type { ResolvedDay } from '../days/resolved-day.ts';
import type { RuleMention } from '../mentions.ts';
import type { Reading } from '../reading.ts';
import { implied, patientAnswers } from './course-answers.ts';
import { eventsOf, tubesSeen, withoutUndatedDoubles } from './course-events.ts';
import { courseMentions } from './course-mentions.ts';
import { imageStates } from './course-states.ts';
import type { Draft } from './draft.ts';

/** What a patient's texts tell of the course before any image is dated. */
export interface ToldCourse {
  readonly mentions: readonly RuleMention[];
  readonly events: readonly TimelineEvent[];
}

export function toldCourse(
  reading: Reading,
  patient: string | null,
  sentences: readonly ReadSentence[],
  clock: Clock,
): ToldCourse {
  const mentions = courseMentions(reading, patient);
  return { mentions, events: eventsOf(mentions, sentences, clock, patient ?? 'unknown') };
}

/** The course of a patient: answers from the words, and the state of each image from words and dated events. */
export function courseOf(
  reading: Reading,
  patient: string | null,
  clock: Clock,
  days: readonly ResolvedDay[],
  { mentions, events: told }: ToldCourse,
): Draft[] {
  const stated = patientAnswers(reading, mentions, patient);
  const answers = [...stated, ...implied(stated, mentions, patient)];
  const seen = tubesSeen(reading, mentions, days, patient ?? 'unknown');
  const events = withoutUndatedDoubles([...told, ...seen]);
  const images = reading.images.filter((image) => image.patient === patient);
  return [
    ...answers,
    ...images.flatMap((image) =>
      imageStates(
        { image, day: days.find((day) => day.image === image.id) },
        mentions,
        answers,
        events,
        clock,
      ),
    ),
  ];
}
