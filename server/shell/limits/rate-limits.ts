import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { CaselineError } from '../../../data/errors.ts';
import type { User } from '../context.ts';

/** Too many requests: slow down. */
export class TooMany extends CaselineError {
  override readonly status: number = 429;
}

/** Requests a minute. */
export interface RateLimits {
  /** Of one address, signed in or not: an office behind one address has several annotators. */
  readonly address: number;
  /** Of one account: about four times what a fast annotator's browser sends. */
  readonly account: number;
  /** Attempts to sign in of one address; the accounts' own lockout counts beside. */
  readonly login: number;
}

export const defaultLimits: RateLimits = { address: 3_000, account: 1_200, login: 20 };

const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? 'unknown');

const limiter = (
  limit: number,
  keyGenerator: (request: Request, response: Response) => string,
  skip: (request: Request) => boolean = () => false,
): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit,
    keyGenerator,
    skip,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false,
    handler: (_request, _response, next) =>
      next(new TooMany('too-many', 'too many requests in a minute; wait a little and go on')),
  });

/** Limits by address, before anything is looked at. */
export const limitByAddress = (limits: RateLimits): RequestHandler => limiter(limits.address, addressOf);

/** Limits by account, after it is known; strangers share their address's. */
export const limitByAccount = (limits: RateLimits): RequestHandler =>
  limiter(limits.account, (request, response) => {
    const user = response.locals['user'] as User | undefined;
    return user ? `account ${user.name.toLowerCase()}` : `address ${addressOf(request)}`;
  });

export const limitLogins = (limits: RateLimits): RequestHandler =>
  limiter(limits.login, addressOf, (request) => request.method !== 'POST');
