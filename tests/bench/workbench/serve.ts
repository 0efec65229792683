import { createInterface } from 'node:readline';
import { summariseReview } from '../../../curation/review/summary.ts';
import { openWorkspace } from '../../../data/store/workspace.ts';
import { keepHeapSmall } from '../../../server/operation/heap.ts';

/** The workbench as `caseline serve` runs it, in a process of its own; a line on stdin is answered with its memory. */
keepHeapSmall();
const { startServer } = await import('../../../server/serve.ts');
const workspace = openWorkspace(process.argv[2] ?? '', { summarise: summariseReview });
const server = await startServer({ workspace, port: 0, user: { name: 'bench', role: 'maintainer' } });
process.stdout.write(`${server.url}\n`);
const lines = createInterface({ input: process.stdin });
lines.on('line', () => process.stdout.write(`${process.memoryUsage.rss()}\n`));
lines.on('close', () => {
  void server.close(100).then(() => {
    workspace.close();
    process.exit(0);
  });
});
