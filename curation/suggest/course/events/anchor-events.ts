import type { Anchor, Day } from '../../../../data/format/day.ts';
import type { EventType, TimelineEvent } from '../../../../data/format/timeline.ts';
import { distanceBetween } from '../../../timeline/anchors.ts';
import type { Clock } from '../../days/clock/clock.ts';
import { isPlausible } from '../../days/clock/plausible.ts';
import { CONFIDENT } from '../../suggestion.ts';
import { quoteOfMention } from '../rules/course-mentions.ts';
import type { Told } from './told-events.ts';

/** Onset, exposure and admission as events, each on its day in the count of another. */

/** A stay in hospital is told outright, or by what only happens there. */
const inHospital = new Set<EventType>([
  'admission',
  'icu-in',
  'icu-out',
  'intubation',
  'extubation',
  'discharge',
  'death',
]);
/** "Sent home from the emergency department" leaves no stay behind. */
const sentAway =
  /\b(?:(?:sent|discharged|went|returned) (?:back )?home from (?:the )?(?:ED|ER|A&E|emergency)|not admitted|as an out-?patient|self-isolat)/i;

/** Events of a patient that others are counted from, with the distance between them. */
export function anchorEvents(clock: Clock, told: readonly Told[], patient: string): TimelineEvent[] {
  const found: TimelineEvent[] = [];
  const add = (type: EventType, from: Anchor, to: Anchor): void => {
    const path = distanceBetween(clock.distances, from, to);
    const quote = path?.steps.find((step) => step.quote !== null)?.quote;
    if (!path || !quote || path.certainty === 'unknown' || !isPlausible(path.days)) return;
    const day: Day = { ...path.days, anchor: from, certainty: path.certainty };
    found.push({ id: type, patient, type, day, image: null, measurement: null, answer: 'yes', quote });
  };
  const unsure = clock.duration !== null && clock.duration.confidence < CONFIDENT;
  const stay = told.filter(({ type, answer }) => inHospital.has(type) && answer === 'yes');
  const away = stay.length === 0 || told.some(({ sentence }) => sentAway.test(sentence.words));
  const path = distanceBetween(clock.distances, 'onset', 'admission');
  if (path && !(unsure && path.steps.some(({ quote }) => quote === clock.duration?.quote))) {
    add('onset', 'admission', 'onset');
    // Who fell ill in hospital was admitted before: that day is counted from nothing here.
    if (!away && (path.days.from ?? -1) >= 0) add('admission', 'onset', 'admission');
  }
  add('exposure', 'admission', 'exposure');
  if (!away && !found.some(({ type }) => type === 'admission')) add('admission', 'exposure', 'admission');
  const [first] = stay.filter(({ type, role }) => type === 'admission' && role !== 'reference');
  const dated = clock.dates.get('admission');
  const quote = first
    ? quoteOfMention(first.mention)
    : dated && (dated.sure || dated.stay)
      ? dated.quote
      : null;
  // The stay itself, where nothing else dates it: day 0 of its own count.
  if (!away && quote && !found.some(({ type }) => type === 'admission'))
    found.push({
      id: 'admission',
      patient,
      type: 'admission',
      day: { from: 0, to: 0, anchor: 'admission', certainty: 'exact' },
      image: null,
      measurement: null,
      answer: 'yes',
      quote,
    });
  // The words of the admission itself say it best.
  return found.map((event) =>
    event.type === 'admission' && first ? { ...event, quote: quoteOfMention(first.mention) } : event,
  );
}
