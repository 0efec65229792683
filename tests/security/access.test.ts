import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownPath } from '../../server/features/login/route.ts';
import { startServer } from '../../server/serve.ts';
import { accessFor, isLoopback, trustedProxies } from '../../server/shell/auth/access.ts';
import { datasetDraft, draftOf } from '../helpers/drafts.ts';
import { noLimits, PASSWORD, startLocal, startMembersOnly } from '../helpers/serving.ts';
import { temporaryWorkspace } from '../helpers/temporary.ts';

const auditOf = (directory: string) =>
  readFileSync(join(directory, 'audit.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** A request with any Host header, which fetch does not allow. */
const askAs = (
  url: string,
  host: string,
  method = 'GET',
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    request(new URL(url), { method, headers: { host, ...headers } }, (response) => {
      let body = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk) => {
          body += chunk;
        })
        .on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });

describe('who may come in', () => {
  test('this machine needs no account; every other host does, and says how', async () => {
    const workspace = temporaryWorkspace();
    for (const host of ['127.0.0.1', '::1', '[::1]', 'localhost', '127.8.9.1', '::ffff:127.0.0.1'])
      expect((await accessFor(workspace, { host })).kind, host).toBe('local');
    for (const host of [
      '0.0.0.0',
      '::',
      '192.168.1.5',
      'example.org',
      '10.0.0.1',
      'localhost.example.org',
      '',
    ]) {
      expect(isLoopback(host), host).toBe(false);
      await expect(accessFor(workspace, { host }), host).rejects.toThrow(
        /no account yet.*caseline users add NAME --role admin/,
      );
    }
    await expect(startServer({ workspace, host: '0.0.0.0', port: 0 })).rejects.toMatchObject({
      code: 'no-accounts',
      exitCode: 2,
    });
    await expect(accessFor(workspace, { host: '127.0.0.1', trustProxy: 'loopback' })).rejects.toThrow(
      /behind a proxy/,
    );
  });

  test('a proxy is trusted by address only', () => {
    expect(trustedProxies('loopback, 10.1.0.0/16,::1')).toEqual(['loopback', '10.1.0.0/16', '::1']);
    for (const flag of ['true', '*', '', '0.0.0.0/0', '::/0', '1', 'proxy.example.org'])
      expect(() => trustedProxies(flag), flag).toThrow(/--trust-proxy takes the addresses/);
  });

  test('on this machine only requests that name it are answered (DNS rebinding)', async () => {
    const { url } = await startLocal();
    const port = new URL(url).port;
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
      expect((await askAs(url, host)).status, host).toBe(200);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost@evil.example',
      'x@localhost',
    ]) {
      expect((await askAs(url, host)).status, `Host: ${host}`).toBeGreaterThanOrEqual(400);
      expect((await askAs(`${url}cases`, host)).body).not.toMatch(/<html/);
    }
  });

  test('a stranger sees nothing but the login page', async () => {
    const bench = await startMembersOnly();
    await bench.workspace.cases.put(draftOf('eurorad-1'));
    for (const path of ['/', '/cases', '/cases/eurorad-1', '/nowhere', '/images/x/view', '/metrics']) {
      const page = await bench.ask(path, { headers: { accept: 'text/html' } });
      expect([page.status, page.headers.get('location')?.startsWith('/login')], path).toEqual([303, true]);
      const program = await bench.ask(path, { headers: { accept: 'application/json' } });
      expect([program.status, await program.text()]).toEqual([401, expect.not.stringMatching(/Pneumonia/)]);
      expect((await bench.ask(path, { headers: { 'hx-request': 'true' } })).status).toBe(401);
    }
    const login = await bench.ask('/login');
    expect([login.status, await login.text()]).toEqual([200, expect.not.stringMatching(/Pneumonia/)]);
    expect((await bench.ask('/cases/eurorad-1/status', { form: { status: 'done' } })).status).toBe(401);
  });
});

