import type { Command } from 'commander';
import { packageDataset } from '../../curation/archive/package.ts';
import { partOfDataset } from '../../curation/archive/part.ts';
import { licencePolicy } from '../../curation/release/licence-policy.ts';
import { type ReleaseResult, releaseWorkspace } from '../../curation/release/release.ts';
import { readerFor } from '../../curation/suggest/case-reading.ts';
import { Conflict, InvalidInput, messageOf } from '../../data/errors.ts';
import { readInputFile } from '../../data/files/input-file.ts';
import { type Dataset, datasetSchema } from '../../data/format/dataset.ts';
import { describeProblems } from '../../data/format/read.ts';
import { datasetEntry } from '../../data/ports/audit-log.ts';
import { type Datasets, membersOf } from '../../data/ports/datasets.ts';
import type { PrivateCases } from '../../data/ports/private-cases.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { askedIn } from '../../data/protocols/fields-of.ts';
import { exportNoted, loginName } from '../audit.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, say } from '../output.ts';
import { sayLeftOut } from './release.ts';

const draftSchema = datasetSchema.omit({ format: true, rev: true, createdAt: true }).partial({ owner: true });

/** Opens the datasets of a workspace, its index up to date, for one command. */
const withDatasets = <T>(
  command: Command,
  work: (datasets: Datasets, workspace: Workspace, privacy: PrivateCases) => Promise<T> | T,
): Promise<T> =>
  withWorkspace(globalOptions(command), async (workspace) => {
    await workspace.index.ready();
    return work(workspace.datasets, workspace, workspace.privacy);
  });

