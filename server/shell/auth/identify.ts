import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { CaselineError } from '../../../data/errors.ts';
import type { Account } from '../../../data/format/account.ts';
import type { Accounts } from '../../../data/ports/access/accounts.ts';
import type { User } from '../context.ts';
import { Forbidden } from '../forbidden.ts';
import { type Access, isLoopback } from './access.ts';
import { sessionSecret } from './cookie.ts';

/** Whom the page that asks was opened by, as our scripts say it, percent-encoded. */
const OPENED_BY = 'caseline-opened-by';

/** Nobody is signed in, and this needs somebody. */
export class Unauthorized extends CaselineError {
  override readonly status: number = 401;
}

const bearer = (request: Request): string | null =>
  /^Bearer ([A-Za-z0-9_-]{1,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;

async function accountOf(users: Accounts, request: Request): Promise<Account | null> {
  const token = bearer(request);
  // A wrong token is an error, not a visitor: a script must not go on unnoticed with fewer rights.
  if (request.headers.authorization !== undefined) {
    const account = token === null ? null : await users.ofToken(token);
    if (!account)
      throw new Unauthorized('bad-token', 'this token is not known, was withdrawn or has run out');
    return account;
  }
  const session = sessionSecret(request);
  return session === null ? null : users.ofSession(session);
}

/**
 * Puts who is asking into `response.locals.user`; leaves it empty for a stranger. Without accounts that is the local
 * person, and then only requests that name this machine are answered: a page of another site whose name was made to
 * lead here (DNS rebinding) gets nothing.
 */
export const identify =
  (access: Access, localUser: User): RequestHandler =>
  async (request: Request, response: Response, next: NextFunction) => {
    if (access.kind === 'local') {
      const host =
        /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9.-]{1,253})(:\d{1,5})?$/i.exec(request.headers.host ?? '')?.[1] ?? '';
      if (!isLoopback(host) && !host.endsWith('.localhost')) {
        throw new Forbidden(
          'foreign-host',
          'this workbench answers to localhost only; open it at the address it printed when it started',
        );
      }
      response.locals['user'] = localUser;
    } else {
      const account = await accountOf(access.users, request);
      const opener = request.headers[OPENED_BY];
      // What one person did on a page is never done in the name of another who signed in there since.
      if (account && typeof opener === 'string' && opener !== encodeURIComponent(account.name))
        response.locals['other'] = account.name;
      else if (account) response.locals['user'] = { name: account.name, role: account.role } satisfies User;
    }
    next();
  };
