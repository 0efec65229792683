import { createInterface } from 'node:readline';
import { summariseReview } from '../../../curation/review/summary.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { startServer } from '../../../server/serve.ts';
import { suggestForTests } from '../../server/helpers/synthetic-case.ts';
import { makeWorkspace } from '../../server/helpers/workbench.ts';
import { PASSWORD } from './password.ts';

/**
 * A workbench as a process of its own: `bench-process.ts <directory|new> <cases> <films> <user> <port> <accounts>`; of `accounts`, names
 * by commas, everybody signs in with `PASSWORD`. Prints
 * `{"url","directory"}` on one line and ends when its standard input closes.
 */
const [where = 'new', cases = '3', films = '2', user = 'ana', port = '0', accounts = ''] =
  process.argv.slice(2);
const { directory, workspace } =
  where === 'new'
    ? await makeWorkspace(Number(cases), Number(films))
    : { directory: where, workspace: openWorkspace(where, { summarise: summariseReview }) };
for (const name of accounts.split(',').filter(Boolean)) {
  if (!(await workspace.users.get(name))) await workspace.users.add(name, 'annotator', PASSWORD);
}
const server = await startServer({
  workspace,
  port: Number(port),
  ...(accounts ? { access: { kind: 'accounts', users: workspace.users, trustedProxies: [] } } : {}),
  user: { name: user, role: 'maintainer' },
  read: (record) => ({ suggestions: suggestForTests(record), events: [] }),
  ruleSet: 'test/1',
});
process.stdout.write(`${JSON.stringify({ url: server.url.replace(/\/$/, ''), directory })}\n`);
createInterface({ input: process.stdin }).on('close', async () => {
  await server.close(200);
  await workspace.close();
  process.exit(0);
});
