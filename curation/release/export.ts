import type { MetadataRow } from '../../data/fields/columns.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { openOutputFolder } from '../../data/files/output-folder.ts';
import type { Case } from '../../data/format/case.ts';
import { patientNamed, REFERENCE } from '../../data/format/patient-name.ts';
import type { Review } from '../../data/format/review.ts';
import { MayNameSomebody } from '../../data/identity/strip.ts';
import { scalingInWords } from '../../data/picture/eight-bit.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import type { Protocol } from '../../data/protocols/protocol.ts';
import { foldReview, type ReviewState } from '../record/fold.ts';
import type { RowOfImage } from '../record/rows.ts';
import type { CaseReader } from '../suggest/case-reading.ts';
import { rowsToExport } from '../timeline/derive.ts';
import { CsvFile } from './csv-file.ts';
import { type ExportedImages, hasFile, type PlacedImage, placeImage } from './image-file.ts';
import { InOrder } from './in-order.ts';
import { NamesOfAll } from './names-of-all.ts';

/** What rows are made from. */
export interface RunSource {
  readonly cases: Pick<CaseStore, 'get' | 'former'>;
  readonly reviews: Pick<ReviewStore, 'get'>;
  /** What the collection asks; the built-in fields without it. */
  readonly fields?: FieldSet;
  /** Whose fields these are, with its tasks and whom it includes; the built-in one without it. */
  readonly protocol?: Protocol;
  /** Reads the texts of a case; left out: every source counts its hospital days as stated. */
  readonly read?: CaseReader;
  /** Rows of one table dataset alone, its patients by their own ids; `collection` is the reference's. */
  readonly dataset?: string | undefined;
  /** Runs of images of one case, in the order of the table. */
  exportOrder(): AsyncIterable<{ id: string; images: readonly string[] }>;
}

/** What an export needs of a workspace. */
export interface ExportSource extends RunSource {
  readonly images: ExportedImages;
}

/** Names kept as examples, so that a table of any length needs the same memory. */
const EXAMPLES = 1_000;

export interface ExportResult {
  rows: number;
  images: number;
  /** Rows whose image is not in the workspace: the row stands, its file does not. */
  missing: number;
  /** File names of the first thousand of them. */
  missingFiles: string[];
  /** Images that could not be made 8-bit, copied as they are, with the reason: the first thousand. */
  undecodable: { file: string; reason: string }[];
  /** Images of more than 8 bits with how their values became 8-bit ones: the first thousand. */
  scaled: { file: string; how: string }[];
  /** Files that go out under another name than the row had, for that is how their bytes are read: the first thousand. */
  renamed: { from: string; to: string }[];
  /** Images whose file holds more than its picture (EXIF, comments, text): that stayed behind. */
  stripped: number;
  /** Images that may name a patient: the row stands, the file stays behind; the first thousand of them, with the reason. */
  refused: number;
  refusedFiles: { file: string; reason: string }[];
}

/** A run of rows of one case, in table order, with what they came from. */
export interface RunOfRows {
  readonly record: Case;
  readonly review: Review;
  readonly state: ReviewState;
  /** All rows of the case; `rows` are those of this run. */
  readonly all: readonly RowOfImage[];
  readonly rows: readonly RowOfImage[];
}

const isOf = ({ source }: Case, dataset: string | undefined): boolean =>
  dataset === undefined || (source.site === 'collection' && (source.dataset ?? REFERENCE) === dataset);

/** A row whose patient is called as the table of its dataset does. */
const withOwnId =
  ({ source: { dataset } }: Case) =>
  (owner: RowOfImage): RowOfImage => {
    if (dataset === undefined) return owner;
    const { id } = patientNamed(owner.row.patientid, new Set([dataset]));
    return { ...owner, row: { ...owner.row, patientid: id } };
  };

