import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Conflict } from '../../data/errors.ts';
import type { AuditLog } from '../../data/ports/audit-log.ts';

/** An audit log whose entries the suite can read. */
export interface ReadableAuditLog {
  readonly audit: AuditLog;
  /** Another process's view of the same log. */
  other(): AuditLog;
  /** Every entry as it stands, the oldest first. */
  entries(): Promise<readonly Record<string, unknown>[]>;
}

/** What every audit log must keep to. @param open a fresh one @param broken one in which nothing can be written */
export const auditLogContract = (
  open: () => Promise<ReadableAuditLog>,
  broken: () => Promise<AuditLog>,
): void => {
  const entry = { action: 'token-issued', by: 'ana', target: 'x' } as const;

  describe('the audit log', () => {
    test('holds plain characters only, whatever is noted', async () => {
      const { audit, entries } = await open();
      const text = fc.string({ unit: 'binary', maxLength: 400 });
      let noted = 0;
      const note = fc.asyncProperty(text, text, async (by, target) => {
        await audit.append({ action: 'login-failed', by, target });
        noted += 1;
      });
      const hostile = [
        'ana\n{"at":"2026","action":"login","by":"admin"}',
        '\u2028\u2029\u202e\u001b[2J\u0085\r',
      ] as [string, string];
      await fc.assert(note, { numRuns: 60, examples: [hostile] });
      const held = await entries();
      expect(held).toHaveLength(noted);
      for (const { at, action, by, target } of held) {
        expect([action, new Date(String(at)).toISOString()]).toEqual(['login-failed', at]);
        for (const words of [by, target]) {
          expect(words).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
          expect(String(words).length).toBeLessThanOrEqual(200);
        }
      }
    });

    test('notes what is performed before, and once more when it fails', async () => {
      const { audit, entries } = await open();
      expect(await audit.perform(entry, async () => (await entries()).length)).toBe(1);
      const failing = audit.perform(entry, async () => {
        throw new Conflict('stale', 'words that stay out of the log');
      });
      await expect(failing).rejects.toThrow(/words that stay out/);
      const held = await entries();
      expect(held.map(({ outcome }) => outcome)).toEqual([undefined, undefined, 'failed: stale']);
      expect(JSON.stringify(held)).not.toContain('words');
    });

    test('keeps every entry of several who write at once, whole', async () => {
      const { audit, other, entries } = await open();
      const logs = [audit, other(), other()];
      const targets = Array.from({ length: 60 }, (_, at) => `release ${at}`);
      await Promise.all(
        targets.map((target, at) => logs[at % 3]?.append({ action: 'release', by: 'ana', target })),
      );
      expect((await entries()).map(({ target }) => target).sort()).toEqual([...targets].sort());
    });

    test('tells the targets of one action, whoever wrote them', async () => {
      const { audit, other } = await open();
      expect((await audit.targets('export')).size).toBe(0);
      await audit.append({ action: 'export', by: 'ana', target: '/tmp/a "quoted" folder' });
      await other().append({ action: 'export', by: 'ben', target: 'b' });
      await audit.append({ action: 'release', by: 'ana', target: 'c' });
      await audit.append({ action: 'login-failed', by: '"action":"export"', target: 'd' });
      expect([...(await audit.targets('export'))].sort()).toEqual(['/tmp/a "quoted" folder', 'b']);
      expect(await audit.canBeWritten()).toBe(true);
    });

    test('that takes nothing is an error, and nothing is performed', async () => {
      const audit = await broken();
      let isDone = false;
      const act = (): void => {
        isDone = true;
      };
      await expect(audit.append(entry)).rejects.toThrow(/could not note an action/);
      await expect(audit.perform(entry, act)).rejects.toThrow(/could not note an action/);
      expect([isDone, await audit.canBeWritten(), (await audit.targets('export')).size]).toEqual([
        false,
        false,
        0,
      ]);
    });
  });
};
