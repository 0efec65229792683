import { type AddressInfo, createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { SqliteAccounts } from '../../data/embedded/access/accounts.ts';
import type { EmbeddedWorkspace } from '../../data/embedded/workspace.ts';
import type { Role } from '../../data/format/account.ts';
import type { Accounts } from '../../data/ports/access/accounts.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import type { RateLimits } from '../../server/shell/limits/rate-limits.ts';
import { temporaryWorkspace } from './temporary.ts';

export const PASSWORD = 'a lung on a tree 7';

/** Far above what a test sends. */
export const noLimits: RateLimits = { address: 1e9, account: 1e9, login: 1e9 };

export interface Bench extends RunningServer {
  readonly workspace: EmbeddedWorkspace;
  readonly users: Accounts;
  /** A request with the right origin; redirects are shown, not followed. */
  ask(
    path: string,
    options?: RequestInit & { as?: string; form?: Record<string, string> },
  ): Promise<Response>;
  /** Makes an account and gives its token. */
  member(name: string, role: Role): Promise<string>;
  /** Token of an account made by `member`. */
  tokenOf(name: string): string;
}

/**
 * A real server with accounts on a workspace of its own. It listens on loopback; that people sign in comes from
 * `--trust-proxy`, as behind a reverse proxy.
 */
export async function startMembersOnly(
  options: { workspace?: EmbeddedWorkspace; limits?: RateLimits; trustProxy?: string } = {},
): Promise<Bench> {
  const workspace = options.workspace ?? temporaryWorkspace();
  const users = new SqliteAccounts(workspace.directory);
  onTestFinished(() => users.close());
  if ((await users.count()) === 0) await users.add('root', 'admin', PASSWORD);
  const server = await startServer({
    workspace,
    port: 0,
    trustProxy: options.trustProxy ?? '203.0.113.9',
    limits: options.limits ?? noLimits,
  });
  onTestFinished(() => server.close(100));
  const tokens = new Map<string, string>();
  const tokenOf = (name: string): string => {
    const token = tokens.get(name);
    if (!token) throw new Error(`no member ${name} was made`);
    return token;
  };
  return {
    ...server,
    workspace,
    users,
    tokenOf,
    async member(name, role) {
      if (!(await users.get(name))) await users.add(name, role, PASSWORD);
      const token = await users.tokens.issue(name, 'test', null);
      tokens.set(name, token);
      return token;
    },
    ask(path, { as, form, ...init } = {}) {
      const headers = new Headers(init.headers);
      if (as !== undefined) headers.set('authorization', `Bearer ${tokenOf(as)}`);
      if (form) headers.set('content-type', 'application/x-www-form-urlencoded');
      return fetch(new URL(path, server.url), {
        redirect: 'manual',
        ...init,
        headers,
        ...(form ? { method: init.method ?? 'POST', body: new URLSearchParams(form).toString() } : {}),
      });
    },
  };
}

/** The workbench of one person at this machine. */
export async function startLocal(
  workspace: EmbeddedWorkspace = temporaryWorkspace(),
): Promise<RunningServer & { workspace: EmbeddedWorkspace }> {
  const server = await startServer({ workspace, port: 0, user: { name: 'ana', role: 'maintainer' } });
  onTestFinished(() => server.close(100));
  return { ...server, workspace };
}

/** A port that is free at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
