import { z } from 'zod';
import { daySchema, quoteSchema } from './day.ts';
import { ENDED, isOwnMark, type OwnMark, ownMarkSchema } from './own.ts';

/** Events of a patient's course. States (in ICU, tube in place, on oxygen) run from an `in`/start to an `out`/stop. */
export const eventTypes = [
  'onset',
  'exposure',
  'admission',
  'icu-in',
  'icu-out',
  'intubation',
  'extubation',
  'oxygen-start',
  'oxygen-stop',
  'rt-pcr',
  'discharge',
  'death',
  'measurement',
  'image',
  'procedure',
] as const;
/** One of these, or an event that the collection's protocol asks for. */
export const eventTypeSchema = z.union([z.enum(eventTypes), ownMarkSchema]);
export type EventType = z.infer<typeof eventTypeSchema>;

/** A state runs from an event to another. */
export interface Span {
  readonly start: EventType;
  readonly stop: EventType;
}

/** States that run from one event to another. */
export const states = {
  intubated: { start: 'intubation', stop: 'extubation' },
  icu: { start: 'icu-in', stop: 'icu-out' },
  oxygen: { start: 'oxygen-start', stop: 'oxygen-stop' },
} as const satisfies Record<string, Span>;
export type StateName = keyof typeof states;

/** What begins and ends a state; an own one begins with its event, and what ends that has its own name. */
export const spanOf = (state: StateName | OwnMark): Span =>
  isOwnMark(state) ? { start: state, stop: `${state}${ENDED}` } : states[state];

/** What can be measured, each with the one unit it is kept in. */
export const quantities = {
  temperature: { unit: '°C' },
  spo2: { unit: '%' },
  po2: { unit: 'mmHg' },
  leukocytes: { unit: '10^3/µL' },
  neutrophils: { unit: '10^3/µL' },
  lymphocytes: { unit: '10^3/µL' },
} as const;
export type Quantity = keyof typeof quantities;
export const quantitySchema = z.enum(Object.keys(quantities) as [Quantity, ...Quantity[]]);

/** Four-way: silence is never "no". */
export const answers = ['yes', 'no', 'not-stated', 'unclear'] as const;
export const answerSchema = z.enum(answers);
export type Answer = z.infer<typeof answerSchema>;

export const timelineEventSchema = z.strictObject({
  id: z.string().min(1).max(100),
  patient: z.string().min(1),
  type: eventTypeSchema,
  day: daySchema,
  /** For `image`: which one. */
  image: z.string().nullable().default(null),
  /** For `measurement`. */
  measurement: z
    .strictObject({
      quantity: quantitySchema,
      /** In the quantity's own unit. */
      value: z.number(),
      /** As written, e.g. "101.3 °F". */
      stated: z.string().max(200),
    })
    .nullable()
    .default(null),
  /** For `rt-pcr`: the result; for other events whether it happened ("did not require intubation" is a stated no). */
  answer: answerSchema.default('yes'),
  quote: quoteSchema.nullable().default(null),
});
export type TimelineEvent = z.infer<typeof timelineEventSchema>;
