import { z } from 'zod';
import { legacyOffset, parseDayInput } from '../../../curation/record/day-input.ts';
import { foldReview } from '../../../curation/record/fold.ts';
import {
  adjudicationOf,
  agreedDecisions,
  agreedEvents,
  takenOver,
} from '../../../curation/review/adjudication.ts';
import type { FieldReadings } from '../../../curation/review/agreement/readings.ts';
import { InvalidInput } from '../../../data/errors.ts';
import { parseFieldValue } from '../../../data/fields/value.ts';
import type { Day } from '../../../data/format/day.ts';
import type { Value } from '../../../data/format/review.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendPage } from '../../shell/render.ts';
import { etagOf, expectedRevision, parsedInput, pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { caseViewOf, loadCase } from '../case/case-view.ts';
import { shownValue } from '../case/fields/cell-view.ts';
import { type EventDraft, save } from '../case/saving/save.ts';
import { wordsShown } from '../case/texts/quoted-texts.ts';

/** A third answer as typed; a day counts from where the readers' days do. @throws InvalidInput with what would be right. */
function answered(reading: FieldReadings, typed: string): { value: Value; day?: Day } {
  if (reading.field.kind !== 'day' || typed.trim() === '')
    return { value: parseFieldValue(reading.field, typed) };
  const anchor = [...reading.decisions.values()].find((decision) => decision.day)?.day?.anchor ?? 'unknown';
  const day = parseDayInput(typed, anchor);
  return { value: legacyOffset(day), day };
}

/** Settling what two readers of a case do not agree on. */
const adjudicationRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/adjudication/:id', { role: 'adjudicator' }, async (request, response) => {
    const user = currentUser(request);
    const id = pathPart(request, 'id');
    const record = await loadCase(services, id);
    let review = await services.workspace.reviews.get(id);
    let view = caseViewOf(services, record, review, { user, layer: 'shared' });
    const merge: EventDraft[] = [...agreedDecisions(record, review), ...agreedEvents(review)];
    // What both readers said is taken over without asking, once, as the adjudicator's own action.
    if (merge.length > 0 && adjudicationOf(record, review).ready) {
      view = await save(services, view, review.rev, merge);
      review = view.review;
    }
    const found = adjudicationOf(record, review);
    const shared = foldReview(review);
    const images = new Map(view.images.map((image) => [image.id, image]));
    response.set('ETag', etagOf(review.rev));
    const quotes = found.differing.flatMap((reading) =>
      [...reading.decisions.values()].flatMap((decision) =>
        'quote' in decision.basis && decision.basis.quote ? [decision.basis.quote] : [],
      ),
    );
    const body = {
      record,
      ...wordsShown(record, quotes),
      found,
      shared,
      images,
      rev: review.rev,
      shownValue,
      view,
    };
    const title = `Adjudicate ${record.document.title ?? id}`;
    sendPage(request, response, title, 'adjudication/page', body);
  });

  routes.add('post', '/adjudication/:id', { role: 'adjudicator' }, async (request, response) => {
    const form = parsedInput(
      z.object({
        key: z.string().min(1).max(800),
        reader: z.string().max(200).optional(),
        value: z.string().max(2_000).optional(),
        reason: z.string().trim().max(2_000).optional(),
        rev: z.coerce.number().int().min(0),
      }),
      request.body,
      'the choice',
    );
    const user = currentUser(request);
    const id = pathPart(request, 'id');
    const record = await loadCase(services, id);
    const review = await services.workspace.reviews.get(id);
    const reading = adjudicationOf(record, review).differing.find((one) => one.key === form.key);
    if (!reading)
      throw new InvalidInput('gone-difference', 'the readers no longer differ here; load the page again');
    const chosen = form.reader ? reading.decisions.get(form.reader) : undefined;
    const [patient = '', image = ''] = form.key.split('|');
    const draft: EventDraft = chosen
      ? takenOver(reading, chosen, form.reason || `adjudicated for ${form.reader}`)
      : {
          kind: 'decide',
          target: { patient: patient || null, image: image || null },
          field: reading.field.name,
          ...answered(reading, form.value ?? ''),
          basis: { kind: 'person', quote: null },
          reason: form.reason || 'adjudicated otherwise',
        };
    const expect = request.headers['if-match'] ? expectedRevision(request) : form.rev;
    await save(services, caseViewOf(services, record, review, { user, layer: 'shared' }), expect, [draft]);
    response.redirect(303, `/adjudication/${encodeURIComponent(id)}`);
  });

  routes.add('post', '/adjudication/:id/done', { role: 'adjudicator' }, async (request, response) => {
    const user = currentUser(request);
    const id = pathPart(request, 'id');
    const record = await loadCase(services, id);
    const review = await services.workspace.reviews.get(id);
    const { differing, settled } = adjudicationOf(record, review);
    if (settled.size < differing.length) {
      throw new InvalidInput(
        'not-settled',
        `${differing.length - settled.size} differences are not settled yet`,
      );
    }
    await save(services, caseViewOf(services, record, review, { user, layer: 'shared' }), review.rev, [
      { kind: 'status', status: 'done' },
    ]);
    response.redirect(303, '/agreement');
  });
};

export const adjudicationFeature: Feature = {
  name: 'adjudication',
  under: 'agreement',
  routes: [adjudicationRoutes],
};
