import { z } from 'zod';
import { InvalidInput } from '../../data/errors.ts';
import { describeProblems } from '../../data/format/read.ts';
import type { ConfigStore } from '../../data/ports/config.ts';

const share = z.number().min(0).max(1);

/** How review is organised; kept under `review` in `caseline.json`. */
export const reviewSettingsSchema = z.strictObject({
  /** Share of new cases that two people read blind. */
  doubleReading: share.default(0),
  /** A round in which some suggestions are wrong on purpose; an empty name means none. */
  qualityRound: z.strictObject({ name: z.string().max(100), share }).default({ name: '', share: 0.05 }),
});
export type ReviewSettings = z.infer<typeof reviewSettingsSchema>;

/** @throws InvalidInput naming the faulty setting. */
export function reviewSettings(workspace: Pick<ConfigStore, 'config'>): ReviewSettings {
  const result = reviewSettingsSchema.safeParse(workspace.config['review'] ?? {});
  if (result.success) return result.data;
  throw new InvalidInput(
    'bad-config',
    `'review' in caseline.json is not valid: ${describeProblems(result.error)}`,
  );
}

/** @throws CaselineError `disk-*` */
export async function saveReviewSettings(workspace: ConfigStore, settings: ReviewSettings): Promise<void> {
  await workspace.configure((config) => ({ ...config, review: settings }));
}
