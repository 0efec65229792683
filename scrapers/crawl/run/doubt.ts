import type { CaseDraft } from '../../../data/format/case.ts';
import type { SourceMemory } from '../../../data/ports/crawl/crawls.ts';
import type { SuspectCases } from '../../../data/ports/crawl/suspect-cases.ts';
import type { FieldFill } from '../source.ts';
import { DriftFound, type FillRates } from './fill-rates.ts';

export interface DoubtParts {
  readonly source: string;
  readonly fillRates: FillRates;
  readonly suspects: SuspectCases;
  readonly memory: Pick<SourceMemory, 'noteDrift' | 'forgetDrift'>;
  /** Cases are counted and none is doubted: a person has said that the site is as it is now. */
  readonly accepted: boolean;
}

/** What makes a case that lacks what others had wait in `suspect/`, and what ends the run when too many do. */
export class Doubt {
  readonly #parts: DoubtParts;

  constructor(parts: DoubtParts) {
    this.#parts = parts;
  }

  /**
   * Adds a case to what is known of its source.
   * @returns the fields for which it must wait
   * @throws DriftFound when one has fallen away; the case then waits for a person
   */
  async observe(draft: CaseDraft, fills: readonly FieldFill[], url: string): Promise<readonly string[]> {
    const { fillRates, memory, accepted } = this.#parts;
    if (accepted) {
      fillRates.count(fills);
      return [];
    }
    try {
      const { doubtful, recovered } = fillRates.observe(fills, url);
      for (const field of recovered) await memory.forgetDrift(field);
      if (doubtful.length > 0) await this.#putAside(draft);
      return doubtful;
    } catch (error) {
      if (error instanceof DriftFound) await this.#putAside(draft);
      throw await this.#noted(error);
    }
  }

  /** The last look, when the run has come to its end. @throws DriftFound */
  async conclude(url: string): Promise<void> {
    if (this.#parts.accepted) return;
    try {
      this.#parts.fillRates.conclude(url);
    } catch (error) {
      throw await this.#noted(error);
    }
  }

  isCleared(fields: readonly string[]): boolean {
    return fields.every((field) => !this.#parts.fillRates.isDoubtful(field));
  }

  /** The case is among the others. */
  async forget(id: string): Promise<void> {
    await this.#parts.suspects.remove(this.#parts.source, id);
  }

  async #putAside(draft: CaseDraft): Promise<void> {
    await this.#parts.suspects.keep(this.#parts.source, draft);
  }

  async #noted(error: unknown): Promise<unknown> {
    if (error instanceof DriftFound) {
      for (const drift of error.drifts) await this.#parts.memory.noteDrift(drift);
    }
    return error;
  }
}
