import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CrawlEvent, crawl } from '../../../../../scrapers/crawl/crawl.ts';
import { findChromium } from '../../../../../scrapers/crawl/door/chromium.ts';
import { page } from '../../../../helpers/crawl-with.ts';
import { crawlWorkspace } from '../../../../helpers/crawl-workspace.ts';
import { startPlainSite } from '../../../../helpers/plain-site.ts';
import { plainSource } from '../../../../helpers/plain-source.ts';
import { temporaryFolder } from '../../../../helpers/temporary.ts';

/** Stands in for a screen: the "window" is opened without one. */
const withoutScreen = (): void => {
  const { CASELINE_CHROMIUM: before, DISPLAY: display } = process.env;
  process.env['DISPLAY'] = ':none';
  const chromium = findChromium();
  const wrapper = join(temporaryFolder(), 'chromium');
  writeFileSync(wrapper, `#!/bin/sh\nexec '${chromium}' --headless=new "$@"\n`);
  chmodSync(wrapper, 0o755);
  process.env['CASELINE_CHROMIUM'] = wrapper;
  onTestFinished(() => {
    if (display === undefined) delete process.env['DISPLAY'];
    else process.env['DISPLAY'] = display;
    if (before === undefined) delete process.env['CASELINE_CHROMIUM'];
    else process.env['CASELINE_CHROMIUM'] = before;
  });
};

/** A wall that falls by itself after a while when a real browser stands before it, as if a person had clicked. */
const wall = `${page('Just a moment...', '')}<script>setTimeout(() => { document.cookie = 'cleared=yes; path=/'; location.reload(); }, 700);</script>`;

const startWalledSite = async (falls: boolean) => {
  const site = await startPlainSite({
    cases: 2,
    interfere: (path, request) => {
      if (path === '/robots.txt' || request.headers.cookie?.includes('cleared=yes')) return undefined;
      return { status: 403, body: falls ? wall : page('Just a moment...', '') };
    },
  });
  onTestFinished(() => site.close());
  return site;
};

describe('an attended crawl', () => {
  test('goes on when a person got past the wall', { timeout: 120_000 }, async () => {
    withoutScreen();
    const { origin, requests } = await startWalledSite(true);
    const events: CrawlEvent[] = [];
    const workspace = crawlWorkspace();
    const result = await crawl(workspace, plainSource, {
      baseUrl: origin,
      delay: 0,
      headed: true,
      onEvent: (event) => events.push(event),
    });
    expect(result).toMatchObject({ status: 'done', new: 2, failed: [] });
    expect(events.filter(({ type }) => type === 'attend')).toHaveLength(1);
    expect((await workspace.crawls.blocked.list()).records).toHaveLength(1);
    for (const { headers } of requests) expect(headers['user-agent']).toMatch(/^Caseline\//);
  });

  test('stays blocked when the run is stopped before anybody came', { timeout: 120_000 }, async () => {
    withoutScreen();
    const { origin } = await startWalledSite(false);
    const result = await crawl(crawlWorkspace(), plainSource, {
      baseUrl: origin,
      delay: 0,
      headed: true,
      signal: AbortSignal.timeout(4_000),
    });
    expect(result).toMatchObject({ status: 'failed', new: 0, failed: [{ code: 'interrupted' }] });
  });
});
