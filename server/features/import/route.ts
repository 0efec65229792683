import { tmpdir } from 'node:os';
import type { Request } from 'express';
import multer from 'multer';
import { z } from 'zod';
import { readScratch, removeScratch } from '../../../data/files/scratch.ts';
import { REFERENCE, tableDatasetSchema } from '../../../data/format/patient-name.ts';
import { onVanishedChoices } from '../../../data/format/table-map.ts';
import { MAX_PAPER_BYTES } from '../../../data/ports/contributions.ts';
import { readMap } from '../../../scrapers/collection/map-file.ts';
import { undoImport } from '../../../scrapers/merge/undo-import.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import { parsedInput, pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { readUpload, type UploadWords } from '../../shell/upload.ts';
import type { ImportDesk } from './import-desk.ts';

const MOST_FILES = 5_000;

const upload = multer({
  dest: tmpdir(),
  // Browsers send file names so, and those of a folder with the way to them.
  defParamCharset: 'utf8',
  preservePath: true,
  limits: {
    fileSize: MAX_PAPER_BYTES,
    files: MOST_FILES,
    fields: 10,
    fieldSize: 1_000,
    parts: MOST_FILES + 10,
  },
}).fields([
  { name: 'table', maxCount: 1 },
  { name: 'map', maxCount: 1 },
  { name: 'images' },
  { name: 'folder' },
]);

const words: UploadWords = {
  reasons: {
    LIMIT_FILE_SIZE: `a file is larger than ${MAX_PAPER_BYTES / 2 ** 20} MB; import it with the command, or send the pictures in several goes`,
    LIMIT_FILE_COUNT: `more than ${MOST_FILES} files; pack them into an archive (ZIP)`,
  },
  remedy: 'hand the table in again from the page Import, with its pictures under Images',
};

const answersForm = z.object({
  onVanished: z
    .union([z.literal(''), z.enum(onVanishedChoices)])
    .optional()
    .transform((what) => what || undefined),
  replace: z.stringbool().optional().default(false),
});

const handedForm = answersForm.extend({
  dataset: z
    .string()
    .trim()
    .optional()
    .transform((name) => (name === REFERENCE || name === '' ? undefined : name))
    .pipe(tableDatasetSchema.optional()),
});

/** Rows of each kind that a page shows; the command lists all. */
const SHOWN = 100;

/** Tables handed in on a page: planned, looked at, written, and taken back. */
const importRoutes =
  (desk: ImportDesk): RouteGroup =>
  (routes, { workspace, audit, now }) => {
    const nameOf = (request: Request): string => currentUser(request).name;

    routes.add('get', '/import', { role: 'maintainer' }, async (request, response) => {
      const records = await workspace.imports.list();
      const imports = await Promise.all(
        records.slice(0, SHOWN).map(async (record) => ({
          ...record,
          isRunning: await workspace.imports.isRunning(record.id),
        })),
      );
      const datasets = Object.keys(workspace.config.imports ?? {}).filter((name) => name !== REFERENCE);
      sendPage(request, response, 'Import', 'import/page', { imports, datasets, now: now() });
    });

    routes.add('post', '/import', { role: 'maintainer' }, async (request, response) => {
      await readUpload(upload, request, response, words);
      const files = (request.files ?? {}) as Record<string, Express.Multer.File[]>;
      const handed = (name: string) =>
        (files[name] ?? []).filter(({ size, originalname }) => size > 0 || originalname !== '');
      const given = (name: string) =>
        handed(name).map(({ path, originalname }) => ({ path, name: originalname }));
      try {
        const { dataset, onVanished, replace } = parsedInput(handedForm, request.body, 'the import');
        const [map] = handed('map').filter(({ size }) => size > 0);
        const choices = {
          dataset,
          onVanished,
          replace,
          map: map && readMap(await readScratch(map.path), map.originalname),
        };
        const [table] = given('table');
        const others = [...given('images'), ...given('folder')];
        const { key } = await desk.take(nameOf(request), { table, others }, choices);
        response.redirect(303, `/import/plan/${key}`);
      } finally {
        await removeScratch(Object.values(files).flatMap((all) => all.map(({ path }) => path)));
      }
    });

    routes.add('get', '/import/plan/:key', { role: 'maintainer' }, (request, response) => {
      const handed = desk.get(pathPart(request, 'key'), nameOf(request));
      sendPage(request, response, `Import ${handed.from}`, 'import/plan', { handed, shown: SHOWN });
    });

    routes.add('get', '/import/plan/:key/progress', { role: 'maintainer' }, (request, response) => {
      const handed = desk.get(pathPart(request, 'key'), nameOf(request));
      sendHtml(request, response, view('import/progress', { handed, shown: SHOWN }));
    });

    routes.add('post', '/import/plan/:key/answers', { role: 'maintainer' }, async (request, response) => {
      const answers = parsedInput(answersForm, request.body, 'the answers');
      const { key } = await desk.answer(pathPart(request, 'key'), nameOf(request), answers);
      response.redirect(303, `/import/plan/${key}`);
    });

    routes.add('post', '/import/plan/:key/confirm', { role: 'maintainer' }, (request, response) => {
      const { key } = desk.confirm(pathPart(request, 'key'), nameOf(request));
      response.redirect(303, `/import/plan/${key}`);
    });

    routes.add('post', '/import/plan/:key/leave', { role: 'maintainer' }, async (request, response) => {
      await desk.leave(pathPart(request, 'key'), nameOf(request));
      response.redirect(303, '/import');
    });

    routes.add('get', '/import/:id/undo', { role: 'maintainer' }, async (request, response) => {
      const record = await workspace.imports.get(pathPart(request, 'id'));
      const plan = await undoImport(workspace, record.id, { by: nameOf(request), dryRun: true });
      sendPage(request, response, `Take back ${record.table}`, 'import/undo', { record, plan, shown: SHOWN });
    });

    routes.add('post', '/import/:id/undo', { role: 'maintainer' }, async (request, response) => {
      const { id, table } = await workspace.imports.get(pathPart(request, 'id'));
      const by = nameOf(request);
      const plan = await audit.perform({ action: 'import-undone', by, target: id }, () =>
        undoImport(workspace, id, { by }),
      );
      const record = await workspace.imports.get(id);
      sendPage(request, response, `Taken back: ${table}`, 'import/undo', { record, plan, shown: SHOWN });
    });
  };

export const importFeature = (desk: ImportDesk): Feature => ({
  name: 'import',
  under: 'crawls',
  routes: [importRoutes(desk)],
});
