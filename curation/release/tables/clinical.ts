import { builtIn, type FieldSet } from '../../../data/fields/field-set.ts';
import { type Anchor, certainties } from '../../../data/format/day.ts';
import { answers, quantities } from '../../../data/format/timeline.ts';
import { type Column, hash, number, type Table, text, whole } from './column.ts';
import { columnOfField, meanings } from './metadata.ts';

/** The normalised tables: patients, images, events, measurements. */

const isAnswer = ({ kind }: { readonly kind: string }): boolean => kind === 'answer';

export const patientsTable = (fields: FieldSet = builtIn): Table => ({
  path: 'patients.csv',
  title: 'One row a patient',
  columns: [
    text('patientid', meanings.patientid, { required: true }),
    text('case', 'case of the source that tells of the patient', { required: true }),
    text('source', 'site the case was read from', { required: true }),
    ...fields
      .inTable('patients')
      .filter((field) => !isAnswer(field))
      .map(columnOfField),
    text('country', 'country of the location, everyday English name'),
    text('sub_region', 'sub-region of the country (UN M49)'),
    text('region', 'region (continent) of the country (UN M49)'),
    ...fields.inTable('patients').filter(isAnswer).map(columnOfField),
    text('day_zero', 'what the patient’s days count from; unknown: the source does not say', {
      values: fields.anchors,
      required: true,
    }),
    whole('images', 'images of the patient in this release', { required: true, minimum: 1 }),
  ],
  key: ['patientid'],
});

const dayColumnsOf = (anchorsHere: readonly Anchor[]): readonly Column[] => [
  whole('day_from', 'first day of the interval; blank: open or unknown', { unit: 'days' }),
  whole('day_to', 'last day of the interval; blank: open or unknown', { unit: 'days' }),
  text('day_anchor', 'what the days count from', {
    values: anchorsHere,
  }),
  text('day_certainty', 'how well the day is known', { values: certainties }),
];

/** Known before the day: what the picture is. */
const isOfPicture = ({ kind }: { readonly kind: string }): boolean => kind === 'finding' || kind === 'choice';

export const imagesTable = (fields: FieldSet = builtIn): Table => ({
  path: 'images.csv',
  title: 'One row an image file',
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    text('case', 'case of the source', { required: true }),
    text('folder', meanings.folder, { required: true }),
    ...fields.inTable('images').filter(isOfPicture).map(columnOfField),
    ...dayColumnsOf(fields.anchors),
    ...fields
      .inTable('images')
      .filter((field) => !isOfPicture(field))
      .map(columnOfField),
    whole('width', 'of the original', { unit: 'pixels', minimum: 1 }),
    whole('height', 'of the original', { unit: 'pixels', minimum: 1 }),
    text('mime', 'media type of the original', { required: true }),
    text('sha256', 'SHA-256 of the file in this release', { required: true, ...hash }),
    text('original', 'path of the original in this release, where readers get a converted file'),
    text('original_sha256', 'SHA-256 of the original', { required: true, ...hash }),
    text('scaling', 'how values of more than 8 bits became those of the file; blank: they have 8 bits'),
    text('quality', 'judged by a reviewer', { values: ['good', 'questionable', 'poor'] }),
    text('cut_from', 'file name of the image that this one was cut from'),
    text('cut_rectangle', 'x, y, width, height in pixels of that image', {
      pattern: '\\d+,\\d+,\\d+,\\d+',
    }),
    text('licence_code', 'code of the licence (SPDX-like)', { required: true }),
    text('licence_stated', 'the source’s own words'),
    text('credit', 'who is to be named beside the image'),
    text('doi', meanings.doi),
    text('url', meanings.url),
  ],
  key: ['filename'],
  refers: [
    { column: 'filename', table: 'metadata.csv', to: 'filename' },
    { column: 'patientid', table: 'patients.csv', to: 'patientid' },
  ],
});

export const eventsTable = (fields: FieldSet = builtIn): Table => ({
  path: 'events.csv',
  title: 'One row an event of a patient’s course',
  columns: [
    text('event', 'id within the case', { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    text(
      'type',
      `onset, admission, icu-in, intubation, rt-pcr and so on${fields.ownEvents.length > 0 ? `; of this collection ${fields.ownEvents.join(', ')}` : ''}`,
      { required: true },
    ),
    ...dayColumnsOf(fields.anchors),
    text('answer', 'for rt-pcr the result, for others whether it happened', {
      values: answers,
      required: true,
    }),
    text('quote', 'words of the source it rests on'),
    text(
      'quote_stands',
      'N: the source was read again and no longer says these words there; blank: no quote',
      {
        values: ['Y', 'N'],
      },
    ),
  ],
  key: ['patientid', 'event'],
  refers: [{ column: 'patientid', table: 'patients.csv', to: 'patientid' }],
});

export const measurementsTable = (fields: FieldSet = builtIn): Table => ({
  path: 'measurements.csv',
  title: 'One row a measurement',
  columns: [
    text('patientid', meanings.patientid, { required: true }),
    text('filename', 'image in whose row it stands: it was taken on the same day'),
    text('quantity', Object.keys(quantities).join(', '), { required: true }),
    number('value', 'in the unit beside it', { required: true }),
    text('unit', 'one unit a quantity', { required: true }),
    text('stated', 'as the source writes it'),
    ...dayColumnsOf(fields.anchors),
    text('from', 'timeline: an event of the course; row: a cell of the image', {
      values: ['timeline', 'row'],
      required: true,
    }),
  ],
  key: [],
  refers: [
    { column: 'patientid', table: 'patients.csv', to: 'patientid' },
    { column: 'filename', table: 'metadata.csv', to: 'filename' },
  ],
});
