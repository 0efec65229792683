import { counted, type Table, text, whole } from './column.ts';
import { meanings } from './metadata.ts';

/** Tables about the release itself: names over time, what stayed behind, licences and credits. */

export const idMap: Table = {
  path: 'id-map.csv',
  title: 'Names of patients and files in the previous release and in this one',
  columns: [
    text('filename', 'in this release; blank: the image is no longer in it'),
    text('patientid', 'in this release'),
    text(
      'stated_filename',
      'in the source or its table, where the file goes out under another name because that one is unsafe, taken or not what the bytes are',
    ),
    text('previous_filename', 'in the previous release; blank: the image is new'),
    text('previous_patientid', 'in the previous release'),
    text('case', 'case of the source'),
    text('url', 'address of the document'),
  ],
  key: [],
  refers: [
    { column: 'filename', table: 'metadata.csv', to: 'filename' },
    { column: 'patientid', table: 'patients.csv', to: 'patientid' },
  ],
};

export const leftOut: Table = {
  path: 'left-out.csv',
  title: 'Rows of the workspace that are not in this release, and why',
  columns: [
    text('filename', 'name the image would have had', { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    text('case', 'case of the source', { required: true }),
    text(
      'reason',
      'no-file, outside-protocol, may-name-somebody, no-licence, unknown-licence, licence-not-allowed, no-derivatives',
      {
        required: true,
      },
    ),
    text('licence', 'licence as stated'),
  ],
  key: [],
};

export const sources: Table = {
  path: 'sources.csv',
  title: 'Documents and sites that the images come from, with their images a view',
  columns: [
    text('source', 'DOI of the document, or the site of all images without one', { required: true }),
    text('kind', 'what it is', { required: true, values: ['document', 'site'] }),
    text('key', 'its entry in bibliography.bib and bibliography.json', { required: true }),
    text('title', 'of the document; blank: an imported table does not state it'),
    text('authors', 'of the document'),
    text('journal', 'the document appeared in'),
    text('published', 'date of the document, as exact as it is stated'),
    text('url', 'of the document or site'),
    whole('pa_ap', 'images with view PA or AP', { required: true, ...counted }),
    whole('ap_supine', 'images with view AP Supine', { required: true, ...counted }),
    whole('lateral', 'images with view L', { required: true, ...counted }),
    whole('other', 'all other images', { required: true, ...counted }),
    whole('images', 'all images', { required: true, ...counted }),
    whole('patients', 'patients they show', { required: true, ...counted }),
  ],
  key: ['source'],
};

export const credits: Table = {
  path: 'credits.csv',
  title: 'Licence and credit of every image',
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('licence_code', 'code of the licence (SPDX-like)', { required: true }),
    text('licence_name', 'its name', { required: true }),
    text('licence_url', 'its text'),
    text('licence_stated', 'the source’s own words'),
    text('credit', 'who is to be named beside the image'),
    text('title', 'of the document'),
    text('authors', 'of the document'),
    text('doi', meanings.doi),
    text('url', meanings.url),
  ],
  key: ['filename'],
  refers: [{ column: 'filename', table: 'metadata.csv', to: 'filename' }],
};
