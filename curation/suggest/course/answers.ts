import type { Answer } from '../../../data/format/timeline.ts';
import { assertionOf } from '../clauses/whether.ts';
import { type Draft, draft } from '../rules/draft.ts';
import type { RuleMention } from '../rules/mentions.ts';
import { CONFIDENT } from '../suggestion.ts';
import type { Reading } from '../texts/reading.ts';
import { quoteOfMention, strongest } from './rules/course-mentions.ts';

/** Answers for the patient: what the words say, and what follows from it. */

/** Which value wins where the words say several: the one that happened, for death over discharge. */
const winner: Readonly<Record<string, readonly Answer[]>> = { survival: ['no', 'yes'] };
/** Of these a "yes" anywhere stands: negative tests before a positive one, room air before oxygen. */
const everYes: ReadonlySet<string> = new Set(['RT_PCR_positive', 'needed_supplemental_O2', 'survival']);
const returned = /\b(?:again|returned|re-?presented|re-?admitted|came back|worsen(?:ed|ing))\b/i;
const leavesHospital: ReadonlySet<string> = new Set(['discharged', 'went-home']);

/** Told later in reading order. */
const isBehind = (one: RuleMention, other: RuleMention): boolean =>
  one.sentence.at > other.sentence.at || (one.sentence === other.sentence && one.start > other.start);
const lastOf = (mentions: readonly RuleMention[]): RuleMention | null =>
  mentions.reduce<RuleMention | null>((top, one) => (top === null || isBehind(one, top) ? one : top), null);

/** Sent home and back again: the last word on the outcome is still to come. */
const cameBack = (reading: Reading, { sentence: { at, patient } }: RuleMention): boolean =>
  reading.sentences.some(
    (sentence) =>
      sentence.at > at &&
      !sentence.literature &&
      (sentence.patient === patient || sentence.patient === null) &&
      returned.test(sentence.words),
  );

/** What takes an answer back, or leaves it open: it is a person's to settle. */
function isDisputed(
  reading: Reading,
  field: string,
  told: readonly RuleMention[],
  all: readonly RuleMention[],
  against: readonly RuleMention[],
): boolean {
  const last = lastOf(told);
  if (!last) return false;
  if (field === 'survival' && told.every(({ rule }) => leavesHospital.has(rule.id)))
    return cameBack(reading, last);
  // Extubated, and intubated again.
  if (field === 'extubated' && last.value === 'yes')
    return (
      all.some((one) => failed(one) && isBehind(one, last)) || against.some((one) => isBehind(one, last))
    );
  if (everYes.has(field)) return false;
  // "Not intubated at first", "for no intubation": what then happened is told later.
  return against.some((one) => !one.rule.beforehand && isBehind(one, last));
}
/** "She was not reintubated" is no failure. */
const failed = ({ rule, sentence: { words, told }, start, end }: RuleMention): boolean =>
  rule.id === 'extubation-failed' ||
  (/re-?intubat/i.test(words.slice(start, end)) && !assertionOf(words, start, end, told).negated);

export function patientAnswers(
  reading: Reading,
  mentions: readonly RuleMention[],
  patient: string | null,
): Draft[] {
  const found: Draft[] = [];
  const fieldsHeld = new Set(
    mentions.filter(({ rule }) => rule.scope === 'patient').map(({ rule }) => rule.field),
  );
  for (const field of fieldsHeld) {
    const own = mentions.filter(({ rule }) => rule.field === field);
    const values = winner[field] ?? ['yes', 'no'];
    const saying = (value: Answer) => own.filter((mention) => mention.value === value);
    // What is only guessed at ("PCR positive") does not stand before what is said.
    const sure = (value: Answer): boolean => (strongest(saying(value))?.confidence ?? 0) >= CONFIDENT;
    for (const value of [...values.filter(sure), ...values]) {
      const told = saying(value);
      const top = strongest(told);
      if (!top) continue;
      const against = own.filter((mention) => mention.value !== value && mention.confidence >= CONFIDENT);
      const disputed = isDisputed(reading, field, told, mentions, against);
      const confidence = disputed ? Math.min(0.78, top.confidence) : top.confidence;
      found.push(
        draft({ patient }, field, value, quoteOfMention(top), top.rule.id, confidence, top.rule.reason),
      );
      break;
    }
  }
  return found;
}

/** So long a tube was in: whoever left the hospital alive had it taken out. */
const forSoLong =
  /^\s(?:and ventilated\s)?(?:\w+\s)?for\s(?:a total of\s|about\s|only\s)?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few)\s(?:days?|weeks?|hours)/i;

/**
 * What follows: a tube or an extubation means intubation, intubation means oxygen and mostly intensive care, and who
 * was intubated for so many days and left the hospital was extubated.
 */
export function implied(
  found: readonly Draft[],
  mentions: readonly RuleMention[],
  patient: string | null,
): Draft[] {
  const has = (field: string) => found.some((one) => one.field === field);
  const result: Draft[] = [];
  const tube = strongest(
    mentions.filter(({ rule, value }) => rule.field === 'intubation_present' && value === 'yes'),
  );
  // "Could not be weaned from the ventilator", "terminal extubation".
  const bound = strongest(
    mentions.filter(
      ({ rule, sentence, start, end }) =>
        rule.id === 'never-off-ventilator' ||
        (rule.id === 'support-withdrawn' && /extubat|ventilat/i.test(sentence.words.slice(start, end))),
    ),
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
    else if (bound)
      result.push(
        draft(
          target,
          'intubated',
          'yes',
          quoteOfMention(bound),
          'ventilator-means-intubated',
          0.9,
          'who is kept on a ventilator was intubated',
        ),
      );
  }
  const intubated = [...found, ...result].find(
    ({ field, value }) => field === 'intubated' && value === 'yes',
  );
  if (!intubated) return result;
  if (!has('went_icu'))
    result.push({
      ...intubated,
      field: 'went_icu',
      rule: 'intubation-means-icu',
      // It may have been in an emergency room or an operating theatre; the words do not say where.
      confidence: Math.min(0.78, intubated.confidence),
      reason: 'intubated patients are in intensive care',
    });
  if (!has('needed_supplemental_O2'))
    result.push({
      ...intubated,
      field: 'needed_supplemental_O2',
      rule: 'intubation-means-oxygen',
      confidence: Math.min(0.9, intubated.confidence),
      reason: 'ventilated patients are given oxygen',
    });
  const alive = found.some(
    ({ field, value, confidence }) => field === 'survival' && value === 'yes' && confidence >= CONFIDENT,
  );
  const timed = mentions.find(
    ({ rule, value, sentence, end }) =>
      rule.event === 'intubation' && value === 'yes' && forSoLong.test(sentence.words.slice(end, end + 60)),
  );
  if (!has('extubated') && alive && timed)
    result.push(
      draft(
        target,
        'extubated',
        'yes',
        quoteOfMention(timed),
        'ventilated-for-days',
        0.85,
        'ventilated for so long, and left the hospital alive',
      ),
    );
  return result;
}
