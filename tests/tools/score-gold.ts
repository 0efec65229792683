import { basename } from 'node:path';
import type { Verdict } from '../curation/suggest/cell-of.ts';
import { bandsOf } from './bands.ts';
import { notesOfReports, reportsAt } from './case-reports.ts';
import { readGold } from './gold.ts';
import { cellsOfNote } from './gold-cells.ts';
import { eventsOfNote } from './gold-events.ts';
import { wilson } from './wilson.ts';

/**
 * Scores notes whose answers were written before the rules read them:
 * `npx node tests/tools/score-gold.ts FILE.json… [--list [FIELD]] [--bands] [--own]`
 * A field that a note's answers leave out is stated nowhere in it: whatever is suggested for it at 0.8 and above is
 * wrong. Recall is of the answers that nobody may leave out. `--own` scores the rules' own confidences.
 */

interface Line {
  readonly style: string;
  readonly language: string;
  readonly field: string;
  readonly verdict: Verdict;
  readonly line: string;
}

const args = process.argv.slice(2);
const files = args.filter((arg) => arg.endsWith('.json'));
const notes = files.flatMap((file) =>
  basename(file) === 'case-reports.json' ? notesOfReports(file, reportsAt) : readGold(file),
);
const cells = notes.flatMap((note) => cellsOfNote(note, args.includes('--own') ? {} : undefined));
const lines: Line[] = [
  ...cells.map((cell) => ({
    ...cell,
    line: `${cell.note} ${cell.where} ${cell.field}: ${cell.said} for ${JSON.stringify(cell.expected)}${cell.by ? ` ${cell.by.rule} ${cell.by.confidence} “${cell.by.quote.words}”` : ''}`,
  })),
  ...notes.flatMap(eventsOfNote),
];

const share = (part: number, whole: number): string => {
  if (whole === 0) return '–';
  const [low, high] = wilson(part, whole);
  return `${(part / whole).toFixed(3)} (${low.toFixed(2)}–${high.toFixed(2)})`;
};
const print = (line: string) => process.stdout.write(`${line}\n`);

function table(title: string, keyOf: (line: Line) => string): void {
  print(`${title.padEnd(24)} said right wrong missed  precision            recall`);
  const groups = [...Map.groupBy(lines, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, list] of groups) {
    const count = (verdict: Verdict) => list.filter((one) => one.verdict === verdict).length;
    const [right, wrong, missed] = [count('right'), count('wrong'), count('missed')];
    const numbers = [right + wrong, right, wrong, missed].map((one) => String(one).padStart(5)).join(' ');
    print(
      `${name.padEnd(22)} ${numbers}  ${share(right, right + wrong).padEnd(20)} ${share(right, right + missed)}`,
    );
  }
  print('');
}

print(files.map((file) => basename(file)).join(' '));
table('field', ({ field }) => field);
table('style', ({ style }) => style);
table('language', ({ language }) => language);
if (args.includes('--bands'))
  for (const { from, to, shown, right, mean } of bandsOf(cells))
    print(
      `${from.toFixed(2)}–${to.toFixed(2)}  shown ${shown}, says ${mean.toFixed(3)}, right ${share(right, shown)}`,
    );

const at = args.indexOf('--list');
if (at >= 0) {
  const [wanted = ''] = args.slice(at + 1);
  for (const { verdict, field, line } of lines)
    if (
      (verdict === 'wrong' || verdict === 'missed') &&
      (wanted === '' || wanted.startsWith('--') || wanted === field)
    )
      print(`${verdict} ${field === 'event' || field === 'event-day' ? `${field} ` : ''}${line}`);
}
