import { InvalidInput } from '../../data/errors.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { asOneFile, markedName } from '../../data/format/file-name.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import { type DerivedCache, memoryCache } from '../../data/ports/derived-cache.ts';
import type { ImageStore } from '../../data/ports/images.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import { documentNames } from '../record/document-names.ts';
import type { ReviewState } from '../record/fold.ts';
import { Union } from '../record/union.ts';
import { changesOf } from '../review/changes-of.ts';
import type { CaseReader } from '../suggest/case-reading.ts';
import { atCase, atPatient, atRow, type CheckedCase, rowsByPatient, viewOfCase } from './case-view.ts';
import { findingsOfView } from './check-case.ts';
import { duplicateFindings, type SameFilm, sameFilms } from './duplicate-rules.ts';
import { findDuplicates } from './duplicates/find-duplicates.ts';
import { fileFindings } from './file-rules.ts';
import type { CheckFinding } from './finding.ts';
import { type KnownImage, knownImages } from './known-images.ts';
import { type Story, sameStories, sketchOf } from './same-story.ts';
import { withWaivers } from './waivers.ts';

/** What the checks need of a workspace. */
export interface CheckSource {
  readonly cases: Pick<CaseStore, 'all' | 'former'>;
  readonly reviews: Pick<ReviewStore, 'get'>;
  readonly images: Pick<ImageStore, 'get' | 'read'>;
  /** Every content address in the image store, to find files that no case names; left out: not looked for. */
  readonly storedImages?: () => AsyncIterable<string> | Iterable<string>;
  /** Cases whose file or review is known to be damaged; left out: only a review that fails when it is read is known. */
  readonly damaged?: () => Promise<readonly { readonly id: string; readonly message: string }[]>;
  /** What the collection asks; the built-in fields without it. */
  readonly fields?: FieldSet;
  /** Reads the texts of a case; left out: every source counts its hospital days as stated. */
  readonly read?: CaseReader;
  /** Fingerprints and verdicts of earlier runs. */
  readonly cache?: DerivedCache;
}

export interface CheckOptions {
  /** Only cases of this source. Checks across cases then see these only. */
  readonly site?: string;
  readonly onProgress?: (step: 'case' | 'fingerprint' | 'compare', done: number, of?: number) => void;
}

export interface CheckResult {
  /** In the order of the cases, then what was found across them. */
  readonly findings: CheckFinding[];
  readonly cases: number;
  readonly images: number;
  /** Pairs of rows of one film: what splits must keep together. */
  readonly sameFilms: SameFilm[];
  /** Cases that were passed over, for their file or review cannot be read. */
  readonly unread: { readonly case: string; readonly message: string }[];
}

type Row = KnownImage['owner'];

/** What is remembered of each case for the checks across cases. */
class Memory {
  readonly images: KnownImage[] = [];
  readonly used = new Set<string>();
  readonly #names = new Map<string, Row>();
  readonly #patients = new Map<string, string>();
  readonly #documents = new Union();
  readonly #stories: (Story & { row: Row })[] = [];
  /** Cases with a waiver, so that findings across cases can be waived too. */
  readonly waiving = new Map<string, ReviewState>();

  /** Takes a case in; gives what its names clash with. */
  add(view: CheckedCase): CheckFinding[] {
    const findings: CheckFinding[] = [];
    const { record, state } = view;
    if (state.standing.some(({ kind }) => kind === 'waiver')) this.waiving.set(record.id, state);
    this.images.push(...knownImages(view));
    for (const { sha256, viewSha256 } of record.images)
      for (const hash of [sha256, viewSha256]) if (hash) this.used.add(hash);
    for (const cut of state.cuts) this.used.add(cut.sha256);
    for (const owner of view.rows) {
      const name = asOneFile(owner.row.filename);
      const before = this.#names.get(name);
      const proposed = markedName(owner.row.filename, record, owner.image);
      if (before)
        findings.push(
          atRow(
            'file-name-twice',
            owner,
            'filename',
            `the name stands in ${before.caseId} too (${before.row.filename})${owner.image.sha256 === null ? '' : `; it goes out as '${proposed}'`}`,
            {
              beside: before,
              values: {
                filename: owner.row.filename,
                other: before.row.filename,
                otherCase: before.caseId,
                proposed,
              },
            },
          ),
        );
      else this.#names.set(name, smallRow(owner));
    }
    for (const own of rowsByPatient(view.rows).values()) {
      const [any] = own;
      if (!any) continue;
      const id = any.row.patientid;
      const before = this.#patients.get(id);
      if (before !== undefined && before !== record.id)
        findings.push(
          atPatient('patient-id-twice', any, 'patientid', `the same id goes out from ${before} too`, {
            values: { otherCase: before },
          }),
        );
      this.#patients.set(id, record.id);
      const sketch = sketchOf([...new Set(own.map(({ row }) => row.clinical_notes))].join('\n'));
      const document = `case ${record.id}`;
      for (const { row } of own) for (const name of documentNames(row)) this.#documents.join(document, name);
      if (sketch) this.#stories.push({ sketch, document, row: smallRow(any) });
    }
    return findings;
  }

