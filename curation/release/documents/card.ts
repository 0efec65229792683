import { wordsOfCondition } from '../../../data/protocols/condition.ts';
import type { Protocol } from '../../../data/protocols/protocol.ts';
import { covid19 } from '../../../data/protocols/read-protocol.ts';
import { isDecidedFinding } from '../../../data/vocabulary/findings.ts';
import type { CheckFinding } from '../../checks/finding.ts';
import { cohortInWords, countedWords } from '../counted.ts';
import type { ReleaseFacts } from '../release-facts.ts';
import type { DescribedTask } from '../splits/described-task.ts';
import { fixedSets } from '../splits/fixed-split.ts';
import type { FoldCounts } from '../splits/folds.ts';
import { NOT_KNOWN, type Statistics } from '../statistics/collect.ts';

/** What the card counts beyond the statistics. */
export interface CardCounts {
  readonly leftOut: Readonly<Record<string, number>>;
  /** Patients whose day 0 nobody has stated, of all patients. */
  readonly unknownDayZero: number;
  readonly converted: number;
  readonly stripped: number;
  readonly unreviewedRows: number;
  readonly sharedGroups: number;
  readonly largestGroup: number;
  readonly warnings: Readonly<Record<string, number>>;
}

const part = (count: number, of: number): string =>
  of === 0 ? '0' : `${count} (${Math.round((1000 * count) / of) / 10} %)`;

/** Words that somebody typed, on one line: a list item stays one. */
const onOneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const list = (items: readonly string[]): string[] =>
  items.length > 0 ? items.map((item) => `- ${item}`) : ['- none'];

const inWords: Readonly<Record<string, string>> = {
  M: 'male',
  F: 'female',
  O: 'of another sex',
  'not stated': 'of unstated sex',
};

/** Imbalances that a model can learn instead of the disease, with their numbers. */
function biases(statistics: Statistics): string[] {
  const { images, patients, findings, places, views, sexes, sources, ages } = statistics;
  const lines: string[] = [];
  const [finding, ...others] = findings.filter(({ type }) => isDecidedFinding(type));
  if (finding)
    lines.push(
      `${part(finding.count, images)} of the images show ${finding.genus ?? finding.type}; ${others.length === 0 ? 'no other finding is among them' : `${countedWords(others.length, 'other finding')} ${others.length === 1 ? 'has' : 'share'} the rest that was decided`}.`,
    );
  const [place, second] = places.filter(({ subRegion }) => subRegion !== NOT_KNOWN);
  const unknown = places.find(({ subRegion }) => subRegion === NOT_KNOWN)?.count ?? 0;
  if (place)
    lines.push(
      `${part(place.count, images)} of the images come from ${place.subRegion}${second ? `, ${part(second.count, images)} from ${second.subRegion}` : ''}${unknown > 0 ? `; of ${part(unknown, images)} the place is not known` : ''}.`,
    );
  const [source] = sources;
  if (source) lines.push(`${part(source.images, images)} of the images were published by ${source.source}.`);
  const bySex = new Map(sexes.map(({ sex, patients: count }) => [sex, count]));
  lines.push(
    `Of ${countedWords(patients, 'patient')} ${['M', 'F', 'O', 'not stated']
      .map((sex) => [bySex.get(sex) ?? 0, inWords[sex]] as const)
      .filter(([count]) => count > 0)
      .map(([count, words]) => `${part(count, patients)} ${words}`)
      .join(', ')}.`,
  );
  const known = patients - ages.missing;
  const young = ages.bins.filter(({ to }) => to < 40).reduce((sum, { count }) => sum + count, 0);
  lines.push(
    known === 0
      ? 'No patient has an age.'
      : `Under 40 years: ${part(young, known)} of ${countedWords(known, 'patient')} with an age.`,
  );
  // View goes with severity: who lies in intensive care is filmed AP supine.
  const supine = views.filter(({ view }) => view === 'AP Supine').reduce((sum, { count }) => sum + count, 0);
  lines.push(
    `AP supine: ${part(supine, images)} of the images, a view that itself tells of a severely ill patient.`,
  );
  return lines;
}

function limits(statistics: Statistics, counts: CardCounts): string[] {
  const { images, missing, patients } = statistics;
  const lines = missing
    .filter(({ blank }) => blank > 0)
    .toSorted((a, b) => b.blank - a.blank)
    .map(({ field, blank }) => `${field} is not stated for ${part(blank, images)} of the images.`);
  const known: [number, string][] = [
    [
      counts.unknownDayZero,
      `Day 0 is not known for ${part(counts.unknownDayZero, patients)} of the patients: their days count from something the source does not name.`,
    ],
    [
      counts.converted,
      `${part(counts.converted, images)} of the files were converted to 8-bit PNG for readers; the originals lie in originals/.`,
    ],
    [
      counts.stripped,
      `${part(counts.stripped, images)} of the files held more than their picture (EXIF, comments, text); that was left out, pixels are as they were.`,
    ],
    [
      counts.unreviewedRows,
      `The finding of ${part(counts.unreviewedRows, images)} of the images was decided by nobody.`,
    ],
  ];
  lines.unshift(
    'Cases were published because they were instructive: outcomes and findings are not those of any population.',
    ...known.filter(([count]) => count > 0).map(([, line]) => line),
  );
  return lines;
}

