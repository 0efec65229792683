import { z } from 'zod';
import { NotFound } from '../../../data/errors.ts';
import { keyMapSchema } from '../../../data/format/preferences.ts';
import type { Feature } from '../../shell/feature.ts';
import { jsonText, parsedInput } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';

const form = z.object({
  keys: jsonText(z.unknown(), 10_000, 'is no JSON'),
  off: z.string().max(1).default(''),
});

/** The keyboard map of an account. Without accounts the browser keeps it, and there is nothing here. */
const keyRoutes: RouteGroup = (routes, { access, workspace: { preferences } }) => {
  routes.add('post', '/account/keys', { role: 'reader', cases: 'none' }, async (request, response) => {
    if (access.kind !== 'accounts')
      throw new NotFound(
        'no-accounts',
        'this workbench is used without accounts; the browser keeps the keys',
      );
    const { keys, off } = parsedInput(form, request.body, 'the keyboard map');
    const map = parsedInput(keyMapSchema, { keys, off: off !== '' }, 'the keyboard map');
    await preferences.keepKeys(currentUser(request).name, map);
    response.status(204).end();
  });
};

export const keysFeature: Feature = { name: 'keys', everywhere: true, routes: [keyRoutes] };
