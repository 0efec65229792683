import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import { CaselineError } from '../../data/errors.ts';
import { askToSignIn } from './auth/ask-to-sign-in.ts';
import type { Role, Services, User } from './context.ts';
import { roles } from './context.ts';

/** Not allowed: signed in, but the role does not reach. */
export class Forbidden extends CaselineError {
  override readonly status: number = 403;
}

export type Method = 'get' | 'post' | 'put' | 'delete';
export type Handler = (request: Request, response: Response) => Promise<void> | void;

interface RouteNeeds {
  /** The least role that may call it; `anyone` also without signing in (login, health check). */
  readonly role: Role | 'anyone';
}

/** Looks at a request whose role reaches, before its page is made. @throws CaselineError when it must not be answered */
export type Watch = (path: string, request: Request, response: Response) => Promise<void>;

export interface Route extends RouteNeeds {
  readonly method: Method;
  readonly path: string;
}

/** Who is asking. The one place that decides it: without accounts, the local person. */
export function currentUser(request: Request): User {
  const user = request.res?.locals['user'] as User | undefined;
  if (!user) throw new Forbidden('no-user', 'nobody is signed in; sign in and try again');
  return user;
}

/** Every route of the workbench, each with the role it needs: the list is what access is checked by. */
export class Routes {
  readonly router = Router();
  readonly #list: Route[] = [];
  readonly #watch: Watch;

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  get list(): readonly Route[] {
    return this.#list;
  }

  add(method: Method, path: string, needs: RouteNeeds, handler: Handler): void {
    this.#list.push({ method, path, ...needs });
    const guard: RequestHandler = async (request: Request, response: Response, next: NextFunction) => {
      if (needs.role === 'anyone') return next();
      if (!response.locals['user']) return askToSignIn(request, response);
      const user = currentUser(request);
      if (roles.indexOf(user.role) < roles.indexOf(needs.role)) {
        throw new Forbidden('role', `${user.name} is ${user.role}; this needs ${needs.role}`);
      }
      await this.#watch(path, request, response);
      next();
    };
    this.router[method](path, guard, (request: Request, response: Response) => handler(request, response));
  }
}

/** A group of pages: adds its routes. */
export type RouteGroup = (routes: Routes, services: Services) => void;
