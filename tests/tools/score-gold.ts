import { basename } from 'node:path';
import { suggest, suggestEvents } from '../../curation/suggest/suggest.ts';
import type { Suggestion } from '../../curation/suggest/suggestion.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import { cellOf, type Expected, judge, surestOf } from '../curation/suggest/cell-of.ts';
import { answersOf, caseOfNote, type GoldNote, readGold } from './gold.ts';
import { wilson } from './wilson.ts';

/**
 * Scores notes whose answers were written before the rules read them:
 * `npx node tests/tools/score-gold.ts FILE.json… [--list [FIELD]] [--bands] [--json]`
 * A field that a note's answers leave out is stated nowhere in it: whatever is suggested for it at 0.8 and above is
 * wrong. Recall is of the answers that nobody may leave out.
 */

interface Cell {
  readonly note: string;
  readonly style: string;
  readonly language: string;
  readonly field: string;
  readonly verdict: 'right' | 'wrong' | 'missed' | 'silent';
  readonly line: string;
  readonly confidence: number | null;
  /** Whether the surest suggestion, counted on or not, is right. */
  readonly surestRight: boolean | null;
}

const args = process.argv.slice(2);
const files = args.filter((arg) => arg.endsWith('.json'));
const option = (name: string): string | null => {
  const at = args.indexOf(name);
  return at < 0 ? null : (args[at + 1] ?? '');
};

const imageFields = builtIn.shown.filter(({ scope }) => scope === 'image').map(({ name }) => name);
const patientFields = builtIn.shown.filter(({ scope }) => scope === 'patient').map(({ name }) => name);
/** Fields that the notes answer. */
const patientAsked = new Set(
  'age sex RT_PCR_positive survival went_icu intubated extubated needed_supplemental_O2'.split(' '),
);
const imageAsked = new Set(
  'offset view modality in_icu intubation_present temperature pO2_saturation leukocyte_count neutrophil_count lymphocyte_count'.split(
    ' ',
  ),
);

const cells: Cell[] = [];
function score(
  note: GoldNote,
  field: string,
  expected: Expected,
  suggestions: readonly Suggestion[],
  [image, patient]: readonly [string | null, string | null],
  where: string,
): void {
  const said = cellOf(suggestions, field, image, patient);
  const by = surestOf(suggestions, field, image, patient);
  const verdict = judge(said, expected);
  const shown = by && cellOf([{ ...by, confidence: 1 }], field, image, patient);
  const words = by === null ? '' : ` ${by.rule} ${by.confidence} “${by.quote.words}”`;
  cells.push({
    note: note.id,
    style: note.style ?? '',
    language: note.language ?? 'en',
    field,
    verdict,
    confidence: by?.confidence ?? null,
    surestRight: by === null ? null : judge(shown, expected) === 'right',
    line: `${verdict} ${note.id} ${where} ${field}: ${said} for ${JSON.stringify(expected)}${words}`,
  });
}

