import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type Logger, pino } from 'pino';
import { CaselineError, messageOf, NotFound } from '../data/errors.ts';
import type { Workspace } from '../data/store/workspace.ts';
import type { Services, User } from './context.ts';
import { errorPage } from './error-page.ts';
import { Routes } from './router.ts';
import { caseRoutes } from './routes/case.ts';
import { caseListRoutes } from './routes/cases.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { eventRoutes } from './routes/events.ts';
import { homeRoutes } from './routes/home.ts';
import { imageToolRoutes } from './routes/image-tools.ts';
import { imageRoutes } from './routes/images.ts';
import { noteRoutes } from './routes/notes.ts';
import { wordRoutes } from './routes/words.ts';
import { sameOriginOnly, securityHeaders } from './security.ts';
import { loadStaticFiles } from './static-files.ts';
import { SqliteClaims } from './work/sqlite-claims.ts';

export interface AppOptions extends Partial<Omit<Services, 'workspace' | 'localUser'>> {
  readonly workspace: Workspace;
  /** Who works when nobody signs in; the name goes into every decision. */
  readonly user?: User;
  readonly logger?: Logger;
}

/** The app with the list of its routes and roles, and what to call when it stops. */
export interface App {
  readonly app: Express;
  readonly routes: Routes;
  readonly services: Services;
  close(): void;
}

const groups = [
  homeRoutes,
  caseListRoutes,
  caseRoutes,
  decisionRoutes,
  eventRoutes,
  imageToolRoutes,
  noteRoutes,
  wordRoutes,
  imageRoutes,
];

/**
 * The workbench as an Express app over an open workspace. Pure wiring: it listens to nothing and starts
 * nothing; `serve.ts` does.
 */
export function createApp(options: AppOptions): App {
  const claims = options.claims ?? new SqliteClaims(join(options.workspace.directory, 'work.sqlite'));
  const services: Services = {
    workspace: options.workspace,
    logger: options.logger ?? pino({ level: 'silent' }),
    claims,
    localUser: options.user ?? { name: 'me', role: 'maintainer' },
    now: options.now ?? Date.now,
    suggest: options.suggest ?? (() => []),
    ruleSet: options.ruleSet ?? 'none',
  };
  const statics = loadStaticFiles();
  const routes = new Routes();
  for (const group of groups) group(routes, services);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(securityHeaders);
  app.use(statics.handler);
  app.use(sameOriginOnly);
  app.use(express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 500 }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const user = services.localUser;
    response.locals['user'] = user;
    response.locals['frame'] = {
      user,
      staticBase: statics.base,
      workspaceName: services.workspace.config.name,
    };
    request.res = response;
    next();
  });
  app.use(routes.router);
  app.use((request: Request) => {
    throw new NotFound('no-page', `there is no page at ${request.path}`);
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const status = statusOf(error);
    if (status >= 500) services.logger.error({ err: error, url: request.originalUrl }, messageOf(error));
    if (response.headersSent) {
      response.destroy();
      return;
    }
    errorPage(request, response, status, error);
  });
  return { app, routes, services, close: () => claims.close() };
}

/** Our own errors name their status; the body parser's do too; everything else is a fault of ours. */
function statusOf(error: unknown): number {
  if (error instanceof CaselineError) return error.status;
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
