import { z } from 'zod';
import { eventsOfAnswer } from '../../../../curation/review/answer-events.ts';
import { basisOf } from '../../../../curation/review/proposals.ts';
import type { Reopened } from '../../../../curation/review/reopened.ts';
import { diffTexts, type Run } from '../../../../curation/review/text-diff.ts';
import { ruleSetOf } from '../../../../curation/suggest/own/own-rules.ts';
import { InvalidInput } from '../../../../data/errors.ts';
import type { Case } from '../../../../data/format/case.ts';
import { quotableText } from '../../../../data/format/quotable.ts';
import type { Services } from '../../../shell/context.ts';
import { view as render, sendHtml } from '../../../shell/render.ts';
import { parsedInput, pathPart } from '../../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../../shell/router.ts';
import { type CaseView, loadView, refuseWaiting, withFreeId } from '../case-view.ts';
import { overStack } from '../fields/answer.ts';
import { act } from '../saving/respond.ts';
import type { EventDraft } from '../saving/save.ts';
import { reopenedRow } from './reopened-view.ts';

const key = z.string().min(1).max(800);
const flag = z.string().max(1).default('');

function reopenedOf(view: CaseView, wanted: string): Reopened {
  const found = view.reopened.find((one) => one.key === wanted);
  if (found) return found;
  refuseWaiting(view);
  throw new InvalidInput('no-drift', 'this field rests on words that stand; load the case again');
}

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

/** A text as it stood in an earlier state: by its id, unless that names another kind of text by now. */
function textThen(record: Case, was: Case, id: string): string {
  const kind = record.texts.find((text) => text.id === id)?.kind;
  const same = was.texts.find((text) => text.id === id);
  if (kind === undefined || same?.kind === kind) return quotableText(was, id) ?? '';
  return was.texts.find((text) => text.kind === kind)?.text ?? '';
}

/** Where the words of today stand; else where those of the answer stood. */
const textOf = ({ before, now }: Reopened): string | null => (now?.quote ?? before.quote)?.text ?? null;

const saysStill = 'still right although the source changed';

/** What the person meant, as events: the words of today taken up, the answer confirmed for them, or asked again. */
function planned(
  services: Services,
  view: CaseView,
  one: Reopened,
  choice: 'take' | 'keep' | 'ask',
): EventDraft[] {
  const { target, field, decision, proposal, before, now, event, told } = one;
  if (choice === 'ask') {
    if (!decision || decision.target.image !== target.image)
      throw new InvalidInput(
        'no-answer',
        'nobody answered this here; take the new words or leave it as it is',
      );
    const reopen: EventDraft[] =
      view.state.status === 'done'
        ? [{ kind: 'status', status: 'reopened', reason: 'the source changed, and a field is asked again' }]
        : [];
    return [{ kind: 'undo', of: decision.id }, ...reopen];
  }
  if (field === null) {
    const held = before.day !== null;
    if (choice === 'take' && told)
      return [
        { kind: 'event', event: held && event ? { ...told, id: event.id } : withFreeId(told, view.state) },
      ];
    if (!event) return [];
    return held
      ? [{ kind: 'event', event: { ...event, quote: null } }]
      : [{ kind: 'event-removed', event: event.id }];
  }
  if (choice === 'take') {
    if (!proposal) throw new InvalidInput('no-new-words', 'nothing sure came in place of these words');
    const cell = view.cells.get(one.key);
    const because = cell?.derived ? `the source now says: “${now?.quote?.words.slice(0, 500) ?? ''}”` : '';
    return [
      {
        kind: 'decide',
        target,
        field,
        value: proposal.value,
        ...(proposal.day ? { day: proposal.day } : {}),
        basis: basisOf(
          proposal,
          ruleSetOf(proposal?.rule ?? null, services.ruleSet, services.workspace.protocol),
          false,
        ),
        ...(because ? { reason: because } : {}),
      },
      ...(cell
        ? eventsOfAnswer(cell, proposal.value, proposal, view.suggestedEvents, view.state.events)
        : []),
    ];
  }
  if (decision) {
    const words = (now?.quote ?? before.quote)?.words.slice(0, 500);
    return [
      {
        kind: 'decide',
        target,
        field,
        value: decision.value,
        ...(decision.stated === undefined ? {} : { stated: decision.stated }),
        ...(decision.day ? { day: decision.day } : {}),
        basis: { kind: 'person', quote: null },
        reason: words ? `${saysStill}: “${words}”` : saysStill,
      },
    ];
  }
  if (!proposal?.quote) return [];
  const { value, rule, quote } = proposal;
  return [{ kind: 'reject', target, field, value, rule, quote }];
}

/** Fields that the source re-opened: the page as it was beside the page as it is, and what is to become of them. */
export const driftRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/cases/:id/drift', { role: 'reader', cases: 'one' }, async (request, response) => {
    const asked = parsedInput(z.object({ key }), request.query, 'the field');
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    const one = reopenedOf(view, asked.key);
    const { record } = view;
    const text = textOf(one);
    const then = text === null || one.was === record ? null : textThen(record, one.was, text);
    const now = text === null ? '' : (quotableText(record, text) ?? '');
    const body = {
      row: reopenedRow(view, one),
      caseId: record.id,
      then,
      thenAt: then === null ? null : one.was.source.retrievedAt,
      now,
      nowAt: record.source.retrievedAt,
      runs: then === null ? [] : shortened(diffTexts(then, now)),
    };
    sendHtml(request, response, render('case/drift/compare', body));
  });

  routes.add('post', '/cases/:id/drift', { role: 'annotator' }, async (request, response) => {
    const form = parsedInput(z.object({ key, keep: flag, take: flag }), request.body, 'the choice');
    const choice = form.take ? 'take' : form.keep ? 'keep' : 'ask';
    await act(services, request, response, (view) =>
      overStack(view, planned(services, view, reopenedOf(view, form.key), choice)),
    );
  });
};
