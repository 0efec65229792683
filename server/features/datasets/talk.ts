import { z } from 'zod';
import { Forbidden } from '../../shell/forbidden.ts';
import { rightsOf } from '../../shell/privacy/rights.ts';
import { parsedInput, pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';

const DAY = 86_400_000;

const decisionForm = z.object({
  decision: z.enum(['grant', 'refuse']),
  /** Days that a grant holds. */
  days: z.coerce.number().int().min(1).max(3_650).default(365),
  reply: z.string().max(5_000).default(''),
});

const postForm = z.object({
  kind: z.enum(['announcement', 'question', 'answer']),
  parent: z.string().max(40).optional(),
  text: z.string().max(5_000),
});

/** Asking for a dataset, deciding on it, announcing, asking and answering. */
export const datasetTalkRoutes: RouteGroup = (routes, services) => {
  const { datasets, desk, audit } = services;

  routes.add(
    'post',
    '/datasets/:id/requests',
    { role: 'reader', cases: 'left-out' },
    async (request, response) => {
      const user = currentUser(request);
      const dataset = await datasets.need(pathPart(request, 'id'));
      const { purpose } = parsedInput(
        z.object({ purpose: z.string().max(5_000) }),
        request.body,
        'the request',
      );
      await desk.checkRequest(dataset.id, user.name, purpose);
      await audit.perform({ action: 'access-requested', by: user.name, target: dataset.id }, () =>
        desk.request(dataset.id, user.name, purpose),
      );
      response.redirect(303, `/datasets/${dataset.id}#access`);
    },
  );

  // The dataset's owner may be of any role, so the rule stands here and not in the route's role.
  routes.add(
    'post',
    '/datasets/:id/requests/:request',
    { role: 'reader', cases: 'left-out' },
    async (request, response) => {
      const user = currentUser(request);
      const dataset = await datasets.need(pathPart(request, 'id'));
      if (!(await rightsOf(services, user, dataset)).decide)
        throw new Forbidden('not-owner', `${dataset.owner} decides on requests for ${dataset.title}`);
      const form = parsedInput(decisionForm, request.body, 'the decision');
      const grantedUntil = form.decision === 'grant' ? services.now() + form.days * DAY : null;
      const asked = await desk.find(dataset.id, pathPart(request, 'request'));
      const detail =
        grantedUntil === null
          ? `refused for ${asked.user}`
          : `granted for ${asked.user} until ${new Date(grantedUntil).toISOString().slice(0, 10)}`;
      const decision = { by: user.name, grantedUntil, reply: form.reply };
      await audit.perform({ action: 'access-decided', by: user.name, target: dataset.id, detail }, () =>
        desk.decide(dataset.id, asked.id, decision),
      );
      response.redirect(303, `/datasets/${dataset.id}#requests`);
    },
  );

  routes.add(
    'post',
    '/datasets/:id/posts',
    { role: 'reader', cases: 'left-out' },
    async (request, response) => {
      const user = currentUser(request);
      const dataset = await datasets.need(pathPart(request, 'id'));
      const form = parsedInput(postForm, request.body, 'the text');
      if (form.kind !== 'question' && !(await rightsOf(services, user, dataset)).decide)
        throw new Forbidden('not-owner', `${dataset.owner} announces and answers for ${dataset.title}`);
      await desk.post({
        dataset: dataset.id,
        kind: form.kind,
        parent: form.parent ?? null,
        user: user.name,
        text: form.text,
      });
      response.redirect(
        303,
        `/datasets/${dataset.id}#${form.kind === 'announcement' ? 'news' : 'questions'}`,
      );
    },
  );
};
