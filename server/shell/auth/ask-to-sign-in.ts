import type { Request, Response } from 'express';
import { isForeign } from '../security.ts';

/** The page of our own that a form was sent from; the first page where the browser does not say. */
function cameFrom(request: Request): string {
  const from = URL.parse(request.headers.referer ?? '');
  return from && from.host === request.headers.host && !isForeign(request)
    ? from.pathname + from.search
    : '/';
}

/**
 * Sends a stranger's browser to the login page, which leads back; tells programs that they must sign in. A script of our
 * pages stays where it is (`sign-in.js` asks over the page), and hears of somebody else who is signed in there by now.
 */
export function askToSignIn(request: Request, response: Response): void {
  const back = request.method === 'GET' ? request.originalUrl : cameFrom(request);
  const login = back === '/' ? '/login' : `/login?to=${encodeURIComponent(back)}`;
  response.set('Cache-Control', 'no-store');
  if (request.headers['hx-request'] === 'true') {
    const other: unknown = response.locals['other'];
    if (typeof other === 'string') response.set('Caseline-Signed-In', encodeURIComponent(other));
    response.set('Caseline-Message', encodeURIComponent('Your session ended; sign in to go on.'));
    response.status(401).end();
  } else if (request.accepts(['json', 'html']) === 'html') {
    response.redirect(303, login);
  } else {
    response.set('WWW-Authenticate', 'Bearer').status(401);
    response.json({
      error: 'not-signed-in',
      message: 'sign in, or send a token: Authorization: Bearer csl_…',
    });
  }
}
