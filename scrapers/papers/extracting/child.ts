import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidInput } from '../../../data/errors.ts';
import { residentMemory } from '../../../data/files/programs.ts';
import { inWorkFolder } from '../../../data/files/work-folder.ts';
import { paperLimits } from '../limits.ts';
import type { Paper } from '../paper.ts';
import type { WrittenRaster } from '../pdf/pixels/write-rasters.ts';
import type { ChildAnswer, ChildRequest } from './child-main.ts';
import type { ExtractProgress } from './extract.ts';

export interface ChildOptions {
  /** Folder the image files end up in; on failure nothing is left in it. */
  outDir: string;
  timeoutMs?: number | undefined;
  memoryMb?: number | undefined;
  onProgress?: ((progress: ExtractProgress) => void) | undefined;
  /** JATS XML or HTML of the same article, if it is not beside the file. */
  article?: string | undefined;
  address?: string | undefined;
  /** Figure files of the article, by the reference it names them with. */
  files?: Readonly<Record<string, string>> | undefined;
  /** Stops the extraction. */
  signal?: AbortSignal | undefined;
}

const program = fileURLToPath(new URL('./child-main.ts', import.meta.url));
/** How often the memory of the process is looked at, milliseconds. */
const watchEvery = 100;

/**
 * Reads a paper in a process of its own with limits on time and memory, so that a hostile file costs one error.
 * @throws InvalidInput the codes of `readPaper`, and `paper-timeout`, `paper-memory`, `paper-crashed`, `paper-stopped`
 */
export async function extractInChild(file: string, options: ChildOptions): Promise<Paper> {
  return (await inChild(
    { action: 'paper', file, article: options.article, address: options.address, files: options.files },
    options,
  )) as Paper;
}

/**
 * Writes all rasters of a PDF (see `writeAllRasters`) in a process of its own with the same limits.
 * @param options `replace`: files of the same name that are there already may be written over
 * @throws InvalidInput as `extractInChild`, and `file-there` when one of the files is there already; nothing is written then
 */
export async function writeAllRastersInChild(
  file: string,
  directory: string,
  { replace = false, ...options }: Omit<ChildOptions, 'outDir'> & { replace?: boolean } = {},
): Promise<{ images: WrittenRaster[]; warnings: string[] }> {
  const value = await inChild({ action: 'rasters', file }, { ...options, outDir: directory }, replace);
  return value as { images: WrittenRaster[]; warnings: string[] };
}

async function inChild(
  request: Record<string, unknown> & Pick<ChildRequest, 'action'>,
  options: ChildOptions,
  replace = true,
): Promise<unknown> {
  return inWorkFolder(options.outDir, replace, async (work, outDir) => {
    const complete = { ...request, file: resolve(String(request.file)), outDir: work } as ChildRequest;
    return moved(await run(complete, work, options), work, outDir);
  });
}

/** A message that says which file it is about. */
const naming = (file: string, message: string): string =>
  message.includes(file) ? message : `${file}: ${message}`;

/** The result with the paths of its files as they are after the move. */
function moved(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string')
    return value.startsWith(`${from}/`) || value.startsWith(`${from}\\`)
      ? to + value.slice(from.length)
      : value;
  if (Array.isArray(value)) return value.map((item) => moved(item, from, to));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, moved(item, from, to)]));
}

function run(request: ChildRequest, work: string, options: ChildOptions): Promise<unknown> {
  const timeoutMs = options.timeoutMs ?? paperLimits.timeoutMs;
  const memoryMb = options.memoryMb ?? paperLimits.memoryMb;
  return new Promise((done, fail) => {
    const child = fork(program, [], {
      execArgv: [
        `--max-old-space-size=${memoryMb}`,
        // The process may read, but write nowhere else and start nothing.
        '--permission',
        '--allow-addons',
        '--allow-fs-read=*',
        `--allow-fs-write=${work}`,
        '--disable-warning=SecurityWarning',
        '--disable-warning=ExperimentalWarning',
      ],
      env: { PATH: process.env.PATH ?? '' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    let outcome: { value: unknown } | { error: Error } | null = null;
    let complaint = '';
    child.stderr?.on('data', (data: Buffer) => {
      if (complaint.length < 2_000) complaint += data.toString('utf8').slice(0, 2_000);
    });
    const stop = (code: string, message: string): void => {
      outcome ??= { error: new InvalidInput(code, message) };
      child.kill('SIGKILL');
    };
    const { file } = request;
    const timer = setTimeout(
      () =>
        stop(
          'paper-timeout',
          `${file} took longer than ${timeoutMs} ms and was stopped; raise the limit or give a smaller file.`,
        ),
      timeoutMs,
    );
    let watching = false;
    const watch = setInterval(() => {
      if (watching || child.pid === undefined) return;
      watching = true;
      void residentMemory(child.pid).then((bytes) => {
        watching = false;
        if (bytes > memoryMb * 2 ** 20) {
          stop('paper-memory', `${file} needed more than ${memoryMb} MB of memory and was stopped.`);
        }
      });
    }, watchEvery);
    const abort = (): void => stop('paper-stopped', `Reading ${file} was stopped.`);
    options.signal?.addEventListener('abort', abort, { once: true });
    if (options.signal?.aborted) abort();
    child.on('message', (answer: ChildAnswer) => {
      if (answer.type === 'progress') options.onProgress?.(answer.progress as ExtractProgress);
      else if (answer.type === 'result') outcome ??= { value: answer.value };
      else if (answer.code === null)
        outcome ??= {
          error: new InvalidInput('paper-unreadable', `${file} cannot be read: ${answer.message}`),
        };
      else outcome ??= { error: new InvalidInput(answer.code, naming(file, answer.message)) };
    });
    child.on('error', (error) => {
      outcome ??= { error };
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      clearInterval(watch);
      options.signal?.removeEventListener('abort', abort);
      if (outcome === null) {
        const memory = /heap out of memory|allocation failed/i.test(complaint);
        const message = memory
          ? `${file} needed more than ${memoryMb} MB of memory and was stopped.`
          : `Reading ${file} ended unexpectedly (${signal ?? code}): ${complaint.trim().split('\n')[0] ?? ''}`;
        fail(new InvalidInput(memory ? 'paper-memory' : 'paper-crashed', message));
      } else if ('error' in outcome) fail(outcome.error);
      else done(outcome.value);
    });
    child.send(request);
  });
}
