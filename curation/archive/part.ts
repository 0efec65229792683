import type { CaseStore } from '../../data/ports/cases.ts';
import type { CheckSource } from '../checks/check-workspace.ts';
import type { ExportSource } from '../release/export.ts';

type Whole = Omit<ExportSource & CheckSource, 'cases'> & {
  readonly cases: Pick<CaseStore, 'get' | 'all' | 'former'>;
};

/** A workspace as if it held these cases only: what a release of one dataset, or of a cohort of it, is made from. */
export function partOfDataset(whole: Whole, ids: readonly string[]): ExportSource & CheckSource {
  const among = new Set(ids);
  return {
    ...whole,
    cases: {
      get: async (id) => (among.has(id) ? whole.cases.get(id) : null),
      former: (id) => whole.cases.former(id),
      async *all(filter = {}) {
        for await (const record of whole.cases.all(filter)) if (among.has(record.id)) yield record;
      },
    },
    async *exportOrder() {
      for await (const run of whole.exportOrder()) if (among.has(run.id)) yield run;
    },
  };
}
