import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CuratedRow, type Disagreement, evaluate } from '../../curation/suggest/evaluation/evaluate.ts';
import { calibrationTable, fieldScoresTable, offsetLine } from '../../curation/suggest/evaluation/tables.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import { completeCase } from '../../data/format/read.ts';
import { readMetadataTable, type TableRow } from '../../scrapers/collection/read-table.ts';
import { casesOfTable } from '../../scrapers/collection/rows-to-cases.ts';
import { disagreements, otherDisagreements, type SampleVerdict, sample } from './judgements.ts';

/**
 * Writes the measured parts of docs/suggestions.md:
 * `npx node tests/tools/suggestion-report.ts [metadata.csv [raw_vs_curated.jsonl]]`
 * The first is a curated table of the reference collection, the second rows as a script scraped them beside what
 * curators made of them.
 */

const root = join(import.meta.dirname, '..', '..');
const real = join(root, '..', 'shared', 'real');
const [
  table = join(real, 'collection', 'metadata.csv'),
  pairs = join(real, 'sites', 'curation', 'eurorad_2020-05-17_raw_vs_curated.jsonl'),
] = process.argv.slice(2);

function casesAndRows(rows: readonly TableRow[]): { cases: Case[]; curated: CuratedRow[] } {
  const cases = casesOfTable(rows, 'metadata.csv').map(({ draft }) => completeCase(draft));
  const byRow = new Map(rows.map((row) => [row.row, row.cells]));
  const curated = cases.flatMap((record) =>
    record.images.map((image) => {
      const row = image.imported?.row ?? 0;
      return { case: record.id, image: image.id, row, cells: byRow.get(row) ?? {} };
    }),
  );
  return { cases, curated };
}

/** Curated rows of the second file that the first does not hold. */
function otherRows(path: string, held: ReadonlySet<string>): TableRow[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line, at) => {
      const { curated } = JSON.parse(line) as { curated: Record<string, string> | null };
      if (!curated || held.has(curated['filename']?.trim() ?? '')) return [];
      const cells = builtIn.row((name) => curated[name] ?? '');
      return [{ row: at + 1, cells }];
    });
}

const quoted = (words: string): string =>
  `“${words.slice(0, 80).replace(/\s+/g, ' ').replaceAll('|', '\\|')}”`;
const key = (one: Disagreement): string => `${one.row}:${one.field}=${one.suggested}`;
const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

const rows = readMetadataTable(readFileSync(table), table);
const { cases, curated } = casesAndRows(rows);
const scored = evaluate(cases, curated);
const judged = { ...disagreements, ...otherDisagreements };

const verdictRows = scored.errors.map((one) => {
  const [verdict, why] = judged[key(one)] ?? ['not judged', ''];
  return `| ${one.field} | ${one.file} | ${one.suggested} | ${one.curated} | ${quoted(one.quote)} | ${verdict} | ${why} |`;
});
const judgedDays = scored.errors
  .filter(({ field }) => field === 'offset')
  .map((one) => judged[key(one)]?.[0]);
const wrongDays = judgedDays.filter((verdict) => verdict !== 'ours' && verdict !== 'both').length;
/** Ages that differ from the table and are what the words say. */
const agesOurs = scored.errors.filter(
  (one) => one.field === 'age' && judged[key(one)]?.[0] === 'ours',
).length;
const ages = scored.fields['age'];
const allAges = (ages?.right ?? 0) + (ages?.wrong ?? 0);
const days = scored.fields['offset'];
const allDays = (days?.right ?? 0) + (days?.wrong ?? 0);

const loose = evaluate(cases, curated, 0.3);
const drawn = [...loose.unverified]
  .sort((a, b) => b.confidence - a.confidence || a.row - b.row)
  .slice(0, 100);
const verdicts = drawn.map((one) => sample[key(one)]?.[0] ?? ('not judged' as const));
const count = (verdict: SampleVerdict | 'not judged'): number =>
  verdicts.filter((one) => one === verdict).length;
const sampleRows = drawn.map((one, at) => {
  const [, why] = sample[key(one)] ?? ['', ''];
  return `| ${one.field} | ${one.file} | ${one.suggested} | ${one.confidence.toFixed(2)} | ${quoted(one.quote)} | ${verdicts[at]} | ${why} |`;
});

const held = new Set(rows.map(({ cells }) => cells.filename.trim()));
const unseen = casesAndRows(otherRows(pairs, held));
const unseenScore = evaluate(unseen.cases, unseen.curated);

const byRule = new Map<string, { right: number; wrong: number }>();
const judgeRule = (rule: string, right: boolean): void => {
  const held = byRule.get(rule) ?? { right: 0, wrong: 0 };
  byRule.set(rule, { right: held.right + (right ? 1 : 0), wrong: held.wrong + (right ? 0 : 1) });
};
for (const one of loose.errors) judgeRule(one.rule, false);
for (const one of loose.confirmed) judgeRule(one.rule, true);

const parts: Readonly<Record<string, string>> = {
  fields: [
    `${scored.rows} rows, ${cases.length} patients; ${offsetLine(scored)}.`,
    '',
    fieldScoresTable(scored),
  ].join('\n'),
  calibration: calibrationTable(scored),
  rules: [
    '| rule | right | wrong | share right |',
    '| --- | ---: | ---: | ---: |',
    ...[...byRule]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([rule, { right, wrong }]) => `| ${rule} | ${right} | ${wrong} | ${percent(right, right + wrong)} |`,
      ),
  ].join('\n'),
  disagreements: [
    `Days: ${judgedDays.length} of ${allDays} differ; judged by their words, ${wrongDays} of these are wrong, so ${percent(allDays - wrongDays, allDays)} of the suggested days hold.`,
    '',
    `Ages: ${ages?.wrong ?? 0} of ${allAges} differ; in ${agesOurs} of them the words say what was suggested, so ${percent((ages?.right ?? 0) + agesOurs, allAges)} hold.`,
    '',
    '| field | image | suggested | curated | words | holds | why |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...verdictRows,
  ].join('\n'),
  sample: [
    `${drawn.length} suggestions: ${count('right')} right, ${count('implied')} implied, ${count('unclear')} unclear, ${count('wrong')} wrong, ${count('not judged')} not judged.`,
    '',
    '| field | image | suggested | confidence | words | judged | why |',
    '| --- | --- | --- | ---: | --- | --- | --- |',
    ...sampleRows,
  ].join('\n'),
  unseen: [`${unseenScore.rows} rows; ${offsetLine(unseenScore)}.`, '', fieldScoresTable(unseenScore)].join(
    '\n',
  ),
};

const path = join(root, 'docs', 'suggestions.md');
let text = readFileSync(path, 'utf8');
for (const [name, content] of Object.entries(parts)) {
  const [open, close] = [`<!-- measured:${name} -->`, '<!-- /measured -->'];
  const start = text.indexOf(open);
  const end = text.indexOf(close, start);
  if (start < 0 || end < 0) throw new Error(`${path} lacks the markers ${open} … ${close}`);
  text = `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}
writeFileSync(path, text);
process.stdout.write(
  `${path} is up to date: ${scored.errors.length} disagreements, ${drawn.length} judged by hand\n`,
);
