import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type Logger, pino } from 'pino';
import { type Conventions, suggest, suggestEvents } from '../curation/suggest/suggest.ts';
import { RULE_SET } from '../curation/suggest/suggestion.ts';
import type { Workspace } from '../data/embedded/workspace.ts';
import { CaselineError, NotFound, Retryable } from '../data/errors.ts';
import type { Case } from '../data/format/case.ts';
import { hiddenFrom, keepIndexFilled, lookUpViewer, viewerOf, watchCases } from './archive/hide.ts';
import { askToSignIn } from './auth/ask-to-sign-in.ts';
import { identify } from './auth/identify.ts';
import {
  defaultLimits,
  limitByAccount,
  limitByAddress,
  limitLogins,
  type RateLimits,
} from './auth/limits.ts';
import { loginRoutes } from './auth/login-routes.ts';
import { limitBody } from './body-limit.ts';
import type { Services, User } from './context.ts';
import { errorPage } from './error-page.ts';
import { Metrics } from './operation/metrics.ts';
import { faultForLog, requestLog } from './operation/request-log.ts';
import { operationRoutes } from './operation/routes.ts';
import { wantsFragment } from './request.ts';
import { Routes } from './router.ts';
import { accountRoutes } from './routes/account.ts';
import { agreementRoutes } from './routes/agreement.ts';
import { caseRoutes } from './routes/case.ts';
import { caseListRoutes } from './routes/cases.ts';
import { checkRoutes } from './routes/checks.ts';
import { crawlRoutes } from './routes/crawls.ts';
import { datasetFileRoutes } from './routes/dataset-files.ts';
import { datasetTalkRoutes } from './routes/dataset-talk.ts';
import { datasetRoutes } from './routes/datasets.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { driftRoutes } from './routes/drift.ts';
import { enterRoutes } from './routes/enter.ts';
import { eventRoutes } from './routes/events.ts';
import { homeRoutes } from './routes/home.ts';
import { imageToolRoutes } from './routes/image-tools.ts';
import { imageRoutes } from './routes/images.ts';
import { keyRoutes } from './routes/keys.ts';
import { mentionRoutes } from './routes/mentions.ts';
import { noteRoutes } from './routes/notes.ts';
import { panelRoutes } from './routes/panels.ts';
import { paperRoutes } from './routes/papers.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { wordRoutes } from './routes/words.ts';
import { sameOriginOnly, securityHeaders } from './security.ts';
import { loadStaticFiles } from './static-files.ts';
import { CrawlRunner, type SiteOf } from './work/crawl-runner.ts';
import { PaperRunner } from './work/paper-runner.ts';
import { casesMentioning } from './workbench/mentions.ts';

/** Services that the workspace gives. */
type Stored = 'claims' | 'audit' | 'datasets' | 'privacy' | 'desk';

export interface AppOptions extends Partial<Omit<Services, 'workspace' | 'localUser' | Stored>> {
  readonly workspace: Workspace;
  /** Who works when nobody signs in; the name goes into every decision. */
  readonly user?: User;
  readonly logger?: Logger;
  /** Requests a minute, where people sign in. */
  readonly limits?: RateLimits;
  /** Where crawls from the pages find a source, when not at its own address. */
  readonly siteOf?: SiteOf;
}

/** The app with the list of its routes and roles, and what to call when it stops. */
export interface App {
  readonly app: Express;
  readonly routes: Routes;
  readonly services: Services;
  /** Crawls and papers that run beside the pages. */
  readonly crawls: CrawlRunner;
  readonly papers: PaperRunner;
  close(): void;
}

const groups = [
  loginRoutes,
  accountRoutes,
  keyRoutes,
  operationRoutes,
  homeRoutes,
  agreementRoutes,
  caseListRoutes,
  caseRoutes,
  driftRoutes,
  decisionRoutes,
  eventRoutes,
  imageToolRoutes,
  panelRoutes,
  noteRoutes,
  mentionRoutes,
  wordRoutes,
  imageRoutes,
  checkRoutes,
  datasetRoutes,
  datasetTalkRoutes,
  datasetFileRoutes,
];

/**
 * The workbench as an Express app over an open workspace. Pure wiring: it listens to nothing and starts
 * nothing; `serve.ts` does.
 */
export function createApp(options: AppOptions): App {
  const { claims, audit, datasets, privacy, desk, preferences } = options.workspace;
  const conventionsOf = ({ source }: Case): Conventions => ({
    firstHospitalDay: options.workspace.config.sources[source.site]?.firstHospitalDay ?? 0,
  });
  const services: Services = {
    workspace: options.workspace,
    logger: options.logger ?? pino({ level: 'silent' }),
    claims,
    access: options.access ?? { kind: 'local' },
    audit,
    metrics: options.metrics ?? new Metrics(),
    datasets,
    privacy,
    desk,
    localUser: options.user ?? { name: 'me', role: 'maintainer' },
    now: options.now ?? Date.now,
    suggest: options.suggest ?? ((record) => suggest(record, conventionsOf(record))),
    suggestEvents:
      options.suggestEvents ?? ((record, patient) => suggestEvents(record, patient, conventionsOf(record))),
    ruleSet: options.ruleSet ?? RULE_SET,
  };
  const close = (): void => services.metrics.close();
  const statics = loadStaticFiles();
  const routes = new Routes(watchCases(services));
  const crawls = new CrawlRunner(services, options.siteOf);
  const papers = new PaperRunner(services);
  for (const group of [...groups, crawlRoutes(crawls), paperRoutes(papers), statisticsRoutes, enterRoutes])
    group(routes, services);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const { access, logger, metrics, now } = services;
  if (access.kind === 'accounts') app.set('trust proxy', [...access.trustedProxies]);
  app.use(requestLog(logger, metrics, access));
  app.use(securityHeaders);
  app.use(statics.handler);
  const limits = options.limits ?? defaultLimits;
  if (access.kind === 'accounts') app.use(limitByAddress(limits));
  app.use(limitBody);
  app.use(sameOriginOnly);
  app.use(identify(access, services.localUser, now));
  if (access.kind === 'accounts') {
    app.use(limitByAccount(limits));
    app.use('/login', limitLogins(limits));
  }
  app.use(express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 500 }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const user = response.locals['user'] as User | undefined;
    const signedIn = access.kind === 'accounts';
    response.locals['frame'] = {
      user,
      staticBase: statics.base,
      workspaceName: services.workspace.config.name,
      signedIn,
      ...(signedIn && user && request.method === 'GET' ? { keys: preferences.keysOf(user.name) } : {}),
    };
    request.res = response;
    next();
  });
  app.use(keepIndexFilled(services));
  app.use(lookUpViewer(services));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const user = response.locals['user'] as User | undefined;
    // Only whole pages have a header to show it in.
    const whole = request.method === 'GET' && !wantsFragment(request) && request.accepts('html');
    if (user && whole && viewerOf(response).refusal === null)
      response.locals['frame'].mentions = casesMentioning(services, user.name, hiddenFrom(response));
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
  return { app, routes, services, crawls, papers, close };
}

/** Our own errors name their status; the body parser's do too; everything else is a fault of ours. */
function statusOf(error: unknown): number {
  if (error instanceof CaselineError) return error.status;
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
