import dns from 'node:dns';
import { createServer, type Server } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addressKind } from '../../scrapers/crawl/door/requests/addresses.ts';
import { HostPolicy } from '../../scrapers/crawl/door/requests/host-policy.ts';
import { HttpTier } from '../../scrapers/crawl/door/requests/http-tier.ts';
import { always, crawlWith } from '../helpers/crawl-with.ts';

/** A server of the inner network that must never hear of us. */
let canary: Server;
let port = 0;
let heard = 0;

beforeAll(async () => {
  canary = createServer((_request, response) => {
    heard += 1;
    response.end('inner secret');
  });
  canary.on('connection', () => {
    heard += 1;
  });
  await new Promise<void>((resolve) => canary.listen(0, '::', resolve));
  port = (canary.address() as AddressInfo).port;
});
afterAll(() => {
  canary.closeAllConnections();
  canary.close();
});

/** Taken for public, and of a block that IANA has given to nobody: no packet gets anywhere. */
const UNROUTED = '2d00::1';

const realLookup = dns.lookup;
afterEach(() => {
  dns.lookup = realLookup;
  syncBuiltinESMExports();
});

/** A resolver that answers each look-up with the next list of addresses. */
function resolveTo(...answers: string[][]): () => number {
  let asked = 0;
  dns.lookup = ((
    _name: string,
    _options: unknown,
    callback: (error: Error | null, found: unknown) => void,
  ) => {
    const found = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as unknown as typeof dns.lookup;
  syncBuiltinESMExports();
  return () => asked;
}

const get = async (url: string): Promise<unknown> => {
  const tier = new HttpTier('public', { total: 2_000, idle: 1_000 });
  try {
    return await tier.get(new URL(url), {}, new AbortController().signal);
  } catch (error) {
    return error;
  } finally {
    tier.close();
  }
};

/** IANA special-purpose IPv4 blocks: first address and prefix length. */
const special: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const toNumber = (address: string) =>
  address.split('.').reduce((total, part) => total * 256 + Number(part), 0);
const toAddress = (value: number) =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
const inner = fc
  .tuple(fc.constantFrom(...special), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
  .map(([[first, length], share]) => toAddress(toNumber(first) + Math.floor(share * 2 ** (32 - length))));
const hex = (address: string) => {
  const value = toNumber(address);
  return `${Math.floor(value / 65_536).toString(16)}:${(value % 65_536).toString(16)}`;
};

describe('inner addresses', () => {
  test('are never public, in IPv4 or wrapped in IPv6', () => {
    fc.assert(
      fc.property(inner, (address) => {
        const forms = [
          address,
          `::ffff:${address}`,
          `::ffff:${hex(address)}`,
          `64:ff9b::${hex(address)}`,
          `2002:${hex(address)}::1`,
          `::${hex(address)}`,
        ];
        for (const form of forms) expect(addressKind(form), form).not.toBe('public');
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::',
    '::1',
    '2001:db8::1',
    '2001::1',
    '100::1',
    'fec0::1',
    '',
    'localhost',
    '1',
    '0x7f000001',
  ])('%s is not public', (address) => {
    expect(addressKind(address)).not.toBe('public');
  });
});

describe('a request to the inner network', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0x7f.1:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://017700000001:PORT/',
    'http://0:PORT/',
    'http://0.0.0.0:PORT/',
    'http://[::1]:PORT/',
    'http://[::]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[0:0:0:0:0:ffff:7f00:0001]:PORT/',
    'http://localhost:PORT/',
    'http://①②⑦.⓪.⓪.①:PORT/',
    'http://127。0。0。1:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    'http://[64:ff9b::7f00:1]:PORT/',
  ])('%s is refused before anything is sent', async (pattern) => {
    heard = 0;
    expect(await get(pattern.replace('PORT', String(port)))).toMatchObject({ code: 'private-address' });
    expect(heard).toBe(0);
  });

  test.each([
    [['127.0.0.1']],
    [['10.0.0.5']],
    [['169.254.169.254']],
    [['::ffff:127.0.0.1']],
    [['fd00:ec2::254']],
    [['fe80::1']],
    // One good address among bad ones: a browser would try them all.
    [['8.8.8.8', '127.0.0.1']],
    [['2606:4700::1111', '::1']],
    [[]],
  ])('through a name that leads to %j is refused', async (answer) => {
    heard = 0;
    resolveTo(answer);
    expect(await get(`http://paper.example.org:${port}/`)).toMatchObject({ code: 'private-address' });
    expect(heard).toBe(0);
  });

  test('through a name that turns between two look-ups (rebinding) is refused: what is checked is what is connected to', async () => {
    heard = 0;
    const asked = resolveTo(['127.0.0.1'], ['8.8.8.8']);
    expect(await get(`http://paper.example.org:${port}/`)).toMatchObject({ code: 'private-address' });
    expect([asked(), heard]).toEqual([1, 0]);
    // The other way round, as an attacker would: what was public when it was checked is what is connected to.
    const again = resolveTo([UNROUTED], ['127.0.0.1']);
    const answer = await get(`http://paper.example.org:${port}/`);
    expect(answer).toBeInstanceOf(Error);
    expect([again(), heard]).toEqual([1, 0]);
  });

  test('of a page of another host, of a login, of another scheme is no URL of a source', () => {
    const policy = new HostPolicy({ origin: 'https://radiopaedia.org', hosts: [] });
    for (const url of [
      `http://127.0.0.1:${port}/`,
      'http://169.254.169.254/',
      'file:///etc/passwd',
      'gopher://127.0.0.1/',
      'https://a:b@radiopaedia.org/',
      'https://radiopaedia.org@127.0.0.1/',
      'https://radiopaedia.org.evil.example/',
      'data:text/html,x',
      '\\\\127.0.0.1\\x',
    ])
      expect(() => policy.address(url), url).toThrow(/not requested/);
  });
});

describe('a page of a crawled site', () => {
  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://192.168.1.1/admin',
    'file:///etc/passwd',
    'http://[fd00:ec2::254]/',
  ])('that redirects to %s is not followed', async (location) => {
    const { result, site } = await crawlWith({
      cases: 1,
      interfere: always('/cases/', { status: 302, headers: { location } }),
    });
    expect(result.new).toBe(0);
    expect(JSON.stringify(result)).toMatch(/private-address|foreign-host|bad-url|redirect/);
    expect(site.requests.every((request) => !JSON.stringify(request).includes('meta-data'))).toBe(true);
  });
});
