import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ChildRequest } from './child-main.ts';
import { PaperWorker, type RequestLimits } from './worker.ts';

/** A worker ends after so many papers, or when it holds on to so much memory (MiB), or was idle for so long (ms). */
interface Recycling {
  readonly papers: number;
  readonly memoryMb: number;
  readonly idleMs: number;
}
const usual: Recycling = { papers: 50, memoryMb: 215, idleMs: 5_000 };

interface Warm {
  worker: PaperWorker;
  /** The folder that all its papers are written in. */
  home: string;
  /** How the names of the folders it writes into begin. */
  prefix: string;
  memoryMb: number;
  idle: NodeJS.Timeout | null;
}

const warm: Warm[] = [];

/** A process for papers whose results go into folders of one parent. */
export interface Borrowed {
  /** The folder to work in must lie in the parent under a name that begins so. */
  prefix: string;
  /** Number of the process. */
  readonly pid: number | undefined;
  run(request: ChildRequest, limits: RequestLimits): Promise<unknown>;
  /** Gives it back; it is kept for the next paper if it may be. */
  release(): Promise<void>;
}

/**
 * Takes a waiting process, or starts one. A process writes into one parent folder all its life, reads one paper at a
 * time, and is given up as soon as something goes wrong.
 * @param memoryMb of heap that it may take, MiB
 * @param recycle when it is given up though nothing went wrong
 */
export function borrowWorker(home: string, memoryMb: number, recycle: Recycling = usual): Borrowed {
  const known = warm.findIndex((one) => one.home === home && one.memoryMb === memoryMb && one.worker.alive);
  const taken = known >= 0 ? (warm.splice(known, 1)[0] as Warm) : started(home, memoryMb);
  if (taken.idle !== null) clearTimeout(taken.idle);
  const { worker, prefix } = taken;
  return {
    prefix,
    pid: worker.pid,
    run: (request, limits) => worker.run(request, limits),
    release: async () => {
      const spent = worker.served >= recycle.papers || (await worker.memory()) > recycle.memoryMb;
      if (!worker.alive) return;
      if (spent) return worker.end();
      taken.idle = setTimeout(() => {
        warm.splice(warm.indexOf(taken), 1);
        worker.end();
      }, recycle.idleMs).unref();
      warm.push(taken);
    },
  };
}

function started(home: string, memoryMb: number): Warm {
  const prefix = `.${randomBytes(6).toString('hex')}`;
  return { worker: new PaperWorker(join(home, prefix), memoryMb), home, prefix, memoryMb, idle: null };
}
