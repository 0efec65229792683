import { z } from 'zod';
import { NotFound } from '../../data/errors.ts';
import { keyMapSchema } from '../../data/format/preferences.ts';
import { parsedInput } from '../request.ts';
import { currentUser, type RouteGroup } from '../router.ts';

const json = z
  .string()
  .max(10_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' });
      return z.NEVER;
    }
  });
const form = z.object({ keys: json, off: z.string().max(1).default('') });

/** The keyboard map of an account. Without accounts the browser keeps it, and there is nothing here. */
export const keyRoutes: RouteGroup = (routes, { access, workspace: { preferences } }) => {
  routes.add('post', '/account/keys', { role: 'reader' }, (request, response) => {
    if (access.kind !== 'accounts')
      throw new NotFound(
        'no-accounts',
        'this workbench is used without accounts; the browser keeps the keys',
      );
    const { keys, off } = parsedInput(form, request.body, 'the keyboard map');
    const map = parsedInput(keyMapSchema, { keys, off: off !== '' }, 'the keyboard map');
    preferences.keepKeys(currentUser(request).name, map);
    response.status(204).end();
  });
};
