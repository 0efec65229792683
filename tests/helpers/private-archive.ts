import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { EmbeddedWorkspace } from '../../data/embedded/workspace.ts';
import { draftOf, imageDraft } from './drafts.ts';

import { type Bench, startMembersOnly } from './serving.ts';
import { temporaryWorkspace } from './temporary.ts';
import { tinyPng } from './tiny-png.ts';

/** What `privateArchive` hides from readers, and what it shows them. */
export const PRIVATE = ['radiopaedia-1', 'radiopaedia-2'];
export const PUBLIC = ['eurorad-1', 'eurorad-2'];

export const datasetForm = (change: Record<string, string> = {}): Record<string, string> => ({
  id: 'closed',
  title: 'Closed films',
  description: 'Given on request.',
  access: 'on-request',
  owner: 'own',
  by: 'rule',
  site: 'radiopaedia',
  ...change,
});

/** Four cases of one image each; gives the hash of each case's image. */
export async function fourCases(workspace: EmbeddedWorkspace): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [at, id] of [...PUBLIC, ...PRIVATE].entries()) {
    const { sha256 } = await workspace.images.put(await tinyPng(`film ${at}`));
    hashes[id] = sha256;
    await workspace.cases.put(
      draftOf(id, {
        texts: [{ id: 't1', kind: 'findings', language: 'en', text: `secretword of ${id}` }],
        images: [{ ...imageDraft('i1', 0), sha256 }],
      }),
    );
  }
  return hashes;
}

export const members = [
  ['mia', 'maintainer'],
  ['ann', 'annotator'],
  ['own', 'contributor'],
  ['rea', 'reader'],
] as const;

export interface PrivateArchive extends Bench {
  readonly hashes: Readonly<Record<string, string>>;
  status(as: string, path: string): Promise<number>;
  /** Every way to a case or its image: the status of each. */
  seen(as: string, id: string): Promise<number[]>;
  /** Every page that a reader can open, in one text. */
  pages(as: string): Promise<string>;
  audit(): string;
}

/** A server over a workspace, its accounts made, whatever is in it. */
export async function serveArchive(
  workspace: EmbeddedWorkspace,
  hashes: Readonly<Record<string, string>>,
): Promise<PrivateArchive> {
  const bench = await startMembersOnly({ workspace });
  for (const [name, role] of members) await bench.member(name, role);
  const text = async (as: string, path: string) => (await bench.ask(path, { as })).text();
  const status = async (as: string, path: string) => {
    const answer = await bench.ask(path, { as });
    await answer.arrayBuffer();
    return answer.status;
  };
  const lists = ['/', '/cases', '/cases?q=secretword', '/mentions', '/datasets', '/datasets?q=secretword'];
  return Object.assign(bench, {
    hashes,
    status,
    seen: (as: string, id: string) =>
      Promise.all(
        [
          `/cases/${id}`,
          `/cases/${id}/fragments`,
          `/cases/${id}/history`,
          `/images/${hashes[id]}/view`,
          `/images/${hashes[id]}/thumbnail`,
          `/images/${hashes[id]}/original`,
        ].map((path) => status(as, path)),
      ),
    pages: async (as: string) =>
      (await Promise.all([...lists, '/datasets/closed'].map((path) => text(as, path)))).join('\n'),
    audit: () => readFileSync(join(workspace.directory, 'audit.jsonl'), 'utf8'),
  });
}

/** Two public cases of Eurorad; two of Radiopaedia, which the private dataset `closed` takes in by its rule. */
export async function privateArchive(
  workspace: EmbeddedWorkspace = temporaryWorkspace(),
): Promise<PrivateArchive> {
  const hashes = await fourCases(workspace);
  const archive = await serveArchive(workspace, hashes);
  await workspace.index.ready();
  const made = await archive.ask('/datasets', { as: 'mia', form: datasetForm() });
  expect(made.status).toBe(303);
  return archive;
}
