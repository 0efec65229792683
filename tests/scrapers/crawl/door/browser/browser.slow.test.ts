import { describe, expect, onTestFinished, test } from 'vitest';
import { casesOf, crawlWorkspace } from '../../../../helpers/crawl-workspace.ts';
import { startHttpSite } from '../../../../helpers/http-site.ts';
import { crawlScripted, startScriptedSite } from '../../../../helpers/scripted-site.ts';

describe('pages that a script makes', () => {
  test('are read in the browser, with nothing requested that is not needed and nothing twice', async () => {
    const site = await startScriptedSite();
    const workspace = crawlWorkspace();
    expect(await crawlScripted(workspace, site)).toMatchObject({
      status: 'done',
      new: 2,
      failed: [],
      requests: site.requests.length,
    });
    expect(site.paths().map((path) => path.replace(/c=\d+/, 'c='))).toEqual([
      '/robots.txt',
      '/search?page=1',
      '/cases/100',
      '/app.js',
      '/viewer/100.json?c=',
      '/images/100.png',
      '/cases/101',
      '/viewer/101.json?c=',
      '/images/101.png',
    ]);
    expect((await workspace.cases.get('plain-101'))?.texts[0]?.text).toBe('Cough for 101 days.');
    for (const { headers, together } of site.requests) {
      expect(headers['user-agent']).toMatch(/^Caseline\//);
      expect(together).toBe(1);
    }
    // The page's cookies go with its own requests, those it was sent and those its script set.
    const viewer = site.requests.find(({ url }) => url.startsWith('/viewer/100'));
    expect(viewer?.headers.cookie).toMatch(/session=s1/);
    expect(viewer?.headers.cookie).toMatch(/other=o1/);
    expect(viewer?.headers.cookie).toMatch(/seen=1/);
  });

  test('are rebuilt offline without a browser, byte for byte', async () => {
    const site = await startScriptedSite();
    const workspace = crawlWorkspace();
    await crawlScripted(workspace, site);
    const before = await casesOf(workspace);
    await site.close();
    const chromium = process.env['CASELINE_CHROMIUM'];
    process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';
    onTestFinished(() => {
      if (chromium === undefined) delete process.env['CASELINE_CHROMIUM'];
      else process.env['CASELINE_CHROMIUM'] = chromium;
    });
    expect(await crawlScripted(workspace, site, { delay: undefined, offline: true })).toMatchObject({
      status: 'done',
      unchanged: 2,
      failed: [],
    });
    expect(await casesOf(workspace)).toEqual(before);
  });

  test('reach nothing beyond the site, whatever their scripts try', async () => {
    const inner = await startHttpSite(() => ({ body: 'secret' }));
    onTestFinished(() => inner.close());
    const port = new URL(inner.origin).port;
    const attack = `<script>
      fetch('http://10.0.0.1/a').catch(() => 0);
      new WebSocket('ws://127.0.0.1:${port}/socket');
      navigator.sendBeacon('http://127.0.0.1:${port}/beacon', 'x');
      new Image().src = 'http://127.0.0.1:${port}/image';
      fetch('http://127.0.0.1:${port}/post', {method: 'POST', body: 'x', mode: 'no-cors'}).catch(() => 0);
      document.body.insertAdjacentHTML('beforeend', '<iframe src="http://127.0.0.1:${port}/frame"></iframe><link rel="prefetch" href="http://127.0.0.1:${port}/prefetch">');
    </script>`;
    const site = await startScriptedSite(attack);
    expect(await crawlScripted(crawlWorkspace(), site)).toMatchObject({ status: 'done', new: 2 });
    expect(inner.paths()).toEqual([]);
  });

  test('whose data is a challenge stop the run with evidence', async () => {
    const site = await startScriptedSite('', (path) =>
      path.startsWith('/viewer/101') ? { body: '<title>Just a moment...</title>' } : undefined,
    );
    expect(await crawlScripted(crawlWorkspace(), site)).toMatchObject({
      status: 'blocked',
      new: 1,
      failed: [{ code: 'challenge' }],
    });
  });

  test('that redirect are followed before the browser sees them', async () => {
    const site = await startScriptedSite('', (path) =>
      path === '/cases/101' ? { status: 301, headers: { location: '/cases/moved-102' } } : undefined,
    );
    const workspace = crawlWorkspace();
    expect(await crawlScripted(workspace, site)).toMatchObject({ status: 'done', new: 2, failed: [] });
    expect(await workspace.cases.has('plain-102')).toBe(true);
    const before = site.requests.length;
    expect(await crawlScripted(workspace, site)).toMatchObject({ unchanged: 2 });
    expect(site.paths().slice(before)).toEqual(['/search?page=1']);
  });

  test('without Chromium the run ends with the way to get one', async () => {
    const site = await startScriptedSite();
    const chromium = process.env['CASELINE_CHROMIUM'];
    process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';
    try {
      const result = await crawlScripted(crawlWorkspace(), site);
      expect(result).toMatchObject({ status: 'failed', new: 0 });
      expect(result.failed.at(-1)?.message).toContain('npx playwright install chromium');
    } finally {
      if (chromium === undefined) delete process.env['CASELINE_CHROMIUM'];
      else process.env['CASELINE_CHROMIUM'] = chromium;
    }
  });
});
