import type { Mark } from './marks.ts';
import type { Told } from './told-events.ts';

/** An event that a sentence tells, with the words of the sentence that date it. */
export interface Dated {
  readonly told: Told;
  /** What the event is dated by; null where the sentence does not say when. */
  readonly by: Mark | null;
  /** "Day 18, one day after extubation": the event lies so many days before that day. */
  readonly link: (Mark & { kind: 'from' }) | null;
  /** "Ventilated for 9 days": how long what began there lasted. */
  readonly lasted: (Mark & { kind: 'lasted' }) | null;
  /** "From day 2 to day 8", "until day 8": when it ended. */
  readonly until: Mark | null;
}
