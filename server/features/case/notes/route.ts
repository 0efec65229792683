import { z } from 'zod';
import { cellKey } from '../../../../curation/review/cells.ts';
import { mentionsIn, type Thread, threads, writerOf } from '../../../../curation/review/comments.ts';
import { historyOf } from '../../../../curation/review/history.ts';
import { InvalidInput } from '../../../../data/errors.ts';
import type { ReviewEvent } from '../../../../data/format/review.ts';
import { fieldsOf } from '../../../../data/protocols/fields-of.ts';
import { casesMentioning } from '../../../shell/mentions.ts';
import { hiddenFrom } from '../../../shell/privacy/hide.ts';
import { view as render, sendHtml } from '../../../shell/render.ts';
import { parsedInput, pathPart } from '../../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../../shell/router.ts';
import { type CaseView, loadView } from '../case-view.ts';
import { partial } from '../fragments.ts';
import { act } from '../saving/respond.ts';
import type { EventDraft } from '../saving/save.ts';
import { inWords } from './in-words.ts';

const part = z.string().max(200).default('');
const about = z.object({ field: part, patient: part, image: part });

/** What a field is called; one that the protocol no longer asks for keeps its name. */
const labelIn = ({ fields }: CaseView, name: string): string => fields.find(name)?.label ?? name;

/** History and comments of a field, or of the case as a whole. */
export const noteRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/cases/:id/history', { role: 'reader', cases: 'one' }, async (request, response) => {
    const asked = parsedInput(about, request.query, 'the field');
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    const target = { patient: asked.patient || null, image: asked.image || null };
    const entries = historyOf(view.review, view.layer, asked.field ? { field: asked.field, target } : null);
    const words = (event: ReviewEvent): string => inWords(event, view.fields);
    const title = asked.field ? `History of ${labelIn(view, asked.field)}` : 'History of this case';
    sendHtml(
      request,
      response,
      render('case/notes/history', { title, entries, inWords: words, now: services.now() }),
    );
  });

  routes.add('get', '/cases/:id/comments', { role: 'reader', cases: 'one' }, async (request, response) => {
    const asked = parsedInput(about, request.query, 'the field');
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    const key = cellKey({ patient: asked.patient || null, image: asked.image || null }, asked.field);
    const all = threads(view.review, view.layer);
    const shown = asked.field
      ? all.filter(({ comment }) => cellKey(comment.target, comment.field ?? '') === key)
      : all;
    const title = asked.field ? `Comments on ${labelIn(view, asked.field)}` : 'Comments on this case';
    const label = (field: string | null) => (field ? labelIn(view, field) : 'the case');
    sendHtml(
      request,
      response,
      render('case/notes/comments', {
        title,
        shown,
        asked,
        label,
        writer: (comment: Thread['comment']) => writerOf(comment, view.review, view.layer),
        caseId: view.record.id,
        now: services.now(),
      }),
    );
  });

  routes.add('post', '/cases/:id/comments', { role: 'annotator' }, async (request, response) => {
    const form = parsedInput(
      about.extend({
        text: z.string().trim().min(1, { error: 'write something first' }).max(10_000),
        replyTo: part,
      }),
      request.body,
      'the comment',
    );
    if (form.field) fieldsOf(services.workspace.protocol).named(form.field);
    await act(services, request, response, () => [
      {
        kind: 'comment',
        target: { patient: form.patient || null, image: form.image || null },
        field: form.field || null,
        text: form.text,
        replyTo: form.replyTo || null,
      },
    ]);
    const mentioned = mentionsIn(form.text);
    if (mentioned.length > 0)
      services.logger.info({ case: pathPart(request, 'id'), mentioned }, 'mentioned in a comment');
  });

  routes.add(
    'post',
    '/cases/:id/comments/:comment/resolve',
    { role: 'annotator' },
    async (request, response) => {
      const comment = pathPart(request, 'comment');
      const plan = (view: CaseView): EventDraft[] => {
        if (!threads(view.review, view.layer).some((thread) => thread.comment.id === comment)) {
          throw new InvalidInput('gone-comment', 'this comment is no longer there; load the case again');
        }
        return [{ kind: 'comment-resolved', comment }];
      };
      // The header's count follows at once.
      const after = async (): Promise<string> => {
        const hidden = await hiddenFrom(response);
        const count = await casesMentioning(services, currentUser(request).name, hidden);
        return partial('mentions', render('shell/mention-count', { count }));
      };
      await act(services, request, response, plan, { after });
    },
  );
};
