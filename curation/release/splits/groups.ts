/**
 * Rows that must stay on one side of a split: those of one patient, of one document, and those that show the
 * same film or the same patient elsewhere, taken together as far as they reach (union-find).
 */

export interface Grouped {
  readonly filename: string;
  readonly patientid: string;
  readonly document: string;
}

class Union {
  readonly #parents = new Map<string, string>();

  find(item: string): string {
    let root = item;
    for (let parent = this.#parents.get(root); parent !== undefined && parent !== root; ) {
      root = parent;
      parent = this.#parents.get(root);
    }
    // Shorten the way for the next time.
    for (let at = item; at !== root; ) {
      const next = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [rootA, rootB] = [this.find(a), this.find(b)];
    if (rootA !== rootB) this.#parents.set(rootA, rootB);
  }
}

/**
 * Group number of each row, counted from 1 in the order of the table.
 * @param same pairs of file names that show the same film
 * @param patients pairs of patient ids that are held for one person
 */
export function groupRows(
  rows: readonly Grouped[],
  same: readonly (readonly [string, string])[],
  patients: readonly (readonly [string, string])[] = [],
): Map<string, number> {
  const union = new Union();
  for (const row of rows) {
    union.join(`file ${row.filename}`, `patient ${row.patientid}`);
    union.join(`file ${row.filename}`, `document ${row.document}`);
  }
  for (const [a, b] of same) union.join(`file ${a}`, `file ${b}`);
  for (const [a, b] of patients) union.join(`patient ${a}`, `patient ${b}`);
  const numbers = new Map<string, number>();
  const groups = new Map<string, number>();
  for (const { filename } of rows) {
    const root = union.find(`file ${filename}`);
    const number = numbers.get(root) ?? numbers.size + 1;
    numbers.set(root, number);
    groups.set(filename, number);
  }
  return groups;
}
