import { z } from 'zod';
import { CaselineError, InvalidInput } from '../../data/errors.ts';
import { openOutputFolder, readOutputText } from '../../data/files/output-folder.ts';
import { covid19 } from '../../data/protocols/read-protocol.ts';
import { type CheckSource, checkWorkspace } from '../checks/check-workspace.ts';
import { filesThatMayName } from '../checks/file-rules.ts';
import type { CheckFinding } from '../checks/finding.ts';
import { countBy } from './count-by.ts';
import { changelog, type PreviousRelease, readPrevious } from './documents/changelog.ts';
import { describeTables, writeDocuments } from './documents/write-documents.ts';
import { isEarlierRelease } from './earlier-release.ts';
import type { ExportSource } from './export.ts';
import { licencePolicy } from './licence-policy.ts';
import type { ReleaseFacts } from './release-facts.ts';
import { blockingErrors, concernsRelease, type Selection, selectRows } from './select.ts';
import type { KeptSet } from './splits/fixed-split.ts';
import { groupRows } from './splits/groups.ts';
import type { SeverityAnnotations } from './splits/severity.ts';
import { RowWriter } from './write-rows.ts';
import { renamedScores, type ScoredFiles, writeScores } from './write-scores.ts';
import { writeSplits } from './write-splits.ts';

export interface ReleaseOptions {
  /** E.g. `1.2.0`; without it `1.0.0`, or the previous release's with its second number raised. */
  readonly version?: string;
  /** ISO date of the release; without it the day of the newest decision, so that the same input gives the same bytes. */
  readonly date?: string;
  /** As `--licences`; without it every licence that may be passed on. */
  readonly licences?: string;
  /** Folder of the previous release. */
  readonly previous?: string;
  readonly severity?: SeverityAnnotations;
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  readonly creators?: readonly string[];
  readonly onProgress?: (step: 'case' | 'fingerprint' | 'compare' | 'row', done: number, of?: number) => void;
}

export interface ReleaseResult {
  readonly version: string;
  readonly date: string;
  readonly rows: number;
  readonly patients: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly waived: number;
  readonly warnings: number;
  readonly files: number;
  readonly bytes: number;
  readonly scored: ScoredFiles;
}

/** Errors stand in what would go out: mend or waive them. */
export class ReleaseRefused extends CaselineError {
  readonly findings: readonly CheckFinding[];

  constructor(findings: readonly CheckFinding[]) {
    const counts = [...countBy(findings, ({ rule }) => rule)].map(([rule, count]) => `${rule} ${count}`);
    super(
      'checks-failed',
      `nothing was released: ${findings.length === 1 ? '1 error stands' : `${findings.length} errors stand`} in what would go out (${counts.join(', ')}); 'caseline check' names each: mend it, exclude the image, or accept it by name and with a reason ('caseline waive')`,
    );
    this.findings = findings;
  }
}

function checkOptions({ version, date }: ReleaseOptions): void {
  if (version !== undefined && !/^v?\d[0-9A-Za-z.+-]{0,60}$/.test(version))
    throw new InvalidInput('bad-version', `--version '${version}' is no version; write it as 1.2.0`);
  if (date !== undefined && !z.iso.date().safeParse(date).success)
    throw new InvalidInput('bad-date', `--date '${date}' is no date; write it as 2026-03-05`);
}

/** Letters, digits and dashes of a title. */
const slug = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'dataset';

/** `1.2.3` -> `1.3.0`: rows were added or mended, ids and columns stay. */
function nextVersion(previous: string | undefined): string {
  const numbers = /^(\d{1,6})(?:\.(\d{1,6}))?/.exec(previous ?? '');
  return numbers ? `${numbers[1]}.${Number(numbers[2] ?? 0) + 1}.0` : '1.0.0';
}

/** Findings that the most images show, by the last part of their path. */
const mostFrequent = ({ rows }: Selection): string[] =>
  [...countBy(rows, ({ finding }) => finding.split('/').at(-1) ?? finding)]
    .filter(([finding]) => !['todo', 'Unknown', 'No Finding'].includes(finding))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 5)
    .map(([finding]) => finding);

function factsOf(
  options: ReleaseOptions,
  selection: Selection,
  previous: PreviousRelease | null,
): ReleaseFacts {
  const version = options.version ?? nextVersion(previous?.version);
  const title = options.title ?? 'Chest images with day-aligned clinical data';
  return {
    name: slug(title),
    title,
    version,
    date: options.date ?? selection.newest.slice(0, 10),
    description:
      options.description ??
      'Radiological images of published cases, each with the clinical facts of its day, the words they rest on, its licence and its credit.',
    url: options.url ?? `urn:dataset:${slug(title)}:${version}`,
    creators: options.creators?.length ? options.creators : [`The curators of ${title}`],
    keywords: ['radiology', 'chest radiograph', 'computed tomography', ...mostFrequent(selection)],
    licences: [...countBy(selection.rows, ({ licence }) => licence)].map(([code, images]) => ({
      code,
      images,
    })),
  };
}

