import { execFileSync } from 'node:child_process';
import fs, { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { summariseReview } from '../../curation/review/summary.ts';
import { FileAuditLog } from '../../data/embedded/audit-log.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { examineWorkspace } from '../../data/embedded/doctor.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { CaselineError } from '../../data/errors.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { startServer } from '../../server/serve.ts';
import { pages, throughTheFault } from './disk-fault.ts';
import { datasetDraft, decide, draftOf } from './drafts.ts';

/**
 * One fault of the disk in a process (and, for `full` and `read-only`, a mount namespace) of its own. Prints one JSON
 * object of what happened.
 */
const [scenario = '', folder = '', detail = ''] = process.argv.slice(2);
const directory = join(folder, 'workspace');

const tell = (result: unknown): void => {
  process.stdout.write(`${JSON.stringify(result)}\n`);
};

const codeOf = (error: unknown): string =>
  error instanceof CaselineError ? error.code : `unknown: ${String(error)}`;

/** Writes reviews and images until something is refused; gives what was acknowledged and the refusal. */
async function writeUntilRefused(
  workspace: Workspace,
  most: number,
): Promise<{ acknowledged: string[]; refused: string | null }> {
  const acknowledged: string[] = [];
  for (let at = 0; at < most; at += 1) {
    const event = { ...decide('age', at % 90), reason: 'x'.repeat(1_500) };
    try {
      await workspace.reviews.append('eurorad-1', [event as never]);
      acknowledged.push(event.id);
      await workspace.images.put(Buffer.alloc(20_000, `image ${at} `));
    } catch (error) {
      return { acknowledged, refused: codeOf(error) };
    }
  }
  return { acknowledged, refused: null };
}

async function full(): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', folder]);
  createWorkspace(directory);
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  await workspace.cases.put(draftOf('eurorad-1'));
  writeFileSync(join(folder, 'filler'), Buffer.alloc(1_000_000));
  const { acknowledged, refused } = await writeUntilRefused(workspace, 500);
  const held = new Set((await workspace.reviews.get('eurorad-1')).events.map(({ id }) => id));
  const report = await examineWorkspace(directory);
  rmSync(join(folder, 'filler'));
  const after = await writeUntilRefused(workspace, 2);
  tell({
    refused,
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((id) => !held.has(id)).length,
    leftOver: report.findings.filter((one) => one.check === 'left-over').length,
    damaged: report.findings.filter((one) => one.check === 'damaged-document').length,
    readable: (await workspace.cases.get('eurorad-1'))?.id,
    after: after.refused,
  });
}

async function readOnly(): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=5m', 'none', folder]);
  createWorkspace(directory);
  const first = openWorkspace(directory, { summarise: summariseReview });
  await first.cases.put(draftOf('eurorad-1'));
  await first.index.ready();
  await first.close();
  execFileSync('mount', ['-o', 'remount,ro', folder]);
  const report = await examineWorkspace(directory, { repair: true });
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  const refused = await workspace.reviews.append('eurorad-1', [decide('age', 1)]).then(() => null, codeOf);
  await workspace.index.ready();
  tell({
    refused,
    readable: (await workspace.cases.get('eurorad-1'))?.id,
    listed: (await workspace.index.list()).total,
    writable: report.machine.writable,
    found: report.findings.map((one) => one.check),
  });
}

/** The disk fills up while a server serves; then there is space again. */
async function serving(): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'none', folder]);
  createWorkspace(directory);
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  await workspace.cases.put(draftOf('eurorad-1'));
  await workspace.index.ready();
  const { url, close } = await startServer({ workspace, port: 0, user: { name: 'ana', role: 'maintainer' } });
  const look = async (): Promise<Record<string, number>> => {
    const found: Record<string, number> = {};
    for (const path of [
      '',
      'cases',
      'cases?q=fever',
      'cases/eurorad-1',
      'cases/eurorad-1/fragments',
      'datasets',
      'crawls',
      'papers',
      'statistics',
      'healthz',
    ]) {
      const answer = await fetch(url + path);
      await answer.text();
      found[`/${path}`] = answer.status;
    }
    return found;
  };
  const before = await look();
  try {
    for (let at = 0; ; at += 1)
      writeFileSync(join(folder, `filler${at}`), Buffer.alloc(at < 12 ? 500_000 : 2_000));
  } catch {
    // That was all there was.
  }
  const after = await look();
  const save = async (rev: number): Promise<{ status: number; words: string }> => {
    const answer = await fetch(`${url}cases/eurorad-1/comments`, {
      method: 'POST',
      headers: {
        'if-match': `"${rev}"`,
        'content-type': 'application/x-www-form-urlencoded',
        'hx-request': 'true',
      },
      body: 'text=words',
    });
    return { status: answer.status, words: await answer.text() };
  };
  const refused = await save(0);
  for (const name of readdirSync(folder)) if (name.startsWith('filler')) rmSync(join(folder, name));
  tell({
    before,
    after,
    refused,
    saved: (await save(0)).status,
    events: (await workspace.reviews.get('eurorad-1')).events.length,
  });
  await close(100);
  process.exit(0);
}

