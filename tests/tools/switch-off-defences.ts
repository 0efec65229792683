/**
 * Proves SECURITY.md: switches off one defence after the other in a copy of the tree, runs the test that its row
 * names, and expects it to fail. Prints a table; exits with 1 when a test passes without its defence, when one fails
 * with it, or when code to be switched off no longer stands.
 *
 *   npx node tests/tools/switch-off-defences.ts [--from 1] [--to 12] [--only WORDS]
 *
 * Takes a few minutes, so it is no part of `npm test`; `tests/security/table.test.ts` holds its list complete.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type Proof, proofs } from '../helpers/security-table.ts';
import { type Switch, switches } from './defences.ts';

const root = join(import.meta.dirname, '../..');
/** Not copied: what is large, made again or of no use to a test. */
const left = new Set([
  'node_modules',
  '.git',
  'test-results',
  'playwright-report',
  'coverage',
  'data/workspace',
]);

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly words: string;
}

/** A test's title as a pattern: the places that a table of cases fills in may hold anything. */
const patternOf = (title: string): string =>
  title
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/%[sijdo]/g, '.*')
    .replace(/\\\$\\\{[A-Z]+\\\}/g, '.*');

/** Runs the named tests of one file in the copy. */
function run(
  copy: string,
  file: string,
  title: string,
  environment: Record<string, string>,
): Promise<Outcome> {
  const report = join(copy, `report-${process.pid}.json`);
  rmSync(report, { force: true });
  const project = /\.(slow|long)\.test\.ts$/.exec(file)?.[1] ?? 'fast';
  const words = [
    join(copy, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    file,
    '-t',
    title,
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, {
      cwd: copy,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (data: Buffer) => {
      complaint = (complaint + data.toString()).slice(-500);
    });
    child.on('close', () => {
      try {
        const result = JSON.parse(readFileSync(report, 'utf8')) as {
          testResults: {
            assertionResults: { status: string; failureMessages?: string[] }[];
            message?: string;
          }[];
        };
        const tests = result.testResults.flatMap(({ assertionResults }) => assertionResults);
        const failed = tests.filter(({ status }) => status === 'failed');
        resolve({
          passed: tests.filter(({ status }) => status === 'passed').length,
          failed: failed.length,
          words:
            failed[0]?.failureMessages?.[0]?.split('\n')[0] ??
            result.testResults[0]?.message?.split('\n')[0] ??
            '',
        });
      } catch {
        resolve({ passed: 0, failed: 0, words: complaint });
      }
    });
  });
}

/** Puts the changes in; gives back what stood there. @throws Error when some code does not stand there once. */
function switchOff(copy: string, { threat, changes }: Switch): () => void {
  const before = new Map<string, string>();
  for (const { file, code, off } of changes) {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    if (!before.has(path)) before.set(path, text);
    const found = text.split(code).length - 1;
    if (found !== 1) throw new Error(`${threat}: '${code}' stands ${found} times in ${file}`);
    writeFileSync(
      path,
      text.replace(code, () => off),
    );
  }
  return () => {
    for (const [path, text] of before) writeFileSync(path, text);
  };
}

const { values } = parseArgs({
  options: { from: { type: 'string' }, to: { type: 'string' }, only: { type: 'string' } },
});
const wanted = switches
  .map((one, at) => ({ ...one, number: at + 1 }))
  .filter(
    ({ number, threat }) =>
      number >= Number(values.from ?? 1) &&
      number <= Number(values.to ?? switches.length) &&
      (values.only === undefined || threat.includes(values.only)),
  );
const rows = new Map<string, Proof>(proofs(root).map((proof) => [proof.threat, proof]));

const copy = mkdtempSync(join(tmpdir(), 'caseline-defences-'));
const lines: string[] = [];
let wrong = 0;
try {
  cpSync(root, copy, {
    recursive: true,
    filter: (path) => !left.has(relative(root, path)) && !basename(path).endsWith('.log'),
  });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const one of wanted) {
    const proof = one.proof ?? rows.get(one.threat);
    if (!proof) throw new Error(`SECURITY.md has no row '${one.threat}'`);
    const title = patternOf(proof.test);
    const environment = { ...one.environment };
    const standing = await run(copy, proof.file, title, environment);
    const restore = switchOff(copy, one);
    const without = await run(copy, proof.file, title, environment);
    restore();
    const sound = standing.failed === 0 && standing.passed > 0;
    const proven = sound && without.failed > 0;
    if (!proven) wrong += 1;
    const verdict = proven ? 'proven' : sound ? 'PASSES WITHOUT' : 'FAILS WITH IT';
    lines.push(
      `${String(one.number).padStart(3)}  ${verdict.padEnd(14)}  ${one.threat.slice(0, 68).padEnd(68)}  ${without.words.slice(0, 60)}`,
    );
    process.stderr.write(`${lines.at(-1)}\n`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(`\n${lines.join('\n')}\n\n${lines.length - wrong} of ${lines.length} proven\n`);
process.exitCode = wrong === 0 ? 0 : 1;
