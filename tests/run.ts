import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The stages of `npm test`, quick ones first; the first that fails ends the run. `long` runs the tests of many rounds
 * alone, `all` both, the name of a stage that stage. Closes with one line of counts.
 */

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const bin = (name: string): string => join(import.meta.dirname, '..', 'node_modules', '.bin', name);
/** Every process that tests start, compiled once. */
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '..', 'node_modules', '.cache', 'tests');
const reports = mkdtempSync(join(tmpdir(), 'caseline-test-'));
const total: Counts = { passed: 0, failed: 0, skipped: 0 };

function run(
  command: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const read = (file: string): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

/** A stage without tests of its own counts as one. */
const single = (code: number): Counts => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  skipped: 0,
});

async function vitest(project: string): Promise<{ code: number; counts: Counts }> {
  const file = join(reports, `${project}.json`);
  const code = await run(bin('vitest'), [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = read(file) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  } | null;
  if (!report) return { code: code || 1, counts: single(1) };
  return {
    code,
    counts: {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    },
  };
}

/** `@long` marks tests that walk every page or state for one quality, or the same way at another pace. */
async function playwright(...which: readonly string[]): Promise<{ code: number; counts: Counts }> {
  const file = join(reports, 'e2e.json');
  const code = await run(bin('playwright'), ['test', '--reporter=list,json', ...which], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const report = read(file) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  } | null;
  if (!report) return { code: code || 1, counts: single(1) };
  const { expected, unexpected, flaky, skipped } = report.stats;
  // Passed at a second try, where somebody asked for one, is not passed.
  const failed = unexpected + flaky;
  return { code: code || (failed > 0 ? 1 : 0), counts: { passed: expected, failed, skipped } };
}

const plain = async (command: string, ...args: string[]) => {
  const code = await run(bin(command), args);
  return { code, counts: single(code) };
};

const stages: readonly [string, () => Promise<{ code: number; counts: Counts }>][] = [
  ['lint', () => plain('biome', 'check', '.')],
  ['types', () => plain('tsc', '--noEmit')],
  ['types of the browser scripts', () => plain('tsc', '--project', 'tsconfig.browser.json')],
  ['fast tests', () => vitest('fast')],
  ['slow tests', () => vitest('slow')],
  ['browser tests', () => playwright('--grep-invert', '@long')],
  ['long tests', () => vitest('long')],
  ['long browser tests', () => playwright('--grep', '@long')],
];

const asked = process.argv[2];
const isAsked = (name: string): boolean =>
  asked === undefined ? !name.startsWith('long') : asked === 'all' || name.startsWith(asked);
let failed = false;
for (const [name, stage] of stages) {
  if (!isAsked(name)) continue;
  const started = Date.now();
  console.log(`\n--- ${name}`);
  const { code, counts } = await stage();
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
  if (code !== 0 && counts.failed === 0) total.failed += 1;
  console.log(
    `--- ${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  if (code !== 0) {
    failed = true;
    break;
  }
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = failed ? 1 : 0;