/** Runs in table order, one case in memory at a time; cut images follow the image they were cut from. */
export async function* exportRuns(source: RunSource): AsyncGenerator<RunOfRows> {
  using names = new NamesOfAll();
  for await (const run of source.exportOrder()) {
    const record = await source.cases.get(run.id);
    if (!record || !isOf(record, source.dataset)) continue;
    const review = await source.reviews.get(run.id);
    const state = foldReview(review);
    const wanted = new Set(run.images);
    const held = new Set(record.images.map(({ id }) => id));
    const origin = new Map<string, string>();
    const stated = rowsToExport(record, state, source.fields);
    const all = names.over(record, source.dataset === undefined ? stated : stated.map(withOwnId(record)));
    const rows = all.filter((row) => {
      const parent: string =
        row.image.parent && !held.has(row.image.id)
          ? (origin.get(row.image.parent.image) ?? row.image.parent.image)
          : row.image.id;
      origin.set(row.image.id, parent);
      return wanted.has(parent);
    });
    yield { record, review, state, all, rows };
  }
}

/** The rows alone. */
export async function* exportRows(source: RunSource): AsyncGenerator<RowOfImage> {
  for await (const { rows } of exportRuns(source)) yield* rows;
}

const exported = new Set(['metadata.csv', 'images', 'volumes']);
/** Files that are copied or converted at the same time. */
const AT_ONCE = 8;

/** A row with its file, or null where there is none. */
interface PlacedRow {
  readonly row: MetadataRow;
  readonly placed: PlacedImage | null;
  /** Why the file must not go out. */
  readonly refused?: string;
}

/**
 * Writes `OUT/metadata.csv`, `OUT/images/` and, where there are volumes, `OUT/volumes/`: the layout that readers of
 * the reference collection expect. Made beside OUT and renamed when whole: a failed export leaves what was there.
 * @throws InvalidInput when OUT holds anything but an earlier export.
 */
export async function exportCollection(
  source: ExportSource,
  target: string,
  options: { onProgress?: (rows: number) => void } = {},
): Promise<ExportResult> {
  const { onProgress } = options;
  const folder = openOutputFolder(target, (entries) => entries.every((entry) => exported.has(entry)), {
    plain: true,
  });
  const result: ExportResult = {
    rows: 0,
    images: 0,
    missing: 0,
    missingFiles: [],
    undecodable: [],
    scaled: [],
    renamed: [],
    stripped: 0,
    refused: 0,
    refusedFiles: [],
  };
  const csv = new CsvFile(folder, 'metadata.csv', (source.fields ?? builtIn).columnNames);
  const rows = new InOrder<PlacedRow>(AT_ONCE, ({ row, placed, refused }) => {
    if (placed) {
      result.images += 1;
      if (placed.stripped.length > 0) result.stripped += 1;
      if (placed.scaled && result.scaled.length < EXAMPLES)
        result.scaled.push({ file: placed.name, how: scalingInWords(placed.scaled) });
      if (placed.name !== row.filename && result.renamed.length < EXAMPLES)
        result.renamed.push({ from: row.filename, to: placed.name });
      if (placed.undecodable !== null && result.undecodable.length < EXAMPLES)
        result.undecodable.push({ file: placed.name, reason: placed.undecodable });
    } else if (refused !== undefined) {
      result.refused += 1;
      if (result.refused <= EXAMPLES) result.refusedFiles.push({ file: row.filename, reason: refused });
    } else {
      result.missing += 1;
      if (result.missing <= EXAMPLES) result.missingFiles.push(row.filename);
    }
    csv.add(placed && placed.name !== row.filename ? { ...row, filename: placed.name } : row);
    result.rows += 1;
    onProgress?.(result.rows);
  });
  const place = async ({ image, row }: RowOfImage): Promise<PlacedRow> => {
    try {
      return { row, placed: await placeImage(source.images, folder, image, row.filename) };
    } catch (error) {
      if (!(error instanceof MayNameSomebody)) throw error;
      return { row, placed: null, refused: error.message };
    }
  };
  try {
    for await (const run of exportRuns(source)) {
      for (const owner of run.rows) {
        const { row, image } = owner;
        const full = rows.add(hasFile(image) ? place(owner) : { row, placed: null });
        if (full) await full;
      }
    }
    await rows.end();
    csv.end();
    if (result.images === 0) folder.makeFolder('images');
    folder.commit();
    return result;
  } catch (error) {
    // What is still being copied must not come back into a folder that is gone.
    await rows.abandon();
    folder.discard();
    throw error;
  }
}
