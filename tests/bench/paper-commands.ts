import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { hasPdfimages, hasReal, realPdfs } from '../scrapers/papers/real-papers.ts';

/** What a whole command took, those that it started included: wall and processor seconds, and the most memory of one process, MiB. */
interface Took {
  readonly wall: number;
  readonly processor: number;
  readonly memory: number;
}

const root = resolve(import.meta.dirname, '../..');
/** Clock ticks a second of `/proc` (Linux). */
const ticks = 100;
/** How often memory is looked at, milliseconds: the kernel keeps the most that a process has had. */
const lookEvery = 30;

/** The numbers behind a process's name in `/proc/PID/stat`; empty for one that is gone. */
function statOf(pid: number | 'self'): number[] {
  try {
    return (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []).map(Number);
  } catch {
    return [];
  }
}

/** Seconds of processor time of all children that this process has waited for, and those that they waited for. */
const spentByChildren = (): number => {
  const stat = statOf('self');
  return ((stat[13] ?? 0) + (stat[14] ?? 0)) / ticks;
};

interface Seen {
  readonly processor: number;
  readonly memory: number;
}

/** Notes time and memory of a process and of all that it started, as far as they live. */
function look(pid: number, seen: Map<number, Seen>): void {
  const children = Map.groupBy(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number),
    (each) => statOf(each)[1],
  );
  const visit = (each: number): void => {
    const stat = statOf(each);
    try {
      const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${each}/status`, 'utf8')) ?? [];
      const memory = Number(kilobytes ?? 0) / 1024;
      seen.set(each, {
        processor: ((stat[11] ?? 0) + (stat[12] ?? 0)) / ticks,
        memory: Math.max(memory, seen.get(each)?.memory ?? 0),
      });
    } catch {
      // It ended meanwhile.
    }
    for (const child of children.get(each) ?? []) visit(child);
  };
  visit(pid);
}

/** Runs one command to its end. Exit codes are not judged: files that cannot be read are among the others. */
async function took(command: string, args: readonly string[]): Promise<Took> {
  const [began, before] = [performance.now(), spentByChildren()];
  const child = spawn(command, args, { cwd: root, stdio: 'ignore' });
  const seen = new Map<number, Seen>();
  const looking = setInterval(() => look(child.pid ?? -1, seen), lookEvery);
  await new Promise((done) => child.once('close', done));
  clearInterval(looking);
  const all = [...seen.values()];
  return {
    wall: (performance.now() - began) / 1_000,
    // Those that end after the command are waited for by nobody; short ones are seen too late.
    processor: Math.max(
      spentByChildren() - before,
      all.reduce((sum, { processor }) => sum + processor, 0),
    ),
    memory: Math.max(0, ...all.map(({ memory }) => memory)),
  };
}

/** Whole commands, start included, against `pdfimages -all` of poppler on the same files, in the same run. */
export async function run(): Promise<readonly object[]> {
  const files = hasReal ? realPdfs('medical', 'biomedical') : [];
  const [smallest] = files.toSorted();
  if (smallest === undefined || !hasPdfimages || process.platform !== 'linux')
    return [
      { 'whole commands': 'not measured: needs Linux, pdfimages and the real papers beside the project' },
    ];
  const folder = mkdtempSync(join(tmpdir(), 'bench-paper-commands-'));
  try {
    const empty = (name: string): string => {
      const path = join(folder, name);
      mkdirSync(path, { recursive: true });
      return path;
    };
    const workspace = join(folder, 'workspace');
    const caseline = (...args: string[]) => took(process.execPath, [join(root, 'cli.ts'), ...args]);
    await caseline('--workspace', workspace, 'init');
    const one = { wall: 0, processor: 0, memory: 0 };
    for (const file of files) {
      const each = await took('pdfimages', ['-all', '-p', file, join(empty(`peer/${basename(file)}`), 'x')]);
      one.wall += each.wall;
      one.processor += each.processor;
      one.memory = Math.max(one.memory, each.memory);
    }
    const single = empty('single');
    const measured: [string, Took][] = [
      [`pdfimages -all, ${files.length} papers`, one],
      [
        'paper … --images-only, all in one call',
        await caseline('paper', ...files, '--images-only', empty('many')),
      ],
      [
        'paper …, all read into cases in one call',
        await caseline('--workspace', workspace, 'paper', ...files),
      ],
      [
        `pdfimages -all, ${basename(smallest)}`,
        await took('pdfimages', ['-all', smallest, join(empty('one'), 'x')]),
      ],
      [
        `paper ${basename(smallest)} --images-only`,
        await caseline('paper', smallest, '--images-only', single),
      ],
    ];
    return measured.map(([what, { wall, processor, memory }]) => ({
      'whole command': what,
      wall: `${wall.toFixed(2)} s`,
      'processor time': `${processor.toFixed(2)} s`,
      'of pdfimages': (processor / one.processor).toFixed(2),
      'most memory of a process': `${Math.round(memory)} MiB`,
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
