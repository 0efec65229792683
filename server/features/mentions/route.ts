import { cellKey } from '../../../curation/review/cells.ts';
import { fieldsOf } from '../../../data/protocols/fields-of.ts';
import type { Feature } from '../../shell/feature.ts';
import { mentionsOf } from '../../shell/mentions.ts';
import { hiddenFrom } from '../../shell/privacy/hide.ts';
import { sendPage } from '../../shell/render.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { cellId } from '../case/fields/cell-view.ts';

/** Where somebody was named with `@name` and nobody has resolved it. */
const mentionRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/mentions', { role: 'reader', cases: 'left-out' }, async (request, response) => {
    const user = currentUser(request);
    const fields = fieldsOf(services.workspace.protocol);
    const labelOf = (name: string): string => fields.find(name)?.label ?? name;
    const mentions = (await mentionsOf(services, user.name, await hiddenFrom(response))).map(
      ({ row, thread: { comment }, remark, writer }) => ({
        row,
        remark,
        writer,
        about: comment.field ? labelOf(comment.field) : 'the case',
        // The page of the case opens the thread by itself.
        link: `/cases/${encodeURIComponent(row.id)}#comments${
          comment.field ? `-${cellId(cellKey(comment.target, comment.field))}` : ''
        }`,
      }),
    );
    const body = { mentions, now: services.now() };
    sendPage(request, response, 'Mentions of you', 'mentions/page', body);
  });
};

export const mentionsFeature: Feature = { name: 'mentions', routes: [mentionRoutes] };
