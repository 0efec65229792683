import type { Logger } from 'pino';
import type { CaseReader } from '../../curation/suggest/case-reading.ts';
import type { Role } from '../../data/format/account.ts';
import type { AuditLog } from '../../data/ports/audit-log.ts';
import type { Claims } from '../../data/ports/claims.ts';
import type { DatasetDesk } from '../../data/ports/dataset-desk.ts';
import type { Datasets } from '../../data/ports/datasets.ts';
import type { PrivateCases } from '../../data/ports/private-cases.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import type { Access } from './auth/access.ts';
import type { Metrics } from './log/metrics.ts';

export type { Role } from '../../data/format/account.ts';

export interface User {
  readonly name: string;
  readonly role: Role;
}

/** What the pages need of the other rooms; the rooms themselves know nothing of the server. */
export interface Services {
  readonly workspace: Workspace;
  readonly logger: Logger;
  readonly claims: Claims;
  /** Who works when nobody signed in: the one person of a local workbench. */
  readonly localUser: User;
  /** Whether people sign in, and with which accounts. */
  readonly access: Access;
  /** Logins, role changes, exports, downloads: on disk before they happen. */
  readonly audit: AuditLog;
  readonly metrics: Metrics;
  /** The datasets of the archive, and what people ask of them. */
  readonly datasets: Datasets;
  readonly desk: DatasetDesk;
  /** Which cases are private: the one place that decides on it. */
  readonly privacy: PrivateCases;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Reads the texts of a case; the same case gives the same reading. */
  readonly read: CaseReader;
  /** Names the rules and their version, kept with every accepted suggestion. */
  readonly ruleSet: string;
}
