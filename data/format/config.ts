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
  /** Requests a day and host; DESIGN's default of 2000 applies when absent. */
  dailyBudget: z.int().min(1).optional(),
  /** Seconds between requests; never below the source's own floor. */
  delay: z.number().min(0).optional(),
  /** What the source's texts call the day of admission: 1 in "hospital day 1"; 0, the default, keeps numbers as stated. */
  firstHospitalDay: z.union([z.literal(0), z.literal(1)]).optional(),
  /** A copy of the site on this machine, asked instead of it; `delay` may then be any. */
  baseUrl: z.string().max(500).optional(),
  /** Who granted what, when: needed before Radiopaedia is crawled. */
  permission: settings({
    who: z.string().min(1),
    what: z.string().min(1),
    when: z.string().min(1),
  }).optional(),
});

const schedule = settings({
  name: z.string().min(1).max(100),
  source: z.string().min(1),
  query: z.array(z.string()).default([]),
  /** Cron expression with five or six fields. */
  cron: z.string().min(1),
  limit: z.int().min(1).optional(),
  /** Asks for held cases as well, conditionally. */
  refresh: z.boolean().optional(),
  enabled: z.boolean().default(true),
});

const share = z.number().min(0).max(1);

/** How review is organised. */
export const reviewSettingsSchema = settings({
  /** Share of new cases that two people read blind. */
  doubleReading: share.default(0),
  /** A round in which some suggestions are wrong on purpose; an empty name means none. */
  qualityRound: settings({ name: z.string().max(100), share }).default({ name: '', share: 0.05 }),
  /** Suggestions at least this sure may be taken together by one key once they were seen; 1 takes none, as nothing read is that sure. */
  sureFrom: z.number().min(0.5).max(1).default(0.9),
});
export type ReviewSettings = z.infer<typeof reviewSettingsSchema>;

export const workspaceConfigSchema = settings({
  format: z.literal(WORKSPACE_FORMAT),
  name: z.string().min(1).max(200),
  /** Mail address or page that sites can turn to; part of the User-Agent. */
  contact: z.string().max(300).default(''),
  createdAt: z.iso.datetime(),
  sources: z.record(z.string(), sourceSettings).default({}),
  schedules: z.array(schedule).default([]),
  review: reviewSettingsSchema.optional(),
  licences: settings({ allow: z.array(z.string()).optional() }).default({}),
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
