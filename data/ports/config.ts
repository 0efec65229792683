import type { WorkspaceConfig } from '../format/config.ts';

/** The workspace's own settings. */
export interface ConfigStore {
  /** As this opening of the workspace last read or wrote them: costs nothing to look at. */
  readonly config: WorkspaceConfig;
  /**
   * Reads the settings anew, applies a change and writes them durably; what others change at the same moment comes before or
   * after it, whole. @param change pure: it may be called again
   * @returns the settings as they were written
   * @throws InvalidInput naming the faulty setting, whatever `change` throws; nothing is written then. CaselineError `disk-*`
   */
  configure(change: (config: WorkspaceConfig) => WorkspaceConfig): Promise<WorkspaceConfig>;
}
