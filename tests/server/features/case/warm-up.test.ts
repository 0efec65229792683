import { afterEach, expect, it, vi } from 'vitest';
import { suggestForTests } from '../../helpers/synthetic-case.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

let bench: Bench;
afterEach(() => bench.close());

it('the case next in line is read before anybody asks, and stays nobody’s and new', async () => {
  const read: string[] = [];
  bench = await startBench({
    cases: 2,
    read: (record) => {
      read.push(record.id);
      return { suggestions: suggestForTests(record), events: [] };
    },
  });
  expect(read, 'not before the server listens').toEqual([]);
  await vi.waitFor(() => expect(read).not.toEqual([]), { timeout: 30_000 });
  expect(new Set(read)).toEqual(new Set(['eurorad-1']));
  expect((await bench.workspace.reviews.get('eurorad-1')).rev).toBe(0);
  const list = await (await fetch(`${bench.url}/cases?status=new`)).text();
  expect(list).toContain('2 cases');
});
