import type { TableMap } from '../../data/format/table-map.ts';
import type { TableNotes } from '../../scrapers/collection/table-notes.ts';
import type { ImportOutcome } from '../../scrapers/exchange/load-import.ts';
import type {
  Clash,
  ImportPlan,
  KeptDecision,
  MergeAnswers,
  PlannedChange,
  Vanished,
} from '../../scrapers/merge/plan.ts';
import type { CaseCounts } from '../../scrapers/merge/plan-import.ts';
import { count, print, say } from '../output.ts';

/** Changes and kept decisions shown one by one; `--json` lists all. What vanishes or clashes is always named in full. */
const SHOWN = 20;

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? 'blank' : line.length > 60 ? `${line.slice(0, 60)}…` : line;
};

const where = ({ patient, image }: { patient: string; image: string | null }): string =>
  image === null ? `patient ${patient}` : `patient ${patient}, ${image}`;

function printSome(title: string, lines: readonly string[], most = Number.POSITIVE_INFINITY): void {
  if (lines.length === 0) return;
  print(`${title}:`);
  for (const line of lines.slice(0, most)) print(`  ${line}`);
  if (lines.length > most) print(`  … and ${lines.length - most} more (--json lists all)`);
}

const changed = ({ field, before, now, ...row }: PlannedChange): string =>
  `${where(row)}: ${field} ${short(before)} -> ${short(now)}`;

const keptLine = ({ field, before, now, by, ...row }: KeptDecision): string =>
  `${where(row)}: ${field} stays ${short(before)}, as decided by ${by}; the import states ${short(now)}`;

const vanishedLine = ({ outcome, ...row }: Vanished): string => `${where(row)}: ${outcome}`;

const clashLine = ({ kind, held, brought, outcome, ...row }: Clash): string =>
  kind === 'file'
    ? `${row.image} is held by ${held}, and now stands under ${brought}: ${outcome}`
    : `${where(row)} is held as (${held}), and the import brings (${brought}): ${outcome}`;

/** What an import did, or would do, to what was stored. */
function printPlan(plan: ImportPlan, from: string): void {
  const { appears, changes, vanishes, clashes, keptDecisions, moved } = plan;
  const parts = [
    [appears.length, 'appear'],
    [vanishes.length, 'vanished'],
    [moved, 'moved'],
  ] as const;
  const said = parts.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : []));
  if (said.length > 0) print(`rows: ${said.join(', ')}`);
  printSome(count(changes.length, 'change'), changes.map(changed), SHOWN);
  printSome(`${count(keptDecisions.length, 'decision')} kept`, keptDecisions.map(keptLine), SHOWN);
  printSome(`no longer in ${from}`, vanishes.map(vanishedLine));
  printSome(count(clashes.length, 'clash', 'clashes'), clashes.map(clashLine));
}

const meant = (nearest: string | null): string => (nearest === null ? '' : `; ${nearest} is meant?`);

/** How a table was read: what stands between its cells, its mapping, what is not known. */
function printNotes(notes: TableNotes, isSuggested: boolean): void {
  const { delimiter, decimalCommas, unknownColumns, lacks, absent, unknownLabels, map } = notes;
  if (delimiter !== null) print(`cells parted by ${delimiter}`);
  if (decimalCommas > 0)
    print(`${count(decimalCommas, 'number')} with a comma read as a point (38,5 is 38.5)`);
  if (map !== null) printMap(map, isSuggested);
  printSome(
    `${count(unknownColumns.length, 'column')} not taken in`,
    unknownColumns.map(({ column, nearest }) => `${column}${meant(nearest)}`),
  );
  if (lacks.length > 0) print(`the table has no ${lacks.join(', ')}: what is stored of them stays`);
  if (absent.length > 0) print(`the mapping names ${absent.join(', ')}, which the table does not have`);
  printSome(
    `${count(unknownLabels.length, 'label')} that the vocabulary does not know, taken in as they stand`,
    unknownLabels.map(
      ({ column, label, rows, nearest }) =>
        `${column} ${short(label)} (${count(rows, 'row')})${meant(nearest)}`,
    ),
    SHOWN,
  );
}

