import type { Logger } from 'pino';
import type { Suggestion } from '../curation/review/proposals.ts';
import type { Case } from '../data/format/case.ts';
import type { Workspace } from '../data/store/workspace.ts';
import type { Claims } from './work/claims.ts';

/** What a person may do; each includes the ones before it. */
export const roles = ['reader', 'contributor', 'annotator', 'adjudicator', 'maintainer'] as const;
export type Role = (typeof roles)[number];

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
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Reads the texts of a case; the same case gives the same suggestions. */
  readonly suggest: (record: Case) => readonly Suggestion[];
  /** Names the rules and their version, kept with every accepted suggestion. */
  readonly ruleSet: string;
}
