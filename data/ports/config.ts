import type { WorkspaceConfig } from '../format/config.ts';

/** The workspace's own settings. */
export interface ConfigStore {
  /**
   * As they are, costs nothing to look at: what this opening changes holds at once, what another process changes a second later.
   * Settings that somebody spoilt by hand do not hold; those before go on.
   */
  readonly config: WorkspaceConfig;
  /**
   * Reads the settings anew, applies a change and writes them durably; what others change at the same moment comes before or
   * after it, whole. @param change pure: it may be called again
   * @returns the settings as they were written
   * @throws InvalidInput naming the faulty setting, whatever `change` throws; nothing is written then. CaselineError `disk-*`
   */
  configure(change: (config: WorkspaceConfig) => WorkspaceConfig): Promise<WorkspaceConfig>;
}
