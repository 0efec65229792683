import type { MetadataRow } from '../../data/fields/columns.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { OutputFolder, WrittenFile } from '../../data/files/output-folder.ts';
import type { Case, CaseImage } from '../../data/format/case.ts';
import { MayNameSomebody } from '../../data/identity/strip.ts';
import type { Picture } from '../../data/ports/images.ts';
import { licenceNamed } from '../../data/vocabulary/licences.ts';
import { creditOfRow } from '../checks/document-rules.ts';
import { exportName, type RowOfImage } from '../record/rows.ts';
import { changesOf, statusOf } from '../review/changes-of.ts';
import {
  eventRows,
  imageRow,
  isReviewed,
  patientRows,
  type ReleaseTableRow,
  rowMeasurements,
  timelineMeasurements,
} from './case-tables.ts';
import { CsvFile } from './csv-file.ts';
import { changesTable, Difference, type PreviousRelease } from './documents/changelog.ts';
import { provenanceOf } from './documents/provenance.ts';
import { type ExportSource, exportRuns, type RunOfRows } from './export.ts';
import { type PlacedImage, placeImage, placeOriginal } from './image-file.ts';
import type { ReleaseRow } from './release-row.ts';
import type { LeftOutReason, Selection } from './select.ts';
import { type Source, SourceCounter } from './sources/sources.ts';
import { StatisticsCollector } from './statistics/collect.ts';
import { MOST_IN_MONTAGE } from './statistics/montage.ts';
import { Fitting } from './tables/fitting.ts';
import { columnNames, type Table, tablesOf } from './tables.ts';

/** What the pass over the rows leaves behind. */
export interface WrittenRows {
  readonly files: readonly { table: Table; file: WrittenFile }[];
  /** Rows as they went out: a converted image may have another file name than was selected. */
  readonly rows: readonly ReleaseRow[];
  /** File name as selected -> as it went out. */
  readonly names: ReadonlyMap<string, string>;
  /** File name as it went out -> in the previous release; rows that are new are not in it. */
  readonly before: ReadonlyMap<string, string>;
  /** What the images come from. */
  readonly sources: readonly Source[];
  readonly statistics: StatisticsCollector;
  /** Files of the images that the montage may show. */
  readonly pictures: readonly Picture[];
  readonly converted: number;
  /** Images whose file held more than its picture: that stayed behind. */
  readonly stripped: number;
  readonly unreviewed: number;
  readonly unknownDayZero: number;
  readonly ruleSets: ReadonlyMap<string, number>;
  readonly difference: ReturnType<Difference['summary']> | null;
  readonly imageList: WrittenFile;
}

/** The name that was stated, where a file goes out under another; blank where it kept it. */
const statedName = (record: Case, image: CaseImage, name: string): string => {
  const stated = exportName(record, image);
  return stated === name ? '' : stated;
};

const bare = (name: string): string => name.replace(/\.[A-Za-z0-9]{1,5}$/, '');

/** The pass that writes metadata.csv, the normalised tables, provenance and images; a case in memory at a time. */
export class RowWriter {
  readonly #source: ExportSource;
  readonly #fields: FieldSet;
  readonly #tables: ReturnType<typeof tablesOf>;
  readonly #folder: OutputFolder;
  readonly #selection: Selection;
  readonly #selected: ReadonlyMap<string, ReleaseRow>;
  readonly #difference: Difference | null;
  readonly #csv = new Map<string, CsvFile<string>>();
  readonly #rows: ReleaseRow[] = [];
  readonly #names = new Map<string, string>();
  readonly #before = new Map<string, string>();
  readonly #statistics: StatisticsCollector;
  readonly #sources = new SourceCounter();
  readonly #pictures: Picture[] = [];
  readonly #ruleSets = new Map<string, number>();
  readonly #fitting = new Map<string, Fitting>();
  readonly #counts = { converted: 0, stripped: 0, unreviewed: 0, unknownDayZero: 0 };

