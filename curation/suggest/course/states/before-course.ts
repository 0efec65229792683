import type { TimelineEvent } from '../../../../data/format/timeline.ts';
import type { ResolvedDay } from '../../days/images/resolved-day.ts';
import { type Draft, draft } from '../../rules/draft.ts';
import type { RuleMention } from '../../rules/mentions.ts';
import { CONFIDENT } from '../../suggestion.ts';
import { quoteOfMention } from '../rules/course-mentions.ts';

/** A film "on admission" of a patient who got worse later, on a day that the text does not tell. */

/** The event came with a change for the worse, or after some time. */
const later =
  /\b(?:deteriorat\w*|worsen\w*|declin\w*|progress\w*|subsequent\w*|later|eventually|ultimately|thereafter|despite|developed|(?:the )(?:next|following))\b/i;
/** "Required ventilation": no state to arrive in. */
const required = /\b(?:requir(?:ed|ing)|needed|necessitat\w*)\b/i;
/** It happened on the way in, or the patient came from another hospital. */
const atOnce =
  /\b(?:arriv\w*|presentation|presented|on admission|at admission|upon|immediate\w*|ambulance|paramedics|in the field|found|emergency|ED|ER|A&E|triage|another hospital|(?:at|nursing|care) home|referr\w*|already)\b/i;

export function beforeCourse(
  day: ResolvedDay | undefined,
  image: { readonly id: string; readonly patient: string | null },
  field: 'intubation_present' | 'in_icu',
  events: readonly TimelineEvent[],
  mentions: readonly RuleMention[],
): Draft | null {
  const type = field === 'intubation_present' ? 'intubation' : 'icu-in';
  const own = day?.rule === 'same-time' || day?.rule === 'file-name-admission';
  if (!own || day.day.anchor !== 'admission' || day.day.from !== 0 || day.day.to !== 0) return null;
  if ((day.placed ?? day.confidence) < CONFIDENT) return null;
  const told = events.filter((event) => event.type === type);
  if (told.length === 0 || told.some(({ answer, day }) => answer !== 'yes' || day.from !== null)) return null;
  const about = mentions.filter(({ rule }) => rule.event === type && rule.scope === 'patient');
  const tells = about.every(({ sentence, start }) => {
    const before = sentence.words.slice(Math.max(0, start - 160), start);
    if (atOnce.test(sentence.words)) return false;
    // Who "was admitted to intensive care" may have come there straight; who was transferred did not.
    if (type === 'icu-in')
      return later.test(before) && /^(?:transfer|moved|taken|shifted)/i.test(sentence.words.slice(start));
    return later.test(before) || required.test(before);
  });
  const [first] = about;
  if (!first || !tells) return null;
  return draft(
    { patient: image.patient, image: image.id },
    field,
    'no',
    quoteOfMention(first),
    'film-before-course',
    0.82,
    'the film is of the admission, the patient got worse later',
  );
}
