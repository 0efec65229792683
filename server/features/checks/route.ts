import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import { type CheckFinding, standsAsError } from '../../../curation/checks/finding.ts';
import { rules } from '../../../curation/checks/rules.ts';
import { waiverEvents, withdrawalEvents } from '../../../curation/checks/waive.ts';
import { foldReview } from '../../../curation/record/fold.ts';
import { NotFound } from '../../../data/errors.ts';
import { reaches } from '../../../data/format/account.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendHtml, sendPage, view } from '../../shell/render.ts';
import { parsedInput } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { type Checked, CheckWorklist } from './check-worklist.ts';

/** Findings of a rule shown at once, unless the rule was asked for. */
const SHOWN = 20;
/** Findings of one rule shown at all: more are a fault of the import, not work for hands. */
const MOST = 1_000;

const asked = z.object({ rule: z.string().max(100).default(''), anew: z.string().max(1).default('') });
const part = z.string().max(1_000).default('');
const meant = z.object({ rule: part, case: part, patient: part, image: part, field: part });
const reasoned = meant.extend({
  reason: z.string().trim().min(1, 'say why it may stand').max(10_000),
});

/** Where the work on a finding is: the field on the page of its case. */
const linkOf = ({ case: id, target, field }: CheckFinding): string => {
  const at = new URLSearchParams();
  if (field) at.set('field', field);
  if (target.patient) at.set('patient', target.patient);
  if (target.image) at.set('image', target.image);
  return `/cases/${encodeURIComponent(id)}${at.size > 0 ? `#${at}` : ''}`;
};

/** The list as it is drawn: rules with findings, errors first, what is accepted last. */
function listed({ findings, ...counts }: Checked, rule: string) {
  const rank = (finding: CheckFinding): number => (finding.waived ? 2 : finding.severity === 'error' ? 0 : 1);
  const groups = rules
    .map((known) => ({ rule: known, found: findings.filter((finding) => finding.rule === known.id) }))
    .filter(({ found }) => found.length > 0)
    .map(({ rule: known, found }) => ({
      rule: known,
      count: found.length,
      errors: found.filter(standsAsError).length,
      accepted: found.filter(({ waived }) => waived).length,
      found: found.toSorted((a, b) => rank(a) - rank(b)).slice(0, known.id === rule ? MOST : SHOWN),
    }))
    .filter(({ rule: known }) => rule === '' || known.id === rule)
    .toSorted(
      (a, b) => b.errors - a.errors || Number(a.accepted === a.count) - Number(b.accepted === b.count),
    );
  const accepted = findings.filter(({ waived }) => waived).length;
  const errors = findings.filter(standsAsError).length;
  return { ...counts, groups, rule, errors, accepted, warnings: findings.length - errors - accepted };
}

/** What the checks found, as a list that leads to the fields; a named person may accept a finding with a reason. */
const checkRoutes: RouteGroup = (routes, services) => {
  const worklist = new CheckWorklist(services);

  const bodyFor = (request: Request, rule: string): string => {
    const { kept } = worklist;
    if (kept === null) {
      void worklist.look();
      return view('checks/running', { progress: worklist.progress, rule });
    }
    const user = currentUser(request);
    const mayAccept = reaches(user.role, 'adjudicator');
    return view('checks/body', { list: listed(kept, rule), linkOf, mayAccept, now: services.now() });
  };

  routes.add('get', '/checks', { role: 'reader', cases: 'all' }, (request, response) => {
    const { rule } = parsedInput(asked, request.query, 'the list');
    sendPage(request, response, 'Checks', 'checks/page', { list: bodyFor(request, rule) });
  });

  routes.add('get', '/checks/list', { role: 'reader', cases: 'all', acts: true }, (request, response) => {
    const { rule, anew } = parsedInput(asked, request.query, 'the list');
    if (anew === '1') void worklist.look();
    sendHtml(request, response, bodyFor(request, rule));
  });

  /** The one finding that a form speaks of, and the rule whose findings the page shows. */
  const findingOf = (form: z.infer<typeof meant>): CheckFinding => {
    const found = worklist.kept?.findings.find(
      ({ rule, case: id, target, field }) =>
        rule === form.rule &&
        id === form.case &&
        (target.patient ?? '') === form.patient &&
        (target.image ?? '') === form.image &&
        (field ?? '') === form.field,
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

  routes.add('post', '/checks/accept', { role: 'adjudicator' }, async (request, response) => {
    const form = parsedInput(reasoned, request.body, 'the acceptance');
    const finding = findingOf(form);
    await services.workspace.reviews.append(
      finding.case,
      waiverEvents([finding], form.reason, doing(request)),
    );
    await worklist.noteWaivers(finding.case);
    sendHtml(request, response, bodyFor(request, parsedInput(asked, request.query, 'the list').rule));
  });

  routes.add('post', '/checks/withdraw', { role: 'adjudicator' }, async (request, response) => {
    const finding = findingOf(parsedInput(meant, request.body, 'the acceptance'));
    const { reviews } = services.workspace;
    const state = foldReview(await reviews.get(finding.case));
    await reviews.append(finding.case, withdrawalEvents([finding], state, doing(request)));
    await worklist.noteWaivers(finding.case);
    sendHtml(request, response, bodyFor(request, parsedInput(asked, request.query, 'the list').rule));
  });
};

export const checksFeature: Feature = {
  name: 'checks',
  nav: { label: 'Checks', path: '/checks' },
  routes: [checkRoutes],
};
