import type { Request, Response } from 'express';

/** Sends a stranger's browser to the login page; tells programs that they must sign in. */
export function askToSignIn(request: Request, response: Response): void {
  const back = request.method === 'GET' ? request.originalUrl : '/';
  const login = back === '/' ? '/login' : `/login?to=${encodeURIComponent(back)}`;
  response.set('Cache-Control', 'no-store');
  if (request.headers['hx-request'] === 'true') {
    response.set('HX-Redirect', '/login').status(401).end();
  } else if (request.method === 'GET' && request.accepts(['json', 'html']) === 'html') {
    response.redirect(303, login);
  } else {
    response.set('WWW-Authenticate', 'Bearer').status(401);
    response.json({
      error: 'not-signed-in',
      message: 'sign in, or send a token: Authorization: Bearer csl_…',
    });
  }
}
