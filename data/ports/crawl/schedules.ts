/** What is known of a schedule. What time it is, the store alone says: whoever asks may have a clock that is wrong. */
export interface ScheduleState {
  /** When it last was due, or was first asked for: milliseconds since 1970 by the store's clock. Another one after each `take`. */
  readonly lastDue: number;
  /** Milliseconds from then to now. */
  readonly elapsed: number;
  /** `killed`: whoever ran it vanished in the middle. */
  readonly run: 'none' | 'running' | 'killed';
}

/** Which schedules ran, and which are running, over all processes. */
export interface ScheduleStates {
  /** It counts from the moment it is first asked for: it does not run for the time before it existed. */
  get(name: string): Promise<ScheduleState>;
  /**
   * The right to run it, which one process has at a time; it was due now.
   * @param lastDue the state that it was found due by: nobody gets the right who looked before another took it
   * @returns a token, or null when another process has or had it
   */
  take(name: string, lastDue?: number): Promise<string | null>;
  /** A token that is not the newest changes nothing. */
  release(name: string, token: string): Promise<void>;
}
