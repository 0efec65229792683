import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suggest, suggestEvents } from '../../curation/suggest/suggest.ts';
import type { Suggestion } from '../../curation/suggest/suggestion.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import type { CaseText } from '../../data/format/case.ts';
import { completeCase } from '../../data/format/read.ts';
import type { Value } from '../../data/format/review.ts';
import { casesOfTable } from '../../scrapers/collection/rows-to-cases.ts';
import { cellOf, type Expected, judge, surestOf, type Verdict } from '../curation/suggest/cell-of.ts';
import { caseOf } from '../curation/suggest/helpers.ts';
import { answers } from '../curation/suggest/stated-values/answers.ts';
import { course } from '../curation/suggest/stated-values/course.ts';
import { courseItalian } from '../curation/suggest/stated-values/course-italian.ts';
import { courseLonger } from '../curation/suggest/stated-values/course-longer.ts';
import { courseLookAlikes } from '../curation/suggest/stated-values/course-look-alikes.ts';
import { days } from '../curation/suggest/stated-values/days.ts';
import { measurements } from '../curation/suggest/stated-values/measurements.ts';
import { otherHand } from '../curation/suggest/stated-values/other-hand.ts';
import { people } from '../curation/suggest/stated-values/people.ts';

/**
 * Scores notes, captions and table rows with known right values:
 * `npx node tests/tools/score-cases.ts [FOLDER] [--list]`
 * The folder holds `rows.json` and `papers-days/*.json`; this project's own rows are scored besides. Counted on is
 * what is suggested at 0.8 and above; `--list` names what is wrong or missed.
 */

const args = process.argv.slice(2);
const folder =
  args.find((arg) => !arg.startsWith('--')) ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'cases');

interface Cell {
  readonly file: string;
  readonly id: string;
  readonly kind: string;
  readonly field: string;
  readonly verdict: Verdict;
  readonly line: string;
}
const cells: Cell[] = [];

function score(
  [file, id, kind]: readonly [string, string, string],
  field: string,
  expected: Expected,
  said: Value,
  by: Suggestion | null,
) {
  const verdict = judge(said, expected);
  const words = by === null ? '' : ` ${by.rule} ${by.confidence} “${by.quote.words}”`;
  cells.push({
    file,
    id,
    kind,
    field,
    verdict,
    line: `${verdict} ${file} ${id} ${field}: ${said} for ${JSON.stringify(expected)}${words}`,
  });
}

type Expect = Record<string, Expected>;
interface Note {
  readonly id: string;
  readonly kind: string;
  readonly text?: readonly string[];
  readonly texts?: readonly { kind: CaseText['kind']; text: string }[];
  readonly captions?: readonly string[];
  /** Labels of the images, where the captions carry them. */
  readonly figures?: readonly string[];
  /** The day of each image in turn; `1 admission / 5 onset` for several counts. */
  readonly offset?: readonly (number | string)[];
  readonly images?: readonly (Record<string, unknown> & { caption?: string; expect?: Expect })[];
  readonly patient?: Expect;
}
const fieldOf = (name: string): string => (name === 'pcr' ? 'RT_PCR_positive' : name);

/** Days of "3 (2) admission / 7-8 onset": every number that stands in it. */
const daysIn = (stated: number | string): Expected =>
  typeof stated === 'number' ? stated : [...stated.matchAll(/(?<![\d-])-?\d+/g)].map(([day]) => Number(day));

