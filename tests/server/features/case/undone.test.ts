import { afterEach, expect, it } from 'vitest';
import { saveReviewSettings } from '../../../../server/work/settings.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

let bench: Bench;
afterEach(() => bench.close());

it('a blind reading that was called done by mistake goes on when that is undone', async () => {
  bench = await startBench({ cases: 1 });
  await saveReviewSettings(bench.workspace, { doubleReading: 1 });
  const next = async () => (await fetch(`${bench.url}/next`, { redirect: 'manual' })).headers.get('location');
  const post = async (path: string, rev: number, fields: Record<string, string> = {}) => {
    const { status } = await fetch(`${bench.url}/cases/eurorad-1/${path}`, {
      method: 'POST',
      headers: { 'HX-Request': 'true', 'Sec-Fetch-Site': 'same-origin', 'If-Match': `"${rev}"` },
      body: new URLSearchParams(fields),
    });
    expect(status).toBe(200);
  };
  expect(await next()).toBe('/cases/eurorad-1');
  await post('status', 0, { status: 'done' });
  expect(await next(), 'read to the end by the only reader here').toBe('/?done=1');
  await post('undo', 1);
  expect(await next()).toBe('/cases/eurorad-1');
  await post('redo', 2);
  expect(await next()).toBe('/?done=1');
});
