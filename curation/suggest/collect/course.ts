import type { Day } from '../../../data/format/day.ts';
import type { Answer, TimelineEvent } from '../../../data/format/timeline.ts';
import { convertDay } from '../../timeline/anchors.ts';
import { stateOn } from '../../timeline/states.ts';
import { type Clock, dayOfDate, type ReadSentence } from '../days/clock.ts';
import type { ResolvedDay } from '../days/image-days.ts';
import { type Mention, mentionsIn } from '../mentions.ts';
import { type ImageInReading, quoteOf, type Reading, relationOf } from '../reading.ts';
import { courseRules } from '../rules/course.ts';
import { outcomeRules } from '../rules/outcome.ts';
import { type Draft, draft } from './draft.ts';

/** The course of a patient: answers from the words, and the state of each image from words and dated events. */

const rules = [...courseRules, ...outcomeRules];
/** Most sentences hold nothing of the course; one scan tells. */
const mayHold =
  /[ix]n?tub|ventilat|tube|ETT|ICU|ITU|intensive|critical|resuscitation|oxygen|O2|cannula|mask|rebreather|CPAP|PAP|HFN|low flow|died|passed|deceas|expired|succumb|death|dead|fatal|surviv|decedu|decess|exitus|discharg|dimess|dimission|recover|cured|healing|guari|free of|asymptomatic|symptom-free|PCR|polymerase|transcript|swab|nucleic|tampone|positiv|detect|confirmed|tested|removal|ossigen|rianimazione|terapia|ventilazione|decannul|estub|tracheal/i;

export function courseMentions(reading: Reading, patient: string | null): Mention[] {
  return reading.sentences
    .filter(
      (sentence) =>
        !sentence.literature &&
        sentence.kind !== 'references' &&
        (sentence.patient === null || patient === null || sentence.patient === patient) &&
        mayHold.test(sentence.words),
    )
    .flatMap((sentence) => mentionsIn(sentence, rules));
}

const quoteOfMention = (mention: Mention) => quoteOf(mention.sentence, mention.start, mention.end);

/** Which value wins where the words say several: the one that happened, for death over discharge. */
const winner: Readonly<Record<string, readonly Answer[]>> = { survival: ['no', 'yes'] };
const strongest = (mentions: readonly Mention[]): Mention | null =>
  mentions.reduce<Mention | null>(
    (top, one) => (top === null || one.confidence > top.confidence ? one : top),
    null,
  );

const returned = /\b(?:again|returned|re-?presented|re-?admitted|came back|worsen(?:ed|ing))\b/i;
const cameBack = (reading: Reading, at: number): boolean =>
  reading.sentences.some(
    (sentence) => sentence.at > at && !sentence.literature && returned.test(sentence.words),
  );

function patientAnswers(reading: Reading, mentions: readonly Mention[], patient: string | null): Draft[] {
  const found: Draft[] = [];
  const fieldsHeld = new Set(
    mentions.filter(({ rule }) => rule.scope === 'patient').map(({ rule }) => rule.field),
  );
  for (const field of fieldsHeld) {
    const own = mentions.filter(({ rule }) => rule.field === field);
    for (const value of winner[field] ?? ['yes', 'no']) {
      const top = strongest(own.filter((mention) => mention.value === value));
      if (!top) continue;
      const against = own.some((mention) => mention.value !== value && mention.confidence >= 0.8);
      // Negative tests before a positive one are common; any other disagreement is a person's to settle.
      // Sent home and back again: the last word on the outcome is still to come.
      const back = top.rule.id === 'discharged' && cameBack(reading, top.sentence.at);
      const disputed =
        back ||
        (against &&
          field !== 'RT_PCR_positive' &&
          field !== 'needed_supplemental_O2' &&
          field !== 'survival');
      found.push(
        draft(
          { patient },
          field,
          value,
          quoteOfMention(top),
          top.rule.id,
          disputed ? Math.min(0.78, top.confidence) : top.confidence,
          top.rule.reason,
        ),
      );
      break;
    }
  }
  return found;
}

/** What follows: a tube or an extubation means intubation, intubation means intensive care (TIME rule 13). */
function implied(found: readonly Draft[], mentions: readonly Mention[], patient: string | null): Draft[] {
  const has = (field: string) => found.some((one) => one.field === field);
  const result: Draft[] = [];
  const tube = strongest(
    mentions.filter(({ rule, value }) => rule.field === 'intubation_present' && value === 'yes'),
  );
  const extubated = found.find(({ field, value }) => field === 'extubated' && value === 'yes');
  const target = { patient };
  if (!has('intubated')) {
    if (tube)
      result.push(
        draft(
          target,
          'intubated',
          'yes',
          quoteOfMention(tube),
          'tube-means-intubated',
          0.93,
          'a film shows the tube',
        ),
      );
    else if (extubated)
      result.push({
        ...extubated,
        field: 'intubated',
        rule: 'extubation-means-intubated',
        confidence: 0.93,
        reason: 'who is extubated was intubated',
      });
  }
  const intubated = [...found, ...result].find(
    ({ field, value }) => field === 'intubated' && value === 'yes',
  );
  if (!has('went_icu') && intubated)
    result.push({
      ...intubated,
      field: 'went_icu',
      rule: 'intubation-means-icu',
      confidence: Math.min(0.9, intubated.confidence),
      reason: 'intubated patients are in intensive care',
    });
  return result;
}

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
function tubesSeen(
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

interface ImageState {
  readonly image: ImageInReading;
  readonly day: ResolvedDay | undefined;
}

/** What the words of an image say of itself; the film's own before those it shares. */
function ownState(mentions: readonly Mention[], image: ImageInReading, field: string): Draft | null {
  const about = mentions.filter(
    ({ rule, sentence }) =>
      rule.scope === 'image' &&
      rule.field === field &&
      // "During her stay in ICU" is told of the course; "Intensive care study" is a film's own title.
      (field !== 'in_icu' || sentence.film || /^(?:intensive care|ICU|ITU)/i.test(sentence.words)) &&
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
  const confidence = never ? 0.9 : Math.min(0.88, day.confidence);
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

function imageStates(
  state: ImageState,
  mentions: readonly Mention[],
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
    never('in_icu', 'went_icu');
  return [...(tube ? [tube] : []), ...(icu ? [icu] : [])];
}

export function courseOf(
  reading: Reading,
  patient: string | null,
  sentences: readonly ReadSentence[],
  clock: Clock,
  days: readonly ResolvedDay[],
): Draft[] {
  const mentions = courseMentions(reading, patient);
  const stated = patientAnswers(reading, mentions, patient);
  const answers = [...stated, ...implied(stated, mentions, patient)];
  const seen = tubesSeen(reading, mentions, days, patient ?? 'unknown');
  const events = [...eventsOf(mentions, sentences, clock, patient ?? 'unknown'), ...seen];
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
