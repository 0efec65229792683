import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { diskError } from '../../files/durable-file.ts';
import type { Case } from '../../format/case.ts';
import { readCase } from '../../format/read.ts';
import type { FormerCase } from '../../ports/cases.ts';
import { readJson, writeJson } from '../disk/json-file.ts';
import { documentPath } from './layout.ts';

/**
 * `former/<site>/<shard>/<id>/`: the folder of a case's earlier states, one file a revision, named `<revision>-<events of
 * the review>.json`; older workspaces left the events out.
 */
const folderOf = (directory: string, id: string): string =>
  join(
    directory,
    'former',
    documentPath('', 'cases', id)
      .replace(/^cases[\\/]/, '')
      .replace(/\.json$/, ''),
  );

const namePattern = /^(\d{1,9})(?:-(\d{1,9}))?\.json$/;

/**
 * Keeps a case as it stands, before a new reading of its source takes its place.
 * @param events how many its review holds; null when nobody can tell
 */
export const keepFormer = (directory: string, record: Case, events: number | null): void =>
  writeJson(
    join(folderOf(directory, record.id), `${record.rev}${events === null ? '' : `-${events}`}.json`),
    record,
  );

/** Takes the earlier states of a case away. @throws CaselineError `disk-*` */
export function forgetFormer(directory: string, id: string): void {
  const folder = folderOf(directory, id);
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (cause) {
    throw diskError('remove', folder, cause);
  }
}

/** Earlier states, newest first; damaged files are passed over: they are for comparing only. */
export function formerCases(directory: string, id: string): FormerCase[] {
  const folder = folderOf(directory, id);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const kept = names.flatMap((name) => {
    const [, rev, events] = namePattern.exec(name) ?? [];
    return rev === undefined
      ? []
      : [{ name, rev: Number(rev), events: events === undefined ? null : Number(events) }];
  });
  return kept
    .sort((left, right) => right.rev - left.rev)
    .flatMap(({ name, events }) => {
      const path = join(folder, name);
      try {
        return [{ record: readCase(readJson(path), path), events }];
      } catch {
        return [];
      }
    });
}
