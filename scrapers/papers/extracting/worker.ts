import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { InvalidInput } from '../../../data/errors.ts';
import { residentMemory } from '../../../data/files/programs.ts';
import type { ChildAnswer, ChildRequest } from './child-main.ts';
import type { ExtractProgress } from './extract.ts';

/** What one request may cost, and who is told of it. */
export interface RequestLimits {
  timeoutMs: number;
  memoryMb: number;
  onProgress?: ((progress: ExtractProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

const program = fileURLToPath(new URL('./child-main.ts', import.meta.url));
/** How often the memory of the process is looked at, milliseconds. */
const watchEvery = 100;

/**
 * For the allocator of glibc, which otherwise keeps what pictures took: from one pool, large pieces given back as soon as they are
 * free. After 14 papers a process then holds 195 MiB, not 310, and need not be started again for the next. Other systems do not read it.
 */
const frugal = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '65536',
  MALLOC_TRIM_THRESHOLD_: '131072',
} as const;

/** A message that says which file it is about. */
const naming = (file: string, message: string): string =>
  message.includes(file) ? message : `${file}: ${message}`;

/**
 * A process that reads papers, one after the other. It may read everything and write only into folders whose paths begin with
 * `writable`; it starts nothing. What goes wrong with one paper ends it.
 */
export class PaperWorker {
  readonly #child: ChildProcess;
  #complaint = '';
  #settle: ((outcome: { value: unknown } | { error: Error }) => void) | null = null;
  #progress: RequestLimits['onProgress'];
  /** Papers read so far. */
  served = 0;
  /** False once it ended, or is about to. */
  alive = true;

  /** @param memoryMb of heap, MiB */
  constructor(writable: string, memoryMb: number) {
    this.#child = fork(program, [], {
      execArgv: [
        `--max-old-space-size=${memoryMb}`,
        '--expose-gc',
        '--max-semi-space-size=8',
        '--permission',
        '--allow-addons',
        '--allow-fs-read=*',
        `--allow-fs-write=${writable}*`,
        '--disable-warning=SecurityWarning',
        '--disable-warning=ExperimentalWarning',
      ],
      env: { PATH: process.env.PATH ?? '', ...frugal },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    this.#child.stderr?.on('data', (data: Buffer) => {
      if (this.#complaint.length < 2_000) this.#complaint += data.toString('utf8').slice(0, 2_000);
    });
    this.#child.on('message', (answer: ChildAnswer) => this.#hear(answer));
    this.#child.on('error', (error) => this.#settle?.({ error }));
    this.#child.on('close', (code, signal) => this.#ended(signal ?? String(code)));
    this.#hold(false);
  }

  /** Its number among the processes of the machine. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** MiB of memory it takes now. */
  async memory(): Promise<number> {
    const { pid } = this.#child;
    return pid === undefined ? 0 : (await residentMemory(pid)) / 2 ** 20;
  }

  end(): void {
    this.alive = false;
    this.#child.kill('SIGKILL');
  }

  /**
   * Reads one paper; no other may be asked for meanwhile.
   * @throws InvalidInput the codes of `readPaper`, and `paper-timeout`, `paper-memory`, `paper-crashed`, `paper-stopped`
   */
  async run(request: ChildRequest, limits: RequestLimits): Promise<unknown> {
    const { file } = request;
    const { timeoutMs, memoryMb, signal } = limits;
    this.#progress = limits.onProgress;
    this.#hold(true);
    const outcome = new Promise<{ value: unknown } | { error: Error }>((settle) => {
      this.#settle = settle;
    });
    const stop = (code: string, message: string): void => {
      this.#settle?.({ error: new InvalidInput(code, message) });
      this.end();
    };
    const timer = setTimeout(
      () =>
        stop(
          'paper-timeout',
          `${file} took longer than ${timeoutMs / 1_000} s and was stopped; give the article without its supplements.`,
        ),
      timeoutMs,
    );
    let watching = false;
    const watch = setInterval(() => {
      const { pid } = this.#child;
      if (watching || pid === undefined) return;
      watching = true;
      void residentMemory(pid).then((bytes) => {
        watching = false;
        if (bytes > memoryMb * 2 ** 20) {
          stop(
            'paper-memory',
            `${file} needed more than ${memoryMb} MB of memory and was stopped; give the article without its supplements.`,
          );
        }
      });
    }, watchEvery);
    const abort = (): void => stop('paper-stopped', `Reading ${file} was stopped.`);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    else this.#child.send(request, (error) => error && this.#settle?.({ error }));
    const came = await outcome;
    clearTimeout(timer);
    clearInterval(watch);
    signal?.removeEventListener('abort', abort);
    this.#settle = null;
    this.#hold(false);
    this.served += 1;
    if ('value' in came) return came.value;
    this.end();
    const { error } = came;
    if (error instanceof Crash) throw error.of(file, memoryMb);
    if (!(error instanceof InvalidInput)) throw error;
    if (error.code === 'paper-unreadable')
      throw new InvalidInput(error.code, `${file} cannot be read: ${error.message}`);
    throw new InvalidInput(error.code, naming(file, error.message));
  }

  #hear(answer: ChildAnswer): void {
    if (answer.type === 'progress') this.#progress?.(answer.progress as ExtractProgress);
    else if (answer.type === 'result') this.#settle?.({ value: answer.value });
    else this.#settle?.({ error: new InvalidInput(answer.code ?? 'paper-unreadable', answer.message) });
  }

  #ended(how: string): void {
    this.alive = false;
    this.#settle?.({ error: new Crash(how, this.#complaint) });
  }

  /** Whether this process keeps the one that started it from ending. */
  #hold(on: boolean): void {
    const { channel, stderr } = this.#child;
    const socket = stderr as (typeof stderr & { ref?(): void; unref?(): void }) | null;
    if (on) {
      this.#child.ref();
      channel?.ref();
      socket?.ref?.();
    } else {
      this.#child.unref();
      channel?.unref();
      socket?.unref?.();
    }
  }
}

/** The process ended while it was reading. */
class Crash extends Error {
  readonly #how: string;
  readonly #complaint: string;

  constructor(how: string, complaint: string) {
    super(how);
    this.#how = how;
    this.#complaint = complaint;
  }

  of(file: string, memoryMb: number): InvalidInput {
    const memory = /heap out of memory|allocation failed/i.test(this.#complaint);
    const message = memory
      ? `${file} needed more than ${memoryMb} MB of memory and was stopped; give the article without its supplements.`
      : `Reading ${file} ended unexpectedly (${this.#how}): ${this.#complaint.trim().split('\n')[0] ?? ''}`;
    return new InvalidInput(memory ? 'paper-memory' : 'paper-crashed', message);
  }
}
