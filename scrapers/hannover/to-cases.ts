import { createHash } from 'node:crypto';
import type { CaseDraft } from '../../data/format/case.ts';
import { type Day, exactDay } from '../../data/format/day.ts';
import { importAuthor } from '../../data/format/decisions.ts';
import type { ReviewEventInput } from '../../data/format/review.ts';
import type { TimelineEvent } from '../../data/format/timeline.ts';
import { licenceFrom } from '../../data/vocabulary/licences.ts';
import type { BroughtFile } from '../merge/brought-files.ts';
import type { ImportedCase } from '../merge/case-plan.ts';
import { readAge } from '../reading/demographics.ts';
import { modalityOf } from '../reading/terms.ts';
import { type HannoverImage, type HannoverPatient, hannoverPatients, inIcuOn } from './course.ts';
import type { HannoverRow } from './table.ts';

export const HANNOVER_PARSER = 'hannover/1';
const repository = 'https://github.com/ml-workgroup/covid-19-image-repository';
const patientId = 'p1';
const sexes: Readonly<Record<string, 'male' | 'female'>> = { m: 'male', f: 'female', w: 'female' };
const supine = 'the reference collection holds the ap films of this repository for films taken lying';

const digest = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 32);

const viewOf = (projection: string): CaseDraft['images'][number]['view'] => {
  const stated = projection || null;
  if (projection.toLowerCase() === 'pa') return { stated, value: 'PA' };
  if (projection.toLowerCase() === 'ap') return { stated, value: 'AP Supine', reason: supine };
  return { stated, value: null };
};

const rowText = (row: HannoverRow): string =>
  Object.entries(row.cells)
    .map(([column, value]) => `${column}: ${value}`)
    .join('\n');

const draftOf = (
  patient: HannoverPatient,
  table: string,
  files: ReadonlyMap<string, BroughtFile>,
  at: string,
): CaseDraft => ({
  id: `hannover-${patient.id}`,
  source: {
    site: 'hannover',
    key: patient.id,
    url: repository,
    retrievedAt: at,
    parser: HANNOVER_PARSER,
    pageSha256: null,
  },
  document: {
    title: `Patient ${patient.id}`,
    doi: '10.6084/m9.figshare.12275009',
    licence: licenceFrom('CC BY 3.0'),
    authors: [],
    institution: 'Institute for Diagnostic and Interventional Radiology, Hannover Medical School',
    citation: null,
    credit: 'COVID-19 Image Repository, Hannover Medical School, DOI 10.6084/m9.figshare.12275009',
    published: null,
  },
  texts: patient.images.map((image) => ({
    id: `row-${image.row.row}`,
    kind: 'table',
    heading: `${table}, row ${image.row.row}`,
    patient: patientId,
    images: [image.id],
    language: 'en',
    text: rowText(image.row),
  })),
  patients: [
    {
      id: patientId,
      label: patient.id,
      sex:
        patient.sex === '' ? null : { value: sexes[patient.sex.toLowerCase()] ?? null, stated: patient.sex },
      age: readAge(patient.age || null),
      location: 'Hannover Medical School, Hannover, Germany',
    },
  ],
  studies: [],
  images: patient.images.map(({ id, row }, order) => {
    const file = files.get(id) ?? null;
    return {
      id,
      patient: patientId,
      study: null,
      order,
      url: `${repository}/blob/master/png/${id}.png`,
      sha256: file?.sha256 ?? null,
      file: `${id}.png`,
      width: null,
      height: null,
      mime: null,
      modality: { stated: row.modality || null, value: modalityOf(row.modality) },
      view: viewOf(row.projection),
      caption: null,
      imported: { table, row: row.row, folder: 'images' },
    };
  }),
});

type Written = { table: string; at: string; by: string };