  constructor(
    source: ExportSource,
    folder: OutputFolder,
    selection: Selection,
    previous: PreviousRelease | null,
  ) {
    this.#source = source;
    this.#fields = source.fields ?? builtIn;
    this.#tables = tablesOf(this.#fields);
    this.#statistics = new StatisticsCollector(this.#fields);
    this.#folder = folder;
    this.#selection = selection;
    this.#selected = new Map(selection.rows.map((row) => [row.filename, row]));
    this.#difference = previous ? new Difference(previous, this.#fields) : null;
  }

  #add(table: Table, rows: readonly ReleaseTableRow[]): void {
    const held = this.#csv.get(table.path);
    const csv = held ?? new CsvFile<string>(this.#folder, table.path, columnNames(table));
    this.#csv.set(table.path, csv);
    const fitting = this.#fitting.get(table.path) ?? new Fitting(table);
    this.#fitting.set(table.path, fitting);
    for (const row of rows) {
      csv.add(row);
      fitting.add(row);
    }
  }

  async run(onProgress?: (rows: number) => void): Promise<WrittenRows> {
    const { patients, images, events, measurements, credits, idMap } = this.#tables;
    for (const table of [
      this.#tables.metadata,
      patients,
      images,
      events,
      measurements,
      credits,
      idMap,
      changesTable,
    ])
      this.#add(table, []);
    const provenance = this.#folder.text('provenance.jsonl');
    const list = this.#folder.text('images.txt');
    const seen = new Set<string>();
    for await (const run of exportRuns(this.#source)) {
      if (!seen.has(run.record.id)) {
        seen.add(run.record.id);
        await this.#addCase(run);
      }
      for (const owner of run.rows) {
        const small = this.#selected.get(owner.row.filename);
        if (!small) continue;
        const placed = await this.#place(run, owner);
        if (!placed) continue;
        list.write(`${placed.written.path}\n`);
        await this.#addRow(run, owner, small, placed);
        for (const line of provenanceOf(run.record, run.state, owner, placed.name, this.#fields)) {
          if (line.ruleSet) this.#ruleSets.set(line.ruleSet, (this.#ruleSets.get(line.ruleSet) ?? 0) + 1);
          provenance.write(`${JSON.stringify(line)}\n`);
        }
        onProgress?.(this.#rows.length);
      }
    }
    this.#addRemoved();
    const left = this.#tables.leftOut;
    this.#add(
      left,
      this.#selection.leftOut.map((row) => ({ ...row })),
    );
    const sources = this.#sources.result();
    this.#add(
      this.#tables.sources,
      sources.map(({ name: source, authors, films, ...rest }) => ({
        ...rest,
        ...films,
        source,
        authors: authors.join('; '),
      })),
    );
    provenance.end();
    const imageList = list.end();
    return {
      files: [...this.#csv].map(([path, csv]) => ({
        table: this.#fitting.get(path)?.table() ?? this.#tables.metadata,
        file: csv.end(),
      })),
      rows: this.#rows,
      names: this.#names,
      before: this.#before,
      sources,
      statistics: this.#statistics,
      pictures: this.#pictures,
      ...this.#counts,
      ruleSets: this.#ruleSets,
      difference: this.#difference?.summary() ?? null,
      imageList,
    };
  }

  /** Null for a file that was lost between the checks and here, or that turns out to be one that must not go out. */
  async #place({ record }: RunOfRows, { image, row }: RowOfImage): Promise<PlacedImage | null> {
    try {
      return await placeImage(this.#source.images, this.#folder, image, row.filename);
    } catch (error) {
      if (!(error instanceof MayNameSomebody)) throw error;
      const { filename, patientid, license: licence } = row;
      this.#add(this.#tables.leftOut, [
        {
          filename,
          patientid,
          case: record.id,
          reason: 'may-name-somebody' satisfies LeftOutReason,
          licence,
        },
      ]);
      return null;
    }
  }

  async #addCase(run: RunOfRows): Promise<void> {
    const images = this.#selection.patients;
    const patients = patientRows(run, images, this.#fields);
    if (patients.length === 0) return;
    this.#counts.unknownDayZero += patients.filter(({ day_zero: zero }) => zero === 'unknown').length;
    const { reopened } = await changesOf(this.#source, run.record, run.review);
    this.#statistics.addCase(statusOf(run.state, reopened));
    this.#add(this.#tables.patients, patients);
    this.#add(this.#tables.events, eventRows(run, images));
    this.#add(this.#tables.measurements, timelineMeasurements(run, images));
  }

  async #addRow(run: RunOfRows, owner: RowOfImage, small: ReleaseRow, placed: PlacedImage): Promise<void> {
    const row: MetadataRow = { ...owner.row, filename: placed.name };
    const { extension } = placed.stored;
    const stem = bare(placed.name);
    const original = placed.converted
      ? await placeOriginal(
          this.#source.images,
          this.#folder,
          `originals/${stem.toLowerCase().endsWith(`.${extension}`) ? stem : `${stem}.${extension}`}`,
          placed.stored,
        )
      : null;
    const code = small.licence;
    const credit = creditOfRow(run, owner) ?? '';
    const licence = licenceNamed(code);
    this.#add(this.#tables.metadata, [this.#fields.row((column) => row[column] ?? '')]);
    this.#add(this.#tables.images, [imageRow(run, owner, placed, original, { code, credit }, this.#fields)]);
    this.#add(this.#tables.measurements, rowMeasurements(run, owner, placed.name, this.#fields));
    this.#add(this.#tables.credits, [
      {
        filename: placed.name,
        licence_code: code,
        licence_name: licence?.name ?? code,
        licence_url: licence?.url ?? '',
        licence_stated: row.license,
        credit,
        // An imported table names no document; its cases are called after their patients.
        title: owner.image.imported ? '' : run.record.document.title,
        authors: run.record.document.authors.join('; '),
        doi: row.doi.trim(),
        url: row.url.trim(),
      },
    ]);
    const before = this.#difference?.before(placed.name, placed.stored.sha256) ?? null;
    if (before) this.#before.set(placed.name, before.filename);
    this.#add(this.#tables.idMap, [
      {
        filename: placed.name,
        patientid: row.patientid,
        stated_filename: statedName(run.record, owner.image, placed.name),
        previous_filename: before?.filename ?? '',
        previous_patientid: before?.patientid ?? '',
        case: run.record.id,
        url: row.url.trim(),
      },
    ]);
    this.#add(
      changesTable,
      (this.#difference?.take(row, before) ?? []).map((change) => ({ ...change })),
    );
    const kept = { ...small, filename: placed.name };
    this.#rows.push(kept);
    this.#names.set(small.filename, placed.name);
    this.#statistics.add(kept, row, placed.stored);
    this.#sources.add(run.record, owner, row, kept);
    // A montage is a changed copy: not of images whose licence forbids changes.
    const mayChange = licenceNamed(kept.licence)?.derivatives === true;
    const shown = placed.undecodable === null && row.folder !== 'volumes' && mayChange;
    if (shown && this.#pictures.length < MOST_IN_MONTAGE) this.#pictures.push(placed.picture);
    if (placed.stripped.length > 0) this.#counts.stripped += 1;
    if (placed.converted) this.#counts.converted += 1;
    if (!isReviewed(run.state, owner)) this.#counts.unreviewed += 1;
  }

  #addRemoved(): void {
    for (const { change, row } of this.#difference?.removed() ?? []) {
      this.#add(changesTable, [{ ...change }]);
      this.#add(this.#tables.idMap, [
        {
          filename: '',
          patientid: '',
          stated_filename: '',
          previous_filename: row.filename,
          previous_patientid: row.patientid,
          case: '',
          url: row.url,
        },
      ]);
    }
  }
}
