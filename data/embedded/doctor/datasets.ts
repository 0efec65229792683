import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../format/dataset.ts';
import type { DatasetFault, DatasetSurvey } from '../../ports/datasets.ts';
import { accountNames } from '../access/access-database.ts';
import { DatasetHistory } from '../datasets/dataset-history.ts';
import { DatasetRegister, REGISTER_FILE } from '../datasets/dataset-register.ts';
import { surveyDatasets } from '../datasets/dataset-survey.ts';
import { readDataset } from '../datasets/datasets.ts';
import { writeJson } from '../disk/json-file.ts';
import { documentPath } from '../documents/layout.ts';
import type { ReviewedCases } from '../privacy/reviewed-cases.ts';
import type { DocumentCensus } from './documents.ts';
import type { Findings } from './finding.ts';
import { quarantine } from './quarantine.ts';

const remedies: Readonly<Record<DatasetFault['kind'], string>> = {
  unreadable: "restore it from a backup, or save it again with 'caseline datasets set FILE'",
  missing: "restore it from a backup, or say that it shall go with 'caseline datasets remove ID'",
  changed: "save it again with 'caseline datasets set FILE'; until then the stricter of the two holds",
};

/** Writes a dataset's file as the register says it was last saved; what stood there is put aside. */
function mend(workspace: string, { file, message, reason, last }: DatasetFault): boolean {
  if (last === null) return false;
  const path = join(workspace, file);
  if (existsSync(path)) quarantine(workspace, path, reason ?? message);
  writeJson(path, last);
  return true;
}

/**
 * The register of datasets, when it is not the file it was. With `repair` it is gone on with as the files tell: what stands
 * under `reviews` is then all that was ever reviewed.
 */
function checkRegister(
  register: DatasetRegister,
  { register: fault, datasets, faults }: DatasetSurvey,
  findings: Findings,
  { repair, settleReviews }: { repair: boolean; settleReviews: () => void },
): void {
  if (fault === null) return;
  if (repair) {
    if (!register.registered().isBegun) {
      register.beginAnew();
      for (const dataset of datasets)
        register.keep(faults.find(({ id }) => id === dataset.id)?.last ?? dataset);
    }
    settleReviews();
    register.settle();
  }
  findings.add({
    check: 'dataset-register',
    severity: 'error',
    path: REGISTER_FILE,
    message: fault,
    remedy:
      "stop Caseline and restore it from a backup; or 'caseline doctor --repair' goes on with what the files tell: who asks for a dataset then asks again, and a case without a review counts as never reviewed",
    repaired: repair,
  });
}

/** Owners that nobody can sign in as: requests for their datasets wait for a maintainer. Without accounts there is nobody to miss. */
function checkOwners(workspace: string, datasets: readonly Dataset[], findings: Findings): void {
  const names = accountNames(workspace);
  if (names === null || names.size === 0) return;
  for (const { id, owner } of datasets)
    if (!names.has(owner.toLowerCase()))
      findings.add({
        check: 'dataset-owner',
        severity: 'warning',
        path: `datasets/${id}.json`,
        message: `the dataset '${id}' is owned by '${owner}', who has no account`,
        remedy: `make the account with 'caseline users add ${owner}', or save the dataset with another owner`,
      });
}

/** Whether a case's file stands, damaged or not; for what is no id of a case none does. */
function isThere(workspace: string, id: string): boolean {
  try {
    return existsSync(documentPath(workspace, 'cases', id));
  } catch {
    return false;
  }
}

/** Cases that are listed and not there. They stay listed, with --repair too: one that comes back is as private as it was. */
function checkListed(workspace: string, datasets: readonly Dataset[], findings: Findings): void {
  for (const { id, members } of datasets) {
    const gone = members.cases.filter((listed) => !isThere(workspace, listed));
    if (gone.length > 0)
      findings.add({
        check: 'dataset-case',
        severity: 'warning',
        path: `datasets/${id}.json`,
        message: `the dataset '${id}' lists ${gone.length === 1 ? 'a case that is' : `${gone.length} cases that are`} not there: ${gone.slice(0, 5).join(', ')}${gone.length > 5 ? ', …' : ''}`,
        remedy: 'bring it back from a backup or by a crawl, or take it off the list of the dataset',
      });
  }
}

/**
 * Every dataset's file: readable, there, and as it was last saved. With `repair`, one that is damaged or gone is written
 * again from the register: what it keeps private stays so.
 */
export function checkDatasets(
  workspace: string,
  census: DocumentCensus,
  findings: Findings,
  options: { repair: boolean; reviewed: ReviewedCases },
): void {
  const register = new DatasetRegister(workspace);
  const history = new DatasetHistory(workspace);
  try {
    const survey = surveyDatasets(workspace, (id) => readDataset(workspace, id), {
      registered: () => register.registered(),
      logged: () => history.all(),
    });
    const { datasets, faults, unknown } = survey;
    const settleReviews = (): void => {
      for (const id of census.reviews) options.reviewed.note(id);
    };
    checkRegister(register, survey, findings, { repair: options.repair, settleReviews });
    for (const fault of faults) {
      const { kind, file, message, reason, last, isUnknown } = fault;
      const repaired = options.repair && kind !== 'changed' && mend(workspace, fault);
      findings.add({
        check: `dataset-${kind}`,
        severity: kind === 'changed' ? 'warning' : 'error',
        path: file,
        message: `${message}${reason === null ? '' : ` (${reason})`}${isUnknown ? ', and nobody knows which cases it keeps private: none is shown to readers' : ''}`,
        remedy:
          last === null || kind === 'changed'
            ? remedies[kind].replace('ID', fault.id)
            : `${remedies[kind].replace('ID', fault.id)}; 'caseline doctor --repair' writes it as it was last saved`,
        repaired,
      });
    }
    checkOwners(workspace, datasets, findings);
    checkListed(workspace, datasets, findings);
    if (unknown !== null && !faults.some(({ message }) => message === unknown))
      findings.add({
        check: 'dataset-unknown',
        severity: 'error',
        path: 'datasets',
        message: `${unknown}: nobody knows which cases are private, and none is shown to readers`,
        remedy: 'give its owner the right to read it, or restore it from a backup',
      });
  } finally {
    register.close();
  }
}
