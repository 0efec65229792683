import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import type { Request, Response } from 'express';
import { packageDataset } from '../../../curation/archive/package.ts';
import { partOfDataset } from '../../../curation/archive/part.ts';
import {
  idMapping,
  idMappingColumns,
  qualityColumns,
  qualityTable,
} from '../../../curation/archive/tables.ts';
import { licencePolicy } from '../../../curation/release/licence-policy.ts';
import { ReleaseRefused, releaseWorkspace } from '../../../curation/release/release.ts';
import { InvalidInput, Retryable } from '../../../data/errors.ts';
import { scratchFolder } from '../../../data/files/scratch.ts';
import type { Case } from '../../../data/format/case.ts';
import type { Dataset } from '../../../data/format/dataset.ts';
import { guardFormula } from '../../../data/format/formula.ts';
import type { Review } from '../../../data/format/review.ts';
import type { CaseQuery } from '../../../data/ports/case-query.ts';
import { membersOf } from '../../../data/ports/datasets.ts';
import { askedIn } from '../../../data/protocols/fields-of.ts';
import { Forbidden } from '../../shell/forbidden.ts';
import { rightsOf } from '../../shell/privacy/rights.ts';
import { viewerFor } from '../../shell/privacy/viewer.ts';
import { pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { caseFilter } from '../../work/case-filter.ts';
import { tarOf } from './tar.ts';

/** Downloads packed at the same time; each needs the disk space of its images. */
const MOST_AT_ONCE = 2;

/** The cohort of a dataset that the address asks for: the same filters as the list of cases; null: all of it. */
function cohortOf({ query }: Request, ids: readonly string[]): CaseQuery | null {
  const { filtered, asked, terms } = caseFilter(query, '/datasets');
  if (!filtered) return null;
  const { q: text, site, status } = asked;
  return {
    among: ids,
    terms,
    ...(text ? { text } : {}),
    ...(site ? { site } : {}),
    ...(status ? { status } : {}),
  };
}

/** The files of a dataset: its tables and the whole of it, for those who may have it, each noted. */
export const datasetFileRoutes: RouteGroup = (routes, services) => {
  const { workspace, datasets, desk, audit } = services;
  let packing = 0;

  /**
   * Whose download it is, noted before the first byte. Cases that a private dataset holds go to those alone who may have
   * that too. @throws Forbidden without a grant, Retryable when it is not known which cases are private
   */
  const granted = async (
    request: Request,
    what: string,
    count?: (ids: string[]) => string[] | Promise<string[]>,
  ): Promise<{ dataset: Dataset; ids: string[] }> => {
    const user = currentUser(request);
    const dataset = await datasets.need(pathPart(request, 'id'));
    if (!(await rightsOf(services, user, dataset)).have)
      throw new Forbidden(
        'on-request',
        `${dataset.title} is given on request; ask for it on its page, with your purpose`,
      );
    const viewer = await viewerFor(services, user, 'have');
    if (viewer.refusal) throw viewer.refusal;
    const all: string[] = [];
    // Of half an index half a dataset would go out.
    await workspace.index.ready();
    for (const id of await membersOf(dataset, workspace.index))
      if ((await viewer.sightOf(id)) === 'shown') all.push(id);
    const ids = count ? await count(all) : all;
    const entry = {
      action: 'download',
      by: user.name,
      target: dataset.id,
      detail: what,
      address: request.ip ?? '',
    } as const;
    const noted = { dataset: dataset.id, user: user.name, what, cases: ids.length };
    await audit.perform(entry, () => desk.noteDownload(noted));
    return { dataset, ids };
  };

  const attach = (response: Response, type: string, name: string): void => {
    response.set('Cache-Control', 'no-store').set('Content-Type', type);
    response.set('Content-Disposition', `attachment; filename="${name}"`);
  };

  async function* csvOf<Column extends string>(
    ids: readonly string[],
    columns: readonly Column[],
    rows: (record: Case, review: Review) => Readonly<Record<Column, string>>[],
  ): AsyncGenerator<string> {
    yield stringify([[...columns]]);
    for (const id of ids) {
      const record = await workspace.cases.get(id).catch(() => null);
      if (!record) continue;
      const found = rows(record, await workspace.reviews.get(id));
      yield stringify(found.map((row) => columns.map((column) => guardFormula(row[column]))));
    }
  }

  for (const [file, columns, rows] of [
    ['id-mapping.csv', idMappingColumns, idMapping],
    ['image-quality.csv', qualityColumns, qualityTable],
  ] as const) {
    routes.add(
      'get',
      `/datasets/:id/${file}`,
      { role: 'reader', cases: 'left-out', acts: true },
      async (request, response) => {
        const { dataset, ids } = await granted(request, file);
        attach(response, 'text/csv; charset=utf-8', `${dataset.id}-${file}`);
        await pipeline(Readable.from(csvOf(ids, columns as readonly string[], rows as never)), response);
      },
    );
  }

  /** Packs what `write` puts into a folder, and sends it; the folder goes with the answer. */
  const send = async (
    request: Request,
    response: Response,
    kind: 'download' | 'release',
    write: (dataset: Dataset, ids: readonly string[], out: string) => Promise<unknown>,
  ): Promise<void> => {
    if (packing >= MOST_AT_ONCE)
      throw new Retryable(
        'many-downloads',
        'other downloads are being packed right now; try again in some minutes',
      );
    const asked = caseFilter(request.query, '/datasets').filtered;
    const what = `${kind === 'release' ? 'a release of ' : ''}${asked ? 'a cohort' : 'all of it'}`;
    packing += 1;
    try {
      const { dataset, ids } = await granted(request, what, (all) => {
        const cohort = cohortOf(request, all);
        return cohort === null ? all : workspace.index.idsOf(cohort);
      });
      await using scratch = scratchFolder('download');
      const out = join(scratch.path, 'out');
      await write(dataset, ids, out);
      attach(response, 'application/gzip', `${dataset.id}${kind === 'release' ? '-release' : ''}.tar.gz`);
      await pipeline(Readable.from(tarOf(out, dataset.id)), createGzip({ level: 4 }), response);
    } finally {
      packing -= 1;
    }
  };

  const licences = (): string | undefined => workspace.config.licences.allow?.join(',');

  routes.add(
    'get',
    '/datasets/:id/download',
    { role: 'reader', cases: 'left-out', acts: true },
    (request, response) =>
      send(request, response, 'download', (dataset, ids, out) =>
        packageDataset(
          {
            ...askedIn(workspace),
            cases: workspace.cases,
            reviews: workspace.reviews,
            images: workspace.images,
          },
          dataset,
          ids,
          out,
          licencePolicy(licences()).allows,
        ),
      ),
  );

  routes.add(
    'get',
    '/datasets/:id/release',
    { role: 'reader', cases: 'left-out', acts: true },
    (request, response) =>
      send(request, response, 'release', async (dataset, ids, out) => {
        const { cases, reviews, images, index } = workspace;
        await using cache = await workspace.openDerived();
        const { read } = services;
        const whole = {
          ...askedIn(workspace),
          cases,
          reviews,
          images,
          cache,
          read,
          exportOrder: () => index.exportOrder(),
        };
        const given = licences();
        try {
          await releaseWorkspace(partOfDataset(whole, ids), out, {
            title: dataset.title,
            ...(dataset.description ? { description: dataset.description } : {}),
            ...(dataset.contact ? { creators: [dataset.contact] } : {}),
            ...(given === undefined ? {} : { licences: given }),
          });
        } catch (error) {
          // Not a fault of the server: the dataset is not fit to go out yet.
          if (error instanceof ReleaseRefused)
            throw new InvalidInput(error.code, error.message, { cause: error });
          throw error;
        }
      }),
  );
};
