import type { Clock, ReadSentence } from '../days/clock.ts';
import type { ResolvedDay } from '../days/resolved-day.ts';
import type { RuleMention } from '../mentions.ts';
import type { Reading } from '../reading.ts';
import { implied, patientAnswers } from './course-answers.ts';
import { carriedOn } from './course-carried.ts';
import { type CourseEvents, eventsOf, tubesSeen, withoutUndatedDoubles } from './course-events.ts';
import { courseMentions, moveMentions } from './course-mentions.ts';
import { describedBy } from './course-own.ts';
import { arrivalsIn, imageStates } from './course-states.ts';
import { withoutEvents } from './course-without.ts';
import type { Draft } from './draft.ts';

/** What a patient's texts tell of the course. */
export interface ToldCourse extends CourseEvents {
  readonly mentions: readonly RuleMention[];
}

/**
 * Events and days of a patient's course.
 * @param days days of the images: a caption's "the following day" counts from its film
 */
export function toldCourse(
  reading: Reading,
  patient: string | null,
  sentences: readonly ReadSentence[],
  clock: Clock,
  days: readonly ResolvedDay[] = [],
  mentions: readonly RuleMention[] = courseMentions(reading, patient),
): ToldCourse {
  const all = [...mentions, ...moveMentions(reading, patient)];
  return { mentions, ...eventsOf(all, sentences, clock, patient ?? 'unknown', days) };
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
  const described = describedBy(reading);
  const seen = tubesSeen(reading, mentions, days, patient ?? 'unknown', described);
  const events = withoutUndatedDoubles([...told, ...seen]);
  const without = withoutEvents(reading, patient, mentions, answers);
  const arrivals = arrivalsIn(reading);
  const course = { reading, arrivals, mentions, answers, events, clock, described, without };
  const images = reading.images.filter((image) => image.patient === patient);
  const states = images.map((image) =>
    imageStates({ image, day: days.find((day) => day.image === image.id) }, course),
  );
  return [...answers, ...carriedOn(images, states, course).flat()];
}
