import type { Clash, ImportPlan, KeptDecision, PlannedChange, Vanished } from '../../scrapers/merge/plan.ts';
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
export function printPlan(plan: ImportPlan, from: string): void {
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

/** What is left for a person to say, with its remedy. */
export function sayOpen(plan: ImportPlan, isAnswered: boolean): void {
  const gone = plan.vanishes.filter(({ outcome }) => outcome === 'kept').length;
  if (gone > 0 && !isAnswered)
    say(
      `caseline: ${count(gone, 'stored row')} kept that the import does not bring; say what becomes of such rows with --on-vanished keep, mark (kept, but left out of exports) or remove`,
    );
  const held = plan.clashes.filter(({ outcome }) => outcome === 'kept');
  if (held.length > 0)
    say(
      `caseline: ${count(held.length, 'clash', 'clashes')}, nothing of it taken in; give the newer one an id or file name of its own, or let it take the place of the stored one with --replace`,
    );
}
