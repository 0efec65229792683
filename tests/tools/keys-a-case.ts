import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
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
import { type Corrections, decideCase, keysOf, type Step, showsTodo } from '../e2e/helpers/annotator.ts';
import { suggestForTests } from '../server/helpers/synthetic-case.ts';
import { makeWorkspace } from '../server/helpers/workbench.ts';
import { keysPressed, secondsOf, typed } from './klm.ts';

/**
 * Counts the keys that cases cost, in a real browser on the real workbench, with the annotator of `tests/e2e/helpers`:
 * `npx node tests/tools/keys-a-case.ts [METADATA.csv]`
 * The sample's cases and twenty made ones with every proposal taken; then five real rows of the table, answered from their
 * notes as curators had them, beside typing the same answers into a spreadsheet, by the keystroke-level model (`klm.ts`).
 */

const tableFile =
  process.argv[2] ?? join(import.meta.dirname, '../../../shared/real/collection/metadata.csv');

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
  await showsTodo(page);
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

/** Cells that are the same to a reader, as `edits-a-row.ts` has it. */
const same = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((cell) => cell.trim().split('/').at(-1)?.toLowerCase() ?? '') as [
    string,
    string,
  ];
  return a === b || (a !== '' && b !== '' && Math.abs(Number(a) - Number(b)) < 0.051);
};

/** Answering a field by hand: the keys that are pressed here, and the same by the model, in which lists complete words. */
interface Correction {
  readonly keys: readonly string[];
  readonly operators: string;
}

function correction(field: Field, cell: string): Correction {
  const choice = field.choices?.find((one) => same(cellOfValue(field, one), cell));
  if (choice !== undefined && field.kind === 'answer')
    return { keys: [choice === 'not-stated' ? 's' : (choice[0] ?? '')], operators: 'K' };
  const at = choice === undefined ? -1 : (field.choices?.indexOf(choice) ?? -1);
  if (at >= 0 && (field.choices?.length ?? 0) <= 9) return { keys: [String(at + 1)], operators: 'K' };
  if (at >= 0) return { keys: ['e', ...[...(choice ?? '')].slice(0, 4), 'Enter'], operators: 'KKKKKK' };
  const keys = [...cell, 'Enter'];
  if (field.kind === 'number' || field.kind === 'day') return { keys, operators: 'K'.repeat(keys.length) };
  // Three letters and the arrow choose a finding; a free text is typed or copied as it would be in a spreadsheet.
  return {
    keys: ['e', ...keys],
    operators: field.kind === 'finding' ? 'KKKKKK' : `K${typed(cell).slice(1)}`,
  };
}

/** What is to be corrected of a case so that it says what curators had; what they left blank and words tell may stand. */
function correctionsOf(record: Case, curated: Row): Map<string, Correction> {
  const cells = allCells(cellGroups(record, foldReview(emptyReview(record.id)), suggest(record)));
  return new Map(
    cells.flatMap(({ key, field, proposals }) => {
      const wanted = field.column ? (curated[field.name] ?? '').trim() : '';
      const proposed = cellOfValue(field, proposals[0]?.value ?? null);
      return wanted === '' || same(proposed, wanted) ? [] : [[key, correction(field, wanted)] as const];
    }),
  );
}

/**
 * A case by the model: making up one's mind before each act. Of what is taken together `each` counts that for every field
 * that words were found for, and else once.
 */
function operatorsOf(steps: readonly Step[], wrong: ReadonlyMap<string, Correction>, each: boolean): string {
  const sure = Math.max(0, ...steps.filter(({ does }) => does === 'sure').map(({ fields }) => fields));
  const acts = steps.map(({ keys, does, fields, key = '', way = 0 }) => {
    const pressed = 'K'.repeat(keys.reduce((sum, one) => sum + keysPressed(one), 0));
    if (does === 'sure' || does === 'look') return pressed;
    if (does === 'answer') return `M${'K'.repeat(way)}${wrong.get(key)?.operators ?? ''}`;
    return `${'M'.repeat(each && does === 'onward' ? fields : 1)}${pressed}`;
  });
  return `${acts.join('')}${'M'.repeat(each ? sure : Math.min(1, sure))}`;
}

/** So much is to be read of a row at least. */
const LEAST_WORDS = 200;

/** The first row of each of the first five patients of whom the notes tell something. */
const fiveRows = (): Row[] => {
  const rows = z
    .array(z.record(z.string(), z.string()))
    .parse(parse(readFileSync(tableFile), { columns: true, relax_column_count: true }));
  const told = rows.filter((row) => (row['clinical_notes'] ?? '').length >= LEAST_WORDS);
  const firsts = [...Map.groupBy(told, (row) => row['patientid'] ?? '').values()].map(([first]) => first);
  return firsts.filter((row) => row !== undefined).slice(0, 5);
};

if (existsSync(tableFile)) {
  await inFolder(async (folder) => {
    createWorkspace(join(folder, 'rows'), { name: 'Rows', contact: 'test@example.org' });
    const workspace = openWorkspace(join(folder, 'rows'), { summarise: summariseReview });
    const asked = [...builtIn.askedOf('patient'), ...builtIn.askedOf('image')].filter(({ column }) => column);
    const held = new Map<string, { row: Row; wrong: Map<string, Correction> }>();
    for (const [at, row] of fiveRows().entries()) {
      const cells = builtIn.row((name) => row[name] ?? '');
      for (const { draft } of casesOfTable([{ row: at + 1, cells }], 'rows.csv')) {
        const { case: record } = await workspace.cases.put(draft);
        held.set(record.id, { row, wrong: correctionsOf(record, row) });
      }
    }
    const wrongOf = (id: string) => held.get(id)?.wrong ?? new Map<string, Correction>();
    const walked = await walk(workspace, [...held.keys()], {
      wrong: (id) => new Map([...wrongOf(id)].map(([key, { keys }]) => [key, keys])),
    });
    say('### Five real rows\n');
    say('| row | decisions | corrected | keys | seconds | with a thought for each field | spreadsheet |');
    say('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
    const sums = [0, 0, 0, 0];
    for (const [at, { id, decisions, steps }] of walked.entries()) {
      const cells = asked.map(({ name }) => (held.get(id)?.row[name] ?? '').trim());
      const acts = operatorsOf(steps, wrongOf(id), false);
      const all = [acts, operatorsOf(steps, wrongOf(id), true), cells.map(typed).join('')].map(secondsOf);
      const keys = acts.replace(/[^K]/g, '').length;
      for (const [number, one] of [keys, ...all].entries()) sums[number] = (sums[number] ?? 0) + one;
      const times = all.map((one) => one.toFixed(1)).join(' | ');
      say(`| ${at + 1} | ${decisions} | ${wrongOf(id).size} | ${keys} | ${times} |`);
      if (process.argv.includes('--list'))
        say(`<!-- ${[...wrongOf(id).keys()].join(' ')}: ${keysOf(steps).join(' ')} -->`);
    }
    const [keys = 0, act = 0, field = 0, sheet = 1] = sums;
    say(
      `| **sum** | | | **${keys}** | **${act.toFixed(1)}** | **${field.toFixed(1)}** | **${sheet.toFixed(1)}** |`,
    );
    say(
      `| **of the spreadsheet** | | | | **${(act / sheet).toFixed(2)}** | **${(field / sheet).toFixed(2)}** | 1 |`,
    );
  });
} else say(`no real rows: ${tableFile} is not there`);
