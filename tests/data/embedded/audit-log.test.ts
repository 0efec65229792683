import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileAuditLog } from '../../../data/embedded/audit-log.ts';
import { Conflict } from '../../../data/errors.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

const linesOf = (folder: string) =>
  readFileSync(join(folder, 'audit.jsonl'), 'utf8').split('\n').slice(0, -1);

test('whatever is noted is one line of plain characters', () => {
  const folder = temporaryFolder();
  const audit = new FileAuditLog(folder);
  let entries = 0;
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'binary' }),
      (by, target) => {
        audit.append({ action: 'login-failed', by, target });
        entries += 1;
      },
    ),
    {
      numRuns: 60,
      examples: [['ana\n{"at":"2026","action":"login","by":"admin"}', '\u2028\u2029\u202e\u001b[2J\u0085\r']],
    },
  );
  const lines = linesOf(folder);
  expect(lines).toHaveLength(entries);
  for (const line of lines) {
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    expect(JSON.parse(line)).toMatchObject({ action: 'login-failed' });
    expect(line.length).toBeLessThan(2_000);
  }
});

test('a torn last line takes no other with it', () => {
  const folder = temporaryFolder();
  const audit = new FileAuditLog(folder);
  audit.append({ action: 'login', by: 'ana' });
  appendFileSync(join(folder, 'audit.jsonl'), '{"at":"20');
  audit.append({ action: 'logout', by: 'ana' });
  expect(linesOf(folder).map((line, at) => (at === 1 ? line : JSON.parse(line).action))).toEqual([
    'login',
    '{"at":"20',
    'logout',
  ]);
});

test('what cannot be noted is an error', () => {
  expect(() => new FileAuditLog('/nowhere/at/all').append({ action: 'login', by: 'ana' })).toThrow(
    /could not note an action/,
  );
});

test('what is performed is noted before, and once more when it fails', async () => {
  const folder = temporaryFolder();
  const audit = new FileAuditLog(folder);
  const entry = { action: 'token-issued', by: 'ana', target: 'x' } as const;
  expect(await audit.perform(entry, () => linesOf(folder).length)).toBe(1);
  const failing = audit.perform(entry, async () => {
    throw new Conflict('stale', 'words that stay out of the log');
  });
  await expect(failing).rejects.toThrow(/words that stay out/);
  const outcomes = linesOf(folder).map((line) => JSON.parse(line).outcome);
  expect(outcomes).toEqual([undefined, undefined, 'failed: stale']);
  expect(linesOf(folder).join()).not.toContain('words');
});

test('what cannot be noted is not performed', async () => {
  let isDone = false;
  const act = (): void => {
    isDone = true;
  };
  await expect(
    new FileAuditLog('/nowhere/at/all').perform({ action: 'login', by: 'ana' }, act),
  ).rejects.toThrow(/could not note an action/);
  expect(isDone).toBe(false);
});
