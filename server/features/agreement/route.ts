import { z } from 'zod';
import { foldReview } from '../../../curation/record/fold.ts';
import { adjudicationOf, unsettled } from '../../../curation/review/adjudication.ts';
import { meetings } from '../../../curation/review/agreement/disagreement.ts';
import { type FieldReadings, readingsOf } from '../../../curation/review/agreement/readings.ts';
import { agreementByField, agreementByPair } from '../../../curation/review/agreement/report.ts';
import { type SeedOutcome, seedOutcomes } from '../../../curation/review/quality.ts';
import { NotFound } from '../../../data/errors.ts';
import { reaches } from '../../../data/format/account.ts';
import { compareIds } from '../../../data/ports/cases.ts';
import { fieldsOf } from '../../../data/protocols/fields-of.ts';
import type { Services } from '../../shell/context.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendPage } from '../../shell/render.ts';
import { parsedInput } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { reviewSettings, saveReviewSettings } from '../../work/settings.ts';
import { addressOf, drawMap, inWords, mapStyles, pairName } from './map.ts';

interface Gathered {
  readonly readings: readonly FieldReadings[];
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
  const readings: FieldReadings[] = [];
  const outcomes: SeedOutcome[] = [];
  const waiting: Gathered['waiting'][number][] = [];
  const reading: Gathered['reading'][number][] = [];
  const fields = fieldsOf(workspace.protocol);
  const twice = await claims.doubleRead();
  for (const { caseId, readers } of twice.toSorted((left, right) => compareIds(left.caseId, right.caseId))) {
    const record = await workspace.cases.get(caseId);
    if (!record) continue;
    const review = await workspace.reviews.get(caseId);
    const found = adjudicationOf(record, review, fields);
    if (!found.ready) {
      if (readers.length > 0) reading.push({ id: caseId, readers });
      continue;
    }
    readings.push(...readingsOf(record, review, { fields }));
    if (foldReview(review).status !== 'done') {
      const title = record.document.title ?? caseId;
      waiting.push({
        id: caseId,
        title,
        differing: found.differing.length,
        settled: found.differing.length - unsettled(found).length,
        readers: found.readers,
      });
    }
  }
  const flagged = await workspace.index.list({ terms: { flag: 'quality round' }, limit: 1_000 });
  for (const { id } of flagged.rows) outcomes.push(...seedOutcomes(await workspace.reviews.get(id)));
  return { readings, outcomes, waiting, reading };
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

const mapOf = (readings: readonly FieldReadings[]) => {
  const all = meetings(readings);
  return { picture: drawMap(all), all, inWords, addressOf };
};

/** Double reading: how well readers agree, and how cases are read. */
const agreementRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/agreement', { role: 'reader', cases: 'all' }, async (request, response) => {
    const { readings, outcomes, waiting, reading } = await gather(services);
    const adjudicates = reaches(currentUser(request).role, 'adjudicator');
    const body = {
      fields: agreementByField(readings),
      pairs: agreementByPair(readings),
      cases: new Set(readings.map(({ caseId }) => caseId)).size,
      waiting,
      reading,
      people: caughtByPerson(outcomes),
      settings: reviewSettings(services.workspace),
      maintains: reaches(currentUser(request).role, 'maintainer'),
      adjudicates,
      map: adjudicates && readings.length > 0 ? mapOf(readings) : null,
    };
    sendPage(request, response, 'Agreement', 'agreement/page', body);
  });

  routes.add('get', '/agreement/differing', { role: 'adjudicator' }, async (request, response) => {
    const name = z.string().max(300);
    const asked = parsedInput(
      z.object({ field: name, first: name, second: name }),
      request.query,
      'the field and its readers',
    );
    const { readings, waiting } = await gather(services);
    const meeting = meetings(readings).find(
      ({ field, first, second }) =>
        field.name === asked.field && first === asked.first && second === asked.second,
    );
    if (!meeting)
      throw new NotFound('no-readings', 'these two have read no case together that both are done with');
    sendPage(request, response, 'Where readers differ', 'agreement/differing', {
      meeting,
      pair: pairName(meeting),
      waiting: new Set(waiting.map(({ id }) => id)),
    });
  });

  routes.add('get', '/agreement/map.svg', { role: 'adjudicator' }, async (_request, response) => {
    const { readings } = await gather(services);
    response
      .type('image/svg+xml')
      .attachment('disagreements.svg')
      .send(drawMap(meetings(readings), mapStyles));
  });

  routes.add('post', '/agreement/settings', { role: 'maintainer' }, async (request, response) => {
    const form = parsedInput(
      z.object({
        doubleReading: z.coerce.number().min(0).max(100),
        roundName: z.string().trim().max(100).default(''),
        roundShare: z.coerce.number().min(0).max(50),
        sureFrom: z.coerce.number().min(50).max(100).optional(),
      }),
      request.body,
      'the settings',
    );
    await saveReviewSettings(services.workspace, {
      doubleReading: form.doubleReading / 100,
      qualityRound: { name: form.roundName, share: form.roundShare / 100 },
      ...(form.sureFrom === undefined ? {} : { sureFrom: form.sureFrom / 100 }),
    });
    response.redirect(303, '/agreement');
  });
};

export const agreementFeature: Feature = {
  name: 'agreement',
  nav: { label: 'Agreement', path: '/agreement' },
  styles: mapStyles,
  routes: [agreementRoutes],
};
