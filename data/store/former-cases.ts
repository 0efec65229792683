import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../format/case.ts';
import { readCase } from '../format/read.ts';
import { readJson, writeJson } from './json-file.ts';
import { documentPath } from './layout.ts';

/** `former/<site>/<shard>/<id>/`: the folder of a case's earlier states, one file a revision. */
const folderOf = (directory: string, id: string): string =>
  join(
    directory,
    'former',
    documentPath('', 'cases', id)
      .replace(/^cases[\\/]/, '')
      .replace(/\.json$/, ''),
  );

/** Keeps a case as it stands, before a new reading of its source takes its place. */
export const keepFormer = (directory: string, record: Case): void =>
  writeJson(join(folderOf(directory, record.id), `${record.rev}.json`), record);

/** Earlier states, newest first; damaged files are passed over: they are for comparing only. */
export function formerCases(directory: string, id: string): Case[] {
  const folder = folderOf(directory, id);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const revisions = names.flatMap((name) =>
    /^\d{1,9}\.json$/.test(name) ? [Number.parseInt(name, 10)] : [],
  );
  return revisions
    .sort((left, right) => right - left)
    .flatMap((rev) => {
      const path = join(folder, `${rev}.json`);
      try {
        return [readCase(readJson(path), path)];
      } catch {
        return [];
      }
    });
}
