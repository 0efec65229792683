/** A session ends after this long without a request. Milliseconds. */
export const IDLE = 12 * 60 * 60 * 1000;
/** And after this long in any case. Milliseconds. */
export const LIFETIME = 14 * 24 * 60 * 60 * 1000;
/**
 * How far a clock may be off without anybody's session ending for it. Corrected by more, what it made in the time that is
 * still to come ends. Milliseconds.
 */
export const LARGEST_SLIP = 60 * 60 * 1000;
/** How often it is written down that a session or token was used: not with every request. Milliseconds. */
const NOTE_EVERY = 60_000;

/** Whether something was made, or used, by a clock that was ahead and has been corrected. @param at @param now milliseconds since 1970 */
export const isOfLater = (at: number, now: number): boolean => at > now + LARGEST_SLIP;

/** Whether a session has run out. @param startedAt @param seenAt @param now milliseconds since 1970 */
export const hasEnded = (startedAt: number, seenAt: number, now: number): boolean =>
  now - seenAt > IDLE || now - startedAt > LIFETIME || isOfLater(startedAt, now) || isOfLater(seenAt, now);

/** Whether it is time to write down a use. @param notedAt the last that was, milliseconds since 1970 */
export const isToBeNoted = (notedAt: number, now: number): boolean => Math.abs(now - notedAt) > NOTE_EVERY;
