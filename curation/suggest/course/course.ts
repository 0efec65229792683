import type { TimelineEvent } from '../../../data/format/timeline.ts';
import type { Clock } from '../days/clock/clock.ts';
import type { ReadSentence } from '../days/clock/read-sentence.ts';
import { describedWith } from '../days/images/dated-parts.ts';
import type { ResolvedDay } from '../days/images/resolved-day.ts';
import type { Draft } from '../rules/draft.ts';
import type { RuleMention } from '../rules/mentions.ts';
import type { Reading } from '../texts/reading.ts';
import { implied, patientAnswers } from './answers.ts';
import { eventsOf, type ReadCourse, readCourse, withoutUndatedDoubles } from './events/events.ts';
import { carePrecedes, tubesSeen } from './events/implied-events.ts';
import { courseMentions, moveMentions, sentencesOf } from './rules/course-mentions.ts';
import { carriedOn } from './states/carried-on.ts';
import { arrivalsIn, imageStates } from './states/states.ts';
import { withoutEvents } from './states/without-events.ts';

/** What a patient's texts tell of the course. */
export interface ToldCourse extends ReadCourse {
  readonly mentions: readonly RuleMention[];
  readonly events: readonly TimelineEvent[];
}

/** Events of a patient's course, before any image is dated. @param own what the collection's own rules say */
export function toldCourse(
  reading: Reading,
  patient: string | null,
  sentences: readonly ReadSentence[],
  clock: Clock,
  own: readonly RuleMention[] = [],
): ToldCourse {
  const mentions = courseMentions(reading, patient);
  const moves = moveMentions(reading, patient);
  const read = readCourse([...mentions, ...moves, ...own], sentences, clock, sentencesOf(reading, patient));
  return { mentions, ...read, events: eventsOf(read, clock, patient ?? 'unknown') };
}

/** The same with the days of the images: what a caption tells counts from its film. */
export const withFilmDays = (
  course: ToldCourse,
  patient: string | null,
  clock: Clock,
  days: readonly ResolvedDay[],
): ToldCourse => ({ ...course, events: eventsOf(course, clock, patient ?? 'unknown', days) });

/** The course of a patient: answers from the words, and the state of each image from words and dated events. */
export function courseOf(
  reading: Reading,
  patient: string | null,
  sentences: readonly ReadSentence[],
  clock: Clock,
  days: readonly ResolvedDay[],
  { mentions, events: told }: ToldCourse,
): Draft[] {
  const stated = patientAnswers(reading, mentions, patient);
  const answers = [...stated, ...implied(stated, mentions, patient)];
  const described = describedWith(reading, sentences);
  const seen = tubesSeen(reading, mentions, days, patient ?? 'unknown', described);
  const events = withoutUndatedDoubles([...told, ...seen, ...carePrecedes(told)]);
  const without = withoutEvents(reading, patient, mentions, answers);
  const arrivals = arrivalsIn(reading);
  const course = { reading, arrivals, mentions, answers, events, clock, described, without };
  const images = reading.images.filter((image) => image.patient === patient);
  const states = images.map((image) =>
    imageStates({ image, day: days.find((day) => day.image === image.id) }, course),
  );
  return [...answers, ...carriedOn(images, states, course).flat()];
}
