import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { InvalidInput, NotFound } from '../errors.ts';
import { describeProblems } from '../format/read.ts';
import { readJson, writeJson } from './disk/json-file.ts';
import { CONFIG_FILE } from './documents/layout.ts';

/** The workspace's own settings, `caseline.json`: written by `init`, edited by people. */

export const WORKSPACE_FORMAT = 'caseline.workspace/1';

/** Name of a workspace that nobody named. */
export const UNNAMED = 'Caseline workspace';

const sourceSettings = z.looseObject({
  /** Requests a day and host; DESIGN's default of 2000 applies when absent. */
  dailyBudget: z.int().min(1).optional(),
  /** Seconds between requests; never below the source's own floor. */
  delay: z.number().min(0).optional(),
  /** What the source's texts call the day of admission: 1 in "hospital day 1"; 0, the default, keeps numbers as stated. */
  firstHospitalDay: z.union([z.literal(0), z.literal(1)]).optional(),
  /** A copy of the site on this machine, asked instead of it (read for `paper` only: the inbox has no command line). */
  baseUrl: z.string().max(500).optional(),
  /** Who granted what, when: needed before Radiopaedia is crawled. */
  permission: z
    .strictObject({ who: z.string().min(1), what: z.string().min(1), when: z.string().min(1) })
    .optional(),
});

const schedule = z.looseObject({
  name: z.string().min(1).max(100),
  source: z.string().min(1),
  query: z.array(z.string()).default([]),
  /** Cron expression with five or six fields. */
  cron: z.string().min(1),
  limit: z.int().min(1).optional(),
  enabled: z.boolean().default(true),
});

export const workspaceConfigSchema = z.looseObject({
  format: z.literal(WORKSPACE_FORMAT),
  name: z.string().min(1).max(200),
  /** Mail address or page that sites can turn to; part of the User-Agent. */
  contact: z.string().max(300).default(''),
  createdAt: z.iso.datetime(),
  sources: z.record(z.string(), sourceSettings).default({}),
  schedules: z.array(schedule).default([]),
  licences: z.looseObject({ allow: z.array(z.string()).optional() }).default({}),
});
export type WorkspaceConfig = z.infer<typeof workspaceConfigSchema>;

/**
 * Reads `caseline.json`.
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
  if (format !== WORKSPACE_FORMAT) {
    throw new InvalidInput(
      'workspace-format',
      `${path} has the format '${String(format).slice(0, 60)}', not ${WORKSPACE_FORMAT}; update Caseline, or restore the file`,
    );
  }
  const result = workspaceConfigSchema.safeParse(document);
  if (!result.success)
    throw new InvalidInput('bad-config', `${path} is not valid: ${describeProblems(result.error)}`);
  return result.data;
}

/** Writes `caseline.json` durably. @throws InvalidInput naming the faulty setting; nothing is written then. */
export function writeConfig(directory: string, config: WorkspaceConfig): void {
  const path = join(directory, CONFIG_FILE);
  const result = workspaceConfigSchema.safeParse(config);
  if (!result.success)
    throw new InvalidInput('bad-config', `${path} would not be valid: ${describeProblems(result.error)}`);
  writeJson(path, result.data);
}

export const isWorkspace = (directory: string): boolean => existsSync(join(directory, CONFIG_FILE));

/**
 * Makes a workspace in a new or empty folder; an existing workspace is left as it is.
 * @throws InvalidInput when the folder holds something else: nothing is mixed into other people's files.
 */
export function createWorkspace(
  directory: string,
  settings: { name?: string; contact?: string } = {},
): 'made' | 'existed' {
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
  writeConfig(directory, {
    format: WORKSPACE_FORMAT,
    name: settings.name ?? UNNAMED,
    contact: settings.contact ?? '',
    createdAt: new Date().toISOString(),
    sources: {},
    schedules: [],
    licences: {},
  });
  return 'made';
}
