import type { Value } from '../../../data/format/review.ts';
import type { TimelineEvent } from '../../../data/format/timeline.ts';
import { isExact } from '../../timeline/interval.ts';
import { patientAnswers } from '../course/answers.ts';
import { quoteOfMention, sentencesOf, strongest } from '../course/rules/course-mentions.ts';
import { type Draft, draft } from '../rules/draft.ts';
import { type RuleMention, ruleMentionsIn } from '../rules/mentions.ts';
import type { TextRule } from '../rules/rule.ts';
import { type ImageInReading, quoteOf, type Reading, relationOf } from '../texts/reading.ts';
import { ownNumbersIn } from './own-numbers.ts';
import { HELD_BACK, type OwnRules, ownRuleId } from './own-rules.ts';

/** What the phrases of a protocol say of a patient and of the films, each with its words. */

/** The surest of several that say different things. */
const TORN = 0.5;

/** Mentions of the own fields of a patient. */
export const ownMentions = (
  reading: Reading,
  patient: string | null,
  rules: readonly TextRule[],
): readonly RuleMention[] =>
  rules.length === 0
    ? []
    : sentencesOf(reading, patient).flatMap((sentence) => ruleMentionsIn(sentence, rules));

const isAnswer = ({ value }: RuleMention): boolean => value === 'yes' || value === 'no';

/** A value for each thing that is said of a choice or text; said several ways, a person chooses. */
function valuesOf(
  mentions: readonly RuleMention[],
  target: { patient: string | null; image?: string },
): Draft[] {
  const found: Draft[] = [];
  for (const [field, own] of Map.groupBy(mentions, ({ rule }) => rule.field)) {
    const byValue = Map.groupBy(own, ({ value }) => value);
    for (const [value, told] of byValue) {
      const top = strongest(told);
      if (!top) continue;
      const confidence = byValue.size > 1 ? TORN : HELD_BACK;
      found.push(draft(target, field, value, quoteOfMention(top), top.rule.id, confidence, top.rule.reason));
    }
  }
  return found;
}

/** Own numbers that are asked of the patient, whenever they were said. */
function numbersOf(reading: Reading, patient: string | null, rules: OwnRules): Draft[] {
  const told = sentencesOf(reading, patient).flatMap((sentence) =>
    ownNumbersIn(sentence.words, rules)
      .filter(({ number }) => number.field.scope === 'patient')
      .map((stated) => ({ ...stated, sentence })),
  );
  return [...Map.groupBy(told, ({ number }) => number.field.name)].flatMap(([field, own]) => {
    const byValue = Map.groupBy(own, ({ value }) => value);
    return [...byValue].flatMap(([value, [first]]) =>
      first
        ? [
            draft(
              { patient },
              field,
              value,
              quoteOf(first.sentence, first.start, first.end),
              ownRuleId(field),
              byValue.size > 1 ? TORN : HELD_BACK,
              `words that the protocol names for ${first.number.field.label}`,
            ),
          ]
        : [],
    );
  });
}

/** Fields of days: the day of their event, where the texts tell one exactly. */
const daysOf = (events: readonly TimelineEvent[], patient: string | null, { days }: OwnRules): Draft[] =>
  days.flatMap(({ field, event }) => {
    const told = events.find(({ type, answer, day }) => type === event && answer === 'yes' && isExact(day));
    return told?.quote && told.day.from !== null
      ? [
          draft(
            { patient },
            field,
            told.day.from,
            told.quote,
            ownRuleId(field),
            HELD_BACK,
            'the day that the text tells of it',
            told.day,
          ),
        ]
      : [];
  });

/** What the words of one film say of it. */
function ofImage(reading: Reading, image: ImageInReading, rules: readonly TextRule[]): Draft[] {
  const mentions = reading.sentences
    .filter((sentence) => {
      if (sentence.literature) return false;
      const relation = relationOf(sentence, image);
      return relation === 'own' || (relation === 'case' && reading.images.length === 1);
    })
    .flatMap((sentence) => ruleMentionsIn(sentence, rules));
  return valuesOf(mentions, { patient: image.patient, image: image.id });
}

/** Everything that the own rules say of a patient and the patient's images; events are the course's. */
export function ownDrafts({
  reading,
  patient,
  rules,
  said,
  events,
}: {
  reading: Reading;
  patient: string | null;
  rules: OwnRules;
  said: readonly RuleMention[];
  events: readonly TimelineEvent[];
}): Draft[] {
  const days = new Set(rules.days.map(({ field }) => field));
  // What only dates something is no answer.
  const asked = said.filter(
    ({ rule }) => !days.has(rule.field) && (rule.event === undefined || rule.event === `own:${rule.field}`),
  );
  const answers = asked.filter(isAnswer);
  const held = (one: Draft): Draft => ({ ...one, confidence: Math.min(HELD_BACK, one.confidence) });
  const isValue = (value: Value): boolean => value !== 'yes' && value !== 'no';
  return [
    ...patientAnswers(reading, answers, patient).map(held),
    ...valuesOf(
      asked.filter(({ value }) => isValue(value)),
      { patient },
    ),
    ...numbersOf(reading, patient, rules),
    ...daysOf(events, patient, rules),
    ...(rules.ofImage.length === 0
      ? []
      : reading.images
          .filter((image) => image.patient === patient)
          .flatMap((image) => ofImage(reading, image, rules.ofImage))),
  ];
}
