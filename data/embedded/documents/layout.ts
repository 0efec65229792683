import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InvalidInput } from '../../errors.ts';
import { caseIdSchema } from '../../format/case.ts';

/** Where things lie in a workspace folder. */
export const CONFIG_FILE = 'caseline.json';

/** `radiopaedia-75037` -> `radiopaedia`: the folder of a case is the site its id begins with. */
export const siteOf = (id: string): string => id.slice(0, Math.max(0, id.indexOf('-')));

/** Two hex digits of the id's hash: 256 folders a site keep each one small. */
const shardOf = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 2);

/**
 * File of a case or review: `<kind>/<site>/<shard>/<id>.json`.
 * @throws InvalidInput for an id that could leave the folder.
 */
export function documentPath(directory: string, kind: 'cases' | 'reviews', id: string): string {
  if (!caseIdSchema.safeParse(id).success || !/^[a-z][a-z0-9]{0,39}-./.test(id)) {
    throw new InvalidInput(
      'bad-case-id',
      `'${id.slice(0, 80)}' is no case id; it reads <site>-<key>, e.g. eurorad-16745`,
    );
  }
  return join(directory, kind, siteOf(id), shardOf(id), `${id}.json`);
}

/** File of a case that waits for somebody to take it over: `suspect/<source>/<id>.json`. @throws InvalidInput as `documentPath` */
export function suspectPath(directory: string, source: string, id: string): string {
  return join(directory, 'suspect', source, basename(documentPath(directory, 'cases', id)));
}

const entries = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return [];
    throw cause;
  }
};

/** One folder of documents, with the ids whose other document lies in the folder beside it. */
export interface DocumentFolder {
  readonly ids: readonly string[];
  pathOf(id: string): string;
  /** Ids in the folder of the other kind: reviews for cases, cases for reviews. */
  readonly beside: readonly string[];
  pathBeside(id: string): string;
}

const idsIn = async (folder: string): Promise<string[]> =>
  (await entries(folder)).flatMap((file) =>
    file.endsWith('.json') && !file.startsWith('.') ? [file.slice(0, -'.json'.length)] : [],
  );

/** Every folder of a kind, a few hundred documents each at 100,000 cases. */
export async function* documentFolders(
  directory: string,
  kind: 'cases' | 'reviews',
  site?: string,
): AsyncGenerator<DocumentFolder> {
  const other = kind === 'cases' ? 'reviews' : 'cases';
  const sites = site ? [site] : await entries(join(directory, kind));
  for (const name of sites.sort()) {
    for (const shard of (await entries(join(directory, kind, name))).sort()) {
      yield {
        ids: await idsIn(join(directory, kind, name, shard)),
        pathOf: (id) => join(directory, kind, name, shard, `${id}.json`),
        beside: await idsIn(join(directory, other, name, shard)),
        pathBeside: (id) => join(directory, other, name, shard, `${id}.json`),
      };
    }
  }
}

/** Every document file of a kind, unsorted: id and path. The folders are the truth; the index only follows. */
export async function* documentFiles(
  directory: string,
  kind: 'cases' | 'reviews',
  site?: string,
): AsyncGenerator<{ id: string; path: string }> {
  const root = join(directory, kind);
  const sites = site ? [site] : await entries(root);
  for (const name of sites.sort()) {
    for (const shard of (await entries(join(root, name))).sort()) {
      for (const id of await idsIn(join(root, name, shard))) {
        yield { id, path: join(root, name, shard, `${id}.json`) };
      }
    }
  }
}
