import { extname } from 'node:path';
import type { Case } from '../../data/format/case.ts';
import type { Review } from '../../data/format/review.ts';
import { UNDECIDED_FINDING } from '../../data/vocabulary/findings.ts';
import { foldReview, type ReviewState } from '../record/fold.ts';
import { exportPatientId, type RowOfImage } from '../record/rows.ts';
import { rowsToExport } from '../timeline/derive.ts';

/** Which image of ours is which file of the source: what an archive calls its ID-mapping file. */
export const idMappingColumns = [
  'case',
  'patient',
  'image',
  'file',
  'original_file',
  'source',
  'source_key',
  'url',
  'sha256',
] as const;
export type IdMappingRow = Record<(typeof idMappingColumns)[number], string>;

/** How good each image is, by the newest standing judgement. */
export const qualityColumns = ['case', 'image', 'file', 'quality', 'by', 'at'] as const;
export type QualityRow = Record<(typeof qualityColumns)[number], string>;

export const overviewColumns = [
  'modality',
  'format',
  'patients',
  'images',
  'positive',
  'negative',
  'undecided',
] as const;
export type OverviewRow = { modality: string; format: string } & Record<
  'patients' | 'images' | 'positive' | 'negative' | 'undecided',
  number
>;

const rowsOf = (record: Case, review: Review): { state: ReviewState; rows: RowOfImage[] } => {
  const state = foldReview(review);
  return { state, rows: rowsToExport(record, state) };
};

/** The last part of the address an image came from; its file name without one. */
const originalFile = (image: { url: string | null; file: string }): string => {
  const path = image.url === null ? null : URL.parse(image.url)?.pathname.split('/').at(-1);
  if (!path) return image.file;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

export function idMapping(record: Case, review: Review): IdMappingRow[] {
  return rowsOf(record, review).rows.map(({ image, row }) => ({
    case: record.id,
    patient: row.patientid,
    image: image.id,
    file: row.filename,
    original_file: originalFile(image),
    source: record.source.site,
    source_key: record.source.key,
    url: image.url ?? record.source.url ?? '',
    sha256: image.sha256 ?? '',
  }));
}

export function qualityTable(record: Case, review: Review): QualityRow[] {
  const { state, rows } = rowsOf(record, review);
  return rows.map(({ image, row }) => {
    const judged = state.standing.findLast(
      (event) => event.kind === 'image-quality' && event.image === image.id,
    );
    return {
      case: record.id,
      image: image.id,
      file: row.filename,
      quality: state.quality.get(image.id) ?? '',
      by: judged?.by ?? '',
      at: judged?.at ?? '',
    };
  });
}

/** `Pneumonia/Viral/COVID-19` is within `Pneumonia/Viral`. Several findings in one cell are separated by commas. */
const isWithin = (cell: string, condition: string): boolean =>
  cell.split(',').some((part) => part.trim() === condition || part.trim().startsWith(`${condition}/`));

/** Gathers the overview case by case: modality and file format against patients, images and the dataset's condition. */
export class Overview {
  readonly #rows = new Map<string, OverviewRow & { people: Set<string> }>();
  readonly #condition: string;
  readonly #people = new Set<string>();
  cases = 0;
  images = 0;

  /** @param condition path of the finding that counts as positive */
  constructor(condition: string) {
    this.#condition = condition;
  }

  /** @param only image ids that count; all without it */
  add(record: Case, review: Review, only?: ReadonlySet<string>): void {
    this.cases += 1;
    for (const { image, patient, row } of rowsOf(record, review).rows) {
      if (only && !only.has(image.id)) continue;
      const modality = row.modality || 'not stated';
      const format = (extname(row.filename).slice(1) || 'none').toLowerCase().replace('jpeg', 'jpg');
      const key = `${modality}\n${format}`;
      const entry = this.#rows.get(key) ?? {
        modality,
        format,
        patients: 0,
        images: 0,
        positive: 0,
        negative: 0,
        undecided: 0,
        people: new Set<string>(),
      };
      this.#rows.set(key, entry);
      const person = `${record.id}\n${patient?.id ?? exportPatientId(record, patient)}`;
      entry.people.add(person);
      this.#people.add(person);
      entry.images += 1;
      this.images += 1;
      if (row.finding === '' || row.finding === UNDECIDED_FINDING) entry.undecided += 1;
      else if (isWithin(row.finding, this.#condition)) entry.positive += 1;
      else entry.negative += 1;
    }
  }

  get patients(): number {
    return this.#people.size;
  }

  /** Most images first. */
  get rows(): OverviewRow[] {
    return [...this.#rows.values()]
      .map(({ people, ...row }) => ({ ...row, patients: people.size }))
      .sort((a, b) => b.images - a.images || (a.modality + a.format < b.modality + b.format ? -1 : 1));
  }
}
