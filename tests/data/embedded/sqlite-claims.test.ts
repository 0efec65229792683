import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SqliteClaims } from '../../../data/embedded/sqlite-claims.ts';
import { claimsContract } from '../../contract-suites/claims.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

claimsContract(async (lease) => {
  const path = join(temporaryFolder(), 'work.sqlite');
  let now = 1_000_000;
  const other = async (): Promise<SqliteClaims> => {
    const claims = new SqliteClaims(path, { now: () => now, lease });
    onTestFinished(() => claims.close());
    return claims;
  };
  return {
    claims: await other(),
    other,
    forward: (milliseconds) => {
      now += milliseconds;
    },
  };
});
