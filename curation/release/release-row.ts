import type { CellOf } from '../../data/protocols/condition.ts';
import { countryOf, regionOf, subRegionOf } from '../../data/vocabulary/countries.ts';
import { isFrontal } from '../../data/vocabulary/views.ts';
import { documentNames } from '../record/document-names.ts';
import type { RowOfImage } from '../record/rows.ts';

/** What splits, tasks and statistics need of a row: small, so that a release holds all of them at once. */
export interface ReleaseRow {
  readonly filename: string;
  readonly patientid: string;
  readonly caseId: string;
  /** The source that the case's id begins with. */
  readonly site: string;
  /** Names of the document, else the case: rows of one document never stand on both sides of a split. */
  readonly documents: readonly string[];
  readonly country: string | null;
  readonly subRegion: string | null;
  readonly region: string | null;
  readonly finding: string;
  readonly view: string;
  readonly modality: string;
  /** A frontal radiograph: PA, AP, AP Supine or AP Erect. */
  readonly frontal: boolean;
  readonly offset: number | null;
  readonly sex: string;
  readonly age: number | null;
  readonly RT_PCR_positive: string;
  readonly survival: string;
  readonly intubated: string;
  readonly intubation_present: string;
  readonly went_icu: string;
  readonly in_icu: string;
  readonly licence: string;
  /** Cells of other columns, where the tasks of the protocol ask for them. */
  readonly cells: Readonly<Record<string, string>>;
}

/** Columns that every release row has under their own names. */
export const columnsOfRow: ReadonlySet<string> = new Set([
  'filename',
  'patientid',
  'country',
  'subRegion',
  'region',
  'finding',
  'view',
  'modality',
  'offset',
  'sex',
  'age',
  'RT_PCR_positive',
  'survival',
  'intubated',
  'intubation_present',
  'went_icu',
  'in_icu',
] satisfies readonly (keyof ReleaseRow)[]);

const numberOf = (cell: string): number | null => {
  const text = cell.trim();
  return /^[+-]?\d{1,12}(\.\d{1,12})?$/.test(text) ? Number(text) : null;
};

/** The cells of a row as conditions ask for them. */
export function cellsOfRow({ cells, documents: _documents, frontal: _frontal, ...own }: ReleaseRow): CellOf {
  const known: Readonly<Record<string, string | number | null>> = { ...cells, ...own };
  return (name) => known[name] ?? null;
}

/** The small form of a row. @param columns of whose cells it keeps more than it has a name for. Pure. */
export function releaseRow(
  { caseId, row }: Pick<RowOfImage, 'caseId' | 'row'>,
  licence = row.license,
  columns: readonly string[] = [],
): ReleaseRow {
  const country = countryOf(row.location);
  const view = row.view.trim();
  const names = documentNames(row);
  return {
    filename: row.filename,
    patientid: row.patientid,
    caseId,
    site: caseId.slice(0, Math.max(0, caseId.indexOf('-'))) || caseId,
    documents: names.length > 0 ? names : [`case ${caseId}`],
    country,
    subRegion: subRegionOf(country),
    region: regionOf(country),
    finding: row.finding.trim(),
    view,
    modality: row.modality.trim(),
    frontal: isFrontal(view),
    offset: numberOf(row.offset),
    sex: row.sex.trim(),
    age: numberOf(row.age),
    RT_PCR_positive: row.RT_PCR_positive.trim(),
    survival: row.survival.trim(),
    intubated: row.intubated.trim(),
    intubation_present: row.intubation_present.trim(),
    went_icu: row.went_icu.trim(),
    in_icu: row.in_icu.trim(),
    licence: licence.trim(),
    cells: Object.fromEntries(columns.map((name) => [name, row[name]?.trim() ?? ''])),
  };
}
