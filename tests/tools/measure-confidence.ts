import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rateKey } from '../../curation/suggest/confidence/measured-confidence.ts';
import type { Rate, Rates } from '../../curation/suggest/confidence/rate.ts';
import { bandsOf } from './bands.ts';
import { notesOfReports, reportsAt } from './case-reports.ts';
import { readGold } from './gold.ts';
import { cellsOfNote, type GoldCell } from './gold-cells.ts';

/**
 * Learns how often each rule is right from notes with answers, and writes `curation/suggest/confidence/measured-rates.ts`:
 * `npx node tests/tools/measure-confidence.ts FILE.json… [--write]`
 * Prints the bands of confidence cross-validated: each fifth of the notes by the rates of the other four.
 */

const args = process.argv.slice(2);
const notes = args
  .filter((arg) => arg.endsWith('.json'))
  .flatMap((file) =>
    basename(file) === 'case-reports.json' ? notesOfReports(file, reportsAt) : readGold(file),
  );
const FOLDS = 5;

/** Counts of every rule and field over cells read with the rules' own confidences. */
function ratesOf(cells: readonly GoldCell[]): Rates {
  const rates: Record<string, Rate> = {};
  for (const { field, by, right } of cells) {
    if (by === null || right === null) continue;
    const key = rateKey(field, by.rule, by.confidence);
    const held = rates[key] ?? { shown: 0, right: 0, stated: 0 };
    rates[key] = {
      shown: held.shown + 1,
      right: held.right + (right ? 1 : 0),
      stated: Math.round((held.stated + by.confidence) * 100) / 100,
    };
  }
  return rates;
}

const own = notes.map((note) => cellsOfNote(note, {}));
const crossed = notes.flatMap((note, at) => {
  const others = own.filter((_, other) => other % FOLDS !== at % FOLDS).flat();
  return cellsOfNote(note, ratesOf(others));
});
process.stdout.write(`${notes.length} notes, cross-validated in ${FOLDS}\n`);
for (const { from, to, shown, right, mean, low, high } of bandsOf(crossed))
  process.stdout.write(
    `${from.toFixed(2)}–${to.toFixed(2)}  shown ${shown}, says ${mean.toFixed(3)}, right ${(right / shown).toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})\n`,
  );

if (args.includes('--write')) {
  const rates = Object.entries(ratesOf(own.flat())).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = rates.map(
    ([key, { shown, right, stated }]) =>
      `  '${key}': { shown: ${shown}, right: ${right}, stated: ${stated} },`,
  );
  writeFileSync(
    join(import.meta.dirname, '..', '..', 'curation', 'suggest', 'confidence', 'measured-rates.ts'),
    `import type { Rates } from './rate.ts';

/** Written by \`tests/tools/measure-confidence.ts\`; not by hand. */
export const measuredRates: Rates = {
${lines.join('\n')}
};
`,
  );
}
