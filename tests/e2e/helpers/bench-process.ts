import { createInterface } from 'node:readline';
import { summariseReview } from '../../../curation/review/summary.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { startServer } from '../../../server/serve.ts';
import { suggestForTests } from '../../server/helpers/synthetic-case.ts';
import { makeWorkspace } from '../../server/helpers/workbench.ts';
import type { BenchOptions } from './bench-options.ts';
import { PASSWORD } from './password.ts';

/**
 * Workbenches in a process of their own. Each line of standard input is one order: `{"start": BenchOptions}` answers with
 * `{"url","directory"}` on a line, `{"stop": url}` with `{"stopped": url}`. The process ends, in order, with its input.
 */

const running = new Map<string, () => Promise<void>>();

async function start(options: BenchOptions): Promise<{ url: string; directory: string }> {
  const { directory: where, cases = 3, films = 2, user = 'ana', port = 0, accounts = [] } = options;
  const { directory, workspace } =
    where === undefined
      ? await makeWorkspace(cases, films)
      : { directory: where, workspace: openWorkspace(where, { summarise: summariseReview }) };
  for (const name of accounts) {
    if (!(await workspace.users.get(name))) await workspace.users.add(name, 'annotator', PASSWORD);
  }
  const server = await startServer({
    workspace,
    port,
    ...(accounts.length > 0
      ? { access: { kind: 'accounts', users: workspace.users, trustedProxies: [] } }
      : {}),
    user: { name: user, role: 'maintainer' },
    read: (record) => ({ suggestions: suggestForTests(record), events: [] }),
    ruleSet: 'test/1',
  });
  const url = server.url.replace(/\/$/, '');
  running.set(url, async () => {
    running.delete(url);
    await server.close(200);
    await workspace.close();
  });
  return { url, directory };
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as { start?: BenchOptions; stop?: string };
  if (order.stop !== undefined) await running.get(order.stop)?.();
  const answer = order.start ? await start(order.start) : { stopped: order.stop };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
for (const stop of [...running.values()]) await stop();
process.exit(0);
