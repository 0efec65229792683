import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Overview } from '../../../curation/archive/tables.ts';
import type { Dataset, DatasetDraft, Members } from '../../../data/format/dataset.ts';
import { datasetEntry } from '../../../data/ports/audit-log.ts';
import { membersOf } from '../../../data/ports/datasets.ts';
import type { Workspace } from '../../../data/ports/workspace.ts';
import { licences } from '../../../data/vocabulary/licences.ts';
import type { Services } from '../../shell/context.ts';
import type { Feature } from '../../shell/feature.ts';
import { viewerOf } from '../../shell/privacy/hide.ts';
import { type DatasetRights, rightsOf } from '../../shell/privacy/rights.ts';
import { PATIENCE, type Viewer } from '../../shell/privacy/viewer.ts';
import { sendPage } from '../../shell/render.ts';
import { parsedInput, pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { caseFilter } from '../../work/case-filter.ts';
import { facetsIn } from '../../work/facets.ts';
import { datasetFileRoutes } from './files.ts';
import { datasetTalkRoutes } from './talk.ts';

/** How many cases of a dataset, or hits of a search in it, a page shows. */
const SHOWN = 12;

const text = (most: number) => z.string().max(most).default('');

const datasetForm = z.object({
  id: text(60),
  rev: z.coerce.number().int().min(0).default(0),
  title: text(300),
  description: text(20_000),
  contact: text(300),
  licence: text(80),
  access: z.enum(['public', 'on-request']),
  owner: text(40),
  condition: text(300),
  by: z.enum(['rule', 'list', 'both']).default('list'),
  site: text(40),
  status: text(40),
  words: text(300),
  'rule-licence': text(80),
  modality: text(80),
  cases: text(2_000_000),
  except: text(200_000),
  /** How many cases the person was told that saving it would open. */
  open: text(20),
});
type DatasetForm = z.infer<typeof datasetForm>;

/** Ids one a line, or separated by commas or blanks. */
const idsOf = (field: string): string[] => [...new Set(field.split(/[\s,;]+/).filter((id) => id !== ''))];

/** @param others terms of the rule that the form has no field of its own for */
function draftOf(
  form: DatasetForm,
  others: Readonly<Record<string, string>>,
  fallbackOwner: string,
): DatasetDraft {
  const terms = {
    ...others,
    ...(form['rule-licence'] ? { licence: form['rule-licence'] } : {}),
    ...(form.modality ? { modality: form.modality } : {}),
  };
  const rule = {
    ...(form.site ? { site: form.site } : {}),
    ...(form.status ? { status: form.status } : {}),
    ...(form.words.trim() ? { text: form.words.trim() } : {}),
    ...(Object.keys(terms).length > 0 ? { terms } : {}),
  };
  return {
    id: form.id,
    title: form.title,
    description: form.description,
    contact: form.contact,
    licence: form.licence || null,
    access: form.access,
    owner: form.owner || fallbackOwner,
    ...(form.condition ? { condition: form.condition } : {}),
    members: {
      rule: form.by === 'list' ? null : rule,
      cases: form.by === 'rule' ? [] : idsOf(form.cases),
      except: idsOf(form.except),
    },
  };
}

/** What a form brings back when the person was told how many cases saving it would open; null: nobody knows. */
const openingAs = (opened: number | null): string => (opened === null ? 'not known' : String(opened));

/** Counting a large dataset takes seconds: kept until a case, a review or the dataset changes. */
const overviews = new WeakMap<Workspace, Map<string, Counted>>();
interface Counted {
  readonly mark: string;
  readonly overview: Overview;
}

async function overviewOf(
  { workspace }: Services,
  dataset: Dataset,
  ids: readonly string[],
): Promise<Overview> {
  const { rows } = await workspace.index.list({ order: 'reviewed', limit: 1 });
  const newest = await workspace.index.list({ order: 'newest', limit: 1 });
  const mark = [
    dataset.rev,
    // Two people may see different cases of it.
    createHash('sha256').update(ids.join('\n')).digest('base64'),
    newest.total,
    newest.rows[0]?.retrievedAt,
    rows[0]?.reviewedAt,
    rows[0]?.reviewRev,
  ].join(' ');
  const ofWorkspace = overviews.get(workspace) ?? new Map<string, Counted>();
  overviews.set(workspace, ofWorkspace);
  const held = ofWorkspace.get(dataset.id);
  if (held?.mark === mark) return held.overview;
  const overview = new Overview(dataset.condition);
  for (const id of ids) {
    // What cannot be read is told to whoever keeps the workspace, not to whoever reads this page.
    const record = await workspace.cases.get(id).catch(() => null);
    const review = await workspace.reviews.get(id).catch(() => null);
    if (record && review) overview.add(record, review);
  }
  ofWorkspace.set(dataset.id, { mark, overview });
  return overview;
}

/** The archive: its datasets, one of them, and making or changing one. */
const datasetRoutes: RouteGroup = (routes, services) => {
  const { workspace, datasets, desk, audit, privacy } = services;

  /**
   * Cases of a dataset that a person is shown something of. One that the person may not have is described by what is in
   * it, all of it alike; one that the person may have lacks the cases of other datasets that are kept from this person.
   */
  const membersFor = async (dataset: Dataset, rights: DatasetRights, viewer: Viewer): Promise<string[]> => {
    const ids = await membersOf(dataset, workspace.index);
    if (!rights.have) return ids;
    const hidden = new Set(await viewer.hidden());
    return ids.filter((id) => !hidden.has(id));
  };

  routes.add('get', '/datasets', { role: 'reader', cases: 'left-out' }, async (request, response) => {
    const user = currentUser(request);
    const q = typeof request.query['q'] === 'string' ? request.query['q'].slice(0, 300) : '';
    const viewer = viewerOf(response);
    const entryOf = async (dataset: Dataset) => {
      const rights = await rightsOf(services, user, dataset);
      const ids = await membersFor(dataset, rights, viewer);
      // The words of a private dataset's cases are not searched: that something matches would tell of them, letter by letter.
      const hits =
        q === '' || !rights.have ? null : await workspace.index.list({ text: q, among: ids, limit: SHOWN });
      const images = await workspace.index.imagesAmong(ids);
      return { dataset, rights, cases: ids.length, images, hits };
    };
    const entries = await Promise.all((await datasets.list()).map(entryOf));
    const matching =
      q === ''
        ? entries
        : entries.filter(
            ({ dataset, hits }) =>
              (hits?.total ?? 0) > 0 ||
              `${dataset.title} ${dataset.description}`.toLowerCase().includes(q.toLowerCase()),
          );
    const body = { entries: matching, total: entries.length, q, user };
    sendPage(request, response, 'Datasets', 'datasets/list', body);
  });

  /** @param begun the rule that a new dataset begins with */
  const edit = async (dataset: Dataset | null, begun: Members['rule'] = null) => {
    const { site = [], modality = [] } = await workspace.index.facets();
    return {
      dataset,
      labelOf: facetsIn(workspace).facetLabel,
      licences,
      sites: site.map(({ term }) => term),
      modalities: modality.map(({ term }) => term),
      rule: dataset?.members.rule ?? begun,
    };
  };

  routes.add('get', '/datasets/new', { role: 'maintainer' }, async (request, response) => {
    const { asked, terms } = caseFilter(request.query, '/datasets/new');
    const begun = {
      ...(asked.site ? { site: asked.site } : {}),
      ...(asked.status ? { status: asked.status } : {}),
      ...(asked.q ? { text: asked.q } : {}),
      terms: { ...terms },
    };
    const body = { ...(await edit(null, begun)), user: currentUser(request) };
    sendPage(request, response, 'New dataset', 'datasets/edit', body);
  });

  routes.add('get', '/datasets/:id/edit', { role: 'maintainer' }, async (request, response) => {
    const id = pathPart(request, 'id');
    const dataset = (await datasets.known(id)) ?? (await datasets.need(id));
    const body = { ...(await edit(dataset)), user: currentUser(request) };
    sendPage(request, response, dataset.title, 'datasets/edit', body);
  });

  routes.add('post', '/datasets', { role: 'maintainer' }, async (request, response) => {
    const user = currentUser(request);
    const form = parsedInput(datasetForm, request.body, 'the dataset');
    const others = caseFilter(request.body, '/datasets').terms;
    const draft = draftOf(form, others, user.name);
    const next = await datasets.check(draft, form.rev);
    const opened = await privacy.opening(next.id, next);
    if (opened !== 0 && form.open !== openingAs(opened)) {
      const body = { dataset: next, opened, open: openingAs(opened), form, others };
      response.status(409);
      sendPage(request, response, next.title, 'datasets/opening', body);
      return;
    }
    await audit.perform(datasetEntry(user.name, next, opened), () => datasets.put(draft, form.rev));
    response.redirect(303, `/datasets/${next.id}`);
  });

  routes.add('get', '/datasets/:id', { role: 'reader', cases: 'left-out' }, async (request, response) => {
    const user = currentUser(request);
    const dataset = await datasets.need(pathPart(request, 'id'));
    const rights = await rightsOf(services, user, dataset);
    const ids = await membersFor(dataset, rights, viewerOf(response));
    const body = {
      dataset,
      rights,
      kept: rights.decide && dataset.access === 'public' ? await privacy.among(ids, PATIENCE) : 0,
      user,
      cases: ids.length,
      overview: await overviewOf(services, dataset, ids),
      rows: rights.have ? (await workspace.index.list({ among: ids, limit: SHOWN })).rows : [],
      facets: rights.have ? await workspace.index.facets({ among: ids }) : {},
      request: await desk.latest(dataset.id, user.name),
      granted: await desk.granted(dataset.id, user.name),
      requests: rights.decide ? await desk.requests(dataset.id) : [],
      downloads: rights.decide ? await desk.downloads(dataset.id, 50) : [],
      ...(await desk.posts(dataset.id)),
      now: services.now(),
    };
    sendPage(request, response, dataset.title, 'datasets/page', body);
  });
};

export const datasetsFeature: Feature = {
  name: 'datasets',
  nav: { label: 'Datasets', path: '/datasets' },
  routes: [datasetRoutes, datasetTalkRoutes, datasetFileRoutes],
};
