import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { NotFound, Retryable } from '../../../data/errors.ts';
import { Newest } from '../../../data/newest.ts';
import { noImage } from '../../../data/ports/images.ts';
import type { Services, User } from '../context.ts';
import { Forbidden } from '../forbidden.ts';
import { pathPart } from '../request.ts';
import type { Watch } from '../router.ts';
import { unknownViewer, type Viewer, viewerFor } from './viewer.ts';

/** What the asking person may see of the cases. */
export const viewerOf = (response: Response): Viewer =>
  (response.locals['viewer'] as Viewer | undefined) ?? unknownViewer;

/** Cases that the asking person must not see; pages that list cases leave them out. @throws Retryable when not known */
export const hiddenFrom = (response: Response): Promise<readonly string[]> => viewerOf(response).hidden();

/** Finds out what the asking person may see, before any page is made. */
export const lookUpViewer =
  (services: Services): RequestHandler =>
  async (_request: Request, response: Response, next: NextFunction) => {
    const user = response.locals['user'] as User | undefined;
    if (user) response.locals['viewer'] = await viewerFor(services, user, 'look');
    next();
  };

/** What is said of a case that there is not, and of one that the person must not know of. */
export const noCase = (id: string): NotFound =>
  new NotFound(
    'no-case',
    `there is no case '${id.slice(0, 80)}' in this workspace; look for it in the list of cases`,
  );

/** Images that a case's own file names, of the cases asked for last. */
const CASES = 500;

/** Tells whether a case's file names an image: the index may name cases, but is not believed. */
function imageReader({ workspace }: Services): (id: string, sha256: string) => Promise<boolean> {
  const read = new Newest<{ readonly mark: string; readonly hashes: ReadonlySet<string> }>(CASES);
  return async (id, sha256) => {
    const mark = await workspace.cases.mark(id);
    if (mark === null) return false;
    let held = read.get(id);
    if (held?.mark !== mark) {
      const record = await workspace.cases.get(id).catch(() => null);
      const hashes = new Set<string>();
      for (const image of record?.images ?? [])
        for (const hash of [image.sha256, image.viewSha256]) if (hash) hashes.add(hash);
      held = { mark, hashes };
      read.put(id, held);
    }
    return held.hashes.has(sha256);
  };
}

/**
 * Stands before every route, which says what it tells of cases: answers for private cases and images as if they were not
 * there, and for all of them as long as it is not known which are private. An image is shown when some case that holds it
 * may be seen. Pages about all cases together are refused to whom something is hidden.
 */
export function watchCases(services: Services): Watch {
  const { index, cases } = services.workspace;
  const holds = imageReader(services);

  const showsImage = async (sha256: string, viewer: Viewer): Promise<boolean> => {
    for (const id of await index.casesWithImage(sha256))
      if ((await viewer.sightOf(id)) === 'shown' && (await holds(id, sha256))) return true;
    return false;
  };

  return async ({ cases: told }, request, response) => {
    const viewer = viewerOf(response);
    if (viewer.seesAll || told === 'none') return;
    if (viewer.refusal) throw viewer.refusal;
    if (told === 'one') {
      const id = pathPart(request, 'id');
      // Both are asked, and one place answers: the time an answer takes tells no hidden case from one that is not there.
      const [sight, mark] = await Promise.all([viewer.sightOf(id), cases.mark(id).catch(() => null)]);
      if (sight !== 'shown' || mark === null) throw noCase(id);
    } else if (told === 'image') {
      const sha256 = pathPart(request, 'sha');
      if (await showsImage(sha256, viewer)) return;
      if (await index.isCurrent()) throw noImage(sha256);
      throw new Retryable(
        'index-filling',
        'The list of images is being made again; until it is there this image is not shown. Try again in a few seconds.',
      );
    } else if (told !== 'left-out') {
      throw new Forbidden(
        'private-cases',
        'this page speaks of all cases, and some belong to private datasets; it is shown to annotators and those with access to them',
      );
    }
  };
}
