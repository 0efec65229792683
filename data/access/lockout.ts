/** Failed attempts within this time count, and a lock lasts as long. Milliseconds. */
export const LOCK_WINDOW = 15 * 60 * 1000;
/** From one address on one account: enough for a forgotten password. */
const PER_ADDRESS = 5;
/** On one account from anywhere: so many come from a machine that guesses. An attacker can keep an owner out so long only. */
const PER_ACCOUNT = 50;

export interface Failure {
  /** Where the attempt came from. */
  readonly address: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Milliseconds until the next attempt at an account is looked at; 0 when now.
 * @param failures on this account, the newest first
 * @param address where the attempt comes from
 */
export function lockedFor(failures: readonly Failure[], address: string, now: number): number {
  // A clock that was set back leaves failures in the future: they count from now on, neither for ever nor not at all.
  const counted = failures
    .map(({ address: from, at }) => ({ address: from, at: Math.min(at, now) }))
    .filter(({ at }) => at > now - LOCK_WINDOW);
  const own = counted.filter((failure) => failure.address === address);
  const limits = [own[PER_ADDRESS - 1], counted[PER_ACCOUNT - 1]].flatMap((failure) =>
    failure ? [failure.at + LOCK_WINDOW - now] : [],
  );
  return Math.max(0, ...limits);
}
