import { parseReference } from '../../../data/format/contribution.ts';
import type { Workspace } from '../../../data/ports/workspace.ts';
import { type CrawlOptions, type CrawlResult, crawl } from '../../crawl/crawl.ts';
import { paperStoresOf } from '../held/paper-stores.ts';
import { aliasOf, type FetchOutcome, type PaperTools, paperSource } from './paper-source.ts';

export type FetchPaperOptions = Pick<
  CrawlOptions,
  'baseUrl' | 'delay' | 'signal' | 'onEvent' | 'refresh' | 'offline'
> &
  Pick<PaperTools, 'limits' | 'apartFrom'>;

/** The case that a reference led to before: a paper held under that name is not asked for again. */
async function knownAs({ crawls }: Workspace, source: string, words: string): Promise<string | null> {
  const reference = parseReference(words);
  if (reference === null) return null;
  await using stores = await crawls.open();
  return stores.memoryOf(source).idOf(aliasOf(reference));
}

export interface FetchedPaper extends FetchOutcome {
  readonly result: CrawlResult;
}

/**
 * Fetches one paper by DOI, PMCID or address with the manners of a crawl and keeps it as a case. What went wrong is in
 * `result`: `blocked` when a site said no, otherwise the last of `failed`.
 * @throws BadUsage, InvalidInput for options and settings that do not allow it
 */
export async function fetchPaper(
  workspace: Workspace,
  reference: string,
  { limits, apartFrom, ...options }: FetchPaperOptions = {},
): Promise<FetchedPaper> {
  const outcome: FetchOutcome = { paper: null, case: null, alike: null };
  const tools: PaperTools = {
    ...(await paperStoresOf(workspace)),
    folders: workspace.papers,
    refresh: options.refresh || options.offline,
    ...(limits === undefined ? {} : { limits }),
    ...(apartFrom === undefined ? {} : { apartFrom }),
  };
  const source = paperSource(tools, outcome);
  const result = await crawl(workspace, source, { ...options, query: [reference] });
  const held = outcome.alike === null ? await knownAs(workspace, source.name, reference) : null;
  return { ...outcome, case: outcome.case ?? held, result };
}
