import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { BadUsage, InvalidInput } from '../../data/errors.ts';
import { kindOfInput, readInputFile } from '../../data/files/input-file.ts';
import { type Contribution, parseReference } from '../../data/format/contribution.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { licenceFrom } from '../../data/vocabulary/licences.ts';
import { type GlobalOptions, globalOptions, withWorkspace } from '../context.ts';
import { print, printJson } from '../output.ts';
import { sayEvent, seconds } from './crawl.ts';

const nameOf = ({ what }: Contribution): string => {
  if (what.kind === 'pdf') return what.name;
  return what.kind === 'doi' ? what.doi : what.kind === 'pmcid' ? what.pmcid : what.url;
};

const line = (contribution: Contribution): string => {
  const { id, status, reason, case: caseId } = contribution;
  return `${id} ${status}${caseId === null ? '' : ` ${caseId}`}: ${nameOf(contribution)}${reason === null ? '' : ` (${reason})`}`;
};

const me = (): string => userInfo().username || 'local';

async function process(
  workspace: Workspace,
  { baseUrl, delay }: { baseUrl?: string; delay?: number },
): Promise<Contribution[]> {
  const [{ processInbox }, { inboxTools }] = await Promise.all([
    import('../../scrapers/papers/inbox/inbox.ts'),
    import('../../scrapers/papers/inbox/inbox-tools.ts'),
  ]);
  await workspace.index.ready();
  return processInbox(
    inboxTools(workspace, {
      onEvent: sayEvent,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(delay === undefined ? {} : { delay }),
    }),
  );
}

async function submit(workspace: Workspace, paper: string, note: string): Promise<Contribution> {
  const { contributions } = workspace;
  if (kindOfInput(paper) !== null)
    return contributions.submit(
      await contributions.keepPaper(readInputFile(paper), basename(paper)),
      me(),
      note,
    );
  const reference = parseReference(paper);
  if (reference) return contributions.submit(reference, me(), note);
  throw new InvalidInput('no-paper', `'${paper}' is no file, DOI, PMCID or address; check the name`);
}

interface Answer {
  licence?: string;
  accept?: boolean;
  again?: boolean;
  another?: boolean;
  refuse?: string;
}

/** A person's answer to what the inbox asked. */
async function answer({ contributions }: Workspace, id: string, options: Answer): Promise<Contribution> {
  const by = me();
  if (options.again)
    return contributions.move(id, 'received', { by, reason: `${by} tries again`, from: ['needs-person'] });
  if (options.another) return contributions.keepApart(id, by);
  if (options.accept) return contributions.move(id, 'accepted', { by, from: ['in-review'] });
  if (options.refuse !== undefined) {
    return contributions.move(id, 'refused', {
      by,
      reason: options.refuse,
      from: ['received', 'needs-person', 'in-review'],
    });
  }
  if (options.licence === undefined)
    throw new BadUsage('no-answer', 'say --licence, --accept, --again, --another or --refuse');
  const licence = licenceFrom(options.licence);
  if (licence.code === null) {
    throw new InvalidInput(
      'unknown-licence',
      `'${options.licence}' is no licence that is known; write it as the paper does, e.g. CC BY 4.0`,
    );
  }
  return contributions.move(id, 'received', {
    by,
    from: ['needs-person'],
    reason: `${by} states ${options.licence}`,
    change: { licence },
  });
}

const show = (global: GlobalOptions, list: readonly Contribution[], none: string): void => {
  if (global.json) {
    printJson(list);
    return;
  }
  for (const contribution of list) print(line(contribution));
  if (list.length === 0) print(none);
};

export function addInbox(program: Command): void {
  const inbox = program.command('inbox').description('papers handed in, and what became of them');
  inbox
    .command('list')
    .description('all of them, the newest first')
    .action(async (_options: unknown, command: Command) => {
      const global = globalOptions(command);
      show(
        global,
        await withWorkspace(global, ({ contributions }) => contributions.list()),
        'nothing was handed in yet',
      );
    });
  inbox
    .command('submit')
    .description('hand in papers: PDF files, DOIs, PMCIDs, addresses')
    .argument('<paper...>')
    .option('--note <words>', 'why this paper', '')
    .action(async (papers: string[], { note }: { note: string }, command: Command) => {
      const global = globalOptions(command);
      const taken = await withWorkspace(global, async (workspace) => {
        const list: Contribution[] = [];
        for (const paper of papers) list.push(await submit(workspace, paper, note));
        return list;
      });
      show(global, taken, '');
    });
  inbox
    .command('process')
    .description('take up everything that waits (the server does it by itself)')
    .option(
      '--base-url <url>',
      'copies of Crossref, Europe PMC, PubMed Central and publishers on this machine',
    )
    .option('--delay <seconds>', 'pause between requests', seconds)
    .action(async (options: { baseUrl?: string; delay?: number }, command: Command) => {
      const global = globalOptions(command);
      show(global, await withWorkspace(global, (workspace) => process(workspace, options)), 'nothing waits');
    });
  inbox
    .command('answer')
    .description('answer what the inbox asks a person')
    .argument('<id>')
    .option('--licence <words>', 'the licence of a paper that states none')
    .addOption(new Option('--accept', 'the case is good').conflicts(['licence', 'refuse', 'again']))
    .addOption(new Option('--again', 'fetch it once more').conflicts(['licence', 'refuse']))
    .addOption(
      new Option('--another', 'it is another paper than the case it is compared with').conflicts([
        'licence',
        'accept',
        'again',
        'refuse',
      ]),
    )
    .addOption(
      new Option('--refuse <reason>', 'the paper does not belong here').conflicts(['licence', 'accept']),
    )
    .action(async (id: string, options: Answer, command: Command) => {
      const global = globalOptions(command);
      show(global, [await withWorkspace(global, (workspace) => answer(workspace, id, options))], '');
    });
}
