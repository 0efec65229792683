import type { Request, Response } from 'express';
import { z } from 'zod';
import { clearSession, sessionSecret, setSession } from '../../shell/auth/cookie.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendHtml, view } from '../../shell/render.ts';
import { parsedInput } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';

const loginForm = z.object({
  name: z.string().max(200),
  password: z.string().max(2_000),
  to: z.string().max(2_000).optional(),
});

/** A path of our own and nothing else: `//host`, `/\host` and whole addresses lead elsewhere. */
export const ownPath = (to: string | undefined): string =>
  to !== undefined && /^\/(?![/\\])[^\x00-\x20\\]*$/.test(to) && !to.startsWith('/login') ? to : '/';

/** Signing in and out. Without accounts there is nothing to sign in to. */
const loginRoutes: RouteGroup = (routes, services) => {
  const { access, audit } = services;
  /** A sign-in over a page: it stays, and wants the outcome in words. */
  const isOver = (request: Request): boolean => request.headers['hx-request'] === 'true';

  const form = (request: Request, response: Response, to: string, problem = ''): void => {
    const { staticBase, workspaceName } = response.locals['frame'];
    if (isOver(request)) {
      response.set('Caseline-Message', encodeURIComponent(problem)).end();
      return;
    }
    sendHtml(
      request,
      response,
      view('login/page', {
        staticBase,
        workspaceName,
        to,
        problem,
        hasEnded: sessionSecret(request) !== null,
      }),
    );
  };

  routes.add('get', '/login', { role: 'anyone' }, (request, response) => {
    if (access.kind === 'local' || response.locals['user']) return response.redirect(303, '/');
    form(
      request,
      response,
      ownPath(typeof request.query['to'] === 'string' ? request.query['to'] : undefined),
    );
  });

  routes.add('post', '/login', { role: 'anyone' }, async (request, response) => {
    if (access.kind === 'local') return response.redirect(303, '/');
    const { name, password, to } = parsedInput(loginForm, request.body, 'the form');
    const who = { by: name, address: request.ip ?? '', request: String(response.locals['request'] ?? '') };
    const result = await access.users.login(name, password, request.ip ?? '');
    if (result.outcome === 'in') {
      const { account } = result;
      const { sessions } = access.users;
      await audit.perform({ action: 'login', ...who, by: account.name }, async () => {
        // A session that was there before, perhaps planted by somebody else, ends here.
        const old = sessionSecret(request);
        if (old) await sessions.end(old);
        setSession(request, response, await sessions.start(account.name));
      });
      if (isOver(request)) {
        response.set('Caseline-Signed-In', encodeURIComponent(account.name)).status(204).end();
        return;
      }
      return response.redirect(303, ownPath(to));
    }
    await audit.append({ action: result.outcome === 'locked' ? 'login-locked' : 'login-failed', ...who });
    if (result.outcome === 'locked') {
      response.status(429).set('Retry-After', String(Math.ceil(result.wait / 1_000)));
      const minutes = Math.ceil(result.wait / 60_000);
      return form(
        request,
        response,
        ownPath(to),
        `Too many failed attempts. Try again in ${minutes} min, or ask an administrator for a new password (caseline users passwd).`,
      );
    }
    response.status(401);
    form(request, response, ownPath(to), 'Name or password is not right.');
  });

  routes.add('post', '/logout', { role: 'anyone' }, async (request, response) => {
    const secret = sessionSecret(request);
    if (access.kind === 'accounts' && secret) {
      const { sessions } = access.users;
      const end = async (): Promise<void> => {
        await sessions.end(secret);
        clearSession(request, response);
      };
      // A cookie of no session is nobody's: there is nothing to write down.
      if (!response.locals['user']) await end();
      else {
        const { name: by } = currentUser(request);
        await audit.perform({ action: 'logout', by, address: request.ip ?? '' }, end);
      }
    }
    response.redirect(303, access.kind === 'accounts' ? '/login' : '/');
  });
};

export const loginFeature: Feature = { name: 'login', routes: [loginRoutes] };
