import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { numberOf } from '../../data/fields/value.ts';
import type { Day } from '../../data/format/day.ts';
import { quoteStands } from '../../data/format/quotable.ts';
import { quantities } from '../../data/format/timeline.ts';
import { scalingInWords } from '../../data/picture/eight-bit.ts';
import { countryOf, regionOf, subRegionOf } from '../../data/vocabulary/countries.ts';
import { cellOfRow } from '../record/cell.ts';
import { decisionFor, type ReviewState } from '../record/fold.ts';
import { exportPatientId, type RowOfImage } from '../record/rows.ts';
import { timelineOf } from '../timeline/derive.ts';
import type { RunOfRows } from './export.ts';
import type { PlacedImage } from './image-file.ts';

/** Rows of the normalised tables, made from a case. Pure. */

export type ReleaseTableRow = Readonly<Record<string, string | number | null | undefined>>;

const noDay = { day_from: null, day_to: null, day_anchor: '', day_certainty: '' };

const dayCells = (day: Day | null): ReleaseTableRow =>
  day ? { day_from: day.from, day_to: day.to, day_anchor: day.anchor, day_certainty: day.certainty } : noDay;

/** What a patient has once: the first row that states it. */
const first = (rows: readonly RowOfImage[], column: string): string =>
  rows.map(({ row }) => row[column]?.trim() ?? '').find((cell) => cell !== '') ?? '';

/** `patients.csv`: patients of a case that have images in the release. */
export function patientRows(
  { record, state, all }: RunOfRows,
  images: ReadonlyMap<string, number>,
  fields: FieldSet = builtIn,
): ReleaseTableRow[] {
  const ids = [...new Set(all.map(({ row }) => row.patientid))].filter((id) => images.has(id));
  return ids.map((patientid) => {
    const own = all.filter(({ row }) => row.patientid === patientid);
    const location = first(own, 'location');
    const country = countryOf(location);
    const patient = own[0]?.patient?.id ?? null;
    const stated = fields.inTable('patients').map(({ name, kind }): [string, string | number | null] => {
      const cell = first(own, name);
      return [name, kind === 'number' ? numberOf(cell) : cell];
    });
    return {
      patientid,
      case: record.id,
      source: record.source.site,
      ...Object.fromEntries(stated),
      country: country ?? '',
      sub_region: subRegionOf(country) ?? '',
      region: regionOf(country) ?? '',
      day_zero: patient === null ? 'unknown' : timelineOf(record, state, patient, fields).dayZero,
      images: images.get(patientid) ?? 0,
    };
  });
}

const dayOfImage = (
  { record, state }: RunOfRows,
  { image, patient, row }: RowOfImage,
  fields: FieldSet,
): Day | null => {
  const placed = timelineOf(record, state, patient?.id ?? null, fields).images.find(
    (known) => known.image === image.id,
  );
  if (placed?.day ?? placed?.stated) return placed?.day ?? placed?.stated ?? null;
  const number = numberOf(row.offset);
  return number === null || !Number.isInteger(number)
    ? null
    : { from: number, to: number, anchor: 'unknown', certainty: 'exact' };
};

/** `images.csv`: one image that went out. */
export function imageRow(
  run: RunOfRows,
  owner: RowOfImage,
  placed: PlacedImage,
  original: { path: string; sha256: string } | null,
  licence: { code: string; credit: string },
  fields: FieldSet = builtIn,
): ReleaseTableRow {
  const { image, row } = owner;
  const { state } = run;
  const parent = image.parent && run.all.find((other) => other.image.id === image.parent?.image);
  const rectangle = image.parent?.rectangle;
  return {
    filename: placed.name,
    patientid: row.patientid,
    case: run.record.id,
    folder: row.folder,
    ...Object.fromEntries(fields.inTable('images').map(({ name }) => [name, row[name] ?? ''])),
    ...dayCells(dayOfImage(run, owner, fields)),
    width: placed.stored.width,
    height: placed.stored.height,
    mime: placed.stored.mime,
    sha256: placed.written.sha256,
    original: original?.path ?? '',
    original_sha256: placed.stored.sha256,
    scaling: placed.scaled ? scalingInWords(placed.scaled) : '',
    quality: state.quality.get(image.id) ?? '',
    cut_from: parent?.row.filename ?? '',
    cut_rectangle: rectangle ? `${rectangle.x},${rectangle.y},${rectangle.width},${rectangle.height}` : '',
    licence_code: licence.code,
    licence_stated: row.license,
    credit: licence.credit,
    doi: row.doi.trim(),
    url: row.url.trim(),
  };
}

/** Ids of the patients of a case that have images in the release, by their id within the case. */
function released(run: RunOfRows, images: ReadonlyMap<string, number>): Map<string, string> {
  const ids = new Map<string, string>();
  for (const { patient } of run.all) {
    if (!patient) continue;
    const id = exportPatientId(run.record, patient);
    if (images.has(id)) ids.set(patient.id, id);
  }
  return ids;
}

/** `events.csv`: the course of the released patients of a case. */
export function eventRows(run: RunOfRows, images: ReadonlyMap<string, number>): ReleaseTableRow[] {
  const ids = released(run, images);
  return run.state.events.flatMap((event) => {
    const patientid = ids.get(event.patient);
    if (patientid === undefined || event.type === 'measurement') return [];
    return [
      {
        event: event.id,
        patientid,
        type: event.type,
        ...dayCells(event.day),
        answer: event.answer,
        quote: event.quote?.words ?? '',
        quote_stands: event.quote ? (quoteStands(run.record, event.quote) ? 'Y' : 'N') : '',
      },
    ];
  });
}

/** `measurements.csv` from the timeline of a case. */
export function timelineMeasurements(run: RunOfRows, images: ReadonlyMap<string, number>): ReleaseTableRow[] {
  const ids = released(run, images);
  return run.state.events.flatMap((event) => {
    const patientid = ids.get(event.patient);
    if (patientid === undefined || !event.measurement) return [];
    const { quantity, value, stated } = event.measurement;
    return [
      {
        patientid,
        filename: '',
        quantity,
        value,
        unit: quantities[quantity].unit,
        stated,
        ...dayCells(event.day),
        from: 'timeline',
      },
    ];
  });
}

/** `measurements.csv` from the cells of a row that somebody decided; derived cells stand there as events. */
export function rowMeasurements(
  run: RunOfRows,
  owner: RowOfImage,
  filename: string,
  fields: FieldSet = builtIn,
): ReleaseTableRow[] {
  return fields.shown.flatMap((field): ReleaseTableRow[] => {
    const { name, quantity } = field;
    if (!quantity) return [];
    const cell = cellOfRow(field, run.state, owner.image, owner.patient, new Map());
    const stated = owner.row[name] ?? '';
    const value = numberOf(stated);
    if (cell.from !== 'decision' || value === null) return [];
    return [
      {
        patientid: owner.row.patientid,
        filename,
        quantity,
        value,
        unit: quantities[quantity].unit,
        stated,
        ...dayCells(dayOfImage(run, owner, fields)),
        from: 'row',
      },
    ];
  });
}

/** Whether anybody, a person or an imported table, decided a cell of the row. */
export const isReviewed = (state: ReviewState, { image, patient }: RowOfImage): boolean =>
  decisionFor(state, 'finding', { patient: patient?.id ?? null, image: image.id }) !== null;
