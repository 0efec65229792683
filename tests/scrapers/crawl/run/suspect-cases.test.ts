import { describe, expect, onTestFinished, test } from 'vitest';
import { acceptDrift, crawl } from '../../../../scrapers/crawl/crawl.ts';
import { Scheduler } from '../../../../scrapers/crawl/run/schedule.ts';
import { crawlWorkspace } from '../../../helpers/crawl-workspace.ts';
import { startPlainSite } from '../../../helpers/plain-site.ts';
import { plainSource } from '../../../helpers/plain-source.ts';

/** Twelve cases are held; from then on the pages can lose a field. */
const drifting = async (lose: (html: string) => string) => {
  const state = { changed: false };
  const site = await startPlainSite({
    cases: 24,
    imagesPerCase: 1,
    pageSize: 24,
    mutate: (html) => (state.changed ? lose(html) : html),
  });
  onTestFinished(() => site.close());
  const workspace = crawlWorkspace();
  const options = { baseUrl: site.origin, delay: 0 };
  const run = (more = {}) => crawl(workspace, plainSource, { ...options, ...more });
  expect(await run({ limit: 12 })).toMatchObject({ status: 'limit', new: 12 });
  state.changed = true;
  const suspects = () => workspace.crawls.suspects.ids('plain');
  const held = async () => {
    const texts: (string | undefined)[] = [];
    for await (const { texts: all } of workspace.cases.all()) texts.push(all[0]?.text);
    return texts;
  };
  return { state, site, workspace, run, suspects, held };
};
const withoutText = (html: string) => html.replace('class="presentation"', 'class="story"');

describe('cases read while a field falls away', () => {
  test('wait where nothing sees them, over runs, until the page has the field again', async () => {
    const { state, site, workspace, run, suspects, held } = await drifting(withoutText);
    for (const round of [1, 2, 3]) {
      const before = site.requests.length;
      const result = await run();
      expect(result).toMatchObject({ status: 'failed', new: 0, failed: [{ code: 'fill-rate-dropped' }] });
      expect(result.failed[0]?.message).toContain('suspect/plain/');
      expect((await held()).every((text) => text !== undefined)).toBe(true);
      expect(await suspects()).toEqual(['plain-112', 'plain-113']);
      // Later runs stop at the first such case: page and data of it alone, its image is in the archive.
      if (round > 1) expect(site.requests.length - before).toBe(1 + 2);
    }
    expect((await workspace.index.list({ site: 'plain' })).total).toBe(12);
    state.changed = false;
    expect(await run()).toMatchObject({ status: 'done', new: 12, failed: [] });
    expect([await suspects(), (await held()).length]).toEqual([[], 24]);
    await using stores = await workspace.crawls.open();
    expect(await stores.memoryOf('plain').drifts()).toEqual([]);
  });

  test('are not put over what is held by --refresh', async () => {
    const { run, held, suspects } = await drifting(withoutText);
    expect(await run({ refresh: true })).toMatchObject({ status: 'failed', updated: 0 });
    expect((await held()).every((text) => text !== undefined)).toBe(true);
    expect(await suspects()).toEqual(['plain-100', 'plain-101']);
  });

  test('are taken over by --accept-drift, and the new rate is usual from then on', async () => {
    const { run, suspects, workspace } = await drifting(withoutText);
    await run();
    expect(await run({ acceptDrift: true, limit: 5 })).toMatchObject({ status: 'limit', new: 5 });
    expect(await suspects()).toEqual([]);
    expect(await workspace.cases.has('plain-112')).toBe(true);
    expect(await run()).toMatchObject({ status: 'done', new: 7, failed: [] });
  });

  test('are taken over by a person without a request; the schedule waits for that', async () => {
    const { run, site, suspects, workspace } = await drifting(withoutText);
    await run();
    const schedule = { name: 'weekly', source: 'plain', query: [], cron: '0 3 * * 1', enabled: true };
    await using stores = await workspace.crawls.open();
    const heldBack = async () => {
      const scheduler = new Scheduler(stores, [schedule], ['plain'], () => run());
      return (await scheduler.list())[0]?.held ?? null;
    };
    expect(await heldBack()).toMatch(/'presentation'.* fell away .*--accept-drift/);
    const before = site.requests.length;
    const taken = await acceptDrift(workspace, plainSource);
    expect(taken.map(({ id, change }) => [id, change])).toEqual([
      ['plain-112', 'new'],
      ['plain-113', 'new'],
    ]);
    expect([site.requests.length, await suspects(), await heldBack()]).toEqual([before, [], null]);
    expect(await run()).toMatchObject({ status: 'done', new: 10 });
  });

  test('once, by chance, are written when later ones have the field', async () => {
    let pages = 0;
    const { run, suspects } = await drifting((html) => {
      if (!html.includes('class="presentation"')) return html;
      pages += 1;
      return pages === 3 ? withoutText(html) : html;
    });
    expect(await run()).toMatchObject({ status: 'done', new: 12, failed: [] });
    expect(await suspects()).toEqual([]);
  });

  test('in a field that no source names are noticed too', async () => {
    const { site, workspace, suspects } = await drifting((html) => html);
    const mute = { ...plainSource, expectedFill: {} };
    const wordless: typeof plainSource = {
      ...mute,
      readCase: async (...asked) => {
        const read = await plainSource.readCase(...asked);
        const toCase: typeof read.toCase = (outcomes) => {
          const draft = read.toCase(outcomes);
          return { ...draft, document: { ...draft.document, title: null }, texts: [] };
        };
        return { ...read, toCase, fills: () => [] };
      },
    };
    const options = { baseUrl: site.origin, delay: 0 };
    const result = await crawl(workspace, wordless, options);
    expect(result).toMatchObject({ status: 'failed', new: 0, failed: [{ code: 'fill-rate-dropped' }] });
    expect(result.failed[0]?.message).toMatch(/'document:/);
    expect((await suspects()).length).toBeGreaterThan(0);
  });
});
