import type { Draft } from '../../rules/draft.ts';
import { CONFIDENT } from '../../suggestion.ts';
import type { ImageInReading } from '../../texts/reading.ts';
import { isOwn } from '../../texts/told-of-film.ts';
import type { CourseOfStates } from './states.ts';

/** A film taken hours after another, with no word of a change between, shows the same state. */

const hoursLater =
  /\b(?:(?:a few|an?|one|two|three|four|five|six|\d{1,2}) (?:hours?|hrs?|h|minutes?|min)|hours|minutes) later\b|\b(?:lateral|oblique)\b[^.;]{0,30}\bsame (?:day|time|examination)\b|\bpoche ore dopo\b/i;
const changes =
  /\b(?:re-?|ex)?tubat\w*|\bintubat\w*|\bextubat\w*|\bremoved\b|\btransferr?\w*|\bdischarged\b/i;

/** States of images in reading order, those of films hours after another filled in. */
export function carriedOn(
  images: readonly ImageInReading[],
  states: readonly (readonly Draft[])[],
  { reading, described }: CourseOfStates,
): Draft[][] {
  const found: Draft[][] = [];
  const later = reading.sentences.filter(({ words }) => hoursLater.test(words));
  images.forEach((image, at) => {
    const own = [...(states[at] ?? [])];
    found.push(own);
    const before = found[at - 1] ?? [];
    if (before.length === 0 || !later.some((sentence) => isOwn(sentence, image, described))) return;
    const changed = reading.sentences.some(
      (sentence) => changes.test(sentence.words) && isOwn(sentence, image, described),
    );
    if (changed) return;
    for (const state of before) {
      if (state.confidence < CONFIDENT || own.some(({ field }) => field === state.field)) continue;
      const confidence = Math.min(0.82, state.confidence);
      own.push({
        ...state,
        image: image.id,
        rule: 'hours-after-another',
        confidence,
        reason: 'taken hours after the image before',
      });
    }
  });
  return found;
}
