import { z } from 'zod';
import { InvalidInput } from '../errors.ts';
import { orNearest } from '../nearest-name.ts';
import { REFERENCE, tableDatasetSchema } from './patient-name.ts';
import { describeProblems } from './read.ts';
import { type ImportSettings, importSettingsSchema } from './table-map.ts';

/** The workspace's own settings: written by `init`, edited by people. */

export const WORKSPACE_FORMAT = 'caseline.workspace/1';

/** Name of a workspace that nobody named. */
export const UNNAMED = 'Caseline workspace';

/** Settings and nothing else: one that nobody reads is misspelt, or of a newer Caseline, and was not to be without effect. */
const settings = <S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? (issue.keys as string[])
            .map((key) => `'${key.slice(0, 60)}' is no setting${orNearest(key, Object.keys(shape))}`)
            .join('; ')
        : undefined,
  });

const sourceSettings = settings({
  dailyBudget: z.int().min(1).optional().describe('requests a day and host, 2,000 where it is not set'),
  delay: z
    .number()
    .min(0)
    .optional()
    .describe('seconds between requests, never below the floor of the source'),
  firstHospitalDay: z
    .union([z.literal(0), z.literal(1)])
    .optional()
    .describe(
      'number that the texts give to the day of admission: 1 where hospital day 1 is that day; 0 keeps numbers as stated',
    ),
  baseUrl: z.string().max(500).optional().describe('a copy of the site on this machine, asked instead of it'),
  /** Needed before Radiopaedia is crawled. */
  permission: settings({
    who: z.string().min(1).describe('who granted it'),
    what: z.string().min(1).describe('what was granted'),
    when: z.string().min(1).describe('when it was granted'),
  }).optional(),
});

const schedule = settings({
  name: z.string().min(1).max(100).describe('what the schedule is called'),
  source: z.string().min(1).describe('the source it crawls'),
  query: z.array(z.string()).default([]).describe('words to search for, parted by commas'),
  cron: z
    .string()
    .min(1)
    .describe('when it runs: a cron expression of five or six fields, in the time of the machine'),
  limit: z.int().min(1).optional().describe('new cases of one run at most'),
  refresh: z.boolean().optional().describe('asks for held cases as well, conditionally'),
  enabled: z.boolean().default(true).describe('whether it runs by itself'),
});

const share = z.number().min(0).max(1);

/** How review is organised. */
export const reviewSettingsSchema = settings({
  doubleReading: share.default(0).describe('share of new cases that two people read blind, 0 to 1'),
  /** A round in which some suggestions are wrong on purpose. */
  qualityRound: settings({
    name: z.string().max(100).default('').describe('the quality round under way; empty for none'),
    share: share.default(0.05).describe('share of suggestions that it makes wrong on purpose, 0 to 1'),
  }).default({ name: '', share: 0.05 }),
  sureFrom: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.9)
    .describe(
      'suggestions at least this sure may be taken together by one key once they were seen; 1 takes none',
    ),
});
export type ReviewSettings = z.infer<typeof reviewSettingsSchema>;

export const workspaceConfigSchema = settings({
  format: z.literal(WORKSPACE_FORMAT),
  name: z.string().min(1).max(200).describe('what the workspace is called'),
  contact: z
    .string()
    .max(300)
    .default('')
    .describe('mail address or page that crawled sites can turn to; part of the User-Agent'),
  createdAt: z.iso.datetime(),
  sources: z.record(z.string(), sourceSettings).default({}),
  schedules: z.array(schedule).default([]),
  review: reviewSettingsSchema.optional(),
  licences: settings({
    allow: z
      .array(z.string())
      .optional()
      .describe('licences of images that a release takes, parted by commas'),
  }).default({}),
  /** What is remembered of imports, by dataset; `collection` is the reference's. */
  imports: z.record(tableDatasetSchema, importSettingsSchema).optional(),
});
export type WorkspaceConfig = z.infer<typeof workspaceConfigSchema>;

/** What is remembered of the imports of one dataset. */
export const importSettingsOf = ({ imports }: WorkspaceConfig, dataset: string | undefined): ImportSettings =>
  imports?.[dataset ?? REFERENCE] ?? {};

/** Settings that remember more of the imports of one dataset. Pure. */
export const withImportSettings = (
  config: WorkspaceConfig,
  dataset: string | undefined,
  more: ImportSettings,
): WorkspaceConfig => ({
  ...config,
  imports: {
    ...config.imports,
    [dataset ?? REFERENCE]: { ...importSettingsOf(config, dataset), ...more },
  },
});

/** Whether settings were written by a newer Caseline: nothing of such a workspace may be changed. */
export const isNewerWorkspace = (format: unknown): boolean =>
  Number(/^caseline\.workspace\/(\d{1,6})$/.exec(String(format))?.[1] ?? 0) > 1;

/** @throws InvalidInput naming the faulty setting and, before it, the place and what is off there */
export function checkedConfig(document: unknown, where: string): WorkspaceConfig {
  const result = workspaceConfigSchema.safeParse(document);
  if (result.success) return result.data;
  throw new InvalidInput('bad-config', `${where}: ${describeProblems(result.error)}`);
}

/** A schedule that cannot be read: it is left out, and the others hold. */
export interface BadSchedule {
  /** As it stands in the file. */
  readonly entry: unknown;
  /** Which one and what is the matter with it. */
  readonly message: string;
}

/** Takes the schedules out that cannot be read: what one person mistyped is no reason that nothing else holds. What is no list is one bad entry. Pure. */
export function withoutBadSchedules(document: unknown): { document: unknown; bad: readonly BadSchedule[] } {
  const schedules = (document as { schedules?: unknown } | null)?.schedules;
  if (schedules === undefined) return { document, bad: [] };
  if (!Array.isArray(schedules)) {
    const message =
      'schedules is left out: it is no list; write each schedule between the brackets of "schedules": []';
    return { document: { ...(document as object), schedules: [] }, bad: [{ entry: schedules, message }] };
  }
  const bad: BadSchedule[] = [];
  const good = schedules.filter((entry: unknown, at) => {
    const { error } = schedule.safeParse(entry);
    if (error) bad.push({ entry, message: `schedules.${at} is left out: ${describeProblems(error)}` });
    return error === undefined;
  });
  return { document: { ...(document as object), schedules: good }, bad };
}
