import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CaselineError, messageOf, NotFound } from '../errors.ts';
import { badSchedules, freshConfig, readConfig, writeConfig } from './config.ts';
import { WorkspaceLock } from './disk/lock.ts';
import { newerDatabase } from './disk/schema-version.ts';
import { checkDatabases, checkIndex } from './doctor/databases.ts';
import { checkDatasets } from './doctor/datasets.ts';
import { checkDocuments } from './doctor/documents.ts';
import { type DoctorFinding, Findings } from './doctor/finding.ts';
import { checkImages } from './doctor/images.ts';
import { checkLeftOvers } from './doctor/left-overs.ts';
import { checkMachine, type MachineReport } from './doctor/machine.ts';
import { quarantine } from './doctor/quarantine.ts';
import { checkLostReviews } from './doctor/reviews.ts';
import { CONFIG_FILE } from './documents/layout.ts';
import { ReviewedCases } from './privacy/reviewed-cases.ts';

export type { DoctorFinding, Severity } from './doctor/finding.ts';
export { Findings } from './doctor/finding.ts';

export interface DoctorOptions {
  /** Mend what can be mended. Nothing is deleted but temporary files and what is made again; the rest is put aside. */
  readonly repair?: boolean;
  /** Read every image and compare it with its name; true unless said otherwise. */
  readonly hash?: boolean;
  /** Opens the workspace and waits for its index: what a listing shows is the curation room's business. */
  readonly rebuildIndex?: () => Promise<void>;
  readonly chromium?: { path: string | null; remedy: string };
  readonly onProgress?: (done: number) => void;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

export interface DoctorReport {
  readonly workspace: string;
  /** No error is left: every document and image can be read and is what it claims to be. */
  readonly sound: boolean;
  readonly cases: number;
  readonly reviews: number;
  readonly images: number;
  readonly machine: MachineReport;
  readonly findings: readonly DoctorFinding[];
}

/**
 * The settings: a damaged file is put aside and replaced by the defaults (every permission then has to be given again). One
 * that can be read and says something wrong is a person's to mend.
 * @returns whether the workspace may be mended: one of a newer format is left as it is
 */
function checkConfig(workspace: string, findings: Findings, wanted: boolean): boolean {
  try {
    readConfig(workspace);
    for (const { message } of badSchedules(workspace))
      findings.add({
        check: 'bad-schedule',
        severity: 'error',
        path: CONFIG_FILE,
        message: `${CONFIG_FILE}: ${message}`,
        remedy: `mend the schedule in ${CONFIG_FILE}, or take it out; the others run`,
      });
    return wanted;
  } catch (error) {
    const message = messageOf(error);
    const path = join(workspace, CONFIG_FILE);
    const code = error instanceof CaselineError ? error.code : '';
    const isNewer = code === 'newer-format';
    if (isNewer || code === 'bad-config') {
      const remedy = isNewer
        ? 'update Caseline; until then nothing of this workspace is mended'
        : `mend the setting in ${CONFIG_FILE}, or take it out`;
      findings.add({
        check: isNewer ? 'newer-format' : 'config',
        severity: 'error',
        path: CONFIG_FILE,
        message,
        remedy,
      });
      return wanted && !isNewer;
    }
    if (wanted) {
      if (existsSync(path)) quarantine(workspace, path, message);
      writeConfig(workspace, freshConfig());
    }
    findings.add({
      check: 'config',
      severity: 'error',
      path: CONFIG_FILE,
      message,
      remedy: "mend or restore it; 'caseline doctor --repair' puts it aside and writes the defaults",
      repaired: wanted,
    });
    return wanted;
  }
}

/**
 * Examines a workspace folder, also one that no longer opens. Other processes may go on working in it.
 * @throws NotFound when the folder holds neither settings nor cases: it is no workspace.
 */
export async function examineWorkspace(
  directory: string,
  options: DoctorOptions = {},
): Promise<DoctorReport> {
  if (!existsSync(join(directory, CONFIG_FILE)) && !existsSync(join(directory, 'cases'))) {
    throw new NotFound(
      'no-workspace',
      `${resolve(directory)} is no Caseline workspace (it has neither ${CONFIG_FILE} nor cases/); make one with: caseline init --workspace ${directory}`,
    );
  }
  const now = options.now ?? Date.now();
  const findings = new Findings();
  const machine = await checkMachine(directory, findings, {
    now,
    ...(options.chromium ? { chromium: options.chromium } : {}),
  });
  // On a read-only disk the doctor can still look, not mend; of what a newer Caseline wrote nothing is mended.
  const newer = newerDatabase(directory);
  if (newer !== null)
    findings.add({
      check: 'newer-format',
      severity: 'error',
      message: newer.message,
      remedy: 'update Caseline; until then nothing of this workspace is mended',
    });
  const mayMend = (options.repair ?? false) && machine.writable && newer === null;
  const repair = checkConfig(directory, findings, mayMend);
  await checkLeftOvers(directory, findings, { repair, now });
  const lock = repair ? new WorkspaceLock(directory) : null;
  const reviewed = new ReviewedCases(directory);
  const progress = options.onProgress ? { onProgress: options.onProgress } : {};
  try {
    const guard = lock ?? ({ hold: <T>(work: () => T): T => work() } as WorkspaceLock);
    const census = await checkDocuments(directory, findings, { repair, lock: guard, reviewed, ...progress });
    const images = await checkImages(directory, census, findings, {
      repair,
      hash: options.hash ?? true,
      ...progress,
    });
    const rebuild = options.rebuildIndex ? { rebuild: options.rebuildIndex } : {};
    await checkIndex(directory, census, findings, { repair, ...rebuild });
    checkLostReviews(directory, census, findings, reviewed);
    checkDatasets(directory, census, findings, { repair, reviewed });
    checkDatabases(directory, findings, { repair });
    return {
      workspace: resolve(directory),
      sound: findings.sound,
      cases: census.cases.size,
      reviews: census.reviews.size,
      images,
      machine,
      findings: findings.list,
    };
  } finally {
    reviewed.close();
    lock?.close();
  }
}
