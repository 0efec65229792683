import { type Draft, draft } from '../../rules/draft.ts';
import type { RuleMention } from '../../rules/mentions.ts';
import { CONFIDENT } from '../../suggestion.ts';
import { quoteOf, type Reading, type Sentence } from '../../texts/reading.ts';

/**
 * What a course that is told to its end leaves out. Who never saw intensive care had no tube, and who was looked after
 * on a ward throughout was not in intensive care. Silence is never "no": of a course that does not speak of a tube, or
 * of a patient at home, "no" is only proposed.
 */

/** Below what is counted on: likely, and not in the words. */
const UNSAID = 0.78;

const wardThroughout =
  /\b(?:managed|treated|remained|stayed|cared for|looked after|nursed|kept|hospitali[sz]ed|observed) (?:\w+ ){0,3}?(?:on|in) (?:the |a |our )?(?:\w+ ){0,2}ward\b|\bward(?:-|\s)(?:based|level) (?:care|oxygen)\b|\b(?:ricoverat[oa]|degenza|trattat[oa]) (?:\w+ ){0,3}in reparto\b/i;
const neverIn =
  /\b(?:was not|wasn[’']t|not|never) (?:admitted|hospitali[sz]ed)\b|\b(?:self-isolat\w+|isolated|recovered|recovering|treated|managed|convalesced) (?:\w+ )?at home\b|\b(?:treated|managed) (?:\w+ ){0,4}as (?:an )?out-?patient\b|\b(?:sent|discharged|went) (?:back )?home from (?:the )?(?:ED|ER|A&E|emergency)/i;
const secondStay =
  /\b(?:re-?admi(?:tted|ssion)|re-?hospitali[sz]\w+|re-?presented|(?:came|went|was brought) back to (?:the |our )?(?:hospital|ED|ER|emergency)|(?:he|she|and) came back|second (?:stay|admission)|nuovo ricovero|riaccess\w+|ricoverat[oa] nuovamente)\b/i;
/** Any word of a machine that breathes: then the course is told with it, and these rules say nothing. */
const machine =
  /\b(?:re-?|ex)?tub(?:e|ed)\b|intubat|extubat|mechanical|ventilator|\bventilated\b|\bETT\b|tracheo|ECMO|\bIMV\b|invasive(?<!non-?\s?invasive)|rianimazione|ventilazione/i;
const care = /\bICU\b|\bITU\b|intensive (?:care|therapy)|critical care|terapia intensiva|rianimazione/i;

/** Answers of a patient that hold for every image of theirs. */
export function withoutEvents(
  reading: Reading,
  patient: string | null,
  mentions: readonly RuleMention[],
  answers: readonly Draft[],
): Draft[] {
  const told = (field: string, value: string) =>
    answers.find((one) => one.field === field && one.value === value && one.confidence >= CONFIDENT);
  const own = reading.sentences.filter(
    (sentence) =>
      !sentence.literature && (sentence.patient === null || patient === null || sentence.patient === patient),
  );
  const mentioned = (field: string) =>
    mentions.some(({ rule, value }) => (rule.field === field || rule.event === field) && value === 'yes');
  const found: Draft[] = [];
  const add = (
    field: string,
    from: Draft['quote'],
    rule: string,
    confidence: number,
    reason: string,
  ): void => {
    if (!found.some((one) => one.field === field))
      found.push(draft({ patient }, field, 'no', from, rule, confidence, reason));
  };
  const tubeTold = mentioned('intubated') || mentioned('intubation_present') || mentioned('extubated');
  const unitTold = mentioned('went_icu') || mentioned('in_icu');
  const saying = (pattern: RegExp): [Sentence, RegExpExecArray] | null => {
    for (const sentence of own) {
      const match = pattern.exec(sentence.words);
      if (
        match &&
        !/\b(?:if|may|might|could|should|would|his (?:wife|son)|her (?:husband|son))\b/i.test(
          sentence.words.slice(0, match.index).slice(-60),
        )
      )
        return [sentence, match];
    }
    return null;
  };
  const quoteIn = ([sentence, match]: [Sentence, RegExpExecArray]) =>
    quoteOf(sentence, match.index, match.index + match[0].length);
  const noUnit = told('went_icu', 'no');
  if (noUnit && !tubeTold)
    add(
      'intubation_present',
      noUnit.quote,
      'never-in-intensive-care',
      0.86,
      'who was never in intensive care had no tube',
    );
  if (!tubeTold && !unitTold) {
    const home = saying(neverIn);
    if (home)
      for (const field of ['intubation_present', 'in_icu'])
        add(field, quoteIn(home), 'never-in-hospital', UNSAID, 'the patient was looked after at home');
  }
  const ward = saying(wardThroughout);
  if (ward && !unitTold && !tubeTold) {
    // Of a second stay the ward of the first says nothing.
    const sure = own.some(({ words }) => secondStay.test(words)) ? UNSAID : 0.84;
    for (const [field, confidence] of [
      ['in_icu', sure],
      ['intubation_present', UNSAID],
    ] as const)
      add(field, quoteIn(ward), 'on-the-ward', confidence, 'the patient was looked after on a ward');
  }
  // Oxygen and the way home are told, a machine and intensive care nowhere.
  const oxygen = answers.find((one) => one.field === 'needed_supplemental_O2' && one.confidence >= CONFIDENT);
  const home = mentions.find(({ rule, confidence }) => rule.event === 'discharge' && confidence >= CONFIDENT);
  const silent = own.every(({ words }) => !machine.test(words) && !care.test(words));
  if (oxygen && home && silent && !tubeTold && !unitTold)
    add(
      'intubation_present',
      oxygen.quote,
      'no-tube-told',
      UNSAID,
      'oxygen and the way home are told, and no tube',
    );
  return found;
}
