/**
 * Errors by what the caller should do about them. Every message names the value, the place and the remedy.
 * `exitCode` is what the command line ends with: 1 failed, 2 bad usage, 75 try later.
 */
export class CaselineError extends Error {
  /** Stable, machine-readable: kebab-case. */
  readonly code: string;
  readonly exitCode: 1 | 2 | 75 = 1;
  /** HTTP status a server answers with when this reaches it. */
  readonly status: number = 500;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The caller gave something that can never work: mend the input, do not retry. */
export class InvalidInput extends CaselineError {
  override readonly status: number = 422;
}

/** Wrong arguments on the command line (exit 2). */
export class BadUsage extends CaselineError {
  override readonly exitCode = 2 as const;
  override readonly status = 400;
}

/** What was asked for does not exist. */
export class NotFound extends CaselineError {
  override readonly status = 404;
}

/** Somebody else changed it meanwhile: read again, merge, save again. */
export class Conflict extends CaselineError {
  override readonly status = 412;
}

/** A passing fault (network, 5xx): the same call may succeed later. */
export class Retryable extends CaselineError {
  override readonly exitCode = 75 as const;
  override readonly status = 503;
}

/** The other side asked for a pause; nothing may be sent before `until` (milliseconds since 1970). */
export class Throttled extends CaselineError {
  override readonly exitCode = 75 as const;
  override readonly status = 503;
  readonly until: number;

  constructor(code: string, message: string, until: number, options?: { cause?: unknown }) {
    super(code, message, options);
    this.until = until;
  }
}

/** The other side does not want us (robots.txt, challenge, login wall, 403): stop and ask a person. */
export class Blocked extends CaselineError {
  override readonly exitCode = 75 as const;
  override readonly status = 503;
}

/** A page no longer looks as its parser relies on: stop the run, mend the parser. */
export class ContractBroken extends CaselineError {}

/** The message of whatever was thrown, for one-line reports. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
