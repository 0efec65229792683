import { z } from 'zod';
import { legacyOffset, parseDayInput } from '../../curation/record/day-input.ts';
import { foldReview } from '../../curation/record/fold.ts';
import {
  adjudicationOf,
  agreedDecisions,
  agreedEvents,
  takenOver,
} from '../../curation/review/adjudication.ts';
import { type Reading, readingsOf } from '../../curation/review/agreement/readings.ts';
import { agreementByField, agreementByPair } from '../../curation/review/agreement/report.ts';
import { type SeedOutcome, seedOutcomes } from '../../curation/review/quality.ts';
import { compareIds } from '../../data/embedded/documents/layout.ts';
import { InvalidInput } from '../../data/errors.ts';
import { parseFieldValue } from '../../data/fields/value.ts';
import type { Day } from '../../data/format/day.ts';
import type { Value } from '../../data/format/review.ts';
import type { Services } from '../context.ts';
import { page, sendHtml } from '../render.ts';
import { etagOf, expectedRevision, parsedInput, pathPart } from '../request.ts';
import { currentUser, type RouteGroup } from '../router.ts';
import { reviewSettings, reviewSettingsSchema, saveReviewSettings } from '../work/settings.ts';
import { loadCase, viewOf } from '../workbench/case-view.ts';
import { shownValue } from '../workbench/cell-view.ts';
import { markedText } from '../workbench/marked-text.ts';
import { textsShown } from '../workbench/quoted-texts.ts';
import { type EventDraft, save } from '../workbench/save.ts';

interface Gathered {
  readonly readings: readonly Reading[];
  readonly outcomes: readonly SeedOutcome[];
  readonly waiting: readonly {
    id: string;
    title: string;
    differing: number;
    settled: number;
    readers: readonly string[];
  }[];
  readonly reading: readonly { id: string; readers: readonly string[] }[];
}

/** Every double-read case: few beside all cases, so they are read from their files. */
async function gather(services: Services): Promise<Gathered> {
  const { workspace, claims } = services;
  const readings: Reading[] = [];
  const outcomes: SeedOutcome[] = [];
  const waiting: Gathered['waiting'][number][] = [];
  const reading: Gathered['reading'][number][] = [];
  for (const { caseId, readers } of claims
    .doubleRead()
    .toSorted((left, right) => compareIds(left.caseId, right.caseId))) {
    const record = await workspace.cases.get(caseId);
    if (!record) continue;
    const review = await workspace.reviews.get(caseId);
    const found = adjudicationOf(record, review);
    if (!found.ready) {
      if (readers.length > 0) reading.push({ id: caseId, readers });
      continue;
    }
    readings.push(...readingsOf(record, review));
    if (foldReview(review).status !== 'done') {
      const title = record.document.title ?? caseId;
      waiting.push({
        id: caseId,
        title,
        differing: found.differing.length,
        settled: found.settled.size,
        readers: found.readers,
      });
    }
  }
  const flagged = workspace.index.list({ terms: { flag: 'quality round' }, limit: 1_000 }).rows;
  for (const { id } of flagged) outcomes.push(...seedOutcomes(await workspace.reviews.get(id)));
  return { readings, outcomes, waiting, reading };
}

/** A third answer as typed; a day counts from where the readers' days do. @throws InvalidInput with what would be right. */
function answered(reading: Reading, typed: string): { value: Value; day?: Day } {
  if (reading.field.kind !== 'day' || typed.trim() === '')
    return { value: parseFieldValue(reading.field, typed) };
  const anchor = [...reading.decisions.values()].find((decision) => decision.day)?.day?.anchor ?? 'unknown';
  const day = parseDayInput(typed, anchor);
  return { value: legacyOffset(day), day };
}

/** Seeded suggestions by person: how many were met, how many caught. */
function caughtByPerson(outcomes: readonly SeedOutcome[]): { person: string; met: number; caught: number }[] {
  const people = new Map<string, { person: string; met: number; caught: number }>();
  for (const { person, caught } of outcomes) {
    const row = people.get(person) ?? { person, met: 0, caught: 0 };
    row.met += 1;
    if (caught) row.caught += 1;
    people.set(person, row);
  }
  return [...people.values()].sort((left, right) => (left.person < right.person ? -1 : 1));
}

/** Double reading: how well readers agree, and settling what they do not agree on. */
export const agreementRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/agreement', { role: 'reader' }, async (request, response) => {
    const { readings, outcomes, waiting, reading } = await gather(services);
    const body = {
      fields: agreementByField(readings),
      pairs: agreementByPair(readings),
      cases: new Set(readings.map(({ caseId }) => caseId)).size,
      waiting,
      reading,
      people: caughtByPerson(outcomes),
      settings: reviewSettings(services.workspace),
      user: currentUser(request),
    };
    sendHtml(
      request,
      response,
      page({ ...response.locals['frame'], title: 'Agreement', section: 'agreement' }, 'agreement', body),
    );
  });

  routes.add('post', '/agreement/settings', { role: 'maintainer' }, (request, response) => {
    const form = parsedInput(
      z.object({
        doubleReading: z.coerce.number().min(0).max(100),
        roundName: z.string().trim().max(100).default(''),
        roundShare: z.coerce.number().min(0).max(50),
      }),
      request.body,
      'the settings',
    );
    saveReviewSettings(
      services.workspace,
      reviewSettingsSchema.parse({
        doubleReading: form.doubleReading / 100,
        qualityRound: { name: form.roundName, share: form.roundShare / 100 },
      }),
    );
    response.redirect(303, '/agreement');
  });

  routes.add('get', '/adjudication/:id', { role: 'adjudicator' }, async (request, response) => {
    const user = currentUser(request);
    const id = pathPart(request, 'id');
    const record = await loadCase(services, id);
    let review = await services.workspace.reviews.get(id);
    let view = viewOf(services, record, review, { user, layer: 'shared' });
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
      texts: textsShown(record, quotes),
      found,
      shared,
      images,
      rev: review.rev,
      shownValue,
      view,
      marked: (text: (typeof record.texts)[number]) => markedText(text, quotes),
    };
    const title = `Adjudicate ${record.document.title ?? id}`;
    sendHtml(
      request,
      response,
      page({ ...response.locals['frame'], title, section: 'agreement' }, 'adjudication', body),
    );
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
    await save(services, viewOf(services, record, review, { user, layer: 'shared' }), expect, [draft]);
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
    await save(services, viewOf(services, record, review, { user, layer: 'shared' }), review.rev, [
      { kind: 'status', status: 'done' },
    ]);
    response.redirect(303, '/agreement');
  });
};
