import type { Response } from 'express';
import { barChart, type Chart, chartStyles } from '../../../curation/release/statistics/charts.ts';
import { NotFound } from '../../../data/errors.ts';
import { escapeHtml } from '../../../data/escape-html.ts';
import { reaches } from '../../../data/format/account.ts';
import type { Services } from '../../shell/context.ts';
import type { Feature } from '../../shell/feature.ts';
import { noteFilling } from '../../shell/filling.ts';
import { hiddenFrom } from '../../shell/privacy/hide.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import { wantsFragment } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { type CaseFilter, caseFilter } from '../../work/case-filter.ts';
import { facetParameter, facetsIn } from '../../work/facets.ts';

/** A link that works by itself, and without a new page where scripts run. */
const quick = (href: string): string =>
  ['href', 'hx-get'].map((name) => `${name}="${escapeHtml(href)}"`).join(' ') +
  ' hx-target="#cohort-body" hx-swap="outerMorph" hx-push-url="true"';

interface Bar {
  readonly term: string;
  readonly words: string;
  readonly count: number;
  readonly chosen: boolean;
  /** The address with this value chosen, or no longer. */
  readonly href: string;
}

interface Group {
  readonly kind: string;
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly most: number;
}

const chosenOf = ({ asked, terms }: CaseFilter, kind: string): string | undefined =>
  kind === 'status' ? asked.status : kind === 'site' ? asked.site : terms[kind];

/** The cohort that the address asks for: how much it is, and each field's values with the cases they would leave. */
async function cohortFor({ workspace }: Services, response: Response, filter: CaseFilter) {
  const { cohortKinds, facetLabel, inOrder, termInWords } = facetsIn(workspace);
  const { facets, ...size } = await workspace.index.cohort(filter.query(await hiddenFrom(response), 1));
  const groups = cohortKinds.flatMap((kind): Group[] => {
    const chosen = chosenOf(filter, kind);
    const values = [...(facets[kind] ?? [])];
    if (chosen && !values.some(({ term }) => term === chosen)) values.push({ term: chosen, count: 0 });
    const bars = inOrder(kind, values).map(
      ({ term, count }): Bar => ({
        term,
        words: termInWords(kind, term),
        count,
        chosen: term === chosen,
        href: filter.link({ [facetParameter(kind)]: term === chosen ? null : term }),
      }),
    );
    const most = bars.reduce((high, { count }) => Math.max(high, count), 0);
    return bars.length > 0 ? [{ kind, label: facetLabel(kind), bars, most }] : [];
  });
  return { size, groups };
}

/** Every field's bars over the cases that the others leave. */
const cohortRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/cohort', { role: 'reader', cases: 'left-out' }, async (request, response) => {
    const filter = caseFilter(request.query, '/cohort');
    const { cohortKinds, facetLabel, termInWords } = facetsIn(services.workspace);
    const body = {
      ...filter,
      ...(await cohortFor(services, response, filter)),
      chosen: cohortKinds.flatMap((kind) => {
        const term = chosenOf(filter, kind);
        if (!term) return [];
        const without = filter.link({ [facetParameter(kind)]: null });
        return [{ label: facetLabel(kind), words: termInWords(kind, term), without }];
      }),
      quick,
      maintains: reaches(currentUser(request).role, 'maintainer'),
      filling: await noteFilling(services, response),
    };
    if (wantsFragment(request)) sendHtml(request, response, view('cohort/body', body));
    else sendPage(request, response, 'Cohort', 'cohort/page', body);
  });

  routes.add(
    'get',
    '/cohort/picture.svg',
    { role: 'reader', cases: 'left-out' },
    async (request, response) => {
      const filter = caseFilter(request.query, '/cohort');
      const { groups } = await cohortFor(services, response, filter);
      const group = groups.find(({ kind }) => kind === request.query['of']);
      if (!group)
        throw new NotFound('no-picture', 'there is no such picture; choose one on the page of the cohort');
      const chart: Chart = {
        id: group.kind,
        title: group.label,
        unit: 'case',
        bars: group.bars.map(({ words, count }) => ({ label: words, value: count })),
      };
      response.type('image/svg+xml').attachment(`${group.kind}.svg`).send(barChart(chart, chartStyles));
    },
  );
};

export const cohortFeature: Feature = {
  name: 'cohort',
  nav: { label: 'Cohort', path: '/cohort' },
  routes: [cohortRoutes],
};
