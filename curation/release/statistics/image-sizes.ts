import { isDecidedFinding } from '../../../data/vocabulary/findings.ts';
import { filmsOfPaper } from '../../../data/vocabulary/views.ts';
import type { ReleaseRow } from '../release-row.ts';

/** Figure 4 of the reference's paper: how large the frontal films are. */

/** In pixels; null where there is no file, or none that can be decoded. */
export interface ImageSize {
  readonly width: number | null;
  readonly height: number | null;
}

export interface SizeCount {
  readonly width: number;
  readonly height: number;
  readonly count: number;
}

const filmNames: readonly string[] = filmsOfPaper;

/** Counts the films that the paper's tables count, by their size. */
export class SizeCounter {
  readonly #counts = new Map<string, SizeCount>();
  #missing = 0;

  add({ view, finding }: ReleaseRow, { width, height }: ImageSize): void {
    if (!filmNames.includes(view) || !isDecidedFinding(finding)) return;
    if (width === null || height === null) {
      this.#missing += 1;
      return;
    }
    const key = `${width} ${height}`;
    this.#counts.set(key, { width, height, count: (this.#counts.get(key)?.count ?? 0) + 1 });
  }

  /** Smallest first. */
  result(): { sizes: SizeCount[]; sizesMissing: number } {
    const sizes = [...this.#counts.values()].sort((a, b) => a.width - b.width || a.height - b.height);
    return { sizes, sizesMissing: this.#missing };
  }
}
