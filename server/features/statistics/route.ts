import { setImmediate } from 'node:timers/promises';
import { exportRows } from '../../../curation/release/export.ts';
import { releaseRow } from '../../../curation/release/release-row.ts';
import { StatisticsCollector } from '../../../curation/release/statistics/collect.ts';
import { statisticsBody, statisticsStyles } from '../../../curation/release/statistics/page.ts';
import { askedIn } from '../../../data/protocols/fields-of.ts';
import type { Services } from '../../shell/context.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import type { RouteGroup } from '../../shell/router.ts';

/** Counted once and shown this long, in milliseconds; a person can have it counted anew. */
const FRESH = 5 * 60_000;

/** Counts the whole cohort, giving way to other requests between cases. */
async function count({ workspace }: Services): Promise<string> {
  const { cases, reviews, index } = workspace;
  await index.ready();
  const asked = askedIn(workspace);
  const collector = new StatisticsCollector(asked.fields);
  let rows = 0;
  for await (const row of exportRows({ ...asked, cases, reviews, exportOrder: () => index.exportOrder() })) {
    collector.add(releaseRow(row), row.row, row.image);
    rows += 1;
    if (rows % 50 === 0) await setImmediate();
  }
  await index.ready();
  for (const { term, count: number } of (await index.facets())['status'] ?? []) {
    for (let at = 0; at < number; at += 1) collector.addCase(term);
  }
  return statisticsBody(collector.result());
}

/** The cohort's tables and figures, as a release would count them now. */
const statisticsRoutes: RouteGroup = (routes, services) => {
  let kept: { at: number; html: string } | null = null;
  let counting: Promise<string> | null = null;
  const fresh = (): boolean => kept !== null && services.now() - kept.at < FRESH;

  const counted = (): Promise<string> => {
    counting ??= count(services)
      .then((html) => {
        kept = { at: services.now(), html };
        return html;
      })
      .finally(() => {
        counting = null;
      });
    return counting;
  };

  routes.add('get', '/statistics', { role: 'reader', cases: 'all' }, (request, response) => {
    const body = { kept: fresh() ? kept : null, now: services.now() };
    sendPage(request, response, 'Statistics', 'statistics/page', body);
  });

  routes.add(
    'get',
    '/statistics/body',
    { role: 'reader', cases: 'all', acts: true },
    async (request, response) => {
      const anew = request.query['anew'] === '1';
      if (anew || !fresh()) await counted();
      sendHtml(request, response, view('statistics/body', { kept, now: services.now() }));
    },
  );
};

export const statisticsFeature: Feature = {
  name: 'statistics',
  nav: { label: 'Statistics', path: '/statistics' },
  styles: statisticsStyles,
  routes: [statisticsRoutes],
};