/** The course as timeline events; the same table twice gives the same ids. */
const timelineOf = (patient: HannoverPatient, { table, at, by }: Written): ReviewEventInput[] => {
  const write = (
    type: TimelineEvent['type'],
    day: Day,
    extra: Partial<TimelineEvent> = {},
  ): ReviewEventInput => {
    const id = digest(table, patient.id, type, JSON.stringify(day), JSON.stringify(extra));
    const event = {
      id: `event-${id}`,
      patient: patientId,
      type,
      day,
      image: null,
      measurement: null,
      answer: 'yes' as const,
      quote: null,
      ...extra,
    };
    return { id, at, by, layer: 'shared', kind: 'event', event };
  };
  const stay = [
    ...(patient.icuIn ? [write('icu-in', patient.icuIn)] : []),
    ...(patient.icuOut ? [write('icu-out', patient.icuOut)] : []),
    ...(patient.death ? [write('death', patient.death)] : []),
  ];
  return [
    write('admission', exactDay(0, 'admission')),
    ...stay,
    ...patient.measurements.map(({ quantity, value, stated, day }) =>
      write('measurement', exactDay(day, 'admission'), { measurement: { quantity, value, stated } }),
    ),
  ];
};

/** Death is recorded; who left intensive care without it is held to have survived, as the reference collection does. */
const survivalOf = (patient: HannoverPatient): { value: 'yes' | 'no'; reason: string } | null => {
  if (patient.death !== null) return { value: 'no', reason: 'the table records the day of death' };
  if (patient.icuOut === null) return null;
  return { value: 'yes', reason: 'left intensive care, and the table records no death' };
};

const decisionsOf = (patient: HannoverPatient, { table, at, by }: Written): ReviewEventInput[] => {
  const decide = (
    image: HannoverImage | null,
    field: string,
    value: string | number,
    extra: { day?: Day; reason?: string } = {},
  ): ReviewEventInput => ({
    id: digest(table, patient.id, image?.id ?? '', field, String(value)),
    at,
    by,
    layer: 'shared',
    kind: 'decide',
    target: { patient: patientId, image: image?.id ?? null },
    field,
    value,
    ...extra,
    basis: { kind: 'import', table, row: image?.row.row ?? patient.images[0]?.row.row ?? 1 },
  });
  const sex = sexes[patient.sex.toLowerCase()];
  const ofPatient = [
    decide(null, 'day_zero', 'admission'),
    ...(sex === undefined ? [] : [decide(null, 'sex', sex)]),
    // The repository records intensive care for every patient it has: no date of it means no stay.
    decide(null, 'went_icu', patient.icuIn === null && patient.icuOut === null ? 'no' : 'yes'),
  ];
  const outcome = survivalOf(patient);
  if (outcome !== null) ofPatient.push(decide(null, 'survival', outcome.value, { reason: outcome.reason }));
  const ofImages = patient.images.flatMap((image) => {
    const icu = inIcuOn(patient, image.day);
    const view = viewOf(image.row.projection).value;
    const modality = modalityOf(image.row.modality);
    const { neutrophils, lymphocytes } = image.sameDay;
    return [
      ...(image.day === null
        ? []
        : [decide(image, 'offset', image.day, { day: exactDay(image.day, 'admission') })]),
      ...(view ? [decide(image, 'view', view)] : []),
      ...(modality === null ? [] : [decide(image, 'modality', modality)]),
      ...(icu === null ? [] : [decide(image, 'in_icu', icu ? 'yes' : 'no')]),
      ...(neutrophils ? [decide(image, 'neutrophil_count', neutrophils.value)] : []),
      ...(lymphocytes ? [decide(image, 'lymphocyte_count', lymphocytes.value)] : []),
    ];
  });
  return [...ofPatient, ...ofImages];
};

/**
 * One case a patient, days counted from admission, with the course as events and the table's facts as decisions.
 * Partial pressure of oxygen stays what it is (mmHg): the reference's saturation column is not filled from it.
 * @param files image id -> its file, where there is one
 */
export const casesOfHannover = (
  rows: readonly HannoverRow[],
  options: { table?: string; files?: ReadonlyMap<string, BroughtFile>; at?: string; by?: string } = {},
): ImportedCase[] => {
  const {
    table = 'data.csv',
    files = new Map(),
    at = new Date().toISOString(),
    by = importAuthor(table),
  } = options;
  const written = { table, at, by };
  return hannoverPatients(rows).map((patient) => ({
    draft: draftOf(patient, table, files, at),
    events: [...timelineOf(patient, written), ...decisionsOf(patient, written)],
  }));
};
