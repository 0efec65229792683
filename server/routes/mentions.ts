import { cellKey } from '../../curation/review/cells.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import { hiddenFrom } from '../archive/hide.ts';
import { page, sendHtml } from '../render.ts';
import { currentUser, type RouteGroup } from '../router.ts';
import { cellId } from '../workbench/cell-view.ts';
import { mentionsOf } from '../workbench/mentions.ts';

/** Where somebody was named with `@name` and nobody has resolved it. */
export const mentionRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/mentions', { role: 'reader' }, async (request, response) => {
    const user = currentUser(request);
    const mentions = (await mentionsOf(services, user.name, hiddenFrom(response))).map(
      ({ row, thread: { comment }, remark }) => ({
        row,
        remark,
        about: comment.field ? builtIn.named(comment.field).label : 'the case',
        // The page of the case opens the thread by itself.
        link: `/cases/${encodeURIComponent(row.id)}#comments${
          comment.field ? `-${cellId(cellKey(comment.target, comment.field))}` : ''
        }`,
      }),
    );
    const body = { mentions, now: services.now() };
    sendHtml(
      request,
      response,
      page({ ...response.locals['frame'], title: 'Mentions of you', section: '' }, 'mentions', body),
    );
  });
};
