import { tmpdir } from 'node:os';
import multer from 'multer';
import { z } from 'zod';
import { InvalidInput } from '../../../data/errors.ts';
import { readScratch, removeScratch } from '../../../data/files/scratch.ts';
import { modalities } from '../../../data/format/case.ts';
import { MOST_TEXT_BYTES } from '../../../data/format/read.ts';
import { licences } from '../../../data/vocabulary/licences.ts';
import { viewNames } from '../../../data/vocabulary/views.ts';
import { ENTRY_FORMAT, entrySources, MAX_IMAGE_BYTES, MOST_IMAGES } from '../../../scrapers/manual/entry.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import { parsedInput, wantsFragment } from '../../shell/request.ts';
import type { RouteGroup } from '../../shell/router.ts';
import { readUpload, type UploadWords } from '../../shell/upload.ts';

/** Rows for images that the form shows at first; more are asked for one by one. */
const FIRST_ROWS = 2;

/** Bytes of a field: what a case may have of texts is decided where it is kept. */
const MOST_FIELD = 3 * MOST_TEXT_BYTES;

/** Field names end in the number of their row: `caption-2` stands beside the file `image-2`. */
const rowOf = (name: string): number => Number(/^image-(\d{1,2})$/.exec(name)?.[1] ?? 0);

const upload = multer({
  dest: tmpdir(),
  // Browsers send file names so.
  defParamCharset: 'utf8',
  limits: {
    fileSize: MAX_IMAGE_BYTES,
    files: MOST_IMAGES,
    fields: 20 + 4 * MOST_IMAGES,
    fieldSize: MOST_FIELD,
    parts: 20 + 5 * MOST_IMAGES,
  },
  // A picture that belongs to no row is not left out without a word.
  fileFilter: (_request, { fieldname }, done) =>
    rowOf(fieldname) > 0
      ? done(null, true)
      : done(new multer.MulterError('LIMIT_UNEXPECTED_FILE', fieldname)),
}).any();

const words: UploadWords = {
  reasons: {
    LIMIT_FILE_SIZE: `a picture is larger than ${MAX_IMAGE_BYTES / 2 ** 20} MB; save it smaller, or as JPEG`,
    LIMIT_FILE_COUNT: `more than ${MOST_IMAGES} pictures; enter the others as a case of their own`,
  },
  remedy: 'send it again from the page Enter a case, a picture a row',
};

const plainFields = z.record(z.string().max(40), z.string().max(MOST_FIELD));

/** The entry that a form describes: rows without a file are left out, unless something was written there. */
const entryOf = (fields: Record<string, string>, files: readonly Express.Multer.File[]): unknown => {
  const of = (name: string): string => fields[name] ?? '';
  for (let row = 1; row <= MOST_IMAGES; row += 1) {
    const lacking = !files.some(({ fieldname }) => rowOf(fieldname) === row);
    if (lacking && (of(`caption-${row}`).trim() !== '' || of(`day-${row}`).trim() !== ''))
      throw new InvalidInput('no-picture', `image ${row} has words but no picture; choose its file`);
  }
  return {
    format: ENTRY_FORMAT,
    source: of('source'),
    title: of('title'),
    url: of('url'),
    credit: of('credit'),
    licence: of('licence'),
    text: of('text').replaceAll('\r\n', '\n'),
    language: of('language') || 'en',
    sex: of('sex'),
    age: of('age'),
    location: of('location'),
    images: files.map(({ fieldname, originalname }) => {
      const row = rowOf(fieldname);
      return {
        file: originalname.slice(0, 300) || `image ${row}`,
        caption: of(`caption-${row}`).replaceAll('\r\n', '\n'),
        modality: of(`modality-${row}`),
        view: of(`view-${row}`),
        day: of(`day-${row}`),
      };
    }),
  };
};

/** Cases entered by hand: what stands behind a login or is on no site. */
const enterRoutes: RouteGroup = (routes, { workspace }) => {
  const row = (number: number) => ({ number, modalities, viewNames, most: MOST_IMAGES });

  routes.add('get', '/enter', { role: 'annotator' }, (request, response) => {
    const rows = Array.from({ length: FIRST_ROWS }, (_, index) => row(index + 1));
    const body = { rows, sources: entrySources, licences, next: FIRST_ROWS + 1 };
    sendPage(request, response, 'Enter a case', 'enter/page', body);
  });

  routes.add('get', '/enter/row', { role: 'annotator' }, (request, response) => {
    const { number } = parsedInput(
      z.object({ number: z.coerce.number().int().min(1).max(MOST_IMAGES) }),
      request.query,
      'the row',
    );
    sendHtml(request, response, view('enter/row', { ...row(number), added: true }));
  });

  routes.add('post', '/enter', { role: 'annotator' }, async (request, response) => {
    const { keepEntry } = await import('../../../scrapers/manual/keep-entry.ts');
    await readUpload(upload, request, response, words);
    const uploaded = (request.files ?? []) as Express.Multer.File[];
    try {
      const fields = parsedInput(plainFields, request.body, 'the entry');
      const files = uploaded.filter(({ fieldname, size }) => rowOf(fieldname) > 0 && size > 0);
      files.sort((one, other) => rowOf(one.fieldname) - rowOf(other.fieldname));
      const bytes: Uint8Array[] = [];
      for (const { path } of files) bytes.push(await readScratch(path));
      const { case: kept } = await keepEntry(workspace, entryOf(fields, files), bytes);
      const address = `/cases/${encodeURIComponent(kept.id)}`;
      if (wantsFragment(request)) response.set('HX-Redirect', address).status(200).end();
      else response.redirect(303, address);
    } finally {
      await removeScratch(uploaded.map(({ path }) => path));
    }
  });
};

export const enterFeature: Feature = { name: 'enter', under: 'cases', routes: [enterRoutes] };
