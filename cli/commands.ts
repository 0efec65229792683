import type { Command } from 'commander';
import { addBackup, addRestore } from './backup.ts';
import { addCheck } from './check.ts';
import { addCrawl } from './crawl.ts';
import { addDatasets } from './datasets.ts';
import { addDoctor } from './doctor.ts';
import { addExport } from './export.ts';
import { addImport } from './import.ts';
import { addInbox } from './inbox.ts';
import { addInit } from './init.ts';
import { addPaper } from './paper.ts';
import { addPlan } from './plan.ts';
import { addRelease } from './release.ts';
import { addSchedule } from './schedule.ts';
import { addSchema } from './schema.ts';
import { addServe } from './serve.ts';
import { addStats } from './stats.ts';
import { addSuggest } from './suggest.ts';
import { addUsers } from './users.ts';
import { addWaive } from './waive.ts';

/** Every command of `caseline`, in the order of its help. */
export const commands: readonly ((program: Command) => void)[] = [
  addInit,
  addPlan,
  addCrawl,
  addPaper,
  addInbox,
  addImport,
  addSuggest,
  addServe,
  addCheck,
  addWaive,
  addExport,
  addRelease,
  addStats,
  addDoctor,
  addBackup,
  addRestore,
  addUsers,
  addDatasets,
  addSchedule,
  addSchema,
];
