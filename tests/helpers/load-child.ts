import { exportCollection } from '../../curation/release/export.ts';
import { summariseReview } from '../../curation/review/summary.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { startServer } from '../../server/serve.ts';

/**
 * A process to be killed: `node load-child.ts serve WORKSPACE` prints its address as JSON and serves;
 * `node load-child.ts export WORKSPACE OUT` prints a line and exports without end.
 */
const [mode = '', directory = '', out = ''] = process.argv.slice(2);
const workspace = openWorkspace(directory, { summarise: summariseReview });

if (mode === 'serve') {
  const { url } = await startServer({ workspace, port: 0, user: { name: 'ana', role: 'maintainer' } });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
} else {
  await workspace.index.ready();
  process.stdout.write('{}\n');
  const { cases, reviews, images, index } = workspace;
  for (;;) await exportCollection({ cases, reviews, images, exportOrder: () => index.exportOrder() }, out);
}
