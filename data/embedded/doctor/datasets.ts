import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetFault } from '../../ports/datasets.ts';
import { DatasetRegister } from '../datasets/dataset-register.ts';
import { surveyDatasets } from '../datasets/dataset-survey.ts';
import { readDataset } from '../datasets/datasets.ts';
import { writeJson } from '../disk/json-file.ts';
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
 * Every dataset's file: readable, there, and as it was last saved. With `repair`, one that is damaged or gone is written
 * again from the register: what it keeps private stays so.
 */
export function checkDatasets(workspace: string, findings: Findings, options: { repair: boolean }): void {
  const register = new DatasetRegister(workspace);
  try {
    const { faults, unknown } = surveyDatasets(
      workspace,
      (id) => readDataset(workspace, id),
      () => register.all(),
    );
    for (const fault of faults) {
      const { kind, file, message, reason, last } = fault;
      const repaired = options.repair && kind !== 'changed' && mend(workspace, fault);
      findings.add({
        check: `dataset-${kind}`,
        severity: kind === 'changed' ? 'warning' : 'error',
        path: file,
        message: `${message}${reason === null ? '' : ` (${reason})`}${last === null ? ', and nobody knows which cases it keeps private: none is shown to readers' : ''}`,
        remedy:
          last === null || kind === 'changed'
            ? remedies[kind].replace('ID', fault.id)
            : `${remedies[kind].replace('ID', fault.id)}; 'caseline doctor --repair' writes it as it was last saved`,
        repaired,
      });
    }
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
