import { z } from 'zod';

/**
 * What a person may do; each role includes the ones before it. `reader` looks; `contributor` hands in papers;
 * `annotator` decides; `adjudicator` settles differences between readers; `maintainer` crawls and publishes; `admin`
 * keeps the accounts.
 */
export const roles = ['reader', 'contributor', 'annotator', 'adjudicator', 'maintainer', 'admin'] as const;
export type Role = (typeof roles)[number];

export const roleSchema = z.enum(roles, { error: `a role is one of ${roles.join(', ')}` });

/** Whether `role` includes what `needed` may do. */
export const reaches = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/** Stands beside every decision, in logs and in file names of nothing: plain characters only. */
export const accountNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, {
  error:
    'a user name is letters, digits, dot, dash and underscore, at most 40, starting with a letter or digit',
});

/** Fewest characters of a password: NIST SP 800-63B asks for 15 where it is the only factor, 8 beside another; between them. */
export const MIN_PASSWORD = 12;
/** More is no password but an attempt to keep the hash function busy. */
export const MAX_PASSWORD = 256;

export interface Account {
  readonly name: string;
  readonly role: Role;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly enabled: boolean;
}