describe('signing in', () => {
  test('a page that one person opened does nothing in the name of the next', async () => {
    const bench = await startMembersOnly();
    const answer = await bench.ask('/login', { form: { name: 'root', password: PASSWORD } });
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const headers = { cookie, 'hx-request': 'true' };
    const own = await bench.ask('/', { headers: { ...headers, 'caseline-opened-by': 'root' } });
    expect(own.status).toBe(200);
    const late = await bench.ask('/', { headers: { ...headers, 'caseline-opened-by': 'ana' } });
    expect([late.status, late.headers.get('caseline-signed-in')]).toEqual([401, 'root']);
    expect(late.headers.get('hx-redirect')).toBeNull();
  });

  test('a form that comes after the session ended leads back to its page, and no other site', async () => {
    const bench = await startMembersOnly();
    const leadsTo = async (referer: string) =>
      (
        await bench.ask('/cases/x/status', { form: {}, headers: { accept: 'text/html', referer } })
      ).headers.get('location');
    expect(await leadsTo(`${new URL('/cases?q=x', bench.url)}`)).toBe('/login?to=%2Fcases%3Fq%3Dx');
    expect(await leadsTo('https://example.org/cases')).toBe('/login');
  });

  test('gives a cookie that scripts and other sites cannot use; signing out ends it', async () => {
    const bench = await startMembersOnly();
    const answer = await bench.ask('/login', {
      form: { name: 'root', password: PASSWORD, to: '/cases?q=x' },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/cases?q=x']);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^caseline=[\w-]{43}; .*Path=\/; .*HttpOnly; SameSite=Lax$/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await bench.ask('/', { headers })).status).toBe(200);
    const again = await bench.ask('/login', { form: { name: 'root', password: PASSWORD }, headers });
    expect(again.headers.get('set-cookie')).not.toContain(headers.cookie);
    expect((await bench.ask('/', { headers: { ...headers, accept: 'text/html' } })).status).toBe(303);
    const second = { cookie: (again.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
    expect((await bench.ask('/logout', { form: {}, headers: second })).headers.get('set-cookie')).toMatch(
      /^caseline=;.*1970/,
    );
    expect((await bench.ask('/', { headers: { ...second, accept: 'text/html' } })).status).toBe(303);
    expect(auditOf(bench.workspace.directory).map((entry) => [entry.action, entry.by])).toEqual([
      ['login', 'root'],
      ['login', 'root'],
      ['logout', 'root'],
    ]);
  });

  test('behind a TLS proxy the cookie is Secure and bound to the host; a stranger cannot claim to be the proxy', async () => {
    const bench = await startMembersOnly({ trustProxy: 'loopback' });
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' };
    const answer = await bench.ask('/login', { form: { name: 'root', password: PASSWORD }, headers });
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-caseline=.*HttpOnly; Secure; SameSite=Lax$/);
    expect(auditOf(bench.workspace.directory)[0].address).toBe('198.51.100.7');
    const other = await startMembersOnly();
    await other.ask('/login', { form: { name: 'root', password: PASSWORD }, headers });
    expect(auditOf(other.workspace.directory)[0].address).toMatch(/127\.0\.0\.1/);
  });

  test('a wrong name and a wrong password look the same; five of them close the account for this address', async () => {
    const bench = await startMembersOnly();
    const wrong = await bench.ask('/login', { form: { name: 'root', password: 'not it at all' } });
    const unknown = await bench.ask('/login', { form: { name: 'nobody', password: 'not it at all' } });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
    for (let at = 0; at < 4; at += 1)
      await bench.ask('/login', { form: { name: 'root', password: 'not it at all' } });
    const locked = await bench.ask('/login', { form: { name: 'root', password: PASSWORD } });
    expect([locked.status, Number(locked.headers.get('retry-after')) > 60]).toEqual([429, true]);
    expect(auditOf(bench.workspace.directory).map((entry) => entry.action)).toEqual([
      ...Array(6).fill('login-failed'),
      'login-locked',
    ]);
    expect(readFileSync(join(bench.workspace.directory, 'audit.jsonl'), 'utf8')).not.toMatch(/lung|not it/);
  });

  test('leads back to a path of ours only', () => {
    for (const to of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/\t/evil',
      '/a\nb',
      '',
      undefined,
      '/login',
    ])
      expect(ownPath(to), String(to)).toBe('/');
    expect(ownPath('/cases/eurorad-1?x=1')).toBe('/cases/eurorad-1?x=1');
  });

  test('a token acts with the role of its account, and a wrong one is refused rather than ignored', async () => {
    const bench = await startMembersOnly();
    await bench.member('rea', 'reader');
    expect((await bench.ask('/cases', { as: 'rea' })).status).toBe(200);
    expect((await bench.ask('/metrics', { as: 'rea' })).status).toBe(403);
    expect(
      (await bench.ask('/healthz', { headers: { authorization: 'Bearer csl_000000000000_x' } })).status,
    ).toBe(401);
    expect(
      (await bench.ask('/cases', { headers: { authorization: `Basic ${btoa(`root:${PASSWORD}`)}` } })).status,
    ).toBe(401);
  });

  test('hostile names and cookies are answered without a fault', async () => {
    const bench = await startMembersOnly();
    for (const name of [
      "' OR 1=1 --",
      '\u0000',
      'x'.repeat(150),
      '__proto__',
      'root\r\nSet-Cookie: a=b',
      '<script>',
    ])
      expect((await bench.ask('/login', { form: { name, password: 'x' } })).status, name).toBeLessThan(500);
    expect(
      (await bench.ask('/login', { form: { name: 'x'.repeat(1_000), password: 'y'.repeat(100_000) } }))
        .status,
    ).toBe(422);
    for (const cookie of [
      'caseline=',
      'caseline=%%%',
      `caseline=${'a'.repeat(5_000)}`,
      'caseline=__proto__; caseline=x',
      '=;;=',
      `caseline=${"'".repeat(43)}`,
    ])
      expect((await bench.ask('/', { headers: { cookie, accept: 'text/html' } })).status, cookie).toBe(303);
  });
});

describe('an own account', () => {
  test('gets a new password only with the present one, and is signed out everywhere else', async () => {
    const bench = await startMembersOnly();
    const signIn = async (password: string) =>
      (await bench.ask('/login', { form: { name: 'root', password } })).headers
        .get('set-cookie')
        ?.split(';')[0] ?? '';
    const [here, elsewhere] = [await signIn(PASSWORD), await signIn(PASSWORD)];
    const change = (current: string, next: string, again = next) =>
      bench.ask('/account/password', { form: { current, next, again }, headers: { cookie: here } });
    expect((await change('not the present one', 'another lung, a tree')).status).toBe(422);
    expect((await change(PASSWORD, 'short')).status).toBe(422);
    expect((await change(PASSWORD, 'another lung, a tree', 'a different one here')).status).toBe(422);
    const changed = await change(PASSWORD, 'another lung, a tree');
    expect(changed.status).toBe(200);
    const now = changed.headers.get('set-cookie')?.split(';')[0] ?? '';
    const statuses = await Promise.all(
      [here, elsewhere, now].map(
        async (cookie) => (await bench.ask('/account', { headers: { cookie, accept: 'text/html' } })).status,
      ),
    );
    expect(statuses).toEqual([303, 303, 200]);
    expect(await signIn(PASSWORD)).toBe('');
    expect(await signIn('another lung, a tree')).toMatch(/^caseline=/);
  }, 90_000);

  test('makes tokens, shown once, and withdraws its own only', async () => {
    const bench = await startMembersOnly();
    await bench.member('ann', 'annotator');
    await bench.member('ben', 'reader');
    const made = await (
      await bench.ask('/account/tokens', { as: 'ann', form: { label: 'nightly <b>', days: '7' } })
    ).text();
    const token = /csl_[0-9a-f]{12}_[\w-]{43}/.exec(made)?.[0] ?? '';
    expect((await bench.users.ofToken(token))?.name).toBe('ann');
    const later = await (await bench.ask('/account', { as: 'ann' })).text();
    expect([later.includes(token), later.includes('nightly &lt;b&gt;')]).toEqual([false, true]);
    const withdraw = (as: string) =>
      bench.ask(`/account/tokens/${token.slice(4, 16)}/withdraw`, { as, form: {} });
    expect([(await withdraw('ben')).status, (await bench.users.ofToken(token))?.name]).toEqual([404, 'ann']);
    expect([(await withdraw('ann')).status, await bench.users.ofToken(token)]).toEqual([200, null]);
  });
});

describe('other sites', () => {
  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 303],
    [{ 'sec-fetch-site': 'none' }, 303],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 303],
  ])('with %j a change answers %i', async (headers, status) => {
    const bench = await startMembersOnly();
    await bench.member('ann', 'annotator');
    expect(
      (await bench.ask('/next', { method: 'POST', as: 'ann', headers: headers as Record<string, string> }))
        .status,
    ).toBe(status);
  });

  test('get nothing done by a link either: no case is kept for anybody, nothing is packed, noted or counted', async () => {
    const workspace = temporaryWorkspace();
    await workspace.cases.put(draftOf('eurorad-1'));
    await workspace.datasets.put(datasetDraft('films', { access: 'public' }), 0);
    const bench = await startMembersOnly({ workspace });
    await bench.member('ann', 'annotator');
    await bench.member('ben', 'annotator');
    const foreign = { 'sec-fetch-site': 'cross-site', accept: 'application/json' };
    const acting = [
      '/next',
      '/statistics/body?anew=1',
      '/checks/list?anew=1',
      ...['download', 'release', 'id-mapping.csv', 'image-quality.csv'].map(
        (file) => `/datasets/films/${file}`,
      ),
    ];
    for (const path of acting) {
      const answer = await bench.ask(path, { as: 'ann', headers: foreign });
      expect([path, answer.status, answer.headers.get('caseline-error')]).toEqual([path, 403, 'cross-site']);
    }
    expect(await workspace.desk.downloads('films', 10)).toEqual([]);
    const page = await bench.ask('/cases/eurorad-1', { as: 'ann', headers: foreign });
    expect(
      [page.status, await workspace.claims.holders('eurorad-1')],
      'shown, and nobody sits there',
    ).toEqual([200, []]);
    const mapping = await bench.ask('/datasets/films/id-mapping.csv', {
      as: 'ben',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect([mapping.status, (await workspace.desk.downloads('films', 10)).length]).toEqual([200, 1]);
  });

  test('cannot sign somebody in (login CSRF)', async () => {
    const bench = await startMembersOnly();
    const answer = await bench.ask('/login', {
      form: { name: 'root', password: PASSWORD },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
  });
});

describe('limits', () => {
  test('by address for logins, by account for everything', async () => {
    const bench = await startMembersOnly({ limits: { ...noLimits, login: 3, account: 6 } });
    await bench.member('ann', 'annotator');
    await bench.member('ben', 'annotator');
    const statuses = async (many: number, ask: () => Promise<Response>) => {
      const found: number[] = [];
      for (let at = 0; at < many; at += 1) found.push((await ask()).status);
      return found;
    };
    expect(await statuses(5, () => bench.ask('/login', { form: { name: 'x', password: 'y' } }))).toEqual([
      401, 401, 401, 429, 429,
    ]);
    expect(await statuses(8, () => bench.ask('/cases', { as: 'ann' }))).toEqual([
      200, 200, 200, 200, 200, 200, 429, 429,
    ]);
    expect((await bench.ask('/cases', { as: 'ben' })).status).toBe(200);
  });

  test('by address for strangers', async () => {
    const bench = await startMembersOnly({ limits: { ...noLimits, address: 4 } });
    const found: number[] = [];
    for (let at = 0; at < 6; at += 1) found.push((await bench.ask('/healthz')).status);
    expect(found).toEqual([200, 200, 200, 200, 429, 429]);
  });
});

describe('every answer', () => {
  test.each(['/', '/nowhere', '/login', '/healthz', '/cases/eurorad-1', '/static/000000000000/style.css'])(
    '%s carries the headers that keep a browser from harm',
    async (path) => {
      const { url } = await startLocal();
      const { headers } = await fetch(new URL(path, url), { redirect: 'manual' });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
      expect([
        headers.get('x-content-type-options'),
        headers.get('x-powered-by'),
        headers.get('referrer-policy'),
      ]).toEqual(['nosniff', null, 'same-origin']);
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{16}$/);
    },
  );
});
