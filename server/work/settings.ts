import { type ReviewSettings, reviewSettingsSchema } from '../../data/format/config.ts';
import type { ConfigStore } from '../../data/ports/config.ts';

/** How review is organised, as `review` in the workspace's settings says. */
export const reviewSettings = ({ config }: Pick<ConfigStore, 'config'>): ReviewSettings =>
  config.review ?? reviewSettingsSchema.parse({});

/** Keeps what is named, and what was set before of the rest. @throws CaselineError `disk-*` */
export async function saveReviewSettings(
  workspace: ConfigStore,
  settings: Partial<ReviewSettings>,
): Promise<void> {
  await workspace.configure((config) => ({
    ...config,
    review: { ...reviewSettings({ config }), ...settings },
  }));
}
