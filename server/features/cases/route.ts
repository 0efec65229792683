import type { Feature } from '../../shell/feature.ts';
import { noteFilling } from '../../shell/filling.ts';
import { hiddenFrom } from '../../shell/privacy/hide.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import { wantsFragment } from '../../shell/request.ts';
import type { RouteGroup } from '../../shell/router.ts';
import { caseFilter } from '../../work/case-filter.ts';
import { facetParameter, facetsIn } from '../../work/facets.ts';

const PAGE = 40;

/** The list of cases with search and facets. */
const caseListRoutes: RouteGroup = (routes, services) => {
  const { index } = services.workspace;

  routes.add('get', '/cases', { role: 'reader', cases: 'left-out' }, async (request, response) => {
    const filter = caseFilter(request.query, '/cases');
    const { rows, total, facets } = await index.search(filter.query(await hiddenFrom(response), PAGE));
    const body = {
      ...filter,
      ...facetsIn(services.workspace),
      facetParameter,
      rows,
      total,
      pages: Math.max(1, Math.ceil(total / PAGE)),
      facets,
      filling: await noteFilling(services, response),
    };
    if (wantsFragment(request)) sendHtml(request, response, view('cases/results', body));
    else sendPage(request, response, 'Cases', 'cases/list', body);
  });
};

export const casesFeature: Feature = {
  name: 'cases',
  nav: { label: 'Cases', path: '/cases' },
  routes: [caseListRoutes],
};
