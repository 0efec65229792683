import type { Command } from 'commander';
import { addCrawl } from './crawl/crawl.ts';
import { addImport } from './crawl/import.ts';
import { addInbox } from './crawl/inbox.ts';
import { addPaper } from './crawl/paper.ts';
import { addPlan } from './crawl/plan.ts';
import { addSchedule } from './crawl/schedule.ts';
import { addUsers } from './people/users.ts';
import { addCheck } from './publish/check.ts';
import { addDatasets } from './publish/datasets.ts';
import { addExport } from './publish/export.ts';
import { addRelease } from './publish/release.ts';
import { addSchema } from './publish/schema.ts';
import { addStats } from './publish/stats.ts';
import { addTasks } from './publish/tasks.ts';
import { addWaive } from './publish/waive.ts';
import { addMend } from './review/mend.ts';
import { addServe } from './review/serve.ts';
import { addSuggest } from './review/suggest.ts';
import { addBackup, addRestore } from './upkeep/backup.ts';
import { addDoctor } from './upkeep/doctor.ts';
import { addInit } from './upkeep/init.ts';

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
  addMend,
  addExport,
  addRelease,
  addStats,
  addTasks,
  addDoctor,
  addBackup,
  addRestore,
  addUsers,
  addDatasets,
  addSchedule,
  addSchema,
];
