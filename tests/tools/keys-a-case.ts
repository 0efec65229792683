import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { foldReview } from '../../curation/record/fold.ts';
import { allCells, cellGroups } from '../../curation/review/cells.ts';
import { summariseReview } from '../../curation/review/summary.ts';
import { suggest } from '../../curation/suggest/suggest.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { type EmbeddedWorkspace, openWorkspace } from '../../data/embedded/workspace.ts';
import type { Field } from '../../data/fields/field.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import { cellOfValue } from '../../data/fields/value.ts';
import type { Case } from '../../data/format/case.ts';
import { emptyReview } from '../../data/format/review.ts';
import { casesOfTable } from '../../scrapers/collection/rows-to-cases.ts';
import { findChromium } from '../../scrapers/crawl/door/chromium.ts';
import { startServer } from '../../server/serve.ts';
import { type Corrections, decideCase, keysOf, type Step } from '../e2e/helpers/annotator.ts';
import { suggestForTests } from '../server/helpers/synthetic-case.ts';
import { makeWorkspace } from '../server/helpers/workbench.ts';
import { keysPressed, secondsOf, typed } from './klm.ts';

/**
 * Counts the keys that cases cost, in a real browser on the real workbench, with the annotator of `tests/e2e/helpers`:
 * `npx node tests/tools/keys-a-case.ts [RAW_VS_CURATED.jsonl]`
 * The sample's cases and twenty made ones with every proposal taken; then five real rows of the file, answered as curators
 * had them, beside typing the same answers into a spreadsheet, by the keystroke-level model (`klm.ts`).
 */

const rowsFile =
  process.argv[2] ??
  join(import.meta.dirname, '../../../shared/real/sites/curation/eurorad_2020-05-17_raw_vs_curated.jsonl');

interface Walked {
  readonly id: string;
  readonly decisions: number;
  readonly steps: readonly Step[];
}

async function walk(
  workspace: EmbeddedWorkspace,
  ids: readonly string[],
  options: { made?: boolean; wrong?: (id: string) => Corrections } = {},
): Promise<Walked[]> {
  await workspace.index.ready();
  const server = await startServer({
    workspace,
    port: 0,
    user: { name: 'ana', role: 'maintainer' },
    ...(options.made
      ? { read: (record: Case) => ({ suggestions: suggestForTests(record), events: [] }) }
      : {}),
  });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const page: Page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => localStorage.setItem('caseline.hint', 'seen'));
  const walked: Walked[] = [];
  for (const id of ids) {
    await page.goto(`${server.url}cases/${id}`);
    await page.waitForTimeout(500);
    const decisions = Number(await page.locator('#progress').getAttribute('data-left'));
    walked.push({ id, decisions, steps: await decideCase(page, options.wrong?.(id)) });
  }
  await browser.close();
  await server.close(200);
  await workspace.close();
  return walked;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const mean = (numbers: readonly number[]): string =>
  (numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length)).toFixed(1);

function table(walked: readonly Walked[]): void {
  say('| case | decisions | keys | which |');
  say('| --- | ---: | ---: | --- |');
  for (const { id, decisions, steps } of walked)
    say(`| ${id} | ${decisions} | ${keysOf(steps).length} | ${keysOf(steps).join(' ')} |`);
  const counts = walked.map(({ steps }) => keysOf(steps).length);
  say(
    `| **${walked.length} cases, mean** | **${mean(walked.map(({ decisions }) => decisions))}** | **${mean(counts)}** | at most ${Math.max(...counts)} |\n`,
  );
}

const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-keys-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

await inFolder(async (folder) => {
  const directory = join(folder, 'sample');
  execFileSync(process.execPath, ['cli.ts', 'init', '-w', directory, '--sample'], { stdio: 'ignore' });
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  const { rows } = await workspace.index.list({ limit: 100 });
  say('### The sample\n');
  table(await walk(workspace, rows.map(({ id }) => id).sort()));
});

const made = await makeWorkspace(20);
try {
  say('### Twenty made cases\n');
  table(
    await walk(
      made.workspace,
      Array.from({ length: 20 }, (_, at) => `eurorad-${at + 1}`),
      { made: true },
    ),
  );
} finally {
  rmSync(made.directory, { recursive: true, force: true });
}

type Row = Readonly<Record<string, string>>;
interface Pair {
  readonly raw: Row | null;
  readonly curated: Row | null;
}

/** Cells that are the same to a reader, as `edits-a-row.ts` has it. */
const same = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((cell) => cell.trim().split('/').at(-1)?.toLowerCase() ?? '') as [
    string,
    string,
  ];
  return a === b || (a !== '' && b !== '' && Math.abs(Number(a) - Number(b)) < 0.051);
};

