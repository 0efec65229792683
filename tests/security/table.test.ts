import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proofs } from '../helpers/security-table.ts';
import { switches } from '../tools/defences.ts';

const root = join(import.meta.dirname, '../..');

/** A test file with the contract suites that it runs. */
function textOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  const suites = [...text.matchAll(/'[./]+(\/contract-suites\/[\w-]+\.ts)'/g)];
  return [text, ...suites.map(([, suite]) => readFileSync(join(root, `tests${suite}`), 'utf8'))].join('\n');
}

test('every threat of SECURITY.md names a defence and a test that is there', () => {
  const rows = proofs(root);
  const wrong: string[] = [];
  for (const { threat, defence, file, test: title } of rows) {
    if (threat === '' || defence === '' || file === '') wrong.push(`cannot read: ${threat.slice(0, 80)}`);
    else if (!existsSync(join(root, file))) wrong.push(`${file} is not there`);
    else if (!textOf(file).includes(title)) wrong.push(`${file} has no test "${title}"`);
  }
  expect(wrong).toEqual([]);
  expect(rows.length).toBeGreaterThan(39);
});

test('every threat has a switch, and the code of each switch stands where it says', () => {
  const threats = proofs(root).map(({ threat }) => threat);
  const switched = new Set(switches.map(({ threat }) => threat));
  expect(threats.filter((threat) => !switched.has(threat))).toEqual([]);
  expect([...switched].filter((threat) => !threats.includes(threat))).toEqual([]);
  const wrong: string[] = [];
  for (const { threat, changes, proof } of switches) {
    for (const { file, code, off } of changes) {
      const found = readFileSync(join(root, file), 'utf8').split(code).length - 1;
      if (found !== 1) wrong.push(`${threat}: '${code}' stands ${found} times in ${file}`);
      if (off === code) wrong.push(`${threat}: nothing is switched off in ${file}`);
    }
    if (proof && !textOf(proof.file).includes(proof.test))
      wrong.push(`${proof.file} has no test "${proof.test}"`);
  }
  expect(wrong).toEqual([]);
});
