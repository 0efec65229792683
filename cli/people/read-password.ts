import { stderr, stdin } from 'node:process';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { BadUsage } from '../../data/errors.ts';
import { MAX_PASSWORD } from '../../data/format/account.ts';

/** First line of stdin, without its line end. */
async function fromPipe(): Promise<string> {
  let text = '';
  for await (const chunk of stdin.setEncoding('utf8')) {
    text += chunk;
    if (text.length > 4 * MAX_PASSWORD || text.includes('\n')) break;
  }
  return text.split(/\r?\n/)[0] ?? '';
}

/** Asks at the terminal; what is typed is not shown. */
function ask(question: string): Promise<string> {
  stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: true });
  return new Promise((resolve, reject) => {
    lines.on('SIGINT', () => {
      lines.close();
      stderr.write('\n');
      reject(new BadUsage('stopped', 'no password was given; nothing was changed'));
    });
    lines.question('', (answer) => {
      lines.close();
      stderr.write('\n');
      resolve(answer);
    });
  });
}

/**
 * A new password: typed twice without echo, or the first line of stdin with `--password-stdin`. Never an argument, which
 * every process of the machine could read.
 * @throws BadUsage when there is no terminal, or the two differ
 */
export async function readNewPassword(fromStdin: boolean): Promise<string> {
  if (fromStdin) return fromPipe();
  if (!stdin.isTTY)
    throw new BadUsage(
      'no-terminal',
      'there is no terminal to ask for a password; give it on stdin with --password-stdin',
    );
  const first = await ask('New password: ');
  if ((await ask('Again: ')) !== first)
    throw new BadUsage('differ', 'the two passwords differ; nothing was changed');
  return first;
}
