import type { Express } from 'express';
import { type Logger, pino } from 'pino';
import { readerFor } from '../curation/suggest/case-reading.ts';
import { RULE_SET } from '../curation/suggest/suggestion.ts';
import type { Workspace } from '../data/ports/workspace.ts';
import { accountFeature } from './features/account/route.ts';
import { adjudicationFeature } from './features/adjudication/route.ts';
import { agreementFeature } from './features/agreement/route.ts';
import { caseFeature } from './features/case/route.ts';
import { casesFeature } from './features/cases/route.ts';
import { checksFeature } from './features/checks/route.ts';
import { cohortFeature } from './features/cohort/route.ts';
import { CrawlRunner, type SiteOf } from './features/crawls/crawl-runner.ts';
import { crawlsFeature } from './features/crawls/route.ts';
import { datasetsFeature } from './features/datasets/route.ts';
import { enterFeature } from './features/enter/route.ts';
import { homeFeature } from './features/home/route.ts';
import { imagesFeature } from './features/images/route.ts';
import { ImportDesk } from './features/import/import-desk.ts';
import { importFeature } from './features/import/route.ts';
import { keysFeature } from './features/keys/route.ts';
import { loginFeature } from './features/login/route.ts';
import { mentionsFeature } from './features/mentions/route.ts';
import { operationFeature } from './features/operation/route.ts';
import { panelsFeature } from './features/panels/route.ts';
import { PaperRunner } from './features/papers/paper-runner.ts';
import { papersFeature } from './features/papers/route.ts';
import { protocolFeature } from './features/protocol/route.ts';
import { settingsFeature } from './features/settings/route.ts';
import { statisticsFeature } from './features/statistics/route.ts';
import { timelinesFeature } from './features/timelines/route.ts';
import { usersFeature } from './features/users/route.ts';
import { serveFeatures } from './shell/app.ts';
import type { Services, User } from './shell/context.ts';
import type { Feature } from './shell/feature.ts';
import type { RateLimits } from './shell/limits/rate-limits.ts';
import { Metrics } from './shell/log/metrics.ts';
import type { Routes } from './shell/router.ts';

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
  /** Tables handed in on the pages. */
  readonly imports: ImportDesk;
  close(): void;
}

/**
 * Every page and family of fragments, once. The menu shows those with an entry in this order; the stylesheet takes
 * theirs in this order too, so that what stands later may restyle what stands before.
 */
const featuresOf = (crawls: CrawlRunner, papers: PaperRunner, imports: ImportDesk): readonly Feature[] => [
  keysFeature,
  caseFeature,
  loginFeature,
  accountFeature,
  usersFeature,
  operationFeature,
  imagesFeature,
  mentionsFeature,
  homeFeature,
  casesFeature,
  enterFeature,
  panelsFeature,
  agreementFeature,
  adjudicationFeature,
  papersFeature(papers),
  crawlsFeature(crawls),
  importFeature(imports),
  checksFeature,
  timelinesFeature,
  cohortFeature,
  statisticsFeature,
  datasetsFeature,
  protocolFeature,
  settingsFeature,
];

/**
 * The workbench as an Express app over an open workspace. Pure wiring: it listens to nothing and starts
 * nothing; `serve.ts` does.
 */
export function createApp(options: AppOptions): App {
  const { claims, audit, datasets, privacy, desk } = options.workspace;
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
    read: options.read ?? readerFor(options.workspace),
    ruleSet: options.ruleSet ?? RULE_SET,
  };
  const close = (): void => services.metrics.close();
  const crawls = new CrawlRunner(services, options.siteOf);
  const papers = new PaperRunner(services);
  const imports = new ImportDesk(services);
  const { app, routes } = serveFeatures(featuresOf(crawls, papers, imports), services, options.limits);
  return { app, routes, services, crawls, papers, imports, close };
}
