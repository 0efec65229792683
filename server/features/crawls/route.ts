import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { NotFound } from '../../../data/errors.ts';
import { reaches } from '../../../data/format/account.ts';
import { openCrawlDatabase } from '../../../scrapers/crawl/archive/crawl-database.ts';
import { listBlocked } from '../../../scrapers/crawl/door/blocked-evidence.ts';
import { RunHistory } from '../../../scrapers/crawl/run/run-history.ts';
import { sourceNames } from '../../../scrapers/source-names.ts';
import type { Services, User } from '../../shell/context.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import { parsedInput, pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { partial } from '../case/fragments.ts';
import type { CrawlRunner } from './crawl-runner.ts';
import { schedulerOf } from './schedule-clock.ts';

const crawlForm = z.object({
  source: z.enum(sourceNames),
  query: z.string().trim().max(500).default(''),
  limit: z
    .union([z.literal(''), z.coerce.number().int().min(1).max(100_000)])
    .optional()
    .transform((limit) => (typeof limit === 'number' ? limit : undefined)),
});

const wordsOf = (query: string): string[] => query.split(/\s+/).filter(Boolean);

/** How often a live page is told anew at most, in milliseconds. */
const TELL_EVERY = 300;

function runsOf(services: Services) {
  const database = openCrawlDatabase(services.workspace.directory);
  try {
    return new RunHistory(database).list({ limit: 30 });
  } finally {
    database.close();
  }
}

/** Crawls: what ran, what runs now, what is planned, and which source wants a person. */
const crawlRoutes =
  (runner: CrawlRunner): RouteGroup =>
  (routes, services) => {
    const live = (): string =>
      view('crawls/live', {
        crawls: runner.list(),
        running: (source: string) => runner.isRunning(source),
        now: services.now(),
      });

    const blocked = (user: User): string =>
      view('crawls/blocked', {
        maintains: reaches(user.role, 'maintainer'),
        blocked: listBlocked(services.workspace.directory)
          .slice(0, 20)
          .map((one) => ({ ...one, key: basename(one.folder) })),
      });
    const history = (): string => view('crawls/history', { runs: runsOf(services) });

    routes.add('get', '/crawls', { role: 'reader' }, (request, response) => {
      const scheduler = schedulerOf(services);
      let schedules: ReturnType<typeof scheduler.list> = [];
      let scheduleFault = '';
      try {
        schedules = scheduler.list();
      } catch (error) {
        // A faulty cron expression is a person's to mend; the rest of the page stands.
        scheduleFault = (error as Error).message;
      } finally {
        scheduler.close();
      }
      const { sources } = services.workspace.config;
      const body = {
        sources: sourceNames.map((name) => ({
          name,
          cases: services.workspace.index.list({ site: name, limit: 1 }).total,
          permission: sources[name]?.permission ?? null,
          needsPermission: name === 'radiopaedia' && !sources[name]?.permission,
        })),
        history: history(),
        schedules,
        scheduleFault,
        blocked: blocked(currentUser(request)),
        contact: services.workspace.config.contact,
        live: live(),
        user: currentUser(request),
        now: services.now(),
      };
      sendPage(request, response, 'Crawls', 'crawls/page', body);
    });

    // Progress as server-sent events: each message is the fragment as it stands.
    routes.add('get', '/crawls/live', { role: 'reader' }, (request, response) => {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      let timer: NodeJS.Timeout | null = null;
      let hasEnded = false;
      const user = currentUser(request);
      const tell = () => {
        timer = null;
        // With the end of a crawl comes its row of the history, and what it left for a person.
        const ended = hasEnded
          ? partial('crawls-history', history()) + partial('crawls-blocked', blocked(user))
          : '';
        hasEnded = false;
        response.write(
          `${(live() + ended)
            .split(/\r\n|[\r\n]/)
            .map((line) => `data: ${line}`)
            .join('\n')}\n\n`,
        );
      };
      const onChange = (source: string) => {
        hasEnded ||= !runner.isRunning(source);
        timer ??= setTimeout(tell, TELL_EVERY);
      };
      tell();
      runner.changes.on('change', onChange);
      const beat = setInterval(() => response.write(': still here\n\n'), 20_000);
      request.on('close', () => {
        runner.changes.off('change', onChange);
        clearInterval(beat);
        if (timer) clearTimeout(timer);
      });
    });

    routes.add('post', '/crawls/plan', { role: 'maintainer' }, async (request, response) => {
      const form = parsedInput(crawlForm, request.body, 'the crawl');
      const [{ plan }, { sourceNamed }] = await Promise.all([
        import('../../../scrapers/crawl/crawl.ts'),
        import('../../../scrapers/sources.ts'),
      ]);
      const found = await plan(services.workspace, sourceNamed(form.source), {
        query: wordsOf(form.query),
        limit: form.limit,
      });
      sendHtml(request, response, view('crawls/plan', { plan: found }));
    });

    routes.add('post', '/crawls', { role: 'maintainer' }, async (request, response) => {
      const form = parsedInput(crawlForm, request.body, 'the crawl');
      await runner.start(form.source, wordsOf(form.query), form.limit, currentUser(request).name);
      sendHtml(request, response, live());
    });

    routes.add('post', '/crawls/:source/stop', { role: 'maintainer' }, (request, response) => {
      runner.stop(pathPart(request, 'source'));
      sendHtml(request, response, live());
    });

    const keptOf = (request: Request) => {
      const [source, key] = [pathPart(request, 'source'), pathPart(request, 'key')];
      return listBlocked(services.workspace.directory).find(
        (one) => one.source === source && basename(one.folder) === key,
      );
    };
    const sendKept = async (response: Response, path: string | null | undefined, type: string) => {
      if (!path) throw new NotFound('no-evidence', 'nothing of the kind was kept of this page');
      response.set('Content-Type', type);
      response.set('Cache-Control', 'private, max-age=3600');
      await pipeline(createReadStream(path), response);
    };
    const evidence = '/crawls/blocked/:source/:key';
    routes.add('get', `${evidence}/screenshot`, { role: 'maintainer' }, (request, response) =>
      sendKept(response, keptOf(request)?.screenshot, 'image/png'),
    );
    // As text, never as a page: what a site sends to those it turns away is nothing to run here.
    routes.add('get', `${evidence}/page`, { role: 'maintainer' }, (request, response) =>
      sendKept(response, keptOf(request)?.page, 'text/plain; charset=utf-8'),
    );
  };

export const crawlsFeature = (runner: CrawlRunner): Feature => ({
  name: 'crawls',
  nav: { label: 'Crawls', path: '/crawls' },
  routes: [crawlRoutes(runner)],
});
