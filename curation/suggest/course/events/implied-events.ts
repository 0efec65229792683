import type { EventType, TimelineEvent } from '../../../../data/format/timeline.ts';
import { isExact } from '../../../timeline/interval.ts';
import type { ResolvedDay } from '../../days/images/resolved-day.ts';
import type { RuleMention } from '../../rules/mentions.ts';
import { CONFIDENT } from '../../suggestion.ts';
import type { Reading } from '../../texts/reading.ts';
import { type Described, isOwn } from '../../texts/told-of-film.ts';
import { quoteOfMention } from '../rules/course-mentions.ts';
import { numbered, unknownDay } from './events.ts';

/** Events that no words tell and that follow from others, or from what a film shows. */

/** What must have happened before what is told: who is extubated was intubated, and so is who bears a tube on a film. */
const implies: readonly (readonly [told: EventType, before: EventType])[] = [
  ['extubation', 'intubation'],
  ['icu-out', 'icu-in'],
];

/** Events without a day that follow from the others, for people to see. */
export function withImplied(
  events: readonly TimelineEvent[],
  mentions: readonly RuleMention[],
): TimelineEvent[] {
  const found = [...events];
  const has = (type: EventType) => found.some((event) => event.type === type && event.answer === 'yes');
  const add = (type: EventType, from: Pick<TimelineEvent, 'patient' | 'quote'>): void => {
    const { patient, quote } = from;
    found.push({
      id: '',
      patient,
      type,
      day: unknownDay,
      image: null,
      measurement: null,
      answer: 'yes',
      quote,
    });
  };
  for (const [told, before] of implies) {
    const event = found.find(({ type, answer }) => type === told && answer === 'yes');
    if (event && !has(before)) add(before, event);
  }
  const tube = mentions.find(
    ({ rule, value, confidence }) =>
      rule.field === 'intubation_present' && value === 'yes' && confidence >= CONFIDENT,
  );
  const patient = found[0]?.patient ?? tube?.sentence.patient ?? null;
  if (tube && patient && !has('intubation')) add('intubation', { patient, quote: quoteOfMention(tube) });
  return numbered(found);
}

/** Who is told to have been in intensive care without a day was there when the tube was put in, at the latest. */
export function carePrecedes(events: readonly TimelineEvent[]): TimelineEvent[] {
  const happened = (type: EventType) => events.filter((one) => one.type === type && one.answer === 'yes');
  const [care, ...more] = happened('icu-in');
  const [tube] = happened('intubation').filter(({ day }) => isExact(day));
  if (!care || !tube || more.length > 0 || care.day.from !== null || care.day.to !== null) return [];
  return [{ ...care, day: { ...tube.day, from: null, certainty: 'range' as const } }];
}

/** A tube seen on a dated film: the patient was intubated on that day at the latest. */
export function tubesSeen(
  reading: Reading,
  mentions: readonly RuleMention[],
  days: readonly ResolvedDay[],
  patient: string,
  described: Described,
): TimelineEvent[] {
  return reading.images.flatMap((image, at) => {
    const day = days.find((one) => one.image === image.id)?.day;
    const seen = mentions.find(
      ({ rule, value, sentence }) =>
        rule.field === 'intubation_present' && value === 'yes' && isOwn(sentence, image, described),
    );
    if (!day || day.to === null || !seen) return [];
    return [
      {
        id: `seen-${at + 1}`,
        patient,
        type: 'intubation' as const,
        day: { from: null, to: day.to, anchor: day.anchor, certainty: 'range' as const },
        image: null,
        measurement: null,
        answer: 'yes' as const,
        quote: quoteOfMention(seen),
      },
    ];
  });
}
