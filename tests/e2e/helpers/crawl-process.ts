import { createInterface } from 'node:readline';
import { startServer } from '../../../server/serve.ts';
import { startEurorad } from '../../helpers/sites/index.ts';
import { makeWorkspace } from '../../server/helpers/workbench.ts';

/**
 * A workbench beside a local copy of Eurorad, in a process of its own: `crawl-process.ts <open|challenge>`. Prints
 * `{"url","directory","cases"}` on one line and ends when its standard input closes.
 */
const site = await startEurorad({
  faults:
    process.argv[2] === 'challenge'
      ? [{ kind: 'challenge', challenge: 'cloudflare', status: 403, path: /^\/case/, nth: 2 }]
      : [],
});
const { directory, workspace } = await makeWorkspace(1, 1);
const server = await startServer({
  workspace,
  port: 0,
  user: { name: 'ana', role: 'maintainer' },
  siteOf: () => ({ baseUrl: site.origin, delay: 0.05 }),
});
const url = server.url.replace(/\/$/, '');
process.stdout.write(`${JSON.stringify({ url, directory, cases: site.cases.length })}\n`);
createInterface({ input: process.stdin }).on('close', () => {
  void server.close(200).then(async () => {
    await workspace.close();
    await site.close();
    process.exit(0);
  });
});
