import { z } from 'zod';
import { type Drift, driftedDecisions } from '../../curation/review/drift.ts';
import { diffTexts, type Run } from '../../curation/review/text-diff.ts';
import { InvalidInput } from '../../data/errors.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import type { Quote } from '../../data/format/day.ts';
import { quotableText } from '../../data/format/quotable.ts';
import { view as render, sendHtml } from '../render.ts';
import { parsedInput, pathPart } from '../request.ts';
import { currentUser, type RouteGroup } from '../router.ts';
import { type CaseView, loadView } from '../workbench/case-view.ts';
import { shownValue } from '../workbench/cell-view.ts';
import { act } from '../workbench/respond.ts';

const key = z.string().min(1).max(800);

function driftOf(view: CaseView, wanted: string): Drift {
  const drift = driftedDecisions(view.record, view.state).find((one) => one.key === wanted);
  if (drift) return drift;
  throw new InvalidInput('no-drift', 'this field rests on words that stand; load the case again');
}

const quoteOf = ({ decision }: Drift): Quote | null =>
  'quote' in decision.basis ? decision.basis.quote : null;

/** The newest earlier state of the case in which the words stood where the decision says. */
const restedOn = (former: readonly Case[], quote: Quote): Case | null =>
  former.find((record) => quotableText(record, quote.text)?.slice(quote.start, quote.end) === quote.words) ??
  null;

/** Of unchanged stretches only what stands beside a change is shown, in characters. */
const BESIDE = 240;

function shortened(runs: readonly Run[]): Run[] {
  return runs.map((run, at) => {
    if (run.kind !== 'same' || run.text.length <= 2 * BESIDE + 20) return run;
    const start = at === 0 ? '' : run.text.slice(0, BESIDE);
    const end = at === runs.length - 1 ? '' : run.text.slice(-BESIDE);
    return { ...run, text: `${start} … ${end}` };
  });
}

/** Fields whose words the source no longer says: the page as it was beside the page as it is, and what is to become of them. */
export const driftRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/cases/:id/drift', { role: 'reader' }, async (request, response) => {
    const asked = parsedInput(z.object({ key }), request.query, 'the field');
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    const drift = driftOf(view, asked.key);
    const quote = quoteOf(drift);
    const before = quote ? restedOn(await services.workspace.cases.former(view.record.id), quote) : null;
    const then = quote && before ? quotableText(before, quote.text) : null;
    const now = quote ? (quotableText(view.record, quote.text) ?? '') : '';
    const field = builtIn.named(drift.decision.field);
    const body = {
      drift,
      caseId: view.record.id,
      label: field.label,
      value: shownValue(field, drift.decision.value, drift.decision.day),
      then,
      thenAt: before?.source.retrievedAt ?? null,
      now,
      nowAt: view.record.source.retrievedAt,
      runs: then === null ? [] : shortened(diffTexts(then, now)),
    };
    sendHtml(request, response, render('case/compare', body));
  });

  routes.add('post', '/cases/:id/drift', { role: 'annotator' }, async (request, response) => {
    const form = parsedInput(
      z.object({ key, keep: z.string().max(1).default('') }),
      request.body,
      'the choice',
    );
    await act(services, request, response, (view) => {
      const drift = driftOf(view, form.key);
      const { target, field, value, day, id } = drift.decision;
      if (!form.keep) return [{ kind: 'undo', of: id }];
      const reason = `still right although the source changed: “${drift.before.slice(0, 500)}”`;
      return [
        {
          kind: 'decide',
          target,
          field,
          value,
          ...(day ? { day } : {}),
          basis: { kind: 'person', quote: null },
          reason,
        },
      ];
    });
  });
};
