import { z } from 'zod';
import { ownMarkSchema } from './own.ts';

/**
 * Days. A day is an interval with a reason, counted in whole days from a named anchor: offsets of the
 * reference collection mixed onset and admission, so a number without its anchor says little.
 */

/** What day 0 is. `unknown` stands for a table or text that counts days without saying from when. */
export const anchors = ['onset', 'admission', 'exposure', 'first-image', 'procedure', 'unknown'] as const;
/** One of these, or an event that the collection's protocol counts days from. */
export const anchorSchema = z.union([z.enum(anchors), ownMarkSchema]);
export type Anchor = z.infer<typeof anchorSchema>;

/** How well a day is known: one day, some days, words such as "a few days", or not at all. */
export const certainties = ['exact', 'range', 'vague', 'unknown'] as const;
export const certaintySchema = z.enum(certainties);
export type Certainty = z.infer<typeof certaintySchema>;

/** Days are whole numbers within a hundred years of their anchor; anything else is a typing error. */
export const MOST_DAYS = 36_525;
const dayNumber = z.int().min(-MOST_DAYS).max(MOST_DAYS);

/**
 * Words of a source: `text` names a text of the same case, `start` and `end` are UTF-16 code unit offsets
 * into it (as `String.prototype.slice` takes them), end exclusive.
 */
export const quoteSchema = z
  .strictObject({
    text: z.string().min(1),
    start: z.int().min(0),
    end: z.int().min(1),
    /** The words themselves, kept so that a changed text is noticed. */
    words: z.string().min(1),
  })
  .refine((quote) => quote.end > quote.start, { error: 'a quote ends after it starts' });
export type Quote = z.infer<typeof quoteSchema>;

/**
 * An interval of days, both ends included, from `anchor`. `from` and `to` are null where an end is open
 * ("within 48 h") or unknown; exact days have both ends equal.
 */
export const daySchema = z
  .strictObject({
    from: dayNumber.nullable(),
    to: dayNumber.nullable(),
    anchor: anchorSchema,
    certainty: certaintySchema,
    /** Why this interval: one line for people, e.g. "'8 days later' counts from the film of day 0". */
    reason: z.string().max(500).optional(),
  })
  .refine((day) => day.from === null || day.to === null || day.from <= day.to, {
    error: 'a day interval starts before it ends',
  })
  .refine((day) => day.certainty !== 'exact' || (day.from !== null && day.from === day.to), {
    error: 'an exact day has one number for both ends',
  });
export type Day = z.infer<typeof daySchema>;

/** One exact day from an anchor. */
export const exactDay = (number: number, anchor: Anchor = 'unknown'): Day => ({
  from: number,
  to: number,
  anchor,
  certainty: 'exact',
});
