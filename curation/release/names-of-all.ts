import { NameList } from '../../data/files/name-list.ts';
import type { Case } from '../../data/format/case.ts';
import { asOneFile, markedName, readableNames } from '../../data/format/file-name.ts';
import type { RowOfImage } from '../record/rows.ts';
import { hasFile } from './image-file.ts';

/**
 * Keeps the file names of all cases apart, in table order: imported tables name their files as they like, and a later one may
 * call another image the same. A row without a file keeps the name it states.
 */
export class NamesOfAll {
  readonly #taken = new NameList();
  /** Those that were changed, by case and image: few. */
  readonly #changed = new Map<string, string>();

  /** Rows of a case; the same names whenever it is asked for. */
  over(record: Case, rows: readonly RowOfImage[]): RowOfImage[] {
    const isFirst = this.#taken.add(`case/${record.id}`);
    return rows.map((owner) => {
      const { image, row } = owner;
      const key = `${record.id} ${image.id}`;
      if (isFirst && hasFile(image)) {
        let name = row.filename;
        // The mark of an export that came back may stand in a table already: then it is marked once more.
        for (let again = 0; !this.#take(name); again += 1)
          name = markedName(row.filename, record, image, again);
        if (name !== row.filename) this.#changed.set(key, name);
      }
      const filename = this.#changed.get(key);
      return filename === undefined ? owner : { ...owner, row: { ...row, filename } };
    });
  }

  /** Takes a name, and those it may be written under for its bytes. @returns false where one of them is another row's */
  #take(name: string): boolean {
    return [name, ...readableNames(name)]
      .map((one) => this.#taken.add(asOneFile(one)))
      .every((isFree) => isFree);
  }

  [Symbol.dispose](): void {
    this.#taken.close();
  }
}