/** The tasks as a table, and where the paper's words differ from its code. */
function taskLines(tasks: readonly DescribedTask[], { name }: Protocol): string[] {
  // Without scores of readers there is nothing to tell of their tasks.
  const told = tasks.filter(({ rows, positive }) => positive !== null || rows > 0);
  return [
    '| task | rows | positive | test regions | train / validation / test | rows that count |',
    '| --- | --- | --- | --- | --- | --- |',
    ...told.map(
      ({ id, title, rows, positive, regions, sets, includes }) =>
        `| ${id}: ${title} | ${rows} | ${positive === null ? 'scores' : part(positive, rows)} | ${regions.join(', ') || 'none'} | ${fixedSets.map((set) => sets[set].rows).join(' / ')} | ${includes.join('; ')} |`,
    ),
    '',
    name === covid19.name
      ? "The tasks without wide- are those of Cohen and others (2020), Tables 5 and 6, by the rules of the authors' code."
      : 'The rules of the tasks are data: protocol.json has them.',
    ...told.flatMap(({ id, rows, positive, inWords }) =>
      inWords && positive !== null
        ? [
            `${id}: negative are ${rows - positive} by the code, ${inWords.rows - inWords.positive} where negative are ${inWords.negative}.`,
          ]
        : [],
    ),
  ];
}

/** `README.md` of a release: what it is, how it may be used, its limits and biases in numbers. */
export function datasetCard(
  facts: ReleaseFacts,
  statistics: Statistics,
  tasks: readonly DescribedTask[],
  folds: readonly FoldCounts[],
  counts: CardCounts,
  waived: readonly CheckFinding[],
  policy: string,
  protocol: Protocol,
): string {
  const used = folds.filter(({ leftOut }) => leftOut === null).length;
  return [
    `# ${onOneLine(facts.title)}`,
    '',
    `Version ${facts.version}, ${facts.date}. ${cohortInWords(statistics)}`,
    '',
    facts.description,
    '',
    `Protocol ${protocol.name} ${protocol.version}: ${onOneLine(protocol.title)}.${protocol.include ? ` It includes: ${wordsOfCondition(protocol.include)}.` : ''}`,
    '',
    '## Files',
    '',
    '| file | holds |',
    '| --- | --- |',
    '| metadata.csv, images/ | one row an image, in the layout of the COVID-19 Image Data Collection; existing loaders read it |',
    '| volumes/, originals/ | where there are any: volumes; originals of images that readers get converted |',
    '| patients.csv, images.csv, events.csv, measurements.csv | the same and more, normalised |',
    '| provenance.jsonl | for every cell the person or rule it comes from, when, and the words of the source |',
    '| splits/, tasks/ | leave-one-out splits and task files; tasks/folds.csv counts every fold |',
    '| credits.csv | licence and credit of every image |',
    '| sources.csv, bibliography.bib, bibliography.json | documents and sites the images come from, with their images a view; to cite them (BibTeX, CSL-JSON) |',
    '| load.py | loads rows, tasks, splits and images in Python, with pandas and Pillow alone |',
    '| statistics.json, statistics.html, figures/ | the cohort in tables and figures |',
    '| montage.png | the images side by side, but for those whose licence forbids changes |',
    '| data-dictionary.md, schema/, datapackage.json, croissant.json | what every column means, for people and machines |',
    '| checks.json | the checks that were run, what was accepted and by whom |',
    '| changes.csv, CHANGELOG.md, id-map.csv | differences to the previous release |',
    '| CITATION.cff, release.json | how to cite it; version, licences and rules in short |',
    '| images.txt | the path of every image file, which croissant.json reads |',
    '| left-out.csv | rows that stayed behind, and why; images that reviewers left out are no rows |',
    '| protocol.json | what the collection asks: its fields, findings, whom it includes, its tasks; its version |',
    '| SHA256SUMS | `sha256sum -c SHA256SUMS` proves the copy |',
    '',
    '## Licences',
    '',
    `Built for: ${policy}. Every image keeps its own licence; see credits.csv and name whom it names.`,
    '',
    ...list(facts.licences.map(({ code, images: count }) => `${code}: ${countedWords(count, 'image')}`)),
    '',
    'Left out:',
    '',
    ...list(
      Object.entries(counts.leftOut).map(([reason, count]) => `${reason}: ${countedWords(count, 'row')}`),
    ),
    '',
    '## Splits and tasks',
    '',
    `Rows of one patient, one document or one film never stand on both sides, but in paper-by-region, which asks the place alone, as the paper's code does: ${counts.sharedGroups === 0 ? 'each row is a group of its own' : `${countedWords(counts.sharedGroups, 'group holds', 'groups hold')} more than one row, the largest ${counts.largestGroup}`}. A row trains in every fold but its own and those named in also_in. ${used} of ${folds.length} folds have both classes on both sides; the others are named in tasks/folds.csv. train-validation-test is one fixed split, the same in every later release.`,
    '',
    ...taskLines(tasks, protocol),
    '',
    '## Limits',
    '',
    ...list(limits(statistics, counts)),
    '',
    '## Biases',
    '',
    ...list(biases(statistics)),
    '',
    '## Checks',
    '',
    'No error stands that is not listed here as accepted:',
    '',
    ...list(
      waived.map(({ rule, message, waived: waiver }) =>
        onOneLine(
          `${rule}: ${message}. Accepted by ${waiver?.by} on ${waiver?.at.slice(0, 10)}: ${waiver?.reason}`,
        ),
      ),
    ),
    '',
    'Warnings:',
    '',
    ...list(Object.entries(counts.warnings).map(([rule, count]) => `${rule}: ${count}`)),
    '',
    'Not for diagnosis. Not for identifying anybody.',
    '',
  ].join('\n');
}