  storyFindings(): CheckFinding[] {
    const stories = this.#stories.map((story) => ({
      ...story,
      document: this.#documents.find(story.document),
    }));
    return sameStories(stories).flatMap(({ first, second, likeness }) => {
      const [a, b] = [this.#stories[first]?.row, this.#stories[second]?.row];
      if (!a || !b || a.row.patientid === b.row.patientid) return [];
      const part = `${Math.round(likeness * 100)} %`;
      return [
        atPatient(
          'same-story',
          b,
          'clinical_notes',
          `its notes are ${part} the words of patient ${a.row.patientid}`,
          {
            beside: a,
            values: {
              otherPatient: a.row.patientid,
              otherCase: a.caseId,
              likeness: Math.round(likeness * 100) / 100,
            },
          },
        ),
      ];
    });
  }
}

const smallRow = ({ caseId, image, patient, row }: Row): Row => ({
  caseId,
  image: { id: image.id },
  patient: patient ? { id: patient.id } : null,
  row: { patientid: row.patientid, filename: row.filename, url: row.url },
});

/**
 * Every check over a workspace, a case at a time. Nothing is written but the cache of fingerprints. A case
 * whose file is damaged is passed over, and so is one whose review is: `caseline doctor` names both.
 */
export async function checkWorkspace(source: CheckSource, options: CheckOptions = {}): Promise<CheckResult> {
  const { onProgress } = options;
  const cache = source.cache ?? memoryCache();
  const memory = new Memory();
  const findings: CheckFinding[] = [];
  const unread = new Map((await source.damaged?.())?.map(({ id, message }) => [id, message]));
  let cases = 0;
  for await (const record of source.cases.all(options.site === undefined ? {} : { site: options.site })) {
    if (unread.has(record.id)) continue;
    const review = await source.reviews.get(record.id).catch((error: unknown) => {
      if (!(error instanceof InvalidInput)) throw error;
      unread.set(record.id, error.message);
      return null;
    });
    if (review === null) continue;
    const { state, reopened } = await changesOf(source, record, review);
    const view = viewOfCase(record, state, { fields: source.fields ?? builtIn, reopened });
    const own = [
      ...findingsOfView(view),
      ...(await fileFindings(view, source.images, cache)),
      ...memory.add(view),
    ];
    findings.push(...withWaivers(own, state));
    cases += 1;
    onProgress?.('case', cases);
  }
  const hashes = [...new Set(memory.images.map(({ sha256 }) => sha256))];
  const pairs = await findDuplicates(hashes, (hash) => source.images.read(hash), cache, onProgress);
  const same = sameFilms(memory.images, pairs);
  const across = [...duplicateFindings(same), ...memory.storyFindings()];
  for (const finding of across) {
    const state = memory.waiving.get(finding.case);
    findings.push(...(state ? withWaivers([finding], state) : [finding]));
  }
  // What a case that cannot be read names is not known: its files are no rubbish.
  if (unread.size === 0) findings.push(...(await unusedFindings(source, memory.used)));
  return {
    findings,
    cases,
    images: memory.images.length,
    sameFilms: same,
    unread: [...unread].map(([id, message]) => ({ case: id, message })),
  };
}

async function unusedFindings(source: CheckSource, used: ReadonlySet<string>): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = [];
  for await (const hash of source.storedImages?.() ?? []) {
    if (!used.has(hash))
      findings.push(
        atCase(
          'image-unused',
          'image store',
          'filename',
          `the file ${hash.slice(0, 12)}… belongs to no case`,
          {
            values: { sha256: hash },
          },
        ),
      );
  }
  return findings;
}
