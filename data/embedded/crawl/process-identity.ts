import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds something in `crawl.sqlite`: enough to tell, later, whether that process still lives. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Host name, and start of the process where the system tells it, so that a reused pid is not taken for the holder. */
  readonly machine: string;
}

/** Clock ticks since boot at which a process started (field 22 of /proc/PID/stat), empty where there is no /proc. */
const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

let own: ProcessIdentity | undefined;

export const ownIdentity = (): ProcessIdentity => {
  own ??= { pid: process.pid, machine: `${hostname()}#${startOf(process.pid)}` };
  return own;
};

/** `unknown`: it runs on another machine, only a time limit can tell. */
export const stateOf = ({ pid, machine }: ProcessIdentity): 'alive' | 'dead' | 'unknown' => {
  const [host = '', start = ''] = machine.split('#');
  if (host !== hostname()) return 'unknown';
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'dead';
  }
  return start === '' || startOf(pid) === start ? 'alive' : 'dead';
};
