import { foldReview } from '../../../curation/record/fold.ts';
import {
  adjudicationOf,
  agreedDecisions,
  agreedEvents,
  agreedShape,
} from '../../../curation/review/adjudication.ts';
import { InvalidInput } from '../../../data/errors.ts';
import { fieldsOf } from '../../../data/protocols/fields-of.ts';
import type { Feature } from '../../shell/feature.ts';
import { pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { caseViewOf, layerFor, loadCase } from '../case/case-view.ts';
import { type EventDraft, save } from '../case/saving/save.ts';

/**
 * Begins to settle what two readers of a case do not agree on: what they say alike is taken over, once, as the
 * adjudicator's own action. The rest is settled on the page of the case.
 */
const adjudicationRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/adjudication/:id', { role: 'adjudicator', acts: true }, async (request, response) => {
    const user = currentUser(request);
    const id = pathPart(request, 'id');
    const record = await loadCase(services, id);
    const review = await services.workspace.reviews.get(id);
    const fields = fieldsOf(services.workspace.protocol);
    if (!adjudicationOf(record, review, fields).ready)
      throw new InvalidInput('not-ready', 'both readers must be done before their answers are compared');
    if ((await layerFor(services, id, user)) !== 'shared')
      throw new InvalidInput('own-reading', 'you have read this case yourself; somebody else settles it');
    const alike: EventDraft[] = [
      ...agreedShape(review),
      ...agreedDecisions(record, review, fields),
      ...agreedEvents(review),
    ];
    if (alike.length > 0 && foldReview(review).status !== 'done')
      await save(
        services,
        caseViewOf(services, record, review, { user, layer: 'shared' }),
        review.rev,
        alike,
      );
    response.redirect(303, `/cases/${encodeURIComponent(id)}`);
  });
};

export const adjudicationFeature: Feature = {
  name: 'adjudication',
  under: 'agreement',
  routes: [adjudicationRoutes],
};