/**
 * The disk turns read-only while a server serves, and is mended. The workspace is seen through a mount of its own, over
 * which a read-only one is laid: a disk with open files cannot be made read-only by hand, only by its own fault.
 */
async function turning(): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'none', folder]);
  const [real, seen] = [join(folder, 'real'), join(folder, 'seen')];
  mkdirSync(real);
  mkdirSync(seen);
  execFileSync('mount', ['--bind', real, seen]);
  const inside = join(seen, 'workspace');
  createWorkspace(inside);
  const workspace = openWorkspace(inside, { summarise: summariseReview });
  for (const id of ['eurorad-1', 'eurorad-2']) await workspace.cases.put(draftOf(id));
  await workspace.index.ready();
  const { url, close } = await startServer({ workspace, port: 0, user: { name: 'ana', role: 'maintainer' } });
  const result = await throughTheFault(url, workspace, {
    begin: () => {
      execFileSync('mount', ['--bind', real, seen]);
      execFileSync('mount', ['-o', 'remount,ro,bind', seen]);
    },
    end: () => execFileSync('umount', ['-l', seen]),
  });
  tell(result);
  await close(100);
  process.exit(0);
}

/** A server that starts on a disk on which nothing can be written: what each page answers, by who asks. */
async function startedReadOnly(): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'none', folder]);
  createWorkspace(directory);
  const first = openWorkspace(directory, { summarise: summariseReview });
  for (const id of ['eurorad-1', 'radiopaedia-2']) await first.cases.put(draftOf(id));
  await first.datasets.put(datasetDraft('closed'), 0);
  await first.desk.granted('closed', 'rea');
  await first.claims.claim('eurorad-1', 'ann');
  const tokens: Record<string, string> = {};
  for (const [name, role] of [
    ['rea', 'reader'],
    ['ann', 'annotator'],
    ['mia', 'maintainer'],
  ] as const) {
    await first.users.add(name, role, 'a lung on a tree 7');
    tokens[name] = await first.users.tokens.issue(name, 'test', null);
  }
  await (await first.crawls.open())[Symbol.asyncDispose]();
  await first.index.ready();
  await first.close();
  execFileSync('mount', ['-o', 'remount,ro', folder]);
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  const { url, close } = await startServer({ workspace, port: 0, trustProxy: '203.0.113.9' });
  await workspace.index.ready();
  const found: Record<string, number> = {};
  for (const [name, token] of Object.entries(tokens))
    for (const path of [...pages, 'datasets/closed', 'next']) {
      const answer = await fetch(url + path, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'manual',
      });
      await answer.text();
      found[`${name} /${path}`] = answer.status;
    }
  tell(found);
  await close(100);
  process.exit(0);
}

/** The disk has room for the first bytes of what is written down, and takes them without an error. */
async function halfNoted(): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'none', folder]);
  writeFileSync(join(folder, 'filler'), Buffer.alloc(4_096));
  writeFileSync(join(folder, 'audit.jsonl'), `${' '.repeat(4_060)}\n`);
  const audit = new FileAuditLog(folder);
  const entry = { action: 'role-changed', by: 'ana', target: 'ben' } as const;
  let isDone = false;
  const act = (): void => {
    isDone = true;
  };
  const refused = await audit.perform(entry, act).then(() => null, codeOf);
  const wasDone = isDone;
  rmSync(join(folder, 'filler'));
  await audit.perform(entry, act);
  const last = readFileSync(join(folder, 'audit.jsonl'), 'utf8').trimEnd().split('\n').at(-1) ?? '';
  tell({ refused, wasDone, last: JSON.parse(last), after: isDone });
}

/** The power goes between the write of a temporary file and its rename, at the n-th write. */
async function cut(): Promise<void> {
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  const rename = fs.renameSync;
  let left = Number(detail);
  fs.renameSync = (from, to) => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    rename(from, to);
  };
  syncBuiltinESMExports();
  for (let at = 0; at < 50; at += 1) {
    const event = decide('age', at % 90);
    await workspace.reviews.append('eurorad-1', [event]);
    process.stdout.write(`${event.id}\n`);
  }
}

const scenarios: Record<string, () => Promise<void>> = {
  full,
  'read-only': readOnly,
  serving,
  turning,
  'started-read-only': startedReadOnly,
  cut,
  'half-noted': halfNoted,
};
await scenarios[scenario]?.();
