import { expect, test, vi } from 'vitest';
import { crawlWorkspace } from '../../../helpers/crawl-workspace.ts';
import { crawlScripted, startScriptedSite } from '../../../helpers/scripted-site.ts';

vi.mock('../../../../scrapers/crawl/door/browser-limits.ts', () => ({
  BROWSER_LIMITS: { quiet: 300, ready: 15_000, hang: 6_000 },
}));

test('pages that never come to rest cost their case only', async () => {
  const site = await startScriptedSite('', (path) =>
    path === '/cases/100' ? { body: '<title>Case 100</title><script>for (;;);</script>' } : undefined,
  );
  expect(await crawlScripted(crawlWorkspace(), site)).toMatchObject({
    status: 'done',
    new: 1,
    failed: [{ code: 'browser', message: expect.stringContaining('busy for 6000 ms') }],
  });
});
