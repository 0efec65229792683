import { openWorkspace } from '../../data/embedded/workspace.ts';
import { type CrawlOptions, crawl } from '../../scrapers/crawl/crawl.ts';

import { plainSource } from './plain-source.ts';

/** A crawl as a process of its own: `node crawl-child.ts WORKSPACE OPTIONS-JSON [SOURCE-NAME]`; prints the result. */
const [, , directory = '', options = '{}', name = plainSource.name] = process.argv;
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const workspace = openWorkspace(directory);
const given = JSON.parse(options) as CrawlOptions;
const source = { ...plainSource, name };
const result = await crawl(workspace, source, { ...given, signal: stop.signal });
await workspace.close();
process.stdout.write(JSON.stringify(result));
