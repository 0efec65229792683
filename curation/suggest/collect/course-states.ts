import type { TimelineEvent } from '../../../data/format/timeline.ts';
import { convertDay } from '../../timeline/anchors.ts';
import { stateOn } from '../../timeline/states.ts';
import type { Clock } from '../days/clock.ts';
import type { ResolvedDay } from '../days/resolved-day.ts';
import type { RuleMention } from '../mentions.ts';
import { type ImageInReading, relationOf } from '../reading.ts';
import { beforeCourse } from './before-course.ts';
import { quoteOfMention, strongest } from './course-mentions.ts';
import { type Draft, draft } from './draft.ts';

/** The state of each image: its own words, then dated events, then what never happened. */

export interface ImageState {
  readonly image: ImageInReading;
  readonly day: ResolvedDay | undefined;
}

/** Words that tell of the course unless their sentence speaks of a film: "after intubation he improved". */
const onlyOfFilms = /^(?:after|following|before|prior|post|pre)\b/i;

/** What the words of an image say of itself; the film's own before those it shares. */
function ownState(mentions: readonly RuleMention[], image: ImageInReading, field: string): Draft | null {
  const about = mentions.filter(
    ({ rule, sentence, start, end }) =>
      rule.scope === 'image' &&
      rule.field === field &&
      // "During her stay in ICU" is told of the course; "Intensive care study" is a film's own title.
      (field !== 'in_icu' || sentence.film || /^(?:intensive care|ICU|ITU)/i.test(sentence.words)) &&
      (sentence.film ||
        /\bstudy\b/i.test(sentence.words) ||
        !onlyOfFilms.test(sentence.words.slice(start, end))) &&
      relationOf(sentence, image) === 'own',
  );
  const top = strongest(about);
  if (!top) return null;
  return draft(
    { patient: image.patient, image: image.id },
    field,
    top.value,
    quoteOfMention(top),
    top.rule.id,
    top.confidence,
    top.rule.reason,
  );
}

function derivedState(
  name: 'intubated' | 'icu',
  field: string,
  { image, day }: ImageState,
  events: readonly TimelineEvent[],
  clock: Clock,
): Draft | null {
  if (!day) return null;
  const placed = events.flatMap((event) => {
    const moved = convertDay(event.day, day.day.anchor, clock.distances);
    return moved ? [{ ...event, day: moved }] : [event];
  });
  const { answer, because } = stateOn(name, day.day, placed);
  const [event] = because;
  if ((answer !== 'yes' && answer !== 'no') || !event?.quote) return null;
  const never = event.answer === 'no';
  const confidence = never ? 0.9 : Math.min(0.88, day.placed ?? day.confidence);
  const reason = never
    ? 'it never happened'
    : `the event (“${event.quote.words}”) lies ${answer === 'yes' ? 'before' : 'after'} this image`;
  return draft(
    { patient: image.patient, image: image.id },
    field,
    answer,
    event.quote,
    `${name}-by-day`,
    confidence,
    reason,
  );
}

export function imageStates(
  state: ImageState,
  mentions: readonly RuleMention[],
  answers: readonly Draft[],
  events: readonly TimelineEvent[],
  clock: Clock,
): Draft[] {
  const { image } = state;
  const never = (field: string, from: string): Draft | null => {
    const no = answers.find((one) => one.field === from && one.value === 'no');
    return no
      ? {
          ...no,
          image: image.id,
          field,
          rule: `never-${from}`,
          confidence: Math.min(0.9, no.confidence),
          reason: 'it never happened',
        }
      : null;
  };
  const tube =
    ownState(mentions, image, 'intubation_present') ??
    derivedState('intubated', 'intubation_present', state, events, clock) ??
    beforeCourse(state.day, image, 'intubation_present', events, mentions) ??
    never('intubation_present', 'intubated');
  const icu =
    ownState(mentions, image, 'in_icu') ??
    (tube?.value === 'yes'
      ? {
          ...tube,
          field: 'in_icu',
          rule: 'tube-means-icu',
          confidence: Math.min(0.9, tube.confidence),
          reason: 'intubated patients are in intensive care',
        }
      : null) ??
    derivedState('icu', 'in_icu', state, events, clock) ??
    beforeCourse(state.day, image, 'in_icu', events, mentions) ??
    never('in_icu', 'went_icu');
  return [...(tube ? [tube] : []), ...(icu ? [icu] : [])];
}
