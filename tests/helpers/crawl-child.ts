import { openWorkspace } from '../../data/store/workspace.ts';
import { crawl } from '../../scrapers/crawl/crawl.ts';
import type { CrawlOptions } from '../../scrapers/crawl/run/crawl-options.ts';
import { crawlWorkspaceOf } from './crawl-workspace.ts';
import { plainSource } from './plain-source.ts';

/** A crawl as a process of its own: `node crawl-child.ts WORKSPACE OPTIONS-JSON [SOURCE-NAME]`; prints the result. */
const [, , directory = '', options = '{}', name = plainSource.name] = process.argv;
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const workspace = openWorkspace(directory);
const given = JSON.parse(options) as CrawlOptions;
const source = { ...plainSource, name };
const result = await crawl(crawlWorkspaceOf(workspace), source, { ...given, signal: stop.signal });
workspace.close();
process.stdout.write(JSON.stringify(result));
