import type { Request, Response } from 'express';
import { z } from 'zod';
import { InvalidInput, NotFound } from '../../../data/errors.ts';
import { accountNameSchema, roleSchema, roles } from '../../../data/format/account.ts';
import type { Accounts } from '../../../data/ports/access/accounts.ts';
import type { AuditAction } from '../../../data/ports/audit-log.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendPage } from '../../shell/render.ts';
import { parsedInput, pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { peopleOf } from './people.ts';

const password = z.string().max(2_000);
const newForm = z.object({ name: accountNameSchema, role: roleSchema, password });
const roleForm = z.object({ role: roleSchema });
const passwordForm = z.object({ password });

/** Who may enter, as what: for whoever keeps the accounts. Without accounts there is nothing to keep. */
const usersRoutes: RouteGroup = (routes, { access, audit, now }) => {
  const users = (): Accounts => {
    if (access.kind === 'accounts') return access.users;
    throw new NotFound('no-accounts', 'this workbench is used without accounts; nobody signs in');
  };

  const show = async (request: Request, response: Response, said = ''): Promise<void> => {
    const body = { people: await peopleOf(users()), roles, me: currentUser(request).name, now: now(), said };
    sendPage(request, response, 'Users', 'users/page', body);
  };

  /** Does what was asked, written down before, and shows what became of it. */
  const act = async <T>(
    request: Request,
    response: Response,
    what: { action: AuditAction; target: string; detail?: string },
    work: () => Promise<T>,
    said: string,
  ): Promise<void> => {
    await audit.perform({ ...what, by: currentUser(request).name, address: request.ip ?? '' }, work);
    await show(request, response, said);
  };

  /** The account in the address. @param but what nobody does to the own one, so that somebody is left to keep the accounts */
  const target = async (request: Request, but?: string): Promise<string> => {
    const { name } = await users().need(pathPart(request, 'name'));
    if (but !== undefined && name === currentUser(request).name)
      throw new InvalidInput('own-account', `you cannot ${but}: another admin can`);
    return name;
  };

  routes.add('get', '/users', { role: 'admin' }, (request, response) => show(request, response));

  routes.add('post', '/users', { role: 'admin' }, async (request, response) => {
    const form = parsedInput(newForm, request.body, 'the account');
    await users().checkNew(form.name, form.role, form.password);
    await act(
      request,
      response,
      { action: 'user-added', target: form.name, detail: form.role },
      () => users().add(form.name, form.role, form.password),
      `${form.name} is ${form.role}. Tell the password in another way than by mail.`,
    );
  });

  routes.add('post', '/users/:name/role', { role: 'admin' }, async (request, response) => {
    const { role } = parsedInput(roleForm, request.body, 'the role');
    const name = await target(request, 'change your own role');
    await act(
      request,
      response,
      { action: 'role-changed', target: name, detail: role },
      () => users().setRole(name, role),
      `${name} is ${role} from the next request on.`,
    );
  });

  for (const [path, enabled] of [
    ['disable', false],
    ['enable', true],
  ] as const)
    routes.add('post', `/users/:name/${path}`, { role: 'admin' }, async (request, response) => {
      const name = await target(request, `${path} your own account`);
      await act(
        request,
        response,
        { action: enabled ? 'user-enabled' : 'user-disabled', target: name },
        () => users().setEnabled(name, enabled),
        enabled
          ? `${name} may sign in again; tokens work again.`
          : `${name} is signed out everywhere and stays out; tokens rest, decisions stay.`,
      );
    });

  routes.add('post', '/users/:name/password', { role: 'admin' }, async (request, response) => {
    const form = parsedInput(passwordForm, request.body, 'the password');
    const name = await target(request, 'give yourself a new password here (Your account does)');
    await users().checkNewPassword(name, form.password);
    await act(
      request,
      response,
      { action: 'password-changed', target: name },
      () => users().setPassword(name, form.password),
      `${name} has a new password, is signed out everywhere, and may try at once.`,
    );
  });

  routes.add('post', '/users/:name/sign-out', { role: 'admin' }, async (request, response) => {
    const name = await target(request, 'sign yourself out here');
    await act(
      request,
      response,
      { action: 'sessions-ended', target: name },
      () => users().sessions.endAllOf(name),
      `${name} is signed out everywhere; what was answered there waits for signing in.`,
    );
  });

  routes.add('post', '/users/:name/tokens/:token/withdraw', { role: 'admin' }, async (request, response) => {
    const name = await target(request);
    const id = pathPart(request, 'token');
    if (!(await users().tokens.list(name)).some((token) => token.id === id))
      throw new NotFound('no-token', `${name} has no such token`);
    await act(
      request,
      response,
      { action: 'token-withdrawn', target: id },
      () => users().tokens.withdraw(id),
      `A token of ${name} is worthless now.`,
    );
  });
};

export const usersFeature: Feature = { name: 'users', under: 'account', routes: [usersRoutes] };
