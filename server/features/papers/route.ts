import { tmpdir } from 'node:os';
import multer from 'multer';
import { z } from 'zod';
import { InvalidInput } from '../../../data/errors.ts';
import { readScratch, removeScratch } from '../../../data/files/scratch.ts';
import { reaches } from '../../../data/format/account.ts';
import { type Contribution, parseReference } from '../../../data/format/contribution.ts';
import { MAX_PAPER_BYTES } from '../../../data/ports/contributions.ts';
import { licenceNamed, licences } from '../../../data/vocabulary/licences.ts';
import type { User } from '../../shell/context.ts';
import type { Feature } from '../../shell/feature.ts';
import { viewerOf } from '../../shell/privacy/hide.ts';
import type { Viewer } from '../../shell/privacy/viewer.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import { parsedInput, pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { readUpload, type UploadWords } from '../../shell/upload.ts';
import { discreetPaper } from './discreet-paper.ts';
import { PaperQuota } from './paper-quota.ts';
import type { PaperRunner } from './paper-runner.ts';

const upload = multer({
  dest: tmpdir(),
  // Browsers send file names so.
  defParamCharset: 'utf8',
  limits: { fileSize: MAX_PAPER_BYTES, files: 1, fields: 10, fieldSize: 20_000, parts: 12 },
}).single('pdf');

const words: UploadWords = {
  reasons: {
    LIMIT_FILE_SIZE: `the file is larger than ${MAX_PAPER_BYTES / 2 ** 20} MB; hand in the article without its supplement`,
  },
  remedy: 'hand it in again, one PDF at a time',
};

const busy: readonly Contribution['status'][] = ['received', 'extracting'];

/** Papers: handed in by anybody, read into cases, and followed. */
const paperRoutes =
  (runner: PaperRunner): RouteGroup =>
  (routes, services) => {
    const { contributions } = services.workspace;
    const quota = new PaperQuota(services);

    /** Who reviews sees every paper; everybody else those that they handed in themselves. */
    const list = async (user: User, viewer: Viewer): Promise<string> => {
      const reviews = reaches(user.role, 'annotator');
      const theirs = (await contributions.list()).filter(
        ({ submittedBy }) => reviews || submittedBy.toLowerCase() === user.name.toLowerCase(),
      );
      const all = await Promise.all(theirs.map((paper) => discreetPaper(paper, viewer)));
      const working = all.some(({ status }) => busy.includes(status));
      return view('papers/list', { all: all.slice(0, 200), working, licences, now: services.now(), reviews });
    };

    routes.add('get', '/papers', { role: 'reader', cases: 'none' }, async (request, response) => {
      const body = { list: await list(currentUser(request), viewerOf(response)), user: currentUser(request) };
      sendPage(request, response, 'Papers', 'papers/page', body);
    });

    routes.add('get', '/papers/list', { role: 'reader', cases: 'none' }, async (request, response) => {
      sendHtml(request, response, await list(currentUser(request), viewerOf(response)));
    });

    routes.add('post', '/papers', { role: 'contributor', cases: 'none' }, async (request, response) => {
      using _turn = await quota.turn(currentUser(request).name);
      await readUpload(upload, request, response, words);
      const { file } = request;
      try {
        const form = parsedInput(
          z.object({
            reference: z.string().trim().max(2_000).default(''),
            note: z.string().trim().max(5_000).default(''),
          }),
          request.body,
          'the paper',
        );
        const by = currentUser(request).name;
        // A form that is sent without a file names none.
        if (file?.originalname) {
          const kept = await contributions.keepPaper(await readScratch(file.path), file.originalname);
          const { id } = await contributions.submit(kept, by, form.note);
          runner.take(id);
        } else {
          const reference = parseReference(form.reference);
          if (!reference) {
            throw new InvalidInput(
              'no-paper',
              'choose a PDF, or give a DOI (10.…), a PMCID (PMC…) or the address of the article',
            );
          }
          const { id } = await contributions.submit(reference, by, form.note);
          runner.take(id);
        }
      } finally {
        if (file) await removeScratch([file.path]);
      }
      sendHtml(request, response, await list(currentUser(request), viewerOf(response)));
    });

    routes.add('post', '/papers/:id/licence', { role: 'annotator' }, async (request, response) => {
      const { licence } = parsedInput(z.object({ licence: z.string().max(80) }), request.body, 'the licence');
      const known = licenceNamed(licence);
      if (!known) throw new InvalidInput('no-licence', 'choose one of the licences');
      const id = pathPart(request, 'id');
      const by = currentUser(request).name;
      const change = { licence: { code: known.code, stated: `stated by ${by}` } };
      await contributions.move(id, 'received', {
        by,
        reason: `${by} states ${known.name}`,
        from: ['needs-person'],
        change,
      });
      runner.take(id);
      sendHtml(request, response, await list(currentUser(request), viewerOf(response)));
    });

    routes.add('post', '/papers/:id/again', { role: 'annotator' }, async (request, response) => {
      const id = pathPart(request, 'id');
      const by = currentUser(request).name;
      await contributions.move(id, 'received', { by, reason: `${by} tries again`, from: ['needs-person'] });
      runner.take(id);
      sendHtml(request, response, await list(currentUser(request), viewerOf(response)));
    });

    routes.add('post', '/papers/:id/another', { role: 'annotator' }, async (request, response) => {
      const { id } = await contributions.keepApart(pathPart(request, 'id'), currentUser(request).name);
      runner.take(id);
      sendHtml(request, response, await list(currentUser(request), viewerOf(response)));
    });

    routes.add('post', '/papers/:id/refuse', { role: 'annotator' }, async (request, response) => {
      const { reason } = parsedInput(
        z.object({ reason: z.string().trim().min(1).max(2_000) }),
        request.body,
        'the reason',
      );
      const from = ['received', 'needs-person', 'in-review'] as const;
      await contributions.move(pathPart(request, 'id'), 'refused', {
        by: currentUser(request).name,
        reason,
        from,
      });
      sendHtml(request, response, await list(currentUser(request), viewerOf(response)));
    });

    routes.add('post', '/papers/:id/accept', { role: 'annotator' }, async (request, response) => {
      const by = currentUser(request).name;
      await contributions.move(pathPart(request, 'id'), 'accepted', { by, from: ['in-review'] });
      sendHtml(request, response, await list(currentUser(request), viewerOf(response)));
    });
  };

export const papersFeature = (runner: PaperRunner): Feature => ({
  name: 'papers',
  nav: { label: 'Papers', path: '/papers' },
  routes: [paperRoutes(runner)],
});
