import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { LIFETIME } from '../../../data/access/session-times.ts';

/** Over TLS the name itself makes browsers refuse a cookie that another host or plain HTTP tries to set. */
const nameFor = (request: Request): string => (request.secure ? '__Host-caseline' : 'caseline');

/** A secret holds nothing that is encoded. */
const asSent = (value: string): string => value;

/** The session's secret of a request, null without one. */
export function sessionSecret(request: Request): string | null {
  const cookies = parseCookie((request.headers.cookie ?? '').slice(0, 8_192), { decode: asSent });
  const value = cookies[nameFor(request)] ?? '';
  return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}

const settings = (request: Request) =>
  ({ httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' }) as const;

export function setSession(request: Request, response: Response, secret: string): void {
  response.cookie(nameFor(request), secret, { ...settings(request), maxAge: LIFETIME });
}

export function clearSession(request: Request, response: Response): void {
  response.clearCookie(nameFor(request), settings(request));
}
