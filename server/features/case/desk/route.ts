import { z } from 'zod';
import { NotFound } from '../../../../data/errors.ts';
import { deskSchema } from '../../../../data/format/preferences.ts';
import { jsonText, parsedInput } from '../../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../../shell/router.ts';

const form = z.object({ desk: jsonText(deskSchema, 1_000, 'is no JSON') });

/** How an account divided the case page. Without accounts the browser keeps it, and there is nothing here. */
export const deskRoutes: RouteGroup = (routes, { access, workspace: { preferences } }) => {
  routes.add('post', '/account/desk', { role: 'reader', cases: 'none' }, async (request, response) => {
    if (access.kind !== 'accounts')
      throw new NotFound(
        'no-accounts',
        'this workbench is used without accounts; the browser keeps how the page is divided',
      );
    const { desk } = parsedInput(form, request.body, 'the sizes of the page');
    await preferences.keepDesk(currentUser(request).name, desk);
    response.status(204).end();
  });
};
