import { describe, expect, onTestFinished, test } from 'vitest';
import { crawl } from '../../../../scrapers/crawl/crawl.ts';
import { atMost, FillRates, hasDropped, usualRates } from '../../../../scrapers/crawl/run/fill-rates.ts';
import { crawlWorkspace } from '../../../helpers/crawl-workspace.ts';
import { startPlainSite } from '../../../helpers/plain-site.ts';
import { plainSource } from '../../../helpers/plain-source.ts';

describe('whether a field has fallen away', () => {
  test('the binomial tail is right', () => {
    expect(atMost(0, 3, 0.5)).toBeCloseTo(0.125, 12);
    expect(atMost(1, 3, 0.5)).toBeCloseTo(0.5, 12);
    expect(atMost(3, 3, 0.5)).toBeCloseTo(1, 12);
    expect(atMost(2, 10, 0.9)).toBeCloseTo(3.736e-7, 12);
  });

  test.each<[number, number, number, boolean]>([
    [0, 1, 1, false],
    [0, 2, 1, true],
    [0, 3, 0.9, true],
    [0, 5, 0.5, false],
    [0, 9, 0.5, true],
    [8, 10, 0.9, false],
    [0, 20, 0.1, false],
    [900, 1000, 0.98, false],
    [10, 20, 0.98, true],
  ])('%d of %d where %d was usual: %s', (hits, trials, usual, expected) => {
    expect(hasDropped(hits, trials, usual, 0.002)).toBe(expected);
  });
});

const site = async (mutate: (html: string, path: string) => string) => {
  const started = await startPlainSite({ cases: 24, imagesPerCase: 1, pageSize: 24, mutate });
  onTestFinished(() => started.close());
  return started;
};

describe('a change of the markup', () => {
  test('that a canary relies on stops at once, names selector and page, and writes nothing', async () => {
    const { origin } = await site((html, path) =>
      path.includes('103') ? html.replace('class="title"', 'class="headline"') : html,
    );
    const workspace = crawlWorkspace();
    const result = await crawl(workspace, plainSource, { baseUrl: origin, delay: 0 });
    expect(result).toMatchObject({ status: 'failed', new: 3, failed: [{ code: 'contract-broken' }] });
    expect(result.failed[0]?.message).toContain('h1.title');
    expect(result.failed[0]?.url).toContain('case-about-103');
    expect(await workspace.cases.has('plain-103')).toBe(false);
  });

  test('on the search page is never "0 results"', async () => {
    const { origin } = await site((html) => html.replaceAll('class="hit"', 'class="card"'));
    const result = await crawl(crawlWorkspace(), plainSource, { baseUrl: origin, delay: 0 });
    expect(result).toMatchObject({ status: 'failed', new: 0, failed: [{ code: 'contract-broken' }] });
    expect(result.failed[0]?.message).toContain('.hit');
  });

  test('that empties a field stops the next run, naming field, selector and both rates', async () => {
    let changed = false;
    const { origin } = await site((html) =>
      changed ? html.replace('class="presentation"', 'class="story"') : html,
    );
    const workspace = crawlWorkspace();
    const options = { baseUrl: origin, delay: 0 };
    expect(await crawl(workspace, plainSource, { ...options, limit: 12 })).toMatchObject({
      status: 'limit',
      new: 12,
    });
    changed = true;
    const drifted = await crawl(workspace, plainSource, options);
    expect(drifted).toMatchObject({ status: 'failed', failed: [{ code: 'fill-rate-dropped' }] });
    expect(drifted.new).toBeLessThan(4);
    expect(drifted.failed[0]?.message).toMatch(
      /'presentation' \(read by p\.presentation\) is filled in 0 % .* usually in 100 %/,
    );
    // A failed run is no yardstick: the next one stops as well, until a person says that the new rate is right.
    expect(await crawl(workspace, plainSource, options)).toMatchObject({ status: 'failed' });
    expect(await crawl(workspace, plainSource, { ...options, acceptDrift: true })).toMatchObject({
      status: 'done',
    });
  });

  test('in the middle of a long run does not hide behind the cases before', async () => {
    let pages = 0;
    const { origin } = await site((html, path) => {
      if (path.startsWith('/cases/')) pages += 1;
      return pages > 12 ? html.replace('class="presentation"', 'class="story"') : html;
    });
    const source = { ...plainSource, expectedFill: { presentation: 0.9 } };
    const result = await crawl(crawlWorkspace(), source, { baseUrl: origin, delay: 0 });
    expect(result).toMatchObject({ status: 'failed', failed: [{ code: 'fill-rate-dropped' }] });
    expect(result.new).toBeLessThan(22);
  });

  test('the yardstick is the median of the runs before', async () => {
    await using stores = await crawlWorkspace().crawls.open();
    const memory = stores.memoryOf('plain');
    for (const [run, filled] of [
      ['r1', 4],
      ['r2', 3],
      ['r3', 2],
    ] as const) {
      const rates = new FillRates('plain', await usualRates(memory, {}));
      for (let at = 0; at < 4; at += 1)
        rates.observe([{ field: 'age', selector: '.age', filled: at < filled ? 1 : 0, of: 1 }], 'u');
      await memory.keepRates(run, rates.rates);
    }
    const rates = new FillRates('plain', await usualRates(memory, {}));
    const empty = () => rates.observe([{ field: 'age', selector: '.age', filled: 0, of: 1 }], 'u');
    expect(() => {
      for (let at = 0; at < 10; at += 1) empty();
    }).toThrow(/filled in 0 % .* usually in 75 %/);
  });
});
