import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { NotFound } from '../../data/errors.ts';
import type { Services, User } from '../context.ts';
import { Forbidden } from '../router.ts';
import { hiddenCases } from './rights.ts';

/** Cases that the asking person must not see; pages that list cases leave them out. */
export const hiddenFrom = (response: Response): string[] =>
  (response.locals['hidden'] as string[] | undefined) ?? [];

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
};

/** First parts of the paths that leave hidden cases out, or tell nothing of cases. Others speak of all cases together. */
const discreet = new Set([
  '',
  'cases',
  'mentions',
  'images',
  'datasets',
  'papers',
  'account',
  'login',
  'logout',
  'healthz',
  'metrics',
]);

/**
 * Answers for a private dataset's cases and images as if they were not there. An image is shown when some case that
 * holds it may be seen; one that no case is known to hold is not, as long as anything is hidden. Pages about all cases
 * together are refused then.
 */
export const hidePrivate =
  (services: Services): RequestHandler =>
  (request: Request, response: Response, next: NextFunction) => {
    const user = response.locals['user'] as User | undefined;
    const hidden = user ? hiddenCases(services, user) : [];
    response.locals['hidden'] = hidden;
    if (hidden.length === 0) return next();
    const first = request.path.split('/')[1] ?? '';
    if (!discreet.has(first)) {
      throw new Forbidden(
        'private-cases',
        'this page speaks of all cases, and some belong to private datasets; it is shown to annotators and those with access to them',
      );
    }
    const away = new Set(hidden);
    const [, kind = '', part = ''] = /^\/(cases|images)\/([^/]+)/.exec(request.path) ?? [];
    const key = decoded(part);
    const shown =
      kind === 'cases'
        ? !away.has(key)
        : kind !== 'images' || services.workspace.index.casesWithImage(key).some((id) => !away.has(id));
    if (!shown) throw new NotFound('no-page', `there is no page at ${request.path}`);
    next();
  };
