import { describe, expect, test } from 'vitest';
import {
  addressKind,
  guardedLookup,
  isLoopbackHost,
} from '../../../../../scrapers/crawl/door/requests/addresses.ts';
import { HostPolicy } from '../../../../../scrapers/crawl/door/requests/host-policy.ts';
import { HttpTier } from '../../../../../scrapers/crawl/door/requests/http-tier.ts';
import { startPlainSite } from '../../../../helpers/plain-site.ts';

const site = { origin: 'https://radiopaedia.org', hosts: ['prod-images-static.radiopaedia.org'] };

describe('addresses', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
    ['127.0.0.1', 'loopback'],
    ['127.9.9.9', 'loopback'],
    ['::1', 'loopback'],
    ['[::1]', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['10.1.2.3', 'internal'],
    ['172.16.0.1', 'internal'],
    ['192.168.0.1', 'internal'],
    ['169.254.169.254', 'internal'],
    ['100.64.0.1', 'internal'],
    ['0.0.0.0', 'internal'],
    ['::', 'internal'],
    ['fe80::1', 'internal'],
    ['fc00::1', 'internal'],
    ['::ffff:10.0.0.1', 'internal'],
    ['64:ff9b::a00:1', 'internal'],
    ['224.0.0.1', 'internal'],
    ['255.255.255.255', 'internal'],
    ['nonsense', 'internal'],
  ])('%s is %s', (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });

  test('only names of this machine are loopback names', () => {
    expect(['localhost', '127.0.0.1', '[::1]', 'a.localhost'].every(isLoopbackHost)).toBe(true);
    expect(
      ['localhost.example.org', 'radiopaedia.org', '10.0.0.1', '127.0.0.1.nip.io'].some(isLoopbackHost),
    ).toBe(false);
  });
});

describe('whose URL it is', () => {
  test("without a base: the source's hosts exactly", () => {
    const policy = new HostPolicy(site);
    const own = [
      'https://radiopaedia.org/cases/a',
      'https://prod-images-static.radiopaedia.org/images/1/a.png',
    ];
    expect(own.every((url) => policy.isOwn(url))).toBe(true);
    const foreign = [
      'https://evil.radiopaedia.org/',
      'https://radiopaedia.org.evil.example/',
      'https://radiopaedia.org:8443/',
      'http://127.0.0.1/',
      'http://localhost/',
      'https://user:secret@radiopaedia.org/',
      'ftp://radiopaedia.org/',
      'javascript:alert(1)',
      '//[',
    ];
    expect(foreign.filter((url) => policy.isOwn(url))).toEqual([]);
    expect(policy.resolve('/cases/a?lang=us#top', 'https://radiopaedia.org/search')).toBe(
      'https://radiopaedia.org/cases/a?lang=us',
    );
    expect(policy.resolve('javascript:alert(1)', 'https://radiopaedia.org/search')).toBeNull();
  });

  test('with a loopback base: that origin, and other origins of this machine that its pages name', () => {
    const policy = new HostPolicy(site, 'http://127.0.0.1:4000');
    expect(
      policy.resolve(
        'https://prod-images-static.radiopaedia.org/images/1/a.png?x=1',
        'http://127.0.0.1:4000/a',
      ),
    ).toBe('http://127.0.0.1:4000/images/1/a.png?x=1');
    expect(policy.isOwn('http://127.0.0.1:4001/images/1/a.png')).toBe(true);
    expect(policy.isOwn('http://localhost:4001/images/1/a.png')).toBe(true);
    expect(policy.isOwn('http://10.0.0.1/')).toBe(false);
    expect(policy.isOwn('https://elsewhere.example/')).toBe(false);
  });

  test('with another base: that origin alone', () => {
    const policy = new HostPolicy(site, 'https://mirror.example');
    expect(policy.address('https://radiopaedia.org/cases/a').href).toBe('https://mirror.example/cases/a');
    expect(policy.isOwn('http://127.0.0.1:4001/')).toBe(false);
    expect(policy.loopback).toBe(false);
  });

  test.each(['127.0.0.1:4000', 'ftp://127.0.0.1', 'http://127.0.0.1:4000/path', 'http://a:b@127.0.0.1'])(
    '%s is no base URL',
    (url) => {
      expect(() => new HostPolicy(site, url)).toThrow(expect.objectContaining({ exitCode: 2 }));
    },
  );
});

describe('the moment of connecting', () => {
  test('a name that leads inside is refused, whatever it was when it was checked', async () => {
    const { origin, close, requests } = await startPlainSite();
    const { port } = new URL(origin);
    const tier = new HttpTier('public');
    const request = tier.get(new URL(`http://localhost:${port}/search`), {}, new AbortController().signal);
    await expect(request).rejects.toMatchObject({ code: 'private-address' });
    expect(requests).toEqual([]);
    tier.close();
    await close();
  });

  test('a public address is refused where only this machine is meant', async () => {
    const looked = new Promise((resolve) => {
      guardedLookup('loopback')('8.8.8.8', {}, (error) => resolve(error));
    });
    expect(await looked).toMatchObject({ code: 'private-address' });
  });
});
