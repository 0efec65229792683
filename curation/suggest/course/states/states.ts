import type { TimelineEvent } from '../../../../data/format/timeline.ts';
import type { Clock } from '../../days/clock/clock.ts';
import type { ResolvedDay } from '../../days/images/resolved-day.ts';
import { type Draft, draft } from '../../rules/draft.ts';
import type { RuleMention } from '../../rules/mentions.ts';
import {
  type ImageInReading,
  quoteOf,
  type Reading,
  relationOf,
  type Sentence,
} from '../../texts/reading.ts';
import { type Described, isOwn } from '../../texts/told-of-film.ts';
import { quoteOfMention, strongest } from '../rules/course-mentions.ts';
import { filmStates } from '../rules/film-states.ts';
import { beforeCourse } from './before-course.ts';
import { stateByDay } from './state-by-day.ts';

/** The state of each image: its own words, then dated events, then what never happened. */

export interface ImageState {
  readonly image: ImageInReading;
  readonly day: ResolvedDay | undefined;
}

/** Beside a film these words are the film's; in a sentence of the course they are the course's. */
const tellsOfFilmOnly = new Set(filmStates.filter(({ value }) => value === 'no'));

/** A film taken on arrival comes before all that was done on the same day. */
const arrival =
  /\b(?:(?:on|at|upon) (?:\w+ )?(?:arrival|presentation)|(?:in|from|at) (?:the )?(?:ED|ER|A&E|emergency (?:department|room))|all[’']arrivo|in pronto soccorso)\b/i;

/** Sentences that tell of a film taken on arrival. */
export const arrivalsIn = ({ sentences }: Reading): Sentence[] =>
  sentences.filter(({ film, words }) => film && arrival.test(words));

/** How much surer words must be than those against them. */
const CLEARLY = 0.05;
/** Highest confidence of words whose film is known by their place alone. */
const BY_PLACE = 0.88;

const isCaption = ({ kind }: Sentence): boolean => kind === 'caption' || kind === 'panel-caption';

/** Words that tell of the course unless their sentence speaks of a film: "after intubation he improved". */
const onlyOfFilms = /^(?:after|following|before|prior|post|pre)\b/i;

/** What the words of an image say of itself; words against each other that are as sure leave it open. */
function ownState(
  mentions: readonly RuleMention[],
  image: ImageInReading,
  field: string,
  described: Described,
): Draft | null {
  const about = mentions.filter(
    ({ rule, sentence, start, end }) =>
      rule.scope === 'image' &&
      rule.field === field &&
      // "During her stay in ICU" is told of the course; "Intensive care study" is a film's own title.
      (field !== 'in_icu' ||
        sentence.film ||
        isCaption(sentence) ||
        /^(?:intensive care|ICU|ITU)/i.test(sentence.words)) &&
      (sentence.film || isCaption(sentence) || !tellsOfFilmOnly.has(rule)) &&
      (sentence.film ||
        /\bstudy\b/i.test(sentence.words) ||
        !onlyOfFilms.test(sentence.words.slice(start, end))) &&
      isOwn(sentence, image, described),
  );
  const top = strongest(about);
  if (!top) return null;
  const against = strongest(about.filter(({ value }) => value !== top.value));
  const open = against !== null && against.confidence > top.confidence - CLEARLY;
  // Taken from its place in a shared text, and not from a caption.
  const own = relationOf(top.sentence, image) === 'own' ? 1 : BY_PLACE;
  return draft(
    { patient: image.patient, image: image.id },
    field,
    top.value,
    quoteOfMention(top),
    top.rule.id,
    open ? 0.6 : Math.min(own, top.confidence),
    open ? `${top.rule.reason}; “${quoteOfMention(against).words}” speaks against it` : top.rule.reason,
  );
}

/** A picture of another time than the illness told: what never happened in this stay says nothing of it. */
const otherTime =
  /\b(?:prior|previous|baseline|comparison|pre-?(?:treatment|therapy|transplant)|before (?:the |starting |any )?(?:\w*therapy|treatment|transplant\w*|pandemic|illness)|(?:of|from|in|dated) (?:19|20)\d\d(?=\W|$)|\d{1,2} (?:weeks?|months?|years?) (?:later|after|before|earlier|ago)|(?:at|after) (?:\d{1,2}|two|three|four|six|eight|twelve) (?:weeks|months|years)|(?:one|two|three|four|six|several|some) (?:weeks?|months?|years?) (?:later|after|before|earlier)|precedente|di confronto|(?:a|dopo) (?:\d{1,2}|un|due|tre|sei) (?:settiman[ae]|mes[ei]|ann[oi]))/i;
/** A picture taken when all was over: "three months later", "at the clinic a year after". */
const longAfter =
  /\b(?:\d{1,2}|an?|one|two|three|four|five|six|nine|ten|twelve|eighteen|several|some) (?:months?|years?) (?:later|after(?!.{0,20}(?:symptom|onset))|on\b|follow-?up|post)|\b(?:at|after) (?:the )?(?:\d{1,2}|one|two|three|six|nine|twelve)[ -](?:months?|years?)\b|\b(?:six|eight|ten|twelve|[6-9]|1[0-9]) weeks (?:later|after(?!.{0,20}(?:symptom|onset)))|\b(?:post-COVID|follow-?up|outpatient|out-patient) (?:clinic|visit|appointment)\b|\ba distanza di (?:\d{1,2}|un|due|tre|sei) (?:mes[ei]|ann[oi])|\b(?:dopo|a) (?:\d{1,2}|un|due|tre|quattro|sei) (?:mes[ei]|ann[oi])\b/i;
/** Likely, and told of another time. */
const OTHER_TIME = 0.75;
const captionsOf = ({ sentences }: Reading, image: ImageInReading): Sentence[] =>
  sentences.filter(
    (sentence) => isCaption(sentence) && sentence.images.length === 1 && sentence.images[0] === image.id,
  );

/** A patient's course as far as the states of images follow from it. */
export interface CourseOfStates {
  readonly reading: Reading;
  /** Sentences of films that were taken on arrival. */
  readonly arrivals: readonly Sentence[];
  readonly mentions: readonly RuleMention[];
  readonly answers: readonly Draft[];
  readonly events: readonly TimelineEvent[];
  readonly clock: Clock;
  readonly described: Described;
  /** What a course that is told to its end leaves out. */
  readonly without: readonly Draft[];
}

/** The tube and the place of one image. */
export function imageStates(state: ImageState, course: CourseOfStates): Draft[] {
  const { image, day } = state;
  const { reading, arrivals, mentions, answers, events, clock, described, without } = course;
  const captions = captionsOf(reading, image);
  const over = captions.find(({ words }) => longAfter.test(words)) ?? null;
  const highest = captions.some(({ words }) => otherTime.test(words)) ? OTHER_TIME : 0.9;
  const never = (field: string, from: string): Draft | null => {
    const no = answers.find((one) => one.field === from && one.value === 'no');
    return no
      ? {
          ...no,
          image: image.id,
          field,
          rule: `never-${from}`,
          confidence: Math.min(highest, no.confidence),
          reason: 'it never happened',
        }
      : null;
  };
  const untold = (field: string): Draft | null => {
    const told = without.find((one) => one.field === field);
    return told ? { ...told, image: image.id, confidence: Math.min(highest, told.confidence) } : null;
  };
  const arrives = arrivals.some((sentence) => isOwn(sentence, image, described));
  const dated = { image, day, arrives, otherTime: highest === OTHER_TIME };
  /** Of who was not said to be bound to a machine for good. */
  const allOver = (field: string): Draft | null => {
    const match = over === null ? null : longAfter.exec(over.words);
    const told = events.some(
      ({ type, answer }) => answer === 'yes' && (type === 'intubation' || type === 'icu-in'),
    );
    if (over === null || match === null || !told) return null;
    if (mentions.some(({ rule }) => rule.id === 'never-off-ventilator')) return null;
    const quote = quoteOf(over, match.index, match.index + match[0].length);
    const target = { patient: image.patient, image: image.id };
    return draft(target, field, 'no', quote, 'film-long-after', 0.84, 'taken long after the illness');
  };
  const tube =
    ownState(mentions, image, 'intubation_present', described) ??
    allOver('intubation_present') ??
    stateByDay('intubated', 'intubation_present', dated, events, clock) ??
    beforeCourse(day, image, 'intubation_present', events, mentions) ??
    never('intubation_present', 'intubated') ??
    untold('intubation_present');
  const icu =
    ownState(mentions, image, 'in_icu', described) ??
    (tube?.value === 'yes'
      ? {
          ...tube,
          field: 'in_icu',
          rule: 'tube-means-icu',
          confidence: Math.min(0.9, tube.confidence),
          reason: 'intubated patients are in intensive care',
        }
      : null) ??
    allOver('in_icu') ??
    stateByDay('icu', 'in_icu', dated, events, clock) ??
    beforeCourse(day, image, 'in_icu', events, mentions) ??
    never('in_icu', 'went_icu') ??
    untold('in_icu');
  return [...(tube ? [tube] : []), ...(icu ? [icu] : [])];
}
