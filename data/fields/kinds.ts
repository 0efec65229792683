import type { CaseImage, Patient } from '../format/case.ts';
import { type Answer, answers, type EventType, type Quantity, quantities } from '../format/timeline.ts';
import type { Field, Following, StatedFact } from './field.ts';

/** What fields of one kind share. */

/** Keeps an entry's own literal types. */
export const field = <const Entry extends Field>(entry: Entry): Entry => entry;

/** Yes, no, not stated, unclear. */
export const answer = {
  kind: 'answer',
  choices: answers,
  cells: { yes: 'Y', no: 'N', 'not-stated': '', unclear: 'Unclear' },
  silence: 'not-stated',
} as const;

/** One positive test among negative ones is a positive patient; one intubation is an intubated patient. */
const sureFirst = ['yes', 'no', 'unclear'] as const satisfies readonly Answer[];

/** The answer of the events of one type. */
export const answerFromEvents = (type: EventType): readonly Following[] =>
  sureFirst.map((means) => ({ means, events: [[type, means]] }));

/** A measurement of the image's day, in its quantity's unit. */
export const measured = (quantity: Quantity) =>
  ({
    kind: 'number',
    scope: 'image',
    asked: ['image-when-said'],
    unit: quantities[quantity].unit,
    quantity,
  }) as const;

/** A term of an image (its view, its modality) as the source states it. */
export const termOf =
  (term: 'view' | 'modality') =>
  (_patient: Patient | null, image: CaseImage | null): StatedFact | null => {
    const found = image?.[term];
    if (!found?.value) return null;
    return { value: found.value, reason: found.reason ?? `stated as “${found.stated ?? found.value}”` };
  };

/** A fact that the source states in its own words. */
export const plainFact = (value: string | null | undefined): StatedFact | null =>
  value ? { value, reason: 'stated by the source' } : null;
