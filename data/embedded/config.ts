import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidInput, NotFound } from '../errors.ts';
import {
  type BadSchedule,
  checkedConfig,
  isNewerWorkspace,
  UNNAMED,
  WORKSPACE_FORMAT,
  type WorkspaceConfig,
  withoutBadSchedules,
} from '../format/config.ts';
import { readJson, writeJson } from './disk/json-file.ts';
import { CONFIG_FILE } from './documents/layout.ts';

/**
 * Reads `caseline.json`; a schedule that cannot be read is left out (`badSchedules`).
 * @throws NotFound for a folder that is no workspace; InvalidInput naming the faulty setting.
 */
export function readConfig(directory: string): WorkspaceConfig {
  const path = join(directory, CONFIG_FILE);
  const document = existsSync(directory) ? readJson(path) : null;
  if (document === null) {
    throw new NotFound(
      'no-workspace',
      `${resolve(directory)} is no Caseline workspace (it has no ${CONFIG_FILE}); make one with: caseline init --workspace ${directory}`,
    );
  }
  const format = (document as { format?: unknown }).format;
  if (isNewerWorkspace(format)) {
    throw new InvalidInput(
      'newer-format',
      `${path} has the format '${format}', which is newer than ${WORKSPACE_FORMAT}; update Caseline, nothing was changed`,
    );
  }
  if (format !== WORKSPACE_FORMAT) {
    throw new InvalidInput(
      'workspace-format',
      `${path} has the format '${String(format).slice(0, 60)}', not ${WORKSPACE_FORMAT}; update Caseline, or restore the file`,
    );
  }
  return checkedConfig(withoutBadSchedules(document).document, `${path} is not valid`);
}

/** The schedules of `caseline.json` that cannot be read. @throws CaselineError when the file itself cannot be */
export const badSchedules = (directory: string): readonly BadSchedule[] =>
  withoutBadSchedules(readJson(join(directory, CONFIG_FILE))).bad;

/**
 * Writes `caseline.json` durably. Of a file that stands, schedules that cannot be read stay in it, behind the others, for a
 * person to mend. @throws InvalidInput naming the faulty setting; nothing is written then.
 */
export function writeConfig(directory: string, config: WorkspaceConfig): void {
  const path = join(directory, CONFIG_FILE);
  const checked = checkedConfig(config, `${path} would not be valid`);
  const kept = badSchedules(directory).map(({ entry }) => entry);
  writeJson(path, { ...checked, schedules: [...checked.schedules, ...kept] });
}

interface Named {
  readonly name?: string;
  readonly contact?: string;
}

/** Settings of which nothing but that was chosen. */
export const freshConfig = ({ name = UNNAMED, contact = '' }: Named = {}): WorkspaceConfig => ({
  format: WORKSPACE_FORMAT,
  name,
  contact,
  createdAt: new Date().toISOString(),
  sources: {},
  schedules: [],
  licences: {},
});

export const isWorkspace = (directory: string): boolean => existsSync(join(directory, CONFIG_FILE));

/**
 * Makes a workspace in a new or empty folder; an existing workspace is left as it is.
 * @throws InvalidInput when the folder holds something else: nothing is mixed into other people's files.
 */
export function createWorkspace(directory: string, settings: Named = {}): 'made' | 'existed' {
  if (isWorkspace(directory)) {
    readConfig(directory);
    return 'existed';
  }
  let entries: string[] = [];
  try {
    entries = readdirSync(directory);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOTDIR')
      throw new InvalidInput(
        'not-a-folder',
        `${resolve(directory)} is a file, not a folder; choose another --workspace`,
      );
    if (code !== 'ENOENT') throw cause;
  }
  if (entries.length > 0) {
    throw new InvalidInput(
      'not-a-workspace',
      `${resolve(directory)} holds other files and no ${CONFIG_FILE}, so it is no Caseline workspace; choose an empty or new folder with --workspace`,
    );
  }
  mkdirSync(directory, { recursive: true });
  writeConfig(directory, freshConfig(settings));
  return 'made';
}