/**
 * Writes a release: checked, licence-gated, described, with splits, statistics and the difference to the previous one.
 * The folder appears whole or not at all; the same workspace and options give the same bytes.
 * @throws ReleaseRefused while errors stand that nobody waived; InvalidInput for options or a folder that are off.
 */
export async function releaseWorkspace(
  source: ExportSource & CheckSource,
  target: string,
  options: ReleaseOptions = {},
): Promise<ReleaseResult> {
  checkOptions(options);
  const policy = licencePolicy(options.licences);
  const { protocol = covid19 } = source;
  const { previous: earlier } = options;
  const previous =
    earlier === undefined
      ? null
      : readPrevious((path) => readOutputText(earlier, path), earlier, source.fields);
  if (previous !== null && previous.version === options.version)
    throw new InvalidInput(
      'same-version',
      `--version ${options.version} is the version of the previous release (${earlier}) already; name a later one`,
    );
  const folder = openOutputFolder(target, (entries) => isEarlierRelease(target, entries));
  try {
    const checked = await checkWorkspace(source, progressOf(options));
    const selection = await selectRows(source, policy, filesThatMayName(checked.findings));
    if (selection.rows.length === 0) {
      const reasons = [...countBy(selection.leftOut, ({ reason }) => reason)];
      throw new InvalidInput(
        'nothing-to-release',
        `nothing was released: no row may go out under '${policy.stated}' (${reasons.map(([reason, count]) => `${reason} ${count}`).join(', ') || 'the workspace is empty'})`,
      );
    }
    const blocking = blockingErrors(checked.findings, selection);
    if (blocking.length > 0) throw new ReleaseRefused(blocking);
    const facts = factsOf(options, selection, previous);
    const findings = checked.findings.filter((finding) => concernsRelease(finding, selection));
    const written = await new RowWriter(source, folder, selection, previous).run((rows) =>
      options.onProgress?.('row', rows, selection.rows.length),
    );
    const name = (selected: string): string => written.names.get(selected) ?? selected;
    const groups = groupRows(
      written.rows,
      checked.sameFilms.map(({ first, second }) => [
        name(first.owner.row.filename),
        name(second.owner.row.filename),
      ]),
      samePatients(findings),
    );
    const severity = options.severity ? renamedScores(options.severity, name) : null;
    const partition = writeSplits(folder, {
      rows: written.rows,
      groups,
      severity,
      kept: keptSets(written.before, previous),
      version: facts.version,
      protocol,
    });
    const { files: scores, scored } = writeScores(folder, written.rows, severity);
    const splits = { ...partition, files: [...partition.files, ...scores] };
    await writeDocuments(folder, {
      facts,
      policy: policy.stated,
      selection,
      findings,
      groups,
      written,
      splits,
      protocol,
    });
    folder.write(
      'CHANGELOG.md',
      changelog(
        facts,
        { rows: written.rows.length, patients: selection.patients.size },
        written.difference,
        previous?.changelog ?? '',
      ),
    );
    describeTables(folder, facts, written, splits);
    folder.write(
      'SHA256SUMS',
      folder
        .files()
        .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
        .join(''),
    );
    folder.commit();
    const files = folder.files();
    return {
      scored,
      version: facts.version,
      date: facts.date,
      rows: written.rows.length,
      patients: selection.patients.size,
      leftOut: Object.fromEntries(countBy(selection.leftOut, ({ reason }) => reason)),
      waived: findings.filter(({ waived }) => waived).length,
      warnings: findings.filter(({ severity }) => severity === 'warning').length,
      files: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  } catch (error) {
    folder.discard();
    throw error;
  }
}

const progressOf = ({ onProgress }: ReleaseOptions) => (onProgress ? { onProgress } : {});

/** Where the previous release put the rows of this one in the fixed split. */
function keptSets(
  before: ReadonlyMap<string, string>,
  previous: PreviousRelease | null,
): Map<string, KeptSet> {
  const kept = new Map<string, KeptSet>();
  for (const [filename, former] of before) {
    const set = previous?.sets.get(former);
    if (set) kept.set(filename, set);
  }
  return kept;
}

/** Patients that the checks hold for one person, waived or not: they never stand on both sides of a split. */
const samePatients = (findings: readonly CheckFinding[]): [string, string][] =>
  findings.flatMap(({ rule, patient, values }) =>
    (rule === 'patient-twice' || rule === 'same-story') &&
    patient !== null &&
    typeof values['otherPatient'] === 'string'
      ? [[patient, values['otherPatient']]]
      : [],
  );
