import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type PlainSiteOptions, startPlainSite } from './plain-site.ts';

const path = fileURLToPath(import.meta.url);

/** The made-up site in a process of its own, so that what is measured here is not the server's work. */
export const startPlainSiteProcess = async (
  options: Pick<PlainSiteOptions, 'cases' | 'imagesPerCase' | 'pageSize' | 'imageSize' | 'latency'>,
): Promise<{ origin: string; stop: () => void }> => {
  const child: ChildProcess = fork(path, [JSON.stringify(options)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const origin = await new Promise<string>((resolve) =>
    child.once('message', (message) => resolve(String(message))),
  );
  return { origin, stop: () => child.kill() };
};

if (process.argv[1] === path && process.send !== undefined) {
  const site = await startPlainSite(JSON.parse(process.argv[2] ?? '{}') as PlainSiteOptions);
  process.send(site.origin);
}
