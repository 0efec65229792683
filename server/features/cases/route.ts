import { z } from 'zod';
import type { CaseQuery } from '../../../data/ports/case-query.ts';
import type { Feature } from '../../shell/feature.ts';
import { noteFilling } from '../../shell/filling.ts';
import { hiddenFrom } from '../../shell/privacy/hide.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import { parsedInput, wantsFragment } from '../../shell/request.ts';
import type { RouteGroup } from '../../shell/router.ts';

const PAGE = 40;
const short = z.string().max(300).optional();

/** The filters of a list as they stand in its address: a saved view is that address. */
const listQuery = z.object({
  q: short,
  site: short,
  status: short,
  order: z.enum(['id', 'priority', 'newest', 'reviewed']).catch('id').default('id'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
});

/** Every other parameter `t.<kind>=<term>` filters by a term. */
function termsOf(query: Record<string, unknown>): Record<string, string> {
  const found = Object.entries(query).flatMap(([name, value]) =>
    /^t\.[a-z-]{1,40}$/.test(name) && typeof value === 'string' && value !== ''
      ? [[name.slice(2), value] as const]
      : [],
  );
  return Object.fromEntries(found);
}

/** The list of cases with search and facets. */
const caseListRoutes: RouteGroup = (routes, services) => {
  const { index } = services.workspace;

  routes.add('get', '/cases', { role: 'reader', cases: 'left-out' }, async (request, response) => {
    const asked = parsedInput(listQuery, request.query, 'the filter');
    const terms = termsOf(request.query as Record<string, unknown>);
    const query: CaseQuery = {
      hidden: await hiddenFrom(response),
      ...(asked.q ? { text: asked.q } : {}),
      ...(asked.site ? { site: asked.site } : {}),
      ...(asked.status ? { status: asked.status } : {}),
      terms,
      order: asked.order,
      limit: PAGE,
      offset: (asked.page - 1) * PAGE,
    };
    const { rows, total, facets } = await index.search(query);
    const link = (change: Record<string, string | number | null>): string => {
      const current = { q: asked.q, site: asked.site, status: asked.status, order: asked.order, page: null };
      const next: Record<string, unknown> = {
        ...current,
        ...Object.fromEntries(Object.entries(terms).map(([kind, term]) => [`t.${kind}`, term])),
        ...change,
      };
      const parameters = new URLSearchParams();
      for (const [name, value] of Object.entries(next)) {
        if (value !== null && value !== undefined && value !== '' && !(name === 'order' && value === 'id'))
          parameters.set(name, String(value));
      }
      const text = parameters.toString();
      return text ? `/cases?${text}` : '/cases';
    };
    const body = {
      rows,
      total,
      asked,
      terms,
      link,
      pages: Math.max(1, Math.ceil(total / PAGE)),
      facets,
      filling: await noteFilling(services, response),
      filtered: Boolean(asked.q || asked.site || asked.status || Object.keys(terms).length > 0),
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