function scoreNote(file: string, note: Note): void {
  const texts = note.texts ?? (note.text ?? []).map((text) => ({ kind: 'presentation' as const, text }));
  const captions = note.captions ?? (note.images ?? []).map(({ caption }) => caption ?? '');
  const record = caseOf({
    images: captions.map((_, at) => ({
      file: `${note.id}-${at}.png`,
      caption: `c${at}`,
      figure: note.figures?.[at] ?? null,
    })),
    texts: [
      ...texts.map((text) => ({ ...text, images: [] })),
      ...captions.map((text, at) => ({
        id: `c${at}`,
        kind: 'caption' as const,
        text,
        images: [`i${at + 1}`],
      })),
    ],
  });
  const all = suggest(record);
  const where = [file, note.id, note.kind] as const;
  for (const [name, expected] of Object.entries(note.patient ?? {})) {
    const field = fieldOf(name);
    score(where, field, expected, cellOf(all, field, null), surestOf(all, field, null));
  }
  const images = note.images ?? (note.offset ?? []).map((day) => ({ offset: daysIn(day) }));
  images.forEach((image, at) => {
    const id = `i${at + 1}`;
    for (const [field, expected] of Object.entries(('expect' in image ? image.expect : image) as Expect))
      if (field !== 'file' && field !== 'caption')
        score(where, field, expected, cellOf(all, field, id), surestOf(all, field, id));
  });
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly rows: readonly Record<string, string>[];
  readonly expect: Record<string, Record<string, Expected | { not?: Value[]; below?: number }>>;
}
function scoreRow(row: Row): void {
  const table = row.rows.map((cells, at) => ({
    row: at + 1,
    cells: builtIn.row((name) => cells[name] ?? ''),
  }));
  const cases = casesOfTable(table, 'rows.csv').map(({ draft }) => completeCase(draft));
  const all = cases.flatMap((record) => suggest(record));
  for (const [target, expects] of Object.entries(row.expect)) {
    const image = cases.flatMap(({ images }) => images).find(({ file }) => file === target);
    for (const [field, expected] of Object.entries(expects)) {
      if (field === 'anchor') continue;
      const patient = image?.patient ?? all[0]?.patient ?? null;
      const said = cellOf(all, field, image?.id ?? null, patient);
      const by = surestOf(all, field, image?.id ?? null, patient);
      const where = ['rows.json', row.id, row.kind] as const;
      if (expected !== null && typeof expected === 'object' && !Array.isArray(expected)) {
        const { not } = expected as { not?: Value[] };
        score(where, field, null, not === undefined || not.includes(said) ? said : null, by);
      } else score(where, field, expected as Expected, said, by);
    }
  }
}

interface EventDay {
  readonly text: string;
  readonly event: string;
  readonly day: number | null;
}
function scoreEvent(one: EventDay, at: number): void {
  const record = caseOf({ texts: [{ text: one.text, kind: 'presentation', images: [] }] });
  const days = suggestEvents(record, 'p1').flatMap(({ type, day }) =>
    type === one.event && day.from !== null ? [day.from] : [],
  );
  score(
    ['event-days.json', `${at + 1}`, one.event],
    one.event,
    one.day,
    days.length > 1 ? days.join('+') : (days[0] ?? null),
    null,
  );
}

interface Pair {
  readonly id: string;
  readonly text: string;
  readonly patients: readonly string[];
  readonly expect: Record<string, Expect>;
}
function scorePair(pair: Pair): void {
  const record = caseOf({
    patients: pair.patients.map((label, at) => ({ id: `p${at + 1}`, label })),
    images: pair.patients.map((_, at) => ({ file: `${at}.png`, patient: `p${at + 1}` })),
    texts: [{ text: pair.text, kind: 'presentation', images: [] }],
  });
  const all = suggest(record);
  for (const [patient, expects] of Object.entries(pair.expect))
    for (const [field, expected] of Object.entries(expects))
      score(
        ['two-patients.json', pair.id, 'two patients'],
        field,
        expected,
        cellOf(all, field, null, patient),
        surestOf(all, field, null, patient),
      );
}

const read = <T>(name: string): T | null => {
  const path = join(folder, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : null;
};
for (const name of ['days.json', 'days-figure-references.json'])
  for (const note of read<{ cases: Note[] }>(`papers-days/${name}`)?.cases ?? []) scoreNote(name, note);
for (const row of read<{ cases: Row[] }>('rows.json')?.cases ?? []) scoreRow(row);
(read<EventDay[]>('papers-days/event-days.json') ?? []).forEach(scoreEvent);
(read<Pair[]>('papers-days/two-patients.json') ?? []).forEach(scorePair);
for (const [topic, kinds] of Object.entries({
  measurements,
  answers,
  people,
  days,
  otherHand,
  course,
  courseItalian,
  courseLonger,
  courseLookAlikes,
}))
  for (const [kind, list] of Object.entries(kinds))
    for (const [at, { text, caption = 'Film on admission.', expect }] of list.entries())
      scoreNote('stated-values', {
        id: `${topic} ${kind} ${at + 1}`,
        kind: topic,
        text: [text],
        images: [{ caption, expect }],
      });

const print = (line: string) => process.stdout.write(`${line}\n`);

function summary(by: (cell: Cell) => string): void {
  const groups = Map.groupBy(cells, by);
  for (const [name, list] of groups) {
    const count = (verdict: Verdict) => list.filter((cell) => cell.verdict === verdict).length;
    const said = count('right') + count('wrong');
    print(`${name}: ${list.length} cells, said ${said}, wrong ${count('wrong')}, missed ${count('missed')}`);
  }
}
summary(({ file }) => file);
print('');
summary(({ file, kind }) => `${file} | ${kind}`);
if (args.includes('--list')) {
  print('');
  for (const { verdict, line } of cells) if (verdict === 'wrong' || verdict === 'missed') print(line);
}
