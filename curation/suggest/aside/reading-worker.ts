import { parentPort } from 'node:worker_threads';
import type { Case } from '../../../data/format/case.ts';
import { readCaseTexts } from '../case-texts.ts';
import type { Conventions } from '../suggest.ts';

/** A case to read; what was read in it is the answer. */
export interface ReadingTask {
  readonly record: Case;
  readonly conventions: Conventions;
}

parentPort?.on('message', ({ record, conventions }: ReadingTask) => {
  parentPort?.postMessage(readCaseTexts(record, conventions));
});
