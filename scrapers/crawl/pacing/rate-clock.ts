/** What must be kept of an answer so that the next request, by whichever process, waits long enough. */
export interface SlotRelease {
  /** End of the last request, milliseconds since 1970. */
  readonly ended: number;
  /** Earliest start of the next request, milliseconds since 1970. */
  readonly nextSlot: number;
}

export interface SlotRequest {
  /** Now, milliseconds since 1970. */
  readonly now: number;
  /** The asking process's own least pause, milliseconds; holds even when the last requester had a shorter one. */
  readonly floor: number;
  /** Requests a UTC day, null for no limit. */
  readonly budget: number | null;
  /** How long the request may take at most, milliseconds: after that a holder that vanished is passed over. */
  readonly lease: number;
}

export type SlotAnswer =
  | { readonly granted: true; readonly token: string }
  /** Ask again at `at` (milliseconds since 1970). `busy`: another process is in the middle of a request. */
  | { readonly granted: false; readonly at: number; readonly reason: 'pause' | 'busy' | 'budget' };

/**
 * One clock a host, shared by everything that crawls: at most one request at a time, none before the next slot, and the
 * requests of the day counted. The embedded one is a table in the workspace; several machines need one that they share.
 */
export interface RateClock {
  /** Takes the host if it is free and its time has come. Counts the request. */
  acquire(host: string, request: SlotRequest): Promise<SlotAnswer>;
  /** Gives the host back. A token whose lease was passed on changes nothing. */
  release(host: string, token: string, release: SlotRelease): Promise<void>;
}
