import { onTestFinished } from 'vitest';
import { SqliteDatasetDesk } from '../../../data/embedded/datasets/dataset-desk.ts';
import { datasetDeskContract } from '../../contract-suites/dataset-desk.ts';
import { datasetsContract } from '../../contract-suites/datasets.ts';
import { privateCasesContract } from '../../contract-suites/private-cases.ts';
import { reopened, temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

datasetsContract(async () => {
  const { datasets, directory } = temporaryWorkspace();
  return { datasets, other: reopened(directory).datasets };
});

datasetDeskContract(async () => {
  const folder = temporaryFolder();
  let time = Date.UTC(2026, 10, 22);
  const now = () => time;
  const view = (): SqliteDatasetDesk => {
    const desk = new SqliteDatasetDesk(folder, { now });
    onTestFinished(() => desk.close());
    return desk;
  };
  return {
    desk: view(),
    other: view(),
    now,
    forward: (milliseconds) => {
      time += milliseconds;
    },
  };
});

privateCasesContract(async () => {
  const one = temporaryWorkspace();
  return { one, other: reopened(one.directory) };
});
