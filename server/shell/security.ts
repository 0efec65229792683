import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { Forbidden } from './forbidden.ts';

/**
 * Everything comes from our own origin, nothing runs or is styled inline. Scraped text can therefore do no
 * harm even if it ever got out unescaped.
 */
export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'same-origin' },
  // The workbench speaks plain HTTP on loopback; a proxy that adds TLS adds this header too.
  strictTransportSecurity: false,
});

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether another site's page sent it: browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin; a
 * request without either is no browser's.
 */
export function isForeign({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return headers.origin !== undefined && URL.parse(headers.origin)?.host !== headers.host;
}

/** Nothing is done for another site's page. @throws Forbidden */
export function refuseForeign(request: Request): void {
  if (isForeign(request))
    throw new Forbidden(
      'cross-site',
      'this request came from another site; open the workbench itself and repeat it',
    );
}

export const sameOriginOnly: RequestHandler = (request: Request, _response: Response, next: NextFunction) => {
  if (!safe.has(request.method)) refuseForeign(request);
  next();
};
