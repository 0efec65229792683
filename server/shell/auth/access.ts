import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { BadUsage } from '../../../data/errors.ts';
import type { Accounts } from '../../../data/ports/access/accounts.ts';
import type { Workspace } from '../../../data/ports/workspace.ts';

/**
 * How people come in. `local`: one person at this machine, no account. `accounts`: everybody signs in. `trustedProxies`:
 * addresses whose X-Forwarded-For and -Proto are believed.
 */
export type Access =
  | { readonly kind: 'local' }
  | { readonly kind: 'accounts'; readonly users: Accounts; readonly trustedProxies: readonly string[] };

/** `127.0.0.1`, `::1`, `localhost`: what only this machine can reach. */
export const isLoopback = (host: string): boolean => {
  const bare = host.replace(/^\[|\]$/g, '');
  if (bare === 'localhost') return true;
  return isIP(bare) !== 0 && ipaddr.process(bare).range() === 'loopback';
};

/**
 * Addresses and subnets of a `--trust-proxy` flag. There is no way to trust everybody.
 * @throws BadUsage naming the one that is no address
 */
export function trustedProxies(flag: string | undefined): string[] {
  if (flag === undefined) return [];
  const parts = flag.split(',').map((part) => part.trim());
  for (const part of parts) {
    const whole =
      part === 'loopback' ||
      isIP(part) !== 0 ||
      (/^[0-9a-f:.]{2,45}\/\d{1,3}$/i.test(part) && ipaddr.isValidCIDR(part));
    if (!whole || part.endsWith('/0')) {
      throw new BadUsage(
        'bad-proxy',
        `--trust-proxy takes the addresses of your reverse proxy (loopback, 10.0.0.5, 10.1.0.0/16), not '${part.slice(0, 60)}'`,
      );
    }
  }
  return parts;
}

/**
 * Decides who may come in. Only this machine, and no proxy in front: no account is needed. Everything else needs one.
 * @throws BadUsage when accounts are needed and there is none, saying how to make one
 */
export async function accessFor(
  workspace: Pick<Workspace, 'users' | 'place'>,
  options: { host: string; trustProxy?: string | undefined },
): Promise<Access> {
  const proxies = trustedProxies(options.trustProxy);
  if (isLoopback(options.host) && options.trustProxy === undefined) return { kind: 'local' };
  const { users } = workspace;
  if ((await users.count()) > 0) return { kind: 'accounts', users, trustedProxies: proxies };
  const why = isLoopback(options.host)
    ? 'behind a proxy (--trust-proxy) others can reach the workbench'
    : `with --host ${options.host} others can reach the workbench`;
  throw new BadUsage(
    'no-accounts',
    `${why}, so people must sign in, and there is no account yet; make one with: caseline users add NAME --role admin --workspace ${workspace.place}`,
  );
}
