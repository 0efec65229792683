import { type Draft, draft } from '../../rules/draft.ts';
import { CONFIDENT } from '../../suggestion.ts';
import type { Reading } from '../../texts/reading.ts';

/**
 * What a saturation beside a picture tells of its state: whoever breathed room air, or oxygen by prongs or a mask, when
 * it was measured had no tube; on room air nobody is in intensive care.
 */

const onAir =
  /\b(?:(?:room|ambient) air|(?:on|in|at|breathing) (?:the )?air|RA|AA|aa|aria ambiente|without (?:supplemental |any )?oxygen|senza ossigeno)\b/;
const onOxygen =
  /\b(?:nasal (?:cannula\w*|prongs|specs|catheter|oxygen)|(?:face|venturi|reservoir|oxygen|simple|rebreath\w*|rebreather) ?mask|non-?rebreath\w*|NRBM?|(?:L|l|lt|litres?|liters?)\s?\/\s?min|(?:litres|liters) (?:of|per|via|by)|HFN\w{1,2}|high[- ]flow|CPAP|BiPAP|NIV|NC|occhialini|maschera|venturi|Venturi|casco|helmet)\b/;
const tube =
  /\b(?:re-?)?(?:intubat|tracheostom|tracheotom)\w*|\b(?:ETT|TET|IOT|ECMO|PEEP|ventilator|mechanical(?:ly)?|ventilated|respirator)\b|\btub[eo]\b/i;
/** So far around its value words tell what was breathed. */
const REACH = 45;

/** Drafts of images, with the states that their saturations tell and nothing else has settled. */
export function withStatesBySaturation(reading: Reading, drafts: readonly Draft[]): Draft[] {
  const found: Draft[] = [];
  for (const one of drafts) {
    if (one.field !== 'pO2_saturation' || one.image === null || one.confidence < CONFIDENT) continue;
    const sentence = reading.sentences.findLast(
      ({ text, start }) => text === one.quote.text && start <= one.quote.start,
    );
    if (!sentence || tube.test(sentence.words)) continue;
    const [from, to] = [one.quote.start - sentence.start, one.quote.end - sentence.start];
    const near = sentence.words.slice(Math.max(0, from - REACH), to + REACH);
    const air = onAir.test(near);
    if (!air && !onOxygen.test(near)) continue;
    const settled = (field: string): boolean =>
      drafts.some(
        (other) => other.field === field && other.image === one.image && other.confidence >= CONFIDENT,
      );
    const target = { patient: one.patient, image: one.image };
    const add = (field: string, confidence: number, reason: string) => {
      if (!settled(field))
        found.push(draft(target, field, 'no', one.quote, 'breathing-by-themselves', confidence, reason));
    };
    add('intubation_present', 0.88, 'breathed without a tube when the saturation was measured');
    if (air) add('in_icu', 0.84, 'breathed room air when the saturation was measured');
  }
  return [...drafts, ...found];
}
