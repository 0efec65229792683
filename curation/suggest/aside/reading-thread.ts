import { Worker } from 'node:worker_threads';
import type { CaseReading } from '../case-texts.ts';
import type { ReadingTask } from './reading-worker.ts';

/** Milliseconds: the rules take linear time, but nobody knows the machine. */
const MOST_TIME = 10 * 60_000;
/** Milliseconds after which an idle thread is ended: it holds the rules a second time. */
const IDLE = 60_000;
/** Megabytes of the thread's heap. */
const MOST_MEMORY = 1_024;

interface Waiting {
  readonly task: ReadingTask;
  readonly done: (reading: CaseReading | null) => void;
}

/**
 * Reads long cases one after the other on a thread of its own, the one asked for last first: somebody waits for it. It keeps
 * no process alive.
 */
export class ReadingThread {
  readonly #waiting: Waiting[] = [];
  #worker: Worker | null = null;
  #current: Waiting | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly #mostTime: number;

  /** @param mostTime milliseconds that one case may take */
  constructor(mostTime = MOST_TIME) {
    this.#mostTime = mostTime;
  }

  /** Null when the case could not be read: it took too long, or too much memory. */
  read(task: ReadingTask): Promise<CaseReading | null> {
    return new Promise((done) => {
      this.#waiting.push({ task, done });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    clearTimeout(this.#timer);
    const next = this.#waiting.pop();
    if (!next) {
      this.#timer = setTimeout(() => this.#end(), IDLE).unref();
      return;
    }
    this.#current = next;
    this.#timer = setTimeout(() => this.#end(), this.#mostTime).unref();
    this.#worker ??= this.#start();
    this.#worker.postMessage(next.task);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
    });
    worker.unref();
    worker.on('message', (reading: CaseReading) => {
      if (this.#worker === worker) this.#answer(reading);
    });
    // What ends the thread costs the case in hand its reading, and nothing else.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.#worker === worker) this.#end();
    });
    return worker;
  }

  #answer(reading: CaseReading | null): void {
    const current = this.#current;
    this.#current = null;
    current?.done(reading);
    if (current || this.#waiting.length > 0) this.#next();
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#answer(null);
  }
}
