import type { Answer } from '../../../data/format/timeline.ts';
import type { RuleMention } from '../mentions.ts';
import type { Reading, Sentence } from '../reading.ts';
import { quoteOfMention, strongest } from './course-mentions.ts';
import { type Draft, draft } from './draft.ts';

/** Answers for the patient: what the words say, and what follows from it. */

/** Which value wins where the words say several: the one that happened, for death over discharge. */
const winner: Readonly<Record<string, readonly Answer[]>> = { survival: ['no', 'yes'] };
const returned = /\b(?:again|returned|re-?presented|re-?admitted|came back|worsen(?:ed|ing))\b/i;
const cameBack = (reading: Reading, { at, patient }: Sentence): boolean =>
  reading.sentences.some(
    (sentence) =>
      sentence.at > at &&
      !sentence.literature &&
      (sentence.patient === patient || sentence.patient === null) &&
      returned.test(sentence.words),
  );

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
    for (const value of winner[field] ?? ['yes', 'no']) {
      const top = strongest(own.filter((mention) => mention.value === value));
      if (!top) continue;
      const against = own.some((mention) => mention.value !== value && mention.confidence >= 0.8);
      // Negative tests before a positive one are common; any other disagreement is a person's to settle.
      // Sent home and back again: the last word on the outcome is still to come.
      const back = top.rule.id === 'discharged' && cameBack(reading, top.sentence);
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

/** What follows: a tube or an extubation means intubation, intubation means intensive care. */
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