function readDraft(file: string): unknown {
  try {
    return JSON.parse(readInputFile(file).toString('utf8'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new InvalidInput('bad-json', `${file} is no JSON file (${messageOf(cause)}); mend it`, { cause });
  }
}

/**
 * Says how many private cases a change opens to every reader, and refuses it until that is asked for.
 * @param opened null when nobody knows what the dataset covers now
 */
function sayOpened(opened: number | null, isAsked: boolean, doing: string): void {
  if (opened === 0) return;
  const what =
    opened === null
      ? 'its cases, which cannot be counted since its file cannot be read'
      : `${count(opened, 'private case')}`;
  if (!isAsked)
    throw new Conflict(
      'opens-cases',
      `${doing} would open ${what} to every reader; nothing was changed. Say --open if that is meant`,
    );
  say(`this opens ${what} to every reader`);
}

async function releaseOf(
  workspace: Workspace,
  dataset: Dataset,
  ids: readonly string[],
  out: string,
  licences: string | undefined,
): Promise<ReleaseResult> {
  const { cases, reviews, images, index } = workspace;
  await using cache = await workspace.openDerived();
  const read = readerFor(workspace);
  const whole = {
    ...askedIn(workspace),
    cases,
    reviews,
    images,
    cache,
    read,
    exportOrder: () => index.exportOrder(),
  };
  return await releaseWorkspace(partOfDataset(whole, ids), out, {
    title: dataset.title,
    ...(dataset.description ? { description: dataset.description } : {}),
    ...(licences === undefined ? {} : { licences }),
  });
}

export function addDatasets(program: Command): void {
  const group = program
    .command('datasets')
    .description('the datasets of the archive: named sets of cases with a licence and an owner');
  group
    .command('list')
    .description('show the datasets')
    .action((_options: unknown, command: Command) =>
      withDatasets(command, async (datasets, workspace) => {
        const counted = async (dataset: Dataset) => ({
          ...dataset,
          cases: (await membersOf(dataset, workspace.index)).length,
        });
        const rows = await Promise.all((await datasets.list()).map(counted));
        if (globalOptions(command).json) return printJson(rows);
        for (const { message } of (await datasets.survey()).faults) say(message);
        for (const { id, title, access, cases } of rows)
          print(`${id}\t${access}\t${count(cases, 'case')}\t${title}`);
        if (rows.length === 0)
          print("no datasets yet; 'datasets set FILE' makes one, or the Datasets page of the workbench");
      }),
    );
  group
    .command('set')
    .description(
      'make or change a dataset from a JSON file (id, title, description, contact, licence, access, owner, members)',
    )
    .argument('<file>')
    .option(
      '--open',
      'also when that opens private cases to every reader; without it they are counted and it is refused',
    )
    .action((file: string, options: { open?: boolean }, command: Command) =>
      withDatasets(command, async (datasets, workspace, privacy) => {
        const parsed = draftSchema.safeParse(readDraft(file));
        if (!parsed.success)
          throw new InvalidInput('bad-dataset', `${file} is not valid: ${describeProblems(parsed.error)}`);
        const held = await datasets.known(parsed.data.id);
        const draft = { ...parsed.data, owner: parsed.data.owner ?? held?.owner ?? loginName() };
        const next = await datasets.check(draft, held?.rev ?? 0);
        const opened = await privacy.opening(next.id, next);
        sayOpened(opened, options.open ?? false, `saving ${next.id} like this`);
        const saved = await workspace.audit.perform(datasetEntry(loginName(), next, opened), () =>
          datasets.put(draft, held?.rev ?? 0),
        );
        const members = saved.access === 'public' ? await membersOf(saved, workspace.index) : [];
        const kept = await privacy.among(members, null);
        if (kept > 0)
          say(
            `${count(kept, 'case')} of it ${kept === 1 ? 'stays' : 'stay'} hidden: a private dataset holds ${kept === 1 ? 'it' : 'them'} too`,
          );
        if (globalOptions(command).json) printJson(saved);
        else print(`${saved.id} is ${held ? 'changed' : 'made'}`);
      }),
    );
  group
    .command('remove')
    .description(
      'take a dataset away, also one whose file is damaged or gone; its cases stay in the workspace',
    )
    .argument('<id>')
    .option(
      '--open',
      'also when that opens private cases to every reader; without it they are counted and it is refused',
    )
    .action((id: string, options: { open?: boolean }, command: Command) =>
      withDatasets(command, async (datasets, workspace, privacy) => {
        await datasets.needKnown(id);
        const opened = await privacy.opening(id, null);
        sayOpened(opened, options.open ?? false, `removing ${id}`);
        const entry = { action: 'dataset-removed', by: loginName(), target: id } as const;
        await workspace.audit.perform(entry, () => datasets.remove(id));
        if (globalOptions(command).json) printJson({ removed: id, opened });
        else print(`${id} is removed`);
      }),
    );
  group
    .command('package')
    .description('write a dataset with its tables and images into a new folder')
    .argument('<id>')
    .argument('<out>', 'a folder that does not exist yet')
    .option('--release', 'as a full release: checked, with splits, statistics, provenance and card')
    .option('--licences <list>', 'which licences may be passed on (codes, or share, commercial, derivatives)')
    .action((id: string, out: string, options: { licences?: string; release?: boolean }, command: Command) =>
      withDatasets(command, async (datasets, workspace) => {
        const dataset = await datasets.need(id);
        const ids = await membersOf(dataset, workspace.index);
        const licences = options.licences ?? workspace.config.licences.allow?.join(',');
        if (options.release) {
          const released = await exportNoted(workspace, 'release', out, () =>
            releaseOf(workspace, dataset, ids, out, licences),
          );
          if (released.leftOut['may-name-somebody']) process.exitCode = 1;
          if (globalOptions(command).json) return printJson(released);
          sayLeftOut(released);
          return print(
            `${released.version}: ${count(released.rows, 'row')} of ${count(released.patients, 'patient')} in ${out}`,
          );
        }
        const result = await exportNoted(workspace, 'export', out, () =>
          packageDataset(
            {
              ...askedIn(workspace),
              cases: workspace.cases,
              reviews: workspace.reviews,
              images: workspace.images,
            },
            dataset,
            ids,
            out,
            licencePolicy(licences).allows,
          ),
        );
        if (result.refused.length > 0) process.exitCode = 1;
        if (globalOptions(command).json) return printJson(result);
        print(
          `${count(result.cases, 'case')}, ${count(result.images, 'image')} in ${out}; ${count(result.withheld, 'image')} withheld by licence`,
        );
        for (const { file, reason } of result.refused) say(`${file} is not in ${out}: ${reason}`);
      }),
    );
}
