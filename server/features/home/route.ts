import { reaches } from '../../../data/format/account.ts';
import type { Feature } from '../../shell/feature.ts';
import { noteFilling } from '../../shell/filling.ts';
import { hiddenFrom } from '../../shell/privacy/hide.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import { currentUser, type Handler, type RouteGroup } from '../../shell/router.ts';
import { nextCase } from './next-case.ts';

/** Where work starts: the next case, what I did last, how far everybody is. */
const homeRoutes: RouteGroup = (routes, services) => {
  const { index } = services.workspace;

  routes.add('get', '/', { role: 'reader', cases: 'left-out' }, async (request, response) => {
    const hidden = await hiddenFrom(response);
    const statuses = (await index.facets({ hidden }))['status'] ?? [];
    const total = statuses.reduce((sum, { count }) => sum + count, 0);
    const recent = await index.list({ hidden, order: 'reviewed', limit: 8 });
    const waiting = await index.list({ hidden, order: 'priority', limit: 6 });
    const terms = { reviewer: currentUser(request).name };
    const body = {
      statuses,
      total,
      recent: recent.rows.filter((row) => row.reviewedAt !== null),
      waiting: waiting.rows.filter((row) => row.status !== 'done'),
      mine: (await index.list({ hidden, status: 'done', terms, limit: 1 })).total,
      done: request.query['done'] === '1',
      // It names cases, files of this machine and words of what is damaged.
      damaged: reaches(currentUser(request).role, 'maintainer') ? await index.damaged() : [],
      user: currentUser(request),
      filling: await noteFilling(services, response),
    };
    sendPage(request, response, 'Work', 'home/page', body);
  });

  routes.add('get', '/filling', { role: 'reader', cases: 'none' }, async (request, response) => {
    sendHtml(request, response, view('shell/filling', { filling: !(await index.isCurrent()) }));
  });

  const toNext: Handler = async (request, response) => {
    const next = await nextCase(services, currentUser(request));
    // Of half a list nobody can tell that nothing waits.
    response.redirect(303, next?.path ?? ((await index.isCurrent()) ? '/?done=1' : '/'));
  };
  routes.add('post', '/next', { role: 'annotator' }, toNext);
  // The case page sends the browser here after "done".
  routes.add('get', '/next', { role: 'annotator', acts: true }, toNext);
};

export const homeFeature: Feature = { name: 'home', nav: { label: 'Work', path: '/' }, routes: [homeRoutes] };
