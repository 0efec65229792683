import type { Request, Response } from 'express';
import { z } from 'zod';
import { messageOf, NotFound } from '../../../data/errors.ts';
import { reaches } from '../../../data/format/account.ts';
import { stillRefused } from '../../../scrapers/crawl/run/still-refused.ts';
import { sourceNames } from '../../../scrapers/source-names.ts';
import type { User } from '../../shell/context.ts';
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

    const { crawls } = services.workspace;
    const blocked = async (user: User): Promise<string> => {
      const [{ records, damaged }, { sources }] = await Promise.all([
        crawls.blocked.list(),
        import('../../../scrapers/sources.ts'),
      ]);
      await using stores = await crawls.look();
      const standing = await stillRefused(records, stores, sources);
      return view('crawls/blocked', {
        maintains: reaches(user.role, 'maintainer'),
        blocked: standing.slice(0, 20),
        more: Math.max(0, standing.length - 20),
        earlier: records.length - standing.length,
        damaged,
      });
    };
    const suspect = async (user: User): Promise<string> => {
      await using stores = await crawls.look();
      const sources = await Promise.all(
        sourceNames.map(async (name) => ({
          name,
          ids: await crawls.suspects.ids(name),
          drifts: await stores.memoryOf(name).drifts(),
        })),
      );
      return view('crawls/suspect', {
        maintains: reaches(user.role, 'maintainer'),
        sources: sources.filter(({ ids, drifts }) => ids.length + drifts.length > 0),
      });
    };
    const history = async (user: User): Promise<string> => {
      await using stores = await crawls.look();
      return view('crawls/history', {
        maintains: reaches(user.role, 'maintainer'),
        runs: await stores.runs.list({ limit: 30 }),
      });
    };

    routes.add('get', '/crawls', { role: 'reader', cases: 'all' }, async (request, response) => {
      await using stores = await crawls.look();
      const schedules = await schedulerOf(services, stores).list();
      const { sources } = services.workspace.config;
      const { sources: known } = await import('../../../scrapers/sources.ts');
      const body = {
        sources: await Promise.all(
          sourceNames.map(async (name) => ({
            name,
            cases: (await services.workspace.index.list({ site: name, limit: 1 })).total,
            permission: sources[name]?.permission ?? null,
            needsPermission: sources[name]?.permission ? null : known[name].needsPermission,
          })),
        ),
        history: await history(currentUser(request)),
        schedules,
        suspect: await suspect(currentUser(request)),
        blocked: await blocked(currentUser(request)),
        contact: services.workspace.config.contact,
        live: live(),
        user: currentUser(request),
        now: services.now(),
      };
      sendPage(request, response, 'Crawls', 'crawls/page', body);
    });

    // Progress as server-sent events: each message is the fragment as it stands.
    routes.add('get', '/crawls/live', { role: 'reader', cases: 'all' }, (request, response) => {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      let timer: NodeJS.Timeout | null = null;
      let hasEnded = false;
      const user = currentUser(request);
      const afterEnd = async (): Promise<string> =>
        partial('crawls-history', await history(user)) +
        partial('crawls-blocked', await blocked(user)) +
        partial('crawls-suspect', await suspect(user));
      const write = async () => {
        timer = null;
        // With the end of a crawl comes its row of the history, and what it left for a person.
        const ended = hasEnded ? afterEnd() : '';
        hasEnded = false;
        response.write(
          `${(live() + (await ended))
            .split(/\r\n|[\r\n]/)
            .map((line) => `data: ${line}`)
            .join('\n')}\n\n`,
        );
      };
      const tell = () => {
        write().catch((error: unknown) => services.logger.error({ err: error }, messageOf(error)));
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
      const [{ duration, plan, restsOn }, { sourceNamed }] = await Promise.all([
        import('../../../scrapers/crawl/crawl.ts'),
        import('../../../scrapers/sources.ts'),
      ]);
      const found = await plan(services.workspace, sourceNamed(form.source), {
        query: wordsOf(form.query),
        limit: form.limit,
      });
      sendHtml(request, response, view('crawls/plan', { plan: found, rests: restsOn(found), duration }));
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

    // What waits in `suspect/` for a person is taken over: no request is sent.
    routes.add('post', '/crawls/:source/accept', { role: 'maintainer' }, async (request, response) => {
      const [{ acceptDrift }, { sourceNamed }] = await Promise.all([
        import('../../../scrapers/crawl/crawl.ts'),
        import('../../../scrapers/sources.ts'),
      ]);
      const taken = await acceptDrift(services.workspace, sourceNamed(pathPart(request, 'source')));
      services.logger.info(
        { source: pathPart(request, 'source'), cases: taken.length },
        'suspect cases taken over',
      );
      sendHtml(request, response, await suspect(currentUser(request)));
    });

    const sendKept = async (
      request: Request,
      response: Response,
      what: 'page' | 'screenshot',
      type: string,
    ): Promise<void> => {
      const kept = await crawls.blocked.read(pathPart(request, 'source'), pathPart(request, 'key'), what);
      if (kept === null) throw new NotFound('no-evidence', 'nothing of the kind was kept of this page');
      response.set('Content-Type', type);
      response.set('Cache-Control', 'private, max-age=3600');
      response.end(kept);
    };
    const evidence = '/crawls/blocked/:source/:key';
    routes.add('get', `${evidence}/screenshot`, { role: 'maintainer' }, (request, response) =>
      sendKept(request, response, 'screenshot', 'image/png'),
    );
    // As text, never as a page: what a site sends to those it turns away is nothing to run here.
    routes.add('get', `${evidence}/page`, { role: 'maintainer' }, (request, response) =>
      sendKept(request, response, 'page', 'text/plain; charset=utf-8'),
    );
  };

export const crawlsFeature = (runner: CrawlRunner): Feature => ({
  name: 'crawls',
  nav: { label: 'Crawls', path: '/crawls' },
  routes: [crawlRoutes(runner)],
});
