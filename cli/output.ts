import { CaselineError, messageOf } from '../data/errors.ts';

/** Results go to stdout, progress and messages to stderr. */
export const print = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
};

export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** One JSON document on stdout. */
export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** `1 case`, `2 cases`. */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`;

/**
 * A progress line on stderr that overwrites itself on a terminal and stays silent elsewhere but for every
 * tenth of the way, so that logs stay readable.
 */
export function progress(label: string): (done: number, total?: number) => void {
  let shown = 0;
  let lastTenth = -1;
  return (done, total) => {
    const now = Date.now();
    const finished = total !== undefined && done >= total;
    if (process.stderr.isTTY) {
      if (!finished && now - shown < 100) return;
      shown = now;
      process.stderr.write(
        `\r${label} ${done}${total === undefined ? '' : ` of ${total}`} ${finished ? '\n' : ''}`,
      );
    } else if (total !== undefined && total >= 50) {
      const tenth = Math.floor((10 * done) / total);
      if (tenth > lastTenth) say(`${label} ${done} of ${total}`);
      lastTenth = tenth;
    }
  };
}

/** One clear line for an error, a stack trace only when asked for; gives the exit code. */
export function reportError(error: unknown, debug: boolean): number {
  if (debug && error instanceof Error) say(error.stack ?? error.message);
  else say(`caseline: ${messageOf(error).replace(/(?<!\s)\s*\n\s*/g, ' ')}`);
  if (error instanceof CaselineError) return error.exitCode;
  if (!debug)
    say(
      'caseline: this is a fault of Caseline itself; run the command again with --debug and report what it prints',
    );
  return 1;
}