function scoreEvents(note: GoldNote, record: Case): void {
  for (const { id } of record.patients) {
    const told = suggestEvents(record, id).filter(({ answer }) => answer === 'yes');
    const wanted = (note.events ?? []).filter((one) => (one.patient ?? record.patients[0]?.id) === id);
    const types = new Set([...told.map(({ type }) => type as string), ...wanted.map(({ type }) => type)]);
    for (const type of types) {
      const own = wanted.filter((one) => one.type === type);
      const said = told.filter((one) => one.type === type);
      const dated = said.filter(({ day }) => day.from !== null && day.from === day.to);
      const days = own.flatMap(({ day }) => (Array.isArray(day) ? day : [day])).filter((day) => day !== null);
      const open = own.some(({ day }) => day === null || (Array.isArray(day) && day.includes(null)));
      const line = `${note.id} ${id} event ${type}: ${dated.map(({ day }) => `${day.from} ${day.anchor} “${said[0]?.quote?.words ?? ''}”`).join(' + ')} for ${JSON.stringify(own.map(({ day, anchor }) => [day, anchor]))}`;
      const happened = {
        note: note.id,
        style: note.style ?? '',
        language: note.language ?? 'en',
        confidence: null,
        surestRight: null,
      };
      const optional = own.length > 0 && own.every((one) => one.optional === true);
      cells.push({
        ...happened,
        field: 'event',
        verdict:
          own.length === 0
            ? said.length > 0
              ? 'wrong'
              : 'silent'
            : said.length > 0
              ? 'right'
              : optional
                ? 'silent'
                : 'missed',
        line: `${own.length === 0 ? 'wrong' : said.length > 0 ? 'right' : 'missed'} ${line}`,
      });
      if (own.length === 0) continue;
      const first = dated[0]?.day.from ?? null;
      // Days of the note count from its own anchor; one counted from another anchor is not comparable here.
      const anchors = new Set(own.map(({ anchor }) => anchor));
      const comparable = dated.filter(
        ({ day }) => day.anchor === 'unknown' || anchors.has(day.anchor) || anchors.has(null),
      );
      const verdict =
        comparable.length === 0
          ? dated.length > 0
            ? 'silent'
            : open || days.length === 0
              ? 'silent'
              : 'missed'
          : comparable.some(({ day }) => days.includes(day.from ?? 0))
            ? 'right'
            : days.length === 0 && first === 0 && type === 'admission'
              ? 'silent'
              : 'wrong';
      cells.push({ ...happened, field: 'event-day', verdict, line: `${verdict} ${line}` });
    }
  }
}

for (const file of files)
  for (const note of readGold(file)) {
    const record = caseOfNote(note);
    const suggestions = suggest(record);
    for (const { id } of record.patients) {
      const answers = answersOf(note, id);
      for (const field of patientFields)
        if (patientAsked.has(field)) score(note, field, answers[field] ?? null, suggestions, [null, id], id);
    }
    note.images.forEach((image, at) => {
      const id = record.images[at]?.id ?? '';
      for (const field of imageFields)
        if (imageAsked.has(field))
          score(
            note,
            field,
            image.expect?.[field] ?? null,
            suggestions,
            [id, record.images[at]?.patient ?? null],
            image.file,
          );
    });
    scoreEvents(note, record);
  }

const percent = (part: number, whole: number): string => {
  if (whole === 0) return '–';
  const [low, high] = wilson(part, whole);
  return `${(part / whole).toFixed(3)} (${low.toFixed(2)}–${high.toFixed(2)})`;
};
const print = (line: string) => process.stdout.write(`${line}\n`);

function table(title: string, keyOf: (cell: Cell) => string): void {
  print(`${title.padEnd(24)} said right wrong missed  precision            recall`);
  const groups = [...Map.groupBy(cells, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, list] of groups) {
    const count = (verdict: Cell['verdict']) => list.filter((cell) => cell.verdict === verdict).length;
    const [right, wrong, missed] = [count('right'), count('wrong'), count('missed')];
    print(
      `${name.padEnd(24)} ${String(right + wrong).padStart(4)} ${String(right).padStart(5)} ${String(wrong).padStart(5)} ${String(missed).padStart(6)}  ${percent(right, right + wrong).padEnd(20)} ${percent(right, right + missed)}`,
    );
  }
}

print(files.map((file) => basename(file)).join(' '));
table('field', ({ field }) => field);
print('');
table('style', ({ style }) => style);
if (args.includes('--bands')) {
  print('\nconfidence   shown  right');
  const shown = cells.filter((cell) => cell.confidence !== null && cell.surestRight !== null);
  for (let from = 0.5; from < 1; from += 0.05) {
    const band = shown.filter(
      ({ confidence }) => (confidence ?? 0) >= from - 1e-9 && (confidence ?? 0) < from + 0.05 - 1e-9,
    );
    const right = band.filter(({ surestRight }) => surestRight).length;
    print(`${from.toFixed(2)}        ${String(band.length).padStart(6)}  ${percent(right, band.length)}`);
  }
}
const wanted = option('--list');
if (wanted !== null) {
  print('');
  for (const { verdict, field, line } of cells)
    if (
      (verdict === 'wrong' || verdict === 'missed') &&
      (wanted === '' || wanted.startsWith('--') || wanted === field)
    )
      print(line);
}
