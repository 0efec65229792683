import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { keepHeapSmall } from '../../../cli/small-heap.ts';
import { summariseReview } from '../../../curation/review/summary.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';

/**
 * The workbench as `caseline serve` runs it, in a process of its own; with `members` as second argument people sign in, and
 * their addresses are what X-Forwarded-For says. `memory` on stdin is answered with its resident bytes,
 * `times` with the milliseconds that each request since the last `times` took the server, from its head to its last byte.
 */
keepHeapSmall();
const began = new WeakMap<IncomingMessage, number>();
let times: number[] = [];
diagnostics.subscribe('http.server.request.start', (message) => {
  began.set((message as { request: IncomingMessage }).request, performance.now());
});
diagnostics.subscribe('http.server.response.finish', (message) => {
  const { request } = message as { request: IncomingMessage };
  times.push(performance.now() - (began.get(request) ?? 0));
});
const { startServer } = await import('../../../server/serve.ts');
const workspace = openWorkspace(process.argv[2] ?? '', { summarise: summariseReview });
const whose =
  process.argv[3] === 'members'
    ? { trustProxy: 'loopback' }
    : ({ user: { name: 'bench', role: 'maintainer' } } as const);
const server = await startServer({ workspace, port: 0, ...whose });
process.stdout.write(`${server.url}\n`);
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (line === 'memory') process.stdout.write(`${process.memoryUsage.rss()}\n`);
  if (line !== 'times') return;
  process.stdout.write(`${JSON.stringify(times)}\n`);
  times = [];
});
lines.on('close', async () => {
  await server.close(100);
  await workspace.close();
  process.exit(0);
});
