import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { CaselineError, InvalidInput, messageOf } from '../data/errors.ts';
import { parseReference } from '../data/format/contribution.ts';
import type { Workspace } from '../data/store/workspace.ts';
import { crawlWorkspaceOf } from '../scrapers/crawl/crawl-workspace.ts';
import { type GlobalOptions, globalOptions, withWorkspace } from './context.ts';
import { sayEvent, seconds } from './crawl.ts';
import { count, print, printJson, reportError, say } from './output.ts';

interface Flags {
  imagesOnly?: string;
  article?: string;
  baseUrl?: string;
  delay?: number;
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
  const [{ extractInChild }, { isWorthKeeping, keepPaper }, { paperJson }, { folderOfPaper }] =
    await Promise.all([
      import('../scrapers/papers/child.ts'),
      import('../scrapers/papers/keep-paper.ts'),
      import('../scrapers/papers/paper-json.ts'),
      import('../scrapers/papers/paper-folder.ts'),
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
  const {
    case: record,
    change,
    paper,
  } = await keepPaper(workspace, extracted, { retrievedAt: new Date().toISOString() });
  if (json) return printJson(paperJson(paper, record.id));
  for (const warning of paper.warnings) say(`${file}: ${warning}`);
  const panels = paper.figures.reduce((sum, figure) => sum + figure.panels.length, 0);
  print(`${change} ${record.id}: ${paper.title ?? 'no title found'}`);
  print(
    `  ${paper.doi ?? 'no DOI found'}, licence ${paper.licence.code ?? 'not found'}; ${count(paper.figures.length, 'figure')}, ${count(panels, 'panel')}, ${count(record.images.length, 'image')}, ${count(record.patients.length, 'patient')}`,
  );
}

/** Fetches an open article by PMCID or DOI, as any source is crawled. */
async function fetchPaper(
  workspace: Workspace,
  reference: string,
  flags: Flags,
  json: boolean,
): Promise<void> {
  const [{ crawl }, { sourceNamed }, { exitCodeOf }] = await Promise.all([
    import('../scrapers/crawl/crawl.ts'),
    import('../scrapers/sources.ts'),
    import('../scrapers/crawl/result.ts'),
  ]);
  const result = await crawl(crawlWorkspaceOf(workspace, 'pmc'), sourceNamed('pmc'), {
    query: [reference],
    ...(flags.baseUrl === undefined ? {} : { baseUrl: flags.baseUrl }),
    ...(flags.delay === undefined ? {} : { delay: flags.delay }),
    onEvent: sayEvent,
  });
  const code = exitCodeOf(result.status) || (result.failed.length > 0 ? 1 : 0);
  process.exitCode = Math.max(Number(process.exitCode ?? 0), code);
  if (json) return printJson(result);
  const [failure] = result.failed;
  if (failure) say(`${reference}: ${failure.message}`);
  else if (result.new + result.updated === 0) print(`${reference}: held already`);
  else
    print(
      `${reference}: ${result.status}, ${count(result.new, 'new case')}, ${count(result.requests, 'request')}`,
    );
}

async function takePaper(global: GlobalOptions, item: string, flags: Flags): Promise<void> {
  if (flags.imagesOnly !== undefined) return writeRasters(item, flags.imagesOnly, global.json);
  const reference = existsSync(item) ? null : parseReference(item);
  if (reference?.kind === 'url') {
    throw new InvalidInput(
      'bad-reference',
      `${item} is not fetched: only PMCIDs and DOIs of PubMed Central are; save the paper as PDF and name the file`,
    );
  }
  await withWorkspace(
    global,
    (workspace) =>
      reference === null
        ? readFile(workspace, item, flags, global.json)
        : fetchPaper(workspace, item, flags, global.json),
    { create: true },
  );
}

export function addPaper(program: Command): void {
  program
    .command('paper')
    .description('figures, captions, panels, text and licence of publications, as cases')
    .argument('<paper...>', 'PDF or JATS files, PMCIDs, DOIs')
    .option('--images-only <folder>', 'only write every raster of the PDF, named page-number.ext')
    .option('--article <file>', 'JATS XML or HTML of the same article (looked for beside the PDF otherwise)')
    .option('--base-url <url>', 'a copy of PubMed Central on this machine')
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
