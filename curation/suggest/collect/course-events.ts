import type { Day } from '../../../data/format/day.ts';
import type { TimelineEvent } from '../../../data/format/timeline.ts';
import { type Clock, dayOfDate, type ReadSentence } from '../days/clock.ts';
import type { ResolvedDay } from '../days/resolved-day.ts';
import type { Mention } from '../mentions.ts';
import { type Reading, relationOf } from '../reading.ts';
import { quoteOfMention } from './course-mentions.ts';

/** Events of a patient with their days, from the words. */

/** The day an event's own sentence gives it: the nearest expression that can date it. */
function dayOfMention(mention: Mention, sentences: readonly ReadSentence[], clock: Clock): Day | null {
  const read = sentences.find(({ sentence }) => sentence === mention.sentence);
  if (!read) return null;
  const distance = (start: number, end: number) => Math.max(0, start - mention.end, mention.start - end);
  const options: { day: Day; apart: number }[] = [];
  for (const expression of read.expressions) {
    if (expression.kind !== 'number' && expression.kind !== 'from') continue;
    const { target } = expression;
    if (target === 'intubation' || target === 'extubation' || target === 'icu' || target === 'discharge')
      continue;
    const apart = distance(expression.start, expression.end) - (target === null ? 0 : 40);
    options.push({
      day: { ...expression.days, anchor: target ?? 'unknown', certainty: expression.certainty },
      apart,
    });
  }
  for (const date of read.dates) {
    for (const anchor of ['onset', 'admission'] as const) {
      const counted = dayOfDate(clock, date.days, anchor);
      if (!counted) continue;
      options.push({
        day: { ...counted.day, anchor, certainty: counted.certainty },
        apart: distance(date.start, date.end),
      });
      break;
    }
  }
  const [nearest] = options.sort((a, b) => a.apart - b.apart);
  return nearest && nearest.apart < 80 ? nearest.day : null;
}

/** Dated events of a patient, as the timeline takes them. */
export function eventsOf(
  mentions: readonly Mention[],
  sentences: readonly ReadSentence[],
  clock: Clock,
  patient: string,
): TimelineEvent[] {
  const seen = new Set<string>();
  const events: TimelineEvent[] = [];
  for (const mention of mentions) {
    const type = mention.rule.event;
    if (type === undefined || mention.rule.scope === 'image' || mention.confidence < 0.8) continue;
    const happened = mention.rule.field === 'survival' || mention.value === 'yes';
    const day = happened ? dayOfMention(mention, sentences, clock) : null;
    const key = `${type}:${happened}:${day?.from ?? ''}:${day?.anchor ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    events.push({
      id: `suggested-${events.length + 1}`,
      patient,
      type,
      day: day ?? { from: null, to: null, anchor: 'unknown', certainty: 'unknown' },
      image: null,
      measurement: null,
      answer: happened ? 'yes' : 'no',
      quote: quoteOfMention(mention),
    });
  }
  // An event that is dated once needs no undated double.
  return events.filter(
    (event) =>
      event.day.certainty !== 'unknown' ||
      !events.some(
        (other) =>
          other.type === event.type && other.answer === event.answer && other.day.certainty !== 'unknown',
      ),
  );
}

/** A tube seen on a dated film: the patient was intubated on that day at the latest. */
export function tubesSeen(
  reading: Reading,
  mentions: readonly Mention[],
  days: readonly ResolvedDay[],
  patient: string,
): TimelineEvent[] {
  return reading.images.flatMap((image, at) => {
    const day = days.find((one) => one.image === image.id)?.day;
    const seen = mentions.find(
      ({ rule, value, sentence }) =>
        rule.field === 'intubation_present' && value === 'yes' && relationOf(sentence, image) === 'own',
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
