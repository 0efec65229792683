import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { InvalidInput } from '../../../../data/errors.ts';

/** What kind of network an address belongs to; everything that is no ordinary public address is `internal`. */
export type AddressKind = 'public' | 'loopback' | 'internal';

/** @param address IPv4 or IPv6 text, with or without brackets */
export const addressKind = (address: string): AddressKind => {
  const bare = address.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(bare)) return 'internal';
  // `process` turns IPv4-mapped IPv6 (::ffff:10.0.0.1) into its IPv4.
  const parsed = ipaddr.process(bare);
  const range = parsed.range();
  if (range === 'loopback') return 'loopback';
  // Of IPv6 only 2000::/3 is given out (IANA); `::10.0.0.1` and the like are old ways to write an IPv4.
  const givenOut = parsed.kind() === 'ipv4' || /^[23][0-9a-f]{3}:/.test(parsed.toNormalizedString());
  return range === 'unicast' && givenOut ? 'public' : 'internal';
};

/** `localhost`, `127.x.x.x`, `[::1]`: the names that cannot mean another machine. */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 && addressKind(hostname) === 'loopback');

/** The kinds a connection may go to. */
export type AllowedKind = 'public' | 'loopback';

const refuse = (host: string, address: string): InvalidInput =>
  new InvalidInput(
    'private-address',
    `${host} leads to ${address}, which is no public address; such addresses are never requested. ` +
      'For a site on this machine give --base-url http://127.0.0.1:PORT.',
  );

/** @throws InvalidInput (code `private-address`) when `host` is an address literal of another kind */
export const checkLiteral = (host: string, allowed: AllowedKind): void => {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && addressKind(bare) !== allowed) throw refuse(host, bare);
};

/**
 * A DNS lookup for the moment of connecting: what it hands over is what is connected to, so a name cannot turn to an
 * inner address between check and use. All answers must be of the allowed kind.
 */
export const guardedLookup =
  (allowed: AllowedKind): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const addresses: LookupAddress[] = found;
      const wrong = addresses.find(({ address }) => addressKind(address) !== allowed);
      const [first] = addresses;
      if (wrong !== undefined || first === undefined) {
        callback(refuse(hostname, wrong?.address ?? 'nothing'), '', 0);
        return;
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
