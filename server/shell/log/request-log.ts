import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { CaselineError } from '../../../data/errors.ts';
import type { Access } from '../auth/access.ts';
import type { User } from '../context.ts';
import type { Metrics } from './metrics.ts';

/** The route's pattern (`/cases/:id`): addresses themselves can hold words of a search. */
const routeOf = (request: Request): string => (request.route?.path as string | undefined) ?? 'none';

/** An id that a trusted proxy gave, else our own. */
const idOf = (request: Request, access: Access): string => {
  const given = request.headers['x-request-id'];
  const believed = access.kind === 'accounts' && access.trustedProxies.length > 0;
  return believed && typeof given === 'string' && /^[A-Za-z0-9-]{8,64}$/.test(given)
    ? given
    : randomBytes(8).toString('hex');
};

/**
 * One line a request when it is answered: id, method, route, status, time, who. No address line, no form, no text of a
 * case: nothing a patient could be known by.
 */
export const requestLog =
  (logger: Logger, metrics: Metrics, access: Access): RequestHandler =>
  (request: Request, response: Response, next: NextFunction) => {
    const id = idOf(request, access);
    const started = performance.now();
    response.locals['request'] = id;
    response.set('X-Request-Id', id);
    metrics.began();
    response.once('close', () => {
      const milliseconds = performance.now() - started;
      const route = routeOf(request);
      metrics.ended(
        request.method,
        route,
        response.writableFinished ? response.statusCode : 499,
        milliseconds,
      );
      const user = response.locals['user'] as User | undefined;
      logger[response.statusCode >= 500 ? 'error' : 'info'](
        {
          request: id,
          method: request.method,
          route,
          status: response.statusCode,
          finished: response.writableFinished,
          ms: Math.round(milliseconds * 10) / 10,
          user: user?.name ?? null,
        },
        'request',
      );
    });
    next();
  };

/**
 * What the log says of a fault: where in the code and what kind. Messages can quote a case's text, so they stay out,
 * except those of the operating system, which name a file and a reason.
 */
export function faultForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? { cause: faultForLog(error.cause) } : {};
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(syscall === undefined ? {} : { syscall, path }),
    ...(error instanceof CaselineError && error.code.startsWith('disk-') ? { message: error.message } : {}),
    at: frames.slice(0, 12).map((line) => line.trim()),
    ...cause,
  };
}
