import { foldReview } from '../../../curation/record/fold.ts';
import { type CourseLine, courseLines } from '../../../curation/timeline/course-line.ts';
import { fieldsOf } from '../../../data/protocols/fields-of.ts';
import type { Services } from '../../shell/context.ts';
import type { Feature } from '../../shell/feature.ts';
import { noteFilling } from '../../shell/filling.ts';
import { hiddenFrom, viewerOf } from '../../shell/privacy/hide.ts';
import { sendPage } from '../../shell/render.ts';
import type { RouteGroup } from '../../shell/router.ts';
import { type CaseFilter, caseFilter } from '../../work/case-filter.ts';
import {
  barsInWords,
  drawCourses,
  filmInWords,
  legend,
  nameOf,
  outcomeInWords,
  timelineStyles,
} from './picture.ts';

/** Cases of a page: only these are read, however many there are. */
const PAGE = 40;

type Viewed = Parameters<typeof hiddenFrom>[0];

/** The page of cases that the filter asks for, a line for each of their patients. */
async function linesOf({ workspace }: Services, response: Viewed, filter: CaseFilter) {
  const found = await workspace.index.search(filter.query(await hiddenFrom(response), PAGE));
  const lines = await Promise.all(
    found.rows.map(async ({ id }): Promise<CourseLine[]> => {
      const [record, review] = await Promise.all([workspace.cases.get(id), workspace.reviews.get(id)]);
      const viewer = viewerOf(response);
      // Asked after it was read: the list may be older than what makes a case private.
      if (!record || (!viewer.seesAll && (await viewer.sightOf(id)) !== 'shown')) return [];
      return courseLines(record, foldReview(review), fieldsOf(workspace.protocol));
    }),
  );
  return { ...found, lines: lines.flat() };
}

/** Courses of all patients, a line each. */
const timelineRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/timelines', { role: 'reader', cases: 'left-out' }, async (request, response) => {
    const filter = caseFilter(request.query, '/timelines');
    const { lines, total, facets } = await linesOf(services, response, filter);
    sendPage(request, response, 'Timelines', 'timelines/page', {
      ...filter,
      lines,
      total,
      facets,
      legend,
      picture: lines.length > 0 ? drawCourses(lines) : '',
      pages: Math.max(1, Math.ceil(total / PAGE)),
      filling: await noteFilling(services, response),
      words: { barsInWords, filmInWords, nameOf, outcomeInWords },
    });
  });

  routes.add(
    'get',
    '/timelines/picture.svg',
    { role: 'reader', cases: 'left-out' },
    async (request, response) => {
      const { lines } = await linesOf(services, response, caseFilter(request.query, '/timelines'));
      response.type('image/svg+xml').attachment('timelines.svg').send(drawCourses(lines, timelineStyles));
    },
  );
};

export const timelinesFeature: Feature = {
  name: 'timelines',
  nav: { label: 'Timelines', path: '/timelines' },
  styles: timelineStyles,
  routes: [timelineRoutes],
};
