import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { openOutputFolder, type WrittenFile } from '../../data/files/output-folder.ts';
import type { Dataset } from '../../data/format/dataset.ts';
import { MayNameSomebody } from '../../data/identity/strip.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import { foldReview } from '../record/fold.ts';
import { CsvFile } from '../release/csv-file.ts';
import { type ExportedImages, type PlacedImage, placeImage } from '../release/image-file.ts';
import { rowsToExport } from '../timeline/derive.ts';
import {
  idMapping,
  idMappingColumns,
  Overview,
  overviewColumns,
  qualityColumns,
  qualityTable,
} from './tables.ts';

export interface PackageSource {
  readonly cases: Pick<CaseStore, 'get'>;
  readonly reviews: Pick<ReviewStore, 'get'>;
  readonly images: ExportedImages;
  /** What the collection asks; the built-in fields without it. */
  readonly fields?: FieldSet;
}

export interface PackageResult {
  readonly cases: number;
  readonly rows: number;
  readonly images: number;
  /** Images whose licence (or its absence) does not let them be passed on, with a row in no table. */
  readonly withheld: number;
  /** Images whose file held more than its picture (EXIF, comments, text): that stayed behind. */
  readonly stripped: number;
  /** Images that may name a patient: the row stands, the file stayed behind. */
  readonly refused: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Writes a dataset, or a selection of its cases, as a folder: `metadata.csv` with `images/` (the layout that existing
 * loaders read), `id-mapping.csv`, `image-quality.csv`, `overview.csv`, `credits.csv`, `dataset.json`, `checksums.sha256`.
 * @param mayPass whether an image under this licence code (null: not known) may be passed on
 */
export async function packageDataset(
  source: PackageSource,
  dataset: Dataset,
  ids: readonly string[],
  out: string,
  mayPass: (licence: string | null) => boolean,
): Promise<PackageResult> {
  const folder = openOutputFolder(out, () => false);
  try {
    const { fields = builtIn } = source;
    const metadata = new CsvFile(folder, 'metadata.csv', fields.columnNames);
    const mapping = new CsvFile(folder, 'id-mapping.csv', idMappingColumns);
    const quality = new CsvFile(folder, 'image-quality.csv', qualityColumns);
    const credits = new CsvFile(folder, 'credits.csv', ['file', 'credit', 'licence', 'url']);
    const overview = new Overview(dataset.condition);
    const refused: { file: string; reason: string }[] = [];
    const result = { cases: 0, rows: 0, images: 0, withheld: 0, stripped: 0, refused };
    for (const id of ids) {
      const record = await source.cases.get(id);
      if (!record) continue;
      const review = await source.reviews.get(id);
      result.cases += 1;
      const names = new Map<string, string>();
      for (const { image, row } of rowsToExport(record, foldReview(review), fields)) {
        const licence = (image.origin?.licence ?? record.document.licence).code;
        if (!mayPass(licence)) {
          result.withheld += 1;
          continue;
        }
        const placed = await placeImage(source.images, folder, image, row.filename).catch(
          (error: unknown): PlacedImage | null => {
            if (!(error instanceof MayNameSomebody)) throw error;
            refused.push({ file: row.filename, reason: error.message });
            return null;
          },
        );
        const file = placed?.name ?? row.filename;
        names.set(image.id, file);
        metadata.add({ ...row, filename: file });
        const credit = image.origin?.credit ?? record.document.credit ?? record.document.citation ?? '';
        credits.add({
          file,
          credit,
          licence: licence ?? '',
          url: image.origin?.url ?? record.source.url ?? '',
        });
        result.rows += 1;
        if (placed) result.images += 1;
        if (placed && placed.stripped.length > 0) result.stripped += 1;
      }
      for (const row of idMapping(record, review))
        if (names.has(row.image)) mapping.add({ ...row, file: names.get(row.image) ?? '' });
      for (const row of qualityTable(record, review))
        if (names.has(row.image)) quality.add({ ...row, file: names.get(row.image) ?? '' });
      if (names.size > 0) overview.add(record, review, new Set(names.keys()));
    }
    for (const file of [metadata, mapping, quality, credits]) file.end();
    const table = new CsvFile(folder, 'overview.csv', overviewColumns);
    for (const row of overview.rows) table.add(row);
    table.end();
    if (result.images === 0) folder.makeFolder('images');
    const { id, title, description, contact, licence, condition } = dataset;
    folder.write(
      'dataset.json',
      `${JSON.stringify({ id, title, description, contact, licence, condition, ...result }, null, 1)}\n`,
    );
    folder.write(
      'checksums.sha256',
      folder
        .files()
        .map((file: WrittenFile) => `${file.sha256}  ${file.path}\n`)
        .join(''),
    );
    folder.commit();
    return result;
  } catch (error) {
    folder.discard();
    throw error;
  }
}
