export interface SlotRequest {
  /** The asking process's own least pause, milliseconds; holds even when the last requester had a shorter one. */
  readonly floor: number;
  /** Requests a UTC day, null for no limit. */
  readonly budget: number | null;
  /** How long the request may take at most, milliseconds: after that a holder that vanished is passed over. */
  readonly lease: number;
}

export type SlotAnswer =
  | { readonly granted: true; readonly token: string }
  /** Ask again after `wait` milliseconds. `busy`: another process is in the middle of a request. */
  | { readonly granted: false; readonly wait: number; readonly reason: 'pause' | 'busy' | 'budget' };

/**
 * One clock a host, shared by everything that crawls: at most one request at a time, none before the next slot, and the
 * requests of the day counted. It is asked and told in durations: what time it is, the store alone says, so that a
 * process or machine whose clock is wrong is granted nothing too early.
 */
export interface HostClock {
  /** Takes the host if it is free and its time has come. Counts the request. */
  acquire(host: string, request: SlotRequest): Promise<SlotAnswer>;
  /**
   * Gives the host back at the end of a request. A token whose lease was passed on changes nothing.
   * @param pause milliseconds from now to the earliest start of the next request, by whichever process
   */
  release(host: string, token: string, pause: number): Promise<void>;
}
