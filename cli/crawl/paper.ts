import { basename, extname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { BadUsage, CaselineError, messageOf } from '../../data/errors.ts';
import { kindOfInput } from '../../data/files/input-file.ts';
import type { Case } from '../../data/format/case.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import type { CrawlEvent } from '../../scrapers/crawl/crawl.ts';
import type { Paper } from '../../scrapers/papers/paper.ts';
import { type GlobalOptions, globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, reportError, say } from '../output.ts';
import { sayEvent, seconds } from './crawl.ts';

interface Flags {
  imagesOnly?: string;
  article?: string;
  baseUrl?: string;
  delay?: number;
  refresh?: boolean;
  sameAs?: string;
  another?: boolean;
  replace?: boolean;
  offline?: boolean;
}

/** Writes every raster of a PDF and keeps nothing in a workspace. */
async function writeRasters(file: string, folder: string, replace: boolean, json: boolean): Promise<void> {
  const { writeAllRastersInChild } = await import('../../scrapers/papers/extracting/child.ts');
  const { images, warnings } = await writeAllRastersInChild(file, folder, { replace });
  for (const warning of warnings) say(`${file}: ${warning}`);
  if (json) printJson({ file, images, warnings });
  else print(`${file}: ${count(images.length, 'image')} in ${folder}`);
}

/**
 * Where the rasters of each file go: of one into the folder itself, of several into a folder for each, named like the
 * file; a second file of the same name gets a number.
 */
function foldersOf(files: readonly string[], folder: string): string[] {
  if (files.length === 1) return [folder];
  const taken = new Set<string>();
  return files.map((file) => {
    const name = basename(file, extname(file)).replace(/^\.*$/, 'paper');
    let own = name;
    for (let number = 2; taken.has(own.toLowerCase()); number += 1) own = `${name}-${number}`;
    taken.add(own.toLowerCase());
    return join(folder, own);
  });
}

/** Reads one file into a case. Extraction runs in a process of its own with limits. */
async function readFile(workspace: Workspace, file: string, flags: Flags, json: boolean): Promise<void> {
  const [
    { extractInChild },
    { isWorthKeeping, whyNotKept },
    { keepPaper },
    { paperJson },
    { hashOfPaper },
    stores,
  ] = await Promise.all([
    import('../../scrapers/papers/extracting/child.ts'),
    import('../../scrapers/papers/worth-keeping.ts'),
    import('../../scrapers/papers/held/keep-paper.ts'),
    import('../../scrapers/papers/held/paper-json.ts'),
    import('../../scrapers/papers/extracting/paper-hash.ts'),
    import('../../scrapers/papers/held/paper-stores.ts').then(({ paperStoresOf }) =>
      paperStoresOf(workspace),
    ),
  ]);
  const hash = hashOfPaper(file);
  const outDir = workspace.papers.of(hash);
  const extracted = await extractInChild(file, {
    outDir,
    ...(flags.article ? { article: flags.article } : {}),
  });
  if (!isWorthKeeping(extracted)) {
    process.exitCode = Math.max(Number(process.exitCode ?? 0), 1);
    const others = extracted.unassigned.length;
    if (others === 0) await workspace.papers.discard(hash);
    if (json) printJson(paperJson(extracted, null));
    const where = others === 0 ? '' : ` (${count(others, 'other image')} in ${outDir})`;
    return say(`caseline: ${file}: ${whyNotKept(extracted)}${where}`);
  }
  const retrievedAt = new Date().toISOString();
  const { refresh, sameAs, another } = flags;
  const options = { refresh, sameAs, ...(another ? { apartFrom: 'all' as const } : {}) };
  const { case: record, change, paper } = await keepPaper(stores, extracted, { retrievedAt }, options);
  if (change === 'asks') {
    process.exitCode = 1;
    if (json) return printJson(paperJson(paper, null, change, record));
    return say(`caseline: ${file}: ${paper.warnings.at(-1)}`);
  }
  if (json) return printJson(paperJson(paper, record.id, change));
  tellPaper(file, change, record, paper);
}

function tellPaper(item: string, change: string, record: Case, paper: Paper): void {
  for (const warning of paper.warnings) say(`${item}: ${warning}`);
  const panels = paper.figures.reduce((sum, figure) => sum + figure.panels.length, 0);
  const { licence } = record.document;
  print(`${change} ${record.id}: ${paper.title ?? 'no title found'}`);
  print(
    `  ${paper.doi ?? 'no DOI found'}, licence ${licence.code ?? 'not found'}; ${count(paper.figures.length, 'figure')}, ${count(panels, 'panel')}, ${count(record.images.length, 'image')}, ${count(record.patients.length, 'patient')}`,
  );
}

/** Waits, retries and refusals; what became of the paper is told at the end. */
const sayProgress = (event: CrawlEvent): void => {
  if (!['started', 'search', 'case', 'failed', 'stopped'].includes(event.type)) sayEvent(event);
};

/**
 * Fetches an open paper by DOI, PMCID or address, with the manners of a crawl. `--json` prints what a file would print, and
 * `fetched`, what the crawl did; `held: true` and no figures when the workspace has it already.
 */
async function fetchReference(
  workspace: Workspace,
  reference: string,
  flags: Flags,
  json: boolean,
): Promise<void> {
  const [{ fetchPaper }, { exitCodeOf }, { paperJson }] = await Promise.all([
    import('../../scrapers/papers/fetching/fetch-paper.ts'),
    import('../../scrapers/crawl/crawl.ts'),
    import('../../scrapers/papers/held/paper-json.ts'),
  ]);
  const { baseUrl, delay, refresh, offline, another } = flags;
  const apartFrom = another ? ('all' as const) : undefined;
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  try {
    const options = {
      baseUrl,
      delay,
      refresh,
      offline,
      apartFrom,
      signal: stop.signal,
      onEvent: sayProgress,
    };
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    const fetched = await fetchPaper(workspace, reference, given);
    const { result, paper, case: caseId } = fetched;
    const change = result.new > 0 ? 'new' : result.updated > 0 ? 'updated' : 'unchanged';
    const alike = fetched.alike === null ? null : await workspace.cases.get(fetched.alike);
    const code = exitCodeOf(result.status) || (caseId === null ? 1 : 0);
    process.exitCode = Math.max(Number(process.exitCode ?? 0), code);
    if (json) {
      if (paper !== null) return printJson({ ...paperJson(paper, caseId, change), fetched: result });
      const status = alike !== null ? 'asks' : caseId === null ? null : 'held';
      const named = alike && { case: alike.id, title: alike.document.title, doi: alike.document.doi };
      return printJson({
        case: caseId,
        status,
        ...(caseId === null ? {} : { held: true }),
        ...(named === null ? {} : { alike: named }),
        fetched: result,
      });
    }
    const record = caseId === null ? null : await workspace.cases.get(caseId);
    if (code !== 0 || record === null) {
      say(`caseline: ${result.failed.at(-1)?.message ?? `${reference} could not be fetched`}`);
    } else if (paper === null) {
      print(`${reference}: held already, as ${record.id}; --refresh fetches it again and keeps its review`);
    } else tellPaper(reference, change, record, paper);
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  }
}

async function takePaper(
  workspace: Workspace,
  item: string,
  flags: Flags,
  { json }: GlobalOptions,
): Promise<void> {
  if (kindOfInput(item) !== null) return readFile(workspace, item, flags, json);
  const { parseReference } = await import('../../data/format/contribution.ts');
  const reference = parseReference(item);
  return reference === null
    ? readFile(workspace, item, flags, json)
    : fetchReference(workspace, item, flags, json);
}

/** Takes papers one after the other. One broken paper does not keep the others back; the worst exit code is the answer. */
async function takeEach(
  papers: readonly string[],
  debug: boolean,
  take: (item: string, at: number) => Promise<void>,
): Promise<void> {
  let worst = 0;
  for (const [at, item] of papers.entries()) {
    try {
      await take(item, at);
    } catch (error) {
      if (papers.length === 1 || !(error instanceof CaselineError)) throw error;
      const message = messageOf(error);
      const named = message.includes(item) ? message : `${item}: ${message}`;
      worst = Math.max(worst, reportError(new CaselineError(error.code, named), debug) && error.exitCode);
    }
  }
  process.exitCode = Math.max(Number(process.exitCode ?? 0), worst);
}

export function addPaper(program: Command): void {
  program
    .command('paper')
    .description('figures, captions, panels, text and licence of publications, as cases')
    .argument('<paper...>', 'PDF or JATS files, DOIs, PMCIDs, addresses of articles or PDFs')
    .option(
      '--images-only <folder>',
      'only write every raster of the PDF, named page-number.ext; of several PDFs in a folder for each',
    )
    .option('--replace', 'with --images-only: write over files that are there already')
    .option('--article <file>', 'JATS XML or HTML of the same article (looked for beside the PDF otherwise)')
    .option('--offline', 'read a fetched paper again from the archive alone, without any request')
    .option('--refresh', 'take this reading in place of the one held; its review keeps its images')
    .addOption(new Option('--same-as <case>', 'it is the paper that this case holds').conflicts('another'))
    .option('--another', 'it is another paper than the held one that it is compared with')
    .option(
      '--base-url <url>',
      'copies of Crossref, Europe PMC, PubMed Central and publishers on this machine',
    )
    .option('--delay <seconds>', 'pause between requests', seconds)
    .action(async (papers: string[], flags: Flags, command: Command) => {
      const global = globalOptions(command);
      if (flags.sameAs !== undefined && papers.length > 1)
        throw new BadUsage('same-as-one', '--same-as is said of one paper; give them one at a time');
      const { imagesOnly: folder, replace = false } = flags;
      if (folder !== undefined) {
        const folders = foldersOf(papers, folder);
        await takeEach(papers, global.debug, (item, at) =>
          writeRasters(item, folders[at] ?? folder, replace, global.json),
        );
      } else
        await withWorkspace(global, (workspace) =>
          takeEach(papers, global.debug, (item) => takePaper(workspace, item, flags, global)),
        );
    });
}
