import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { CaselineError, NotFound, Retryable } from '../../data/errors.ts';
import { askToSignIn } from './auth/ask-to-sign-in.ts';
import { identify } from './auth/identify.ts';
import type { Services, User } from './context.ts';
import { errorPage } from './error-page.ts';
import { type Feature, siteOfFeatures } from './feature.ts';
import { keepIndexFilled, noteFilling } from './filling.ts';
import { limitBody } from './limits/body-limit.ts';
import {
  defaultLimits,
  limitByAccount,
  limitByAddress,
  limitLogins,
  type RateLimits,
} from './limits/rate-limits.ts';
import { faultForLog, requestLog } from './log/request-log.ts';
import { casesMentioning } from './mentions.ts';
import { hiddenFrom, lookUpViewer, viewerOf, watchCases } from './privacy/hide.ts';
import type { Frame } from './render.ts';
import { wantsFragment } from './request.ts';
import { Routes } from './router.ts';
import { refuseForeign, sameOriginOnly, securityHeaders } from './security.ts';
import { loadStaticFiles } from './static-files.ts';

/**
 * The features as one Express app, behind what every request passes on its way: log, headers, limits, who asks, what that
 * person may see of the cases.
 */
export function serveFeatures(
  features: readonly Feature[],
  services: Services,
  limits: RateLimits = defaultLimits,
): { readonly app: Express; readonly routes: Routes } {
  const statics = loadStaticFiles(features);
  const site = siteOfFeatures(features, statics.has);
  const watch = watchCases(services);
  const routes = new Routes((route, request, response) => {
    if (route.acts) refuseForeign(request);
    return watch(route, request, response);
  });
  for (const { routes: groups } of features) for (const group of groups) group(routes, services);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const { access, logger, metrics } = services;
  if (access.kind === 'accounts') app.set('trust proxy', [...access.trustedProxies]);
  app.use(requestLog(logger, metrics, access));
  app.use(securityHeaders);
  app.use(statics.handler);
  if (access.kind === 'accounts') app.use(limitByAddress(limits));
  app.use(limitBody);
  app.use(sameOriginOnly);
  app.use(identify(access, services.localUser));
  if (access.kind === 'accounts') {
    app.use(limitByAccount(limits));
    app.use('/login', limitLogins(limits));
  }
  app.use(express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 500 }));
  const { preferences } = services.workspace;
  app.use(async (request: Request, response: Response, next: NextFunction) => {
    const user = response.locals['user'] as User | undefined;
    const signedIn = access.kind === 'accounts';
    response.locals['frame'] = {
      user,
      site,
      staticBase: statics.base,
      workspaceName: services.workspace.config.name,
      signedIn,
      ...(signedIn && user && request.method === 'GET'
        ? { keys: await preferences.keysOf(user.name), desk: await preferences.deskOf(user.name) }
        : {}),
    } satisfies Frame;
    request.res = response;
    next();
  });
  app.use(keepIndexFilled(services));
  app.use(lookUpViewer(services));
  app.use(async (request: Request, response: Response, next: NextFunction) => {
    const user = response.locals['user'] as User | undefined;
    // Only whole pages have a header to show it in.
    const whole = request.method === 'GET' && !wantsFragment(request) && request.accepts('html');
    if (user && whole && viewerOf(response).refusal === null)
      response.locals['frame'].mentions = await casesMentioning(
        services,
        user.name,
        await hiddenFrom(response),
      );
    if (user && whole) await noteFilling(services, response);
    next();
  });
  app.use(routes.router);
  app.use((request: Request, response: Response) => {
    if (!response.locals['user']) return askToSignIn(request, response);
    throw new NotFound('no-page', `there is no page at ${request.path}`);
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const status = statusOf(error);
    // What only asks to come again is no fault; the line of the request tells of it.
    if (status >= 500 && !(error instanceof Retryable))
      logger.error({ request: response.locals['request'], fault: faultForLog(error) }, 'a fault');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    errorPage(request, response, status, error);
  });
  return { app, routes };
}

/** Our own errors name their status; the body parser's do too; everything else is a fault of ours. */
function statusOf(error: unknown): number {
  if (error instanceof CaselineError) return error.status;
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
