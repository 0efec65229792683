import { fields } from '../../../data/format/fields.ts';
import { type MetadataColumn, metadataColumns } from '../../../data/vocabulary/metadata-columns.ts';
import type { Table } from './column.ts';

/** What each column of the reference table means. */
export const meanings: Record<MetadataColumn, string> = {
  patientid: 'patient; the same person keeps it over all releases',
  offset:
    'days since day 0 of the patient (see day_zero in patients.csv); one number for an interval of days',
  sex: 'M, F, O or blank',
  age: 'age of the patient; months and weeks as fractions of a year',
  finding: 'path in the hierarchy of findings; todo: nobody has decided it',
  RT_PCR_positive: 'RT-PCR for SARS-CoV-2 positive: Y, N, Unclear or blank for not stated',
  survival: 'survived this illness: Y, N or blank for not stated',
  intubated: 'intubated at any time of this illness: Y, N or blank for not stated',
  intubation_present: 'a tube was in place when the image was taken: Y, N or blank',
  went_icu: 'in intensive care at any time of this illness: Y, N or blank',
  in_icu: 'in intensive care when the image was taken: Y, N or blank',
  needed_supplemental_O2: 'was given oxygen at any time of this illness: Y, N or blank',
  extubated: 'was successfully extubated: Y, N or blank',
  temperature: 'measured on the day of the image',
  pO2_saturation: 'oxygen saturation measured on the day of the image',
  leukocyte_count: 'measured on the day of the image',
  neutrophil_count: 'measured on the day of the image',
  lymphocyte_count: 'measured on the day of the image',
  view: 'projection or plane: PA, AP, AP Supine, AP Erect, L, Axial, Coronal, Sagittal',
  modality: 'X-ray, CT or another modality',
  date: 'date of the image as the source states it',
  location: 'hospital, city, country as the source states them',
  folder: 'images, or volumes',
  filename: 'name of the file in that folder; unique',
  doi: 'DOI of the document the image was published in',
  url: 'address of that document',
  license: 'licence of the image',
  clinical_notes: 'what the source says of the patient and the image',
  other_notes: 'credit and other remarks',
};

export const metadata: Table = {
  path: 'metadata.csv',
  title: 'One row an image, in the columns of the COVID-19 Image Data Collection',
  columns: metadataColumns.map((name) => {
    const field = fields.find((known) => known.name === name);
    const numeric = field?.kind === 'number' || field?.kind === 'day';
    return {
      name,
      // An imported `0.0` stays as it stood: days are numbers here, whole ones in images.csv.
      type: numeric ? 'number' : 'string',
      means: meanings[name],
      ...(field?.unit ? { unit: field.unit } : {}),
      ...(['patientid', 'finding', 'folder', 'filename'].includes(name) ? { required: true } : {}),
    };
  }),
  key: ['filename'],
  refers: [{ column: 'patientid', table: 'patients.csv', to: 'patientid' }],
};
