import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FileAuditLog } from '../../../data/embedded/audit-log.ts';
import { auditLogContract } from '../../contract-suites/audit-log.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

const linesOf = (folder: string): string[] => {
  const path = join(folder, 'audit.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
};

auditLogContract(
  async () => {
    const folder = temporaryFolder();
    return {
      audit: new FileAuditLog(folder),
      other: () => new FileAuditLog(folder),
      entries: async () => linesOf(folder).map((line) => JSON.parse(line)),
    };
  },
  async () => new FileAuditLog('/nowhere/at/all'),
);

test('a torn last line takes no other with it', async () => {
  const folder = temporaryFolder();
  const audit = new FileAuditLog(folder);
  await audit.append({ action: 'login', by: 'ana' });
  appendFileSync(join(folder, 'audit.jsonl'), '{"at":"20');
  await audit.append({ action: 'logout', by: 'ana' });
  expect(linesOf(folder).map((line, at) => (at === 1 ? line : JSON.parse(line).action))).toEqual([
    'login',
    '{"at":"20',
    'logout',
  ]);
});
