import { z } from 'zod';
import { nextRedo, nextUndo } from '../../../curation/review/actions.ts';
import { cellKey } from '../../../curation/review/cells.ts';
import { withoutCell } from '../../../curation/review/settling.ts';
import { InvalidInput, NotFound } from '../../../data/errors.ts';
import { DiskFault } from '../../../data/files/durable-file.ts';
import { reaches } from '../../../data/format/account.ts';
import type { Services, User } from '../../shell/context.ts';
import type { Feature } from '../../shell/feature.ts';
import { view as render, sendHtml, sendPage } from '../../shell/render.ts';
import { etagOf, parsedInput, pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { isForeign } from '../../shell/security.ts';
import { type CaseView, caseViewOf, layerFor, loadCase, loadView, refuseWaiting } from './case-view.ts';
import { deskRoutes } from './desk/route.ts';
import { driftRoutes } from './drift/route.ts';
import { cellView, shownValue } from './fields/cell-view.ts';
import { manyRoutes } from './fields/many-route.ts';
import { decisionRoutes } from './fields/route.ts';
import { changes, fragmentsOf, freshPanel, partial } from './fragments.ts';
import { freePatient, imageToolRoutes } from './image/route.ts';
import { takenBack } from './notes/in-words.ts';
import { noteRoutes } from './notes/route.ts';
import { act } from './saving/respond.ts';
import type { EventDraft } from './saving/save.ts';
import { wordsShown } from './texts/quoted-texts.ts';
import { wordRoutes } from './texts/route.ts';
import { eventRoutes } from './timeline/route.ts';

const target = z.object({
  field: z.string().max(200).default(''),
  patient: z.string().max(200).default(''),
  image: z.string().max(200).default(''),
});

/**
 * Takes a seat at the case. Looking needs none: a reader must not keep a case from those who work on it, and on a full
 * disk it is shown all the same.
 */
async function seated({ claims }: Services, id: string, user: User): Promise<boolean> {
  if (!reaches(user.role, 'annotator')) return true;
  try {
    return await claims.claim(id, user.name);
  } catch (error) {
    if (error instanceof DiskFault) return true;
    throw error;
  }
}

/** The case page itself and what moves all of it: undo, redo, status. */
const caseRoutes: RouteGroup = (routes, services) => {
  const textsOf = (view: CaseView): string => {
    const quotes = [
      ...view.suggestions.map((suggestion) => suggestion.quote),
      ...view.state.decisions.flatMap((decision) =>
        'quote' in decision.basis && decision.basis.quote ? [decision.basis.quote] : [],
      ),
      ...[...view.cells.values()].flatMap(({ readings }) =>
        readings.flatMap(({ proposal }) => proposal?.quote ?? []),
      ),
    ];
    return render('case/texts/texts', wordsShown(view.record, quotes));
  };

  routes.add('get', '/cases/:id', { role: 'reader', cases: 'one' }, async (request, response) => {
    const user = currentUser(request);
    const id = pathPart(request, 'id');
    await loadCase(services, id);
    // Another site's link shows the case, and takes nobody's seat.
    const mine = isForeign(request) || (await seated(services, id, user));
    const view = await loadView(services, id, user);
    const holders = mine ? [] : await services.claims.holders(id);
    const holder = holders.find((claim) => claim.user !== user.name);
    const parts = fragmentsOf(view);
    response.set('ETag', etagOf(view.review.rev));
    const body = {
      caseView: view,
      parts,
      findings: view.fields.findings.paths,
      fields: freshPanel(view),
      viewer: render('case/viewer/viewer'),
      texts: textsOf(view),
      strays: view.adjudication ? withoutCell(view.groups, view.adjudication) : [],
      shownValue,
      notice: holder
        ? `${holder.user} is working on this case. You can look, and what you save is kept, but two pairs of hands may meet: take another case if you can.`
        : '',
    };
    const title = view.record.document.title ?? id;
    sendPage(request, response, title, 'case/page', body, true);
  });

  routes.add('get', '/cases/:id/fragments', { role: 'reader', cases: 'one' }, async (request, response) => {
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    response.set('ETag', etagOf(view.review.rev));
    sendHtml(request, response, changes(null, view));
  });

  // Asked again and again by a page whose texts are being read; at last it brings what they tell.
  routes.add('get', '/cases/:id/reading', { role: 'reader', cases: 'one' }, async (request, response) => {
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    const note = render('case/texts/waiting', { caseView: view });
    const told = view.isWaiting ? '' : changes(null, view) + partial('texts', textsOf(view));
    sendHtml(request, response, note + told);
  });

  routes.add('get', '/cases/:id/cell', { role: 'reader', cases: 'one' }, async (request, response) => {
    const user = currentUser(request);
    const id = pathPart(request, 'id');
    const wanted = parsedInput(target, request.query, 'the field');
    const key = cellKey({ patient: wanted.patient || null, image: wanted.image || null }, wanted.field);
    const record = await loadCase(services, id);
    const review = await services.workspace.reviews.get(id);
    const view = caseViewOf(
      services,
      record,
      review,
      { user, layer: await layerFor(services, id, user) },
      new Set([key]),
    );
    const cell = view.cells.get(key);
    if (!cell) throw new NotFound('no-field', `there is no field '${wanted.field}' here`);
    sendHtml(
      request,
      response,
      render('case/fields/cell', { shown: cellView(cell, { isWaiting: view.isWaiting }), caseId: id }),
    );
  });

  for (const [path, next, how] of [
    ['undo', nextUndo, 'taken back'],
    ['redo', nextRedo, 'given again'],
  ] as const) {
    routes.add('post', `/cases/:id/${path}`, { role: 'annotator' }, async (request, response) => {
      let undone: ReadonlySet<string> = new Set();
      await act(
        services,
        request,
        response,
        (view) => {
          undone = new Set(next(view.review, view.layer, view.user.name));
          return [...undone].map((of) => ({ kind: 'undo', of }));
        },
        {
          // "Done" may be what was taken back: then this person's reading goes on.
          after: async ({ record, review, user, state, fields }) => {
            // A redo takes an undo back: it is about what that had taken back.
            const first = review.events.filter(({ id }) => undone.has(id));
            const again = new Set(first.flatMap((event) => (event.kind === 'undo' ? [event.of] : [])));
            const about = path === 'redo' ? review.events.filter(({ id }) => again.has(id)) : first;
            const told = takenBack(about, how, fields);
            if (told) response.set('Caseline-Taken-Back', encodeURIComponent(JSON.stringify(told)));
            await services.claims.setReaderDone([record.id], user.name, state.status === 'done');
            return '';
          },
        },
      );
    });
  }

  routes.add('post', '/cases/:id/status', { role: 'annotator' }, async (request, response) => {
    const form = parsedInput(
      z.object({ status: z.enum(['done', 'reopened']), next: z.string().max(1).optional() }),
      request.body,
      'the status',
    );
    const user = currentUser(request);
    const plan = (view: CaseView): EventDraft[] => {
      const { reopened } = view;
      const left = [...view.cells.values()].filter(
        ({ open, readings }) => open && readings.length > 0,
      ).length;
      if (form.status === 'done' && left > 0)
        throw new InvalidInput(
          'not-settled',
          `the readers differ on ${left === 1 ? 'one field' : `${left} fields`} that nobody has settled yet; take one of their answers or give another`,
        );
      // What waits again because the source changed is not known yet.
      if (form.status === 'done' && view.review.events.length > 0) refuseWaiting(view);
      if (form.status === 'done' && reopened.length > 0)
        throw new InvalidInput(
          'reopened-fields',
          `the source changed and asks about ${reopened.length === 1 ? 'one answer' : `${reopened.length} answers`} again (above the picture): take the new words or confirm what stands, then the case is done`,
        );
      return [{ kind: 'status', status: form.status }];
    };
    await act(services, request, response, plan, {
      after: async (after) => {
        if (form.status === 'done') await services.claims.release(after.record.id, user.name);
        await services.claims.setReaderDone([after.record.id], user.name, form.status === 'done');
        if (form.next) response.set('HX-Redirect', '/next');
        return '';
      },
    });
  });

  routes.add('post', '/cases/:id/patients', { role: 'annotator' }, async (request, response) => {
    const form = parsedInput(
      z.object({ label: z.string().trim().max(200).optional() }),
      request.body,
      'the patient',
    );
    await act(services, request, response, (view) => {
      return [
        {
          kind: 'patient-added',
          patient: freePatient(view),
          label: form.label || `Patient ${view.patients.length + 1}`,
        },
      ];
    });
  });

  routes.add('post', '/cases/:id/claim', { role: 'annotator' }, async (request, response) => {
    const held = await services.claims.renew(pathPart(request, 'id'), currentUser(request).name);
    response.status(held ? 204 : 409).end();
  });
};

/** The case page, and its fragments, each in a folder of its own. */
export const caseFeature: Feature = {
  name: 'case',
  under: 'cases',
  everywhere: true,
  routes: [
    caseRoutes,
    deskRoutes,
    driftRoutes,
    decisionRoutes,
    manyRoutes,
    eventRoutes,
    imageToolRoutes,
    noteRoutes,
    wordRoutes,
  ],
};
