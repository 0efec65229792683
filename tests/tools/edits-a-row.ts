import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statesField } from '../../curation/suggest/evaluation/stated.ts';
import { suggest } from '../../curation/suggest/suggest.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import { completeCase } from '../../data/format/read.ts';
import { casesOfTable } from '../../scrapers/collection/rows-to-cases.ts';
import { cellOf } from '../curation/suggest/cell-of.ts';

/**
 * How many cells of a row a person must still change between what a script scraped and what curators made of it:
 * `npx node tests/tools/edits-a-row.ts [RAW_VS_CURATED.jsonl…] [--list]`
 * Before: the scraped row as it stands. After: with everything suggested at 0.8 and above accepted. "Told" are cells
 * that the row's own words speak of; the others nobody can read from it.
 */

const standard = join(
  import.meta.dirname,
  '../../../shared/real/sites/curation/eurorad_2020-05-17_raw_vs_curated.jsonl',
);
const args = process.argv.slice(2);
const list = args.includes('--list');
const named = args.filter((arg) => !arg.startsWith('--'));
const files = named.length > 0 ? named : [standard];

interface Pair {
  readonly raw: Readonly<Record<string, string>> | null;
  readonly curated: Readonly<Record<string, string>> | null;
}
const pairs = files.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Pair)
    .flatMap(({ raw, curated }) => (raw && curated ? [{ raw, curated }] : [])),
);

/** Cells that are the same to a reader: `5` and `5.0`, blanks around, a finding with or without its path. */
const same = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((cell) => cell.trim().split('/').at(-1) ?? '') as [string, string];
  if (a.toLowerCase() === b.toLowerCase()) return true;
  return a !== '' && b !== '' && Math.abs(Number(a) - Number(b)) < 0.051;
};

/** Rows of one page are one case, read together as a crawl would bring them. */
const pages = Map.groupBy(
  pairs.map((pair, at) => ({ ...pair, at })),
  ({ raw }) => raw['url'] ?? raw['filename'] ?? '',
);
const accepted = new Map<number, Readonly<Record<string, string>>>();
[...pages.values()].forEach((rows, page) => {
  const table = rows.map(({ raw, at }) => {
    const cells = { ...raw, patientid: `p${page}` } as Readonly<Record<string, string>>;
    return { row: at + 1, cells: builtIn.row((name) => cells[name] ?? '') };
  });
  for (const { draft } of casesOfTable(table, 'rows.csv')) {
    const record = completeCase(draft);
    const suggestions = suggest(record);
    for (const image of record.images) {
      const at = (image.imported?.row ?? 0) - 1;
      const cells: Record<string, string> = { ...pairs[at]?.raw };
      for (const { name } of builtIn.columns) {
        const said = cellOf(suggestions, name, image.id, image.patient);
        if (said !== null) cells[name] = String(said);
      }
      accepted.set(at, cells);
    }
  }
});

const counts = new Map<string, { before: number; after: number; told: number }>();
const total = { before: 0, after: 0, told: 0 };
pairs.forEach(({ raw, curated }, at) => {
  const after = accepted.get(at) ?? raw;
  const words = `${raw['clinical_notes'] ?? ''} ${raw['other_notes'] ?? ''} ${raw['filename'] ?? ''}`;
  for (const column of builtIn.columns) {
    const [was, is, wanted] = [raw[column.name] ?? '', after[column.name] ?? '', curated[column.name] ?? ''];
    const held = counts.get(column.name) ?? { before: 0, after: 0, told: 0 };
    // What curators left blank and the words say is nothing to change.
    const open = wanted.trim() === '' && was.trim() === '';
    const [before, left] = [same(was, wanted) ? 0 : 1, open || same(is, wanted) ? 0 : 1];
    if (left === 1 && list)
      process.stdout.write(`${column.name}: ${is} for ${wanted} (was ${was}) ${raw['filename']}\n`);
    const field = builtIn.find(column.name);
    const told = left === 1 && field !== null && statesField(field, words) ? 1 : 0;
    counts.set(column.name, {
      before: held.before + before,
      after: held.after + left,
      told: held.told + told,
    });
    total.before += before;
    total.after += left;
    total.told += told;
  }
});

const a = (count: number): string => (count / Math.max(1, pairs.length)).toFixed(2);
process.stdout.write(`| column | before | after | of it told by the words |\n| --- | ---: | ---: | ---: |\n`);
for (const [name, { before, after, told }] of counts)
  if (before + after > 0) process.stdout.write(`| ${name} | ${a(before)} | ${a(after)} | ${a(told)} |\n`);
process.stdout.write(
  `| **${pairs.length} rows** | **${a(total.before)}** | **${a(total.after)}** | **${a(total.told)}** |\n`,
);
