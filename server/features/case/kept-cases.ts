import type { CaseReading } from '../../../curation/suggest/case-reading.ts';
import type { Case } from '../../../data/format/case.ts';
import { Newest } from '../../../data/newest.ts';
import type { FormerCase } from '../../../data/ports/cases.ts';
import type { Services } from '../../shell/context.ts';

/** Cases whose suggestions are kept, and states of pages: a few for each of twenty people. */
const CASES = 200;
const STATES = 48;

/**
 * The cases looked at last, with what the rules read in them and how pages stood: a key pressed on a case costs
 * neither its file nor the rules again. A changed file, by anybody, is read anew: its mark tells.
 */
export class KeptCases<View extends { readonly isWaiting: boolean }> {
  readonly #services: Services;
  readonly #records = new Newest<{ readonly mark: string; readonly record: Case }>(CASES);
  readonly #reads = new Newest<{ readonly record: Case; readonly read: CaseReading }>(CASES);
  /** Of each case read from its file, what it was before. */
  readonly #former = new WeakMap<Case, readonly FormerCase[]>();
  readonly #views = new Newest<{ readonly record: Case; readonly view: View }>(STATES);

  constructor(services: Services) {
    this.#services = services;
  }

  /** The case, or null when there is none; nobody may change it. @throws InvalidInput when its file is damaged */
  async record(id: string): Promise<Case | null> {
    const { cases, index } = this.#services.workspace;
    const mark = await cases.mark(id);
    const held = this.#records.get(id);
    if (held && held.mark === mark) return held.record;
    const record = await cases.get(id);
    if (record) this.#former.set(record, await cases.former(id));
    // Written between the look and the reading: read, but not kept under a mark that is not its own.
    if (record && mark !== null && mark === (await cases.mark(id))) {
      this.#records.put(id, { mark, record });
      index.offer(id, mark, record);
    }
    return record;
  }

  /** Earlier states of a case that `record` gave, newest first. */
  former(record: Case): readonly FormerCase[] {
    return this.#former.get(record) ?? [];
  }

  /** What the rules read: they run once a revision of a case, not once a key. @throws NotYetRead as `CaseReader` */
  read(record: Case): CaseReading {
    const held = this.#reads.get(record.id);
    if (held && (held.record === record || held.record.rev === record.rev)) return held.read;
    const read = this.#services.read(record);
    this.#reads.put(record.id, { record, read });
    return read;
  }

  /** @param key names everything but the case, and what is read of it, that the view depends on */
  view(key: string, record: Case, make: () => View): View {
    const held = this.#views.get(key);
    if (held?.record === record && !held.view.isWaiting) return held.view;
    const view = make();
    this.#views.put(key, { record, view });
    return view;
  }
}
