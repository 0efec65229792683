import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import type { CheckFinding } from '../../../curation/checks/finding.ts';
import { mendEvents, mendsOf } from '../../../curation/checks/mend.ts';
import { ruleNamed } from '../../../curation/checks/rules.ts';
import { waiverEvents, withdrawalEvents } from '../../../curation/checks/waive.ts';
import { foldReview } from '../../../curation/record/fold.ts';
import { InvalidInput, NotFound } from '../../../data/errors.ts';
import { reaches } from '../../../data/format/account.ts';
import { fieldsOf } from '../../../data/protocols/fields-of.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import { parsedInput } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { CheckWorklist } from './check-worklist.ts';
import { type Asked, askedSchema, findingId, listed, nameOf, queryOf } from './listed.ts';
import { linkOf, pictured, thumbnailsOf } from './pictured.ts';

const part = z.string().max(1_000).default('');
/** What names a finding, and with `list` the query of the list that the page shows, so that it comes back as it was. */
const meant = z.object({
  rule: part,
  case: part,
  patient: part,
  image: part,
  field: part,
  other: part,
  list: part,
});
type Meant = z.infer<typeof meant>;
const reasoned = meant.extend({
  reason: z.string().trim().min(1, 'say why it may stand').max(10_000),
});

/** What the checks found, as work: each finding with its pictures and facts; a named person may accept it with a reason. */
const checkRoutes: RouteGroup = (routes, services) => {
  const worklist = new CheckWorklist(services);
  const { workspace } = services;
  const { reviews } = workspace;
  const askedOf = (query: object): Asked => parsedInput(askedSchema, query, 'the list');
  const askedBy = ({ list }: Meant): Asked => askedOf(Object.fromEntries(new URLSearchParams(list)));
  const mayDecide = (request: Request): boolean => reaches(currentUser(request).role, 'adjudicator');

  const bodyFor = async (asked: Asked): Promise<string> => {
    const { kept } = worklist;
    if (kept === null) {
      void worklist.look();
      return view('checks/running', { progress: worklist.progress, query: queryOf(asked) });
    }
    const list = listed(kept, asked);
    const drawn = list.groups.flatMap(({ found }) => found);
    const thumbnails = await thumbnailsOf(services, drawn);
    const now = services.now();
    return view('checks/body', { list, thumbnails, findingId, nameOf, queryOf, now });
  };

  routes.add('get', '/checks', { role: 'reader', cases: 'all' }, async (request, response) => {
    sendPage(request, response, 'Checks', 'checks/page', { list: await bodyFor(askedOf(request.query)) });
  });

  routes.add(
    'get',
    '/checks/list',
    { role: 'reader', cases: 'all', acts: true },
    async (request, response) => {
      const { anew } = parsedInput(
        z.object({ anew: z.string().max(1).default('') }),
        request.query,
        'the list',
      );
      if (anew === '1') void worklist.look();
      sendHtml(request, response, await bodyFor(askedOf(request.query)));
    },
  );

  /** The one finding that a form speaks of. */
  const findingOf = (form: Meant): CheckFinding => {
    const found = worklist.kept?.findings.find((finding) =>
      Object.entries(nameOf(finding)).every(([name, value]) => form[name as keyof typeof form] === value),
    );
    if (!found)
      throw new NotFound(
        'no-finding',
        'this finding is not on the list any more; load the page again and look for it anew',
      );
    return found;
  };
  const doing = (request: Request) => ({
    by: currentUser(request).name,
    at: new Date(services.now()).toISOString(),
    action: randomUUID(),
  });

  routes.add('get', '/checks/finding', { role: 'reader', cases: 'all' }, async (request, response) => {
    const form = parsedInput(meant, request.query, 'the finding');
    const finding = findingOf(form);
    const [mend] = mendsOf([finding], fieldsOf(workspace.protocol)).mends;
    const body = {
      finding,
      rule: ruleNamed(finding.rule),
      name: { ...nameOf(finding), list: queryOf(askedBy(form)).slice(1) },
      link: linkOf(finding),
      mend,
      mayDecide: mayDecide(request),
      now: services.now(),
      ...(await pictured(services, finding, worklist.kept?.at ?? 0)),
    };
    sendHtml(request, response, view('checks/finding', body));
  });

  routes.add('post', '/checks/accept', { role: 'adjudicator' }, async (request, response) => {
    const form = parsedInput(reasoned, request.body, 'the acceptance');
    const finding = findingOf(form);
    await reviews.append(finding.case, waiverEvents([finding], form.reason, doing(request)));
    await worklist.noteWaivers(finding.case);
    sendHtml(request, response, await bodyFor(askedBy(form)));
  });

  routes.add('post', '/checks/withdraw', { role: 'adjudicator' }, async (request, response) => {
    const form = parsedInput(meant, request.body, 'the acceptance');
    const finding = findingOf(form);
    const state = foldReview(await reviews.get(finding.case));
    await reviews.append(finding.case, withdrawalEvents([finding], state, doing(request)));
    await worklist.noteWaivers(finding.case);
    sendHtml(request, response, await bodyFor(askedBy(form)));
  });

  // A decision of this person's own, which is undone on the page of the case.
  routes.add('post', '/checks/take', { role: 'adjudicator' }, async (request, response) => {
    const form = parsedInput(meant, request.body, 'the finding');
    const finding = findingOf(form);
    const { mends } = mendsOf([finding], fieldsOf(workspace.protocol));
    if (mends.length === 0)
      throw new InvalidInput(
        'nothing-to-take',
        'this finding names no cell to take; decide its field on the page of its case',
      );
    await reviews.append(finding.case, mendEvents(mends, fieldsOf(workspace.protocol), doing(request)));
    worklist.noteMended(finding);
    sendHtml(request, response, await bodyFor(askedBy(form)));
  });
};

export const checksFeature: Feature = {
  name: 'checks',
  nav: { label: 'Checks', path: '/checks' },
  routes: [checkRoutes],
};
