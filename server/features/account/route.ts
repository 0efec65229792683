import type { Request, Response } from 'express';
import { z } from 'zod';
import { checkLabel, freshTokenId } from '../../../data/access/secrets.ts';
import { InvalidInput, NotFound } from '../../../data/errors.ts';
import type { Accounts } from '../../../data/ports/access/accounts.ts';
import type { AuditAction, AuditEntry } from '../../../data/ports/audit-log.ts';
import { setSession } from '../../shell/auth/cookie.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendPage } from '../../shell/render.ts';
import { parsedInput, pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';

const DAY = 86_400_000;

const passwordForm = z.object({
  current: z.string().max(2_000),
  next: z.string().max(2_000),
  again: z.string().max(2_000),
});
const tokenForm = z.object({
  label: z.string().max(100),
  days: z.coerce.number().int().min(1).max(3_650).default(365),
});

/** What somebody does to something of their own. */
const noted = (request: Request, action: AuditAction, target: string): AuditEntry => ({
  action,
  by: currentUser(request).name,
  target,
  address: request.ip ?? '',
});

/** What people do with their own account: a new password, tokens for their programs. Without accounts there is none. */
const accountRoutes: RouteGroup = (routes, services) => {
  const { access, audit } = services;

  const users = (): Accounts => {
    if (access.kind === 'accounts') return access.users;
    throw new NotFound('no-accounts', 'this workbench is used without accounts; nobody signs in');
  };

  const show = async (
    request: Request,
    response: Response,
    shown: { fresh?: string; said?: string } = {},
  ): Promise<void> => {
    const user = currentUser(request);
    const body = { user, tokens: await users().tokens.list(user.name), fresh: '', said: '', ...shown };
    sendPage(request, response, 'Your account', 'account/page', body);
  };

  routes.add('get', '/account', { role: 'reader', cases: 'none' }, (request, response) =>
    show(request, response),
  );

  routes.add('post', '/account/password', { role: 'reader', cases: 'none' }, async (request, response) => {
    const { name } = currentUser(request);
    const form = parsedInput(passwordForm, request.body, 'the form');
    if (form.next !== form.again)
      throw new InvalidInput('differ', 'the two new passwords differ; nothing was changed');
    // The same way as signing in: a session that was left open does not give endless attempts at the password.
    const known = await users().login(name, form.current, request.ip ?? '');
    if (known.outcome !== 'in') {
      await audit.append({
        action: 'login-failed',
        by: name,
        address: request.ip ?? '',
        detail: 'change of password',
      });
      throw new InvalidInput('wrong-password', 'the present password is not right; nothing was changed');
    }
    await users().checkNewPassword(name, form.next);
    await audit.perform(noted(request, 'password-changed', name), async () => {
      await users().setPassword(name, form.next);
      setSession(request, response, await users().sessions.start(name));
    });
    await show(request, response, { said: 'Your password is changed. Everywhere else you are signed out.' });
  });

  routes.add('post', '/account/tokens', { role: 'reader', cases: 'none' }, async (request, response) => {
    const { name } = currentUser(request);
    const form = parsedInput(tokenForm, request.body, 'the token');
    checkLabel(form.label);
    const id = freshTokenId();
    const fresh = await audit.perform(noted(request, 'token-issued', id), () =>
      users().tokens.issue(name, form.label, form.days * DAY, id),
    );
    await show(request, response, { fresh });
  });

  routes.add(
    'post',
    '/account/tokens/:token/withdraw',
    { role: 'reader', cases: 'none' },
    async (request, response) => {
      const { name } = currentUser(request);
      const id = pathPart(request, 'token');
      const own = await users().tokens.list(name);
      if (!own.some((token) => token.id === id))
        throw new NotFound('no-token', 'there is no such token of yours');
      await audit.perform(noted(request, 'token-withdrawn', id), () => users().tokens.withdraw(id));
      await show(request, response, { said: 'The token is worthless now.' });
    },
  );
};

export const accountFeature: Feature = { name: 'account', routes: [accountRoutes] };
