import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import { reaches } from '../../data/format/account.ts';
import { askToSignIn } from './auth/ask-to-sign-in.ts';
import type { Role, Services, User } from './context.ts';
import { Forbidden } from './forbidden.ts';

export type Method = 'get' | 'post' | 'put' | 'delete';
export type Handler = (request: Request, response: Response) => Promise<void> | void;

/**
 * What a page tells of cases, which decides what becomes of it for somebody who must not see all of them:
 * - `none`: nothing but what the person has made or handed in; it is shown
 * - `left-out`: it names cases, and leaves out what `hiddenFrom` or `viewerOf` (`privacy/hide.ts`) hide
 * - `one`: that of the case `:id` in its address; a hidden one is not there
 * - `image`: the image `:sha` in its address; it is there when some case that holds it may be seen
 * - `all`: it speaks of all cases together; it is refused
 */
export type CasesTold = 'none' | 'left-out' | 'one' | 'image' | 'all';

/** Roles that may not see every case. */
type Kept = Extract<Role, 'reader' | 'contributor'>;

type RouteNeeds = { readonly acts?: true } & (
  | {
      /** The least role that may call it; `anyone` also without signing in (login, health check). */
      readonly role: Exclude<Role, Kept> | 'anyone';
    }
  | { readonly role: Kept; readonly cases: CasesTold }
);

/** Looks at a request whose role reaches, before its page is made. @throws CaselineError when it must not be answered */
export type Watch = (route: Route, request: Request, response: Response) => Promise<void>;

export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly role: Role | 'anyone';
  /** `all`, the strictest, where the role sees every case anyway. */
  readonly cases: CasesTold;
  /** A GET that does something: it is answered for our own pages only, like everything that is no GET. */
  readonly acts: boolean;
}

/** Addresses that lead to a case or an image, and what a page there is about. */
const owned: readonly (readonly [RegExp, CasesTold])[] = [
  [/^\/cases\/:id(\/|$)/, 'one'],
  [/^\/images\/:sha(\/|$)/, 'image'],
];

/** @throws Error when a page and its address do not say the same: a mistake of whoever wrote it, seen at the start */
function refuseContradiction({ method, path, cases }: Route): void {
  for (const [address, own] of owned)
    if (address.test(path) !== (cases === own))
      throw new Error(
        `${method} ${path} says 'cases: ${cases}'; '${own}' belongs to addresses like ${address}`,
      );
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
    const isKept = needs.role === 'reader' || needs.role === 'contributor';
    const cases = (isKept && needs.cases) || 'all';
    const route: Route = { method, path, role: needs.role, cases, acts: needs.acts ?? false };
    if (isKept) refuseContradiction(route);
    this.#list.push(route);
    const guard: RequestHandler = async (request: Request, response: Response, next: NextFunction) => {
      if (needs.role === 'anyone') return next();
      if (!response.locals['user']) return askToSignIn(request, response);
      const user = currentUser(request);
      if (!reaches(user.role, needs.role)) {
        throw new Forbidden('role', `${user.name} is ${user.role}; this needs ${needs.role}`);
      }
      await this.#watch(route, request, response);
      next();
    };
    this.router[method](path, guard, (request: Request, response: Response) => handler(request, response));
  }
}

/** A group of pages: adds its routes. */
export type RouteGroup = (routes: Routes, services: Services) => void;
