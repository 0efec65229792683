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
  // Between both ends: a clock that was set back leaves failures in the future, which must not lock for ever.
  const counted = failures.filter(({ at }) => at > now - LOCK_WINDOW && at <= now + 60_000);
  const own = counted.filter((failure) => failure.address === address);
  const limits = [own[PER_ADDRESS - 1], counted[PER_ACCOUNT - 1]].flatMap((failure) =>
    failure ? [failure.at + LOCK_WINDOW - now] : [],
  );
  return Math.max(0, ...limits);
}