/** The keys that answer a field by hand. */
function keysFor(field: Field, cell: string): string[] {
  const value = field.choices?.find((choice) => same(cellOfValue(field, choice), cell));
  if (value !== undefined && field.kind === 'answer')
    return [value === 'not-stated' ? 's' : (value[0] ?? '')];
  const at = field.choices?.indexOf(value ?? '') ?? -1;
  if (at >= 0 && (field.choices?.length ?? 0) <= 9) return [String(at + 1)];
  const isNumber = field.kind === 'number' || field.kind === 'day';
  return [...(isNumber ? [] : ['e']), ...(at >= 0 ? [...(value ?? '')].slice(0, 4) : [...cell]), 'Enter'];
}

/** What is to be corrected of a case so that it says what curators had; what they left blank and words tell may stand. */
function correctionsOf(record: Case, curated: Row): Corrections {
  const cells = allCells(cellGroups(record, foldReview(emptyReview(record.id)), suggest(record)));
  return new Map(
    cells.flatMap(({ key, field, proposals }) => {
      const wanted = field.column ? (curated[field.name] ?? '').trim() : '';
      const proposed = cellOfValue(field, proposals[0]?.value ?? null);
      return wanted === '' || same(proposed, wanted) ? [] : [[key, keysFor(field, wanted)] as const];
    }),
  );
}

/** A step by the model: making up one's mind before each act, `each`: before each field it decides. */
function modelled({ keys, does, fields }: Step, each: boolean): string {
  const pressed = 'K'.repeat(keys.reduce((sum, key) => sum + keysPressed(key), 0));
  return `${'M'.repeat(each && does === 'onward' ? Math.max(1, fields) : 1)}${pressed}`;
}

/** A case by the model. Of the sure ones, `each` counts a moment of thought for each of them, and else one before they are taken. */
function caseTime(steps: readonly Step[], each: boolean): number {
  const sure = Math.max(0, ...steps.filter(({ does }) => does === 'sure').map(({ fields }) => fields));
  const acts = steps.filter(({ does }) => does !== 'sure').map((step) => modelled(step, each));
  const looks = steps.filter(({ does }) => does === 'sure').map(() => 'K');
  const thoughts = 'M'.repeat(sure === 0 ? 0 : each ? sure : 1);
  return secondsOf([...acts, ...looks, thoughts].join(''));
}

if (existsSync(rowsFile)) {
  const pairs = readFileSync(rowsFile, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Pair)
    .flatMap(({ raw, curated }) => (raw && curated ? [{ raw, curated }] : []));
  // The first row of each page, of the first five pages.
  const five = [...Map.groupBy(pairs, ({ raw }) => raw['url'] ?? '').values()]
    .flatMap(([first]) => first ?? [])
    .slice(0, 5);
  const curatedOf = new Map<string, Row>();
  await inFolder(async (folder) => {
    createWorkspace(join(folder, 'rows'), { name: 'Rows', contact: 'test@example.org' });
    const workspace = openWorkspace(join(folder, 'rows'), { summarise: summariseReview });
    const wrong = new Map<string, Corrections>();
    for (const [at, { raw, curated }] of five.entries()) {
      const cells = builtIn.row((name) => (name === 'patientid' ? `p${at}` : (raw[name] ?? '')));
      for (const { draft } of casesOfTable([{ row: at + 1, cells }], 'rows.csv')) {
        const { case: record } = await workspace.cases.put(draft);
        curatedOf.set(record.id, curated);
        wrong.set(record.id, correctionsOf(record, curated));
      }
    }
    const walked = await walk(workspace, [...curatedOf.keys()], {
      wrong: (id) => wrong.get(id) ?? new Map(),
    });
    const asked = [...builtIn.askedOf('patient'), ...builtIn.askedOf('image')].filter(({ column }) => column);
    say('### Five real rows\n');
    say(
      '| row | decisions | corrected | keys | a thought an act, s | a thought a field, s | spreadsheet, s |',
    );
    say('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
    const sums = [0, 0, 0];
    for (const [at, { id, decisions, steps }] of walked.entries()) {
      const sheet = secondsOf(
        asked.map(({ name }) => typed((curatedOf.get(id)?.[name] ?? '').trim())).join(''),
      );
      const times = [caseTime(steps, false), caseTime(steps, true), sheet];
      for (const [number, time] of times.entries()) sums[number] = (sums[number] ?? 0) + time;
      say(
        `| ${at + 1} | ${decisions} | ${wrong.get(id)?.size ?? 0} | ${keysOf(steps).length} | ${times.map((time) => time.toFixed(1)).join(' | ')} |`,
      );
      say(`<!-- ${keysOf(steps).join(' ')} -->`);
    }
    const [act = 0, field = 0, sheet = 1] = sums;
    say(`| **sum** | | | | **${act.toFixed(1)}** | **${field.toFixed(1)}** | **${sheet.toFixed(1)}** |`);
    say(
      `\nOf the spreadsheet's time: ${(act / sheet).toFixed(2)} with a thought an act, ${(field / sheet).toFixed(2)} with a thought a field.`,
    );
  });
} else say(`no real rows: ${rowsFile} is not there`);
