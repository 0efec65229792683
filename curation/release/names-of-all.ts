import { NameList } from '../../data/files/name-list.ts';
import type { Case } from '../../data/format/case.ts';
import { asOneFile, markedName } from '../record/file-names.ts';
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
      if (isFirst && hasFile(image) && !this.#taken.add(asOneFile(row.filename)))
        this.#changed.set(key, markedName(row.filename, record, image));
      const filename = this.#changed.get(key);
      return filename === undefined ? owner : { ...owner, row: { ...row, filename } };
    });
  }

  [Symbol.dispose](): void {
    this.#taken.close();
  }
}
