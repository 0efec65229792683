import type { CaseRow } from '../../../data/embedded/index/queries.ts';
import { reaches } from '../../../data/format/account.ts';
import type { Feature } from '../../shell/feature.ts';
import { hiddenFrom } from '../../shell/privacy/hide.ts';
import { sendPage } from '../../shell/render.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { nextCase } from './next-case.ts';

/** Where work starts: the next case, what I did last, how far everybody is. */
const homeRoutes: RouteGroup = (routes, services) => {
  const { index } = services.workspace;

  routes.add('get', '/', { role: 'reader', cases: 'left-out' }, (request, response) => {
    const hidden = hiddenFrom(response);
    const statuses = index.facets({ hidden })['status'] ?? [];
    const total = statuses.reduce((sum, { count }) => sum + count, 0);
    const recent: CaseRow[] = index
      .list({ hidden, order: 'reviewed', limit: 8 })
      .rows.filter((row) => row.reviewedAt !== null);
    const waiting = index
      .list({ hidden, order: 'priority', limit: 6 })
      .rows.filter((row) => row.status !== 'done');
    const body = {
      statuses,
      total,
      recent,
      waiting,
      mine: index.list({ hidden, status: 'done', terms: { reviewer: currentUser(request).name }, limit: 1 })
        .total,
      done: request.query['done'] === '1',
      // It names cases, files of this machine and words of what is damaged.
      damaged: reaches(currentUser(request).role, 'maintainer') ? index.damaged() : [],
      user: currentUser(request),
    };
    sendPage(request, response, 'Work', 'home/page', body);
  });

  routes.add('post', '/next', { role: 'annotator' }, (request, response) => {
    const next = nextCase(services, currentUser(request));
    response.redirect(303, next?.path ?? '/?done=1');
  });
  // The case page sends the browser here after "done"; taking a lease on the way is all it changes.
  routes.add('get', '/next', { role: 'annotator' }, (request, response) => {
    const next = nextCase(services, currentUser(request));
    response.redirect(303, next?.path ?? '/?done=1');
  });
};

export const homeFeature: Feature = { name: 'home', nav: { label: 'Work', path: '/' }, routes: [homeRoutes] };