function printMap({ columns, labels, fill, files }: TableMap, isSuggested: boolean): void {
  printSome(isSuggested ? 'suggested mapping' : 'mapping', [
    ...Object.entries(columns).map(
      ([from, to]) => `column ${from} ${to === null ? 'is left out' : `is ${to}`}`,
    ),
    ...Object.entries(labels).flatMap(([column, cells]) =>
      Object.entries(cells).map(([from, to]) => `${column} ${short(from)} is ${short(to)}`),
    ),
    ...Object.entries(fill).map(([column, cell]) => `${column} is ${short(cell)} in every row`),
    ...(files === undefined ? [] : [`files are named after ${files}`]),
  ]);
}

/** What is left for a person to say, with its remedy. */
function sayOpen(plan: ImportPlan, { onVanished, dataset }: Reported): void {
  const gone = plan.vanishes.filter(({ outcome }) => outcome === 'kept').length;
  if (gone > 0 && onVanished === undefined)
    say(
      `caseline: ${count(gone, 'stored row')} kept that the import does not bring; say what becomes of such rows with --on-vanished keep, mark (kept, but left out of exports) or remove`,
    );
  const held = plan.clashes.filter(({ outcome }) => outcome === 'kept');
  if (held.length > 0)
    say(
      `caseline: ${count(held.length, 'clash', 'clashes')}, nothing of it taken in; if it is another collection, give it ids of its own with --dataset ID${dataset === undefined ? '' : ' (another one)'}; else give the newer one an id or file name of its own, or let it take the place of the stored one with --replace`,
    );
}

const changes = ({ new: fresh, updated, unchanged }: CaseCounts): string =>
  `${count(fresh, 'new case')}, ${updated} updated, ${unchanged} unchanged`;

/** Names a few of many. */
const some = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;

/** What the command knows beside the outcome. */
export interface Reported {
  readonly images: string | undefined;
  readonly dataset: string | undefined;
  readonly onVanished: MergeAnswers['onVanished'];
  readonly isRemembered: boolean;
  readonly isSuggested: boolean;
}

function printFiles(outcome: Extract<ImportOutcome, { kind: 'table' }>, images: string | undefined): void {
  const { missing, emptyFiles, unusedFiles } = outcome;
  if (missing.length > 0) {
    const remedy =
      images === undefined ? 'name their folder with --images' : `${images} holds none of these names`;
    print(`${count(missing.length, 'row')} without an image file (${some(missing)}); ${remedy}`);
  }
  if (unusedFiles.length > 0)
    print(`${count(unusedFiles.length, 'file')} that no row names: ${unusedFiles.join(', ')}`);
  if (emptyFiles.length > 0)
    say(
      `caseline: ${count(emptyFiles.length, 'file')} with 0 bytes (${emptyFiles.join(', ')}); fetch ${emptyFiles.length === 1 ? 'it' : 'them'} again and import once more`,
    );
}

/** What became of what was stored, how the input was read, and what a person has to say more. */
export function printOutcome(outcome: ImportOutcome, from: string, reported: Reported): void {
  if (outcome.kind === 'table') {
    print(`${count(outcome.rows, 'row')}: ${changes(outcome.cases)}; ${count(outcome.images, 'image file')}`);
    if (outcome.notes) printNotes(outcome.notes, reported.isSuggested);
  } else
    print(
      `${changes(outcome.cases)}; ${count(outcome.reviews, 'review')}, ${count(outcome.images, 'image file')}`,
    );
  printPlan(outcome, from);
  if (reported.isRemembered && outcome.vanishes.length > 0)
    print(`--on-vanished ${reported.onVanished}, as remembered for this dataset`);
  if (outcome.dryRun) print('nothing was written: this is what the import would do');
  sayOpen(outcome, reported);
  if (outcome.kind === 'table') printFiles(outcome, reported.images);
  if (outcome.id !== null) print(`import ${outcome.id}: caseline import --undo ${outcome.id} takes it back`);
}
