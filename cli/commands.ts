import type { Command } from 'commander';

type Add = (program: Command) => void;

/** Every command of `caseline` by its name, in the order of its help; each is loaded when it is asked for. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  init: async () => (await import('./upkeep/init.ts')).addInit,
  plan: async () => (await import('./crawl/plan.ts')).addPlan,
  crawl: async () => (await import('./crawl/crawl.ts')).addCrawl,
  paper: async () => (await import('./crawl/paper.ts')).addPaper,
  inbox: async () => (await import('./crawl/inbox.ts')).addInbox,
  import: async () => (await import('./crawl/import.ts')).addImport,
  suggest: async () => (await import('./review/suggest.ts')).addSuggest,
  serve: async () => (await import('./review/serve.ts')).addServe,
  check: async () => (await import('./publish/check.ts')).addCheck,
  waive: async () => (await import('./publish/waive.ts')).addWaive,
  mend: async () => (await import('./review/mend.ts')).addMend,
  export: async () => (await import('./publish/export.ts')).addExport,
  release: async () => (await import('./publish/release.ts')).addRelease,
  stats: async () => (await import('./publish/stats.ts')).addStats,
  tasks: async () => (await import('./publish/tasks.ts')).addTasks,
  doctor: async () => (await import('./upkeep/doctor.ts')).addDoctor,
  backup: async () => (await import('./upkeep/backup.ts')).addBackup,
  restore: async () => (await import('./upkeep/backup.ts')).addRestore,
  config: async () => (await import('./upkeep/config.ts')).addConfig,
  users: async () => (await import('./people/users.ts')).addUsers,
  datasets: async () => (await import('./publish/datasets.ts')).addDatasets,
  schedule: async () => (await import('./crawl/schedule.ts')).addSchedule,
  protocol: async () => (await import('./publish/protocol.ts')).addProtocol,
  schema: async () => (await import('./publish/schema.ts')).addSchema,
};

/** The commands that a command line names, else all of them: what starts one need not load the others. */
export function commandsFor(argv: readonly string[]): Promise<readonly Add[]> {
  const every = Object.entries(commands);
  const named = every.filter(([name]) => argv.includes(name));
  return Promise.all((named.length > 0 ? named : every).map(([, load]) => load()));
}
