import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of SECURITY.md: what could be tried and the test that fails without the defence. */
export interface Proof {
  readonly threat: string;
  readonly defence: string;
  readonly file: string;
  readonly test: string;
}

/** The rows of the table of threats. `file` and `test` are blank where a row cannot be read. */
export function proofs(root: string): Proof[] {
  const section =
    readFileSync(join(root, 'SECURITY.md'), 'utf8').split('## Threats')[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (threat|---)/.test(line))
    .map((row) => {
      const [threat = '', defence = '', proof = ''] = row.slice(2, -2).split(' | ');
      const [, file = '', test = ''] = /^`(tests\/[\w./-]+\.ts)` "(.+)"$/.exec(proof) ?? [];
      return { threat, defence, file, test };
    });
}
