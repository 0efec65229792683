import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { defaultWorkspace, withWorkspace } from '../../cli/context.ts';
import { sayEvent } from '../../cli/crawl/crawl.ts';
import { messageOf } from '../../data/errors.ts';
import { readInputFile } from '../../data/files/input-file.ts';
import { decodeText } from '../../scrapers/crawl/door/content.ts';
import type { FetchedText } from '../../scrapers/crawl/door/door.ts';
import type { Source } from '../../scrapers/crawl/source.ts';
import { fetchPage } from '../../scrapers/kit/fetch-page.ts';
import { inspectPage } from '../../scrapers/kit/inspect-page.ts';
import { readAs } from '../../scrapers/kit/read-as.ts';
import { sourceNamed, sources } from '../../scrapers/sources.ts';
import { reportText } from './inspect-report.ts';

/**
 * Shows what a page has that a parser may rely on, and how a source reads it:
 *
 *   npm run inspect URL                          asks the site, politely, once
 *   npm run inspect FILE -- --url ADDRESS        a saved page, and the address it stands for
 *   further options: --as SOURCE, --workspace FOLDER, --json
 */
const usage =
  'usage: npm run inspect URL-OR-FILE -- [--as SOURCE] [--url ADDRESS] [--workspace FOLDER] [--json]';

/** A saved page as the door would give it. */
const savedPage = (path: string, url: string): FetchedText => {
  const body = readInputFile(path);
  return {
    url,
    finalUrl: url,
    redirects: [],
    status: 200,
    headers: {},
    body,
    sha256: createHash('sha256').update(body).digest('hex'),
    mime: 'text/html',
    origin: 'archive',
    retrievedAt: new Date().toISOString(),
    text: decodeText(body, ''),
  };
};

const sourceOf = (address: URL | null, name: string | undefined): Source | null =>
  name === undefined
    ? (Object.values(sources).find(({ hosts }) => hosts.includes(address?.hostname ?? '')) ?? null)
    : sourceNamed(name);

async function inspect(words: readonly string[]): Promise<number> {
  const options = { as: { type: 'string' }, url: { type: 'string' } } as const;
  const further = { workspace: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { ...options, ...further },
    allowPositionals: true,
  });
  const [place] = positionals;
  if (place === undefined || positionals.length > 1) throw new Error(usage);
  const asked = /^https?:\/\//i.test(place) ? new URL(place) : null;
  const address = asked ?? (values.url === undefined ? null : new URL(values.url));
  const source = sourceOf(address, values.as);
  const global = {
    workspace: values.workspace ?? defaultWorkspace(),
    json: values.json ?? false,
  };
  const answer =
    asked === null
      ? { page: savedPage(place, address?.href ?? '') }
      : await withWorkspace(global, (workspace) =>
          fetchPage(workspace, source, asked, { onEvent: sayEvent }),
        );
  if ('refusal' in answer) {
    process.stderr.write(`${answer.refusal}\n`);
    return 75;
  }
  const report = inspectPage(answer.page.text);
  const reading = source === null || address === null ? null : await readAs(source, answer.page);
  const told = { ...report, reading };
  process.stdout.write(global.json ? `${JSON.stringify(told, null, 2)}\n` : reportText(told, asked !== null));
  return 0;
}

try {
  process.exitCode = await inspect(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 2;
}
