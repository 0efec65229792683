import type { Command } from 'commander';

type Add = (program: Command) => void;

/** Every command of `caseline`, in the order of its help. What one needs is loaded when it is asked for. */
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
  doctor: async () => (await import('./upkeep/doctor.ts')).addDoctor,
  backup: async () => (await import('./upkeep/backup.ts')).addBackup,
  restore: async () => (await import('./upkeep/backup.ts')).addRestore,
  users: async () => (await import('./people/users.ts')).addUsers,
  datasets: async () => (await import('./publish/datasets.ts')).addDatasets,
  schedule: async () => (await import('./crawl/schedule.ts')).addSchedule,
  schema: async () => (await import('./publish/schema.ts')).addSchema,
};

/**
 * The commands that a command line may mean: those it names, wherever they stand, since a name may also be the value of an
 * option; all where it names none (help, a mistyped name).
 */
export async function commandsFor(argv: readonly string[]): Promise<Add[]> {
  const named = Object.entries(commands).filter(([name]) => argv.includes(name));
  const meant = named.length > 0 && argv[0] !== 'help' ? named : Object.entries(commands);
  return Promise.all(meant.map(([, load]) => load()));
}
