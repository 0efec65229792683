import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { CaselineError, messageOf } from '../data/errors.ts';
import type { Case } from '../data/format/case.ts';
import { parseReference } from '../data/format/contribution.ts';
import type { Workspace } from '../data/store/workspace.ts';
import type { CrawlEvent } from '../scrapers/crawl/crawl.ts';
import type { Paper } from '../scrapers/papers/paper.ts';
import { type GlobalOptions, globalOptions, withWorkspace } from './context.ts';
import { sayEvent, seconds } from './crawl.ts';
import { count, print, printJson, reportError, say } from './output.ts';

interface Flags {
  imagesOnly?: string;
  article?: string;
  baseUrl?: string;
  delay?: number;
  refresh?: boolean;
  offline?: boolean;
}

/** Writes every raster of a PDF and keeps nothing in a workspace. */
async function writeRasters(file: string, folder: string, json: boolean): Promise<void> {
  const { writeAllRastersInChild } = await import('../scrapers/papers/child.ts');
  const { images, warnings } = await writeAllRastersInChild(file, folder);
  for (const warning of warnings) say(`${file}: ${warning}`);
  if (json) printJson({ file, images, warnings });
  else print(`${file}: ${count(images.length, 'image')} in ${folder}`);
}

/** Reads one file into a case. Extraction runs in a process of its own with limits. */
async function readFile(workspace: Workspace, file: string, flags: Flags, json: boolean): Promise<void> {
  const [{ extractInChild }, { isWorthKeeping, keepPaper }, { paperJson }, { folderOfPaper }, stores] =
    await Promise.all([
      import('../scrapers/papers/child.ts'),
      import('../scrapers/papers/keep-paper.ts'),
      import('../scrapers/papers/paper-json.ts'),
      import('../scrapers/papers/paper-folder.ts'),
      import('../scrapers/papers/paper-stores.ts').then(({ paperStoresOf }) => paperStoresOf(workspace)),
    ]);
  const outDir = folderOfPaper(workspace.directory, file);
  const extracted = await extractInChild(file, {
    outDir,
    ...(flags.article ? { article: flags.article } : {}),
  });
  if (!isWorthKeeping(extracted)) {
    if (json) return printJson(paperJson(extracted, null));
    for (const warning of extracted.warnings) say(`${file}: ${warning}`);
    const others = count(extracted.unassigned.length, 'other image');
    return print(`${file}: no figure and no text to keep; ${others} in ${outDir}`);
  }
  const retrievedAt = new Date().toISOString();
  const { refresh = false } = flags;
  const { case: record, change, paper } = await keepPaper(stores, extracted, { retrievedAt }, { refresh });
  if (json) return printJson(paperJson(paper, record.id));
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
  if (!['started', 'search', 'case', 'failed', 'blocked'].includes(event.type)) sayEvent(event);
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
    import('../scrapers/papers/fetch/fetch-paper.ts'),
    import('../scrapers/crawl/crawl.ts'),
    import('../scrapers/papers/paper-json.ts'),
  ]);
  const { baseUrl, delay, refresh, offline } = flags;
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  try {
    const options = { baseUrl, delay, refresh, offline, signal: stop.signal, onEvent: sayProgress };
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    const fetched = await fetchPaper(workspace, reference, given);
    const { result, paper, case: caseId } = fetched;
    const code = exitCodeOf(result.status) || (caseId === null ? 1 : 0);
    process.exitCode = Math.max(Number(process.exitCode ?? 0), code);
    if (json) {
      if (paper !== null) return printJson({ ...paperJson(paper, caseId), fetched: result });
      return printJson({ case: caseId, ...(caseId === null ? {} : { held: true }), fetched: result });
    }
    const record = caseId === null ? null : await workspace.cases.get(caseId);
    if (code !== 0 || record === null) {
      say(`caseline: ${result.failed.at(-1)?.message ?? `${reference} could not be fetched`}`);
    } else if (paper === null) {
      print(`${reference}: held already, as ${record.id}; --refresh fetches it again and keeps its review`);
    } else
      tellPaper(
        reference,
        result.new > 0 ? 'new' : result.updated > 0 ? 'updated' : 'unchanged',
        record,
        paper,
      );
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  }
}

async function takePaper(global: GlobalOptions, item: string, flags: Flags): Promise<void> {
  if (flags.imagesOnly !== undefined) return writeRasters(item, flags.imagesOnly, global.json);
  const reference = existsSync(item) ? null : parseReference(item);
  await withWorkspace(
    global,
    (workspace) =>
      reference === null
        ? readFile(workspace, item, flags, global.json)
        : fetchReference(workspace, item, flags, global.json),
    { create: true },
  );
}

export function addPaper(program: Command): void {
  program
    .command('paper')
    .description('figures, captions, panels, text and licence of publications, as cases')
    .argument('<paper...>', 'PDF or JATS files, DOIs, PMCIDs, addresses of articles or PDFs')
    .option('--images-only <folder>', 'only write every raster of the PDF, named page-number.ext')
    .option('--article <file>', 'JATS XML or HTML of the same article (looked for beside the PDF otherwise)')
    .option('--offline', 'read a fetched paper again from the archive alone, without any request')
    .option('--refresh', 'take this reading in place of the one held; its review keeps its images')
    .option(
      '--base-url <url>',
      'copies of Crossref, Europe PMC, PubMed Central and publishers on this machine',
    )
    .option('--delay <seconds>', 'pause between requests', seconds)
    .action(async (papers: string[], flags: Flags, command: Command) => {
      const global = globalOptions(command);
      // One broken paper does not keep the others back; the worst exit code is the answer.
      let worst = 0;
      for (const item of papers) {
        try {
          await takePaper(global, item, flags);
        } catch (error) {
          if (papers.length === 1 || !(error instanceof CaselineError)) throw error;
          worst = Math.max(
            worst,
            reportError(new CaselineError(error.code, `${item}: ${messageOf(error)}`), global.debug) &&
              error.exitCode,
          );
        }
      }
      process.exitCode = Math.max(Number(process.exitCode ?? 0), worst);
    });
}
