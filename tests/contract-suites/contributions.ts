import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Contributions } from '../../data/ports/contributions.ts';

/** What every store of contributions must keep to. @param open a fresh one */
export const contributionsContract = (open: () => Promise<Contributions>): void => {
  describe('contributions', () => {
    test('keep every step with who and why', async () => {
      const contributions = await open();
      const { id } = await contributions.submit({ kind: 'doi', doi: '10.1/x' }, 'ana', 'two patients');
      await contributions.move(id, 'extracting', { by: 'caseline', from: ['received'] });
      await contributions.move(id, 'refused', { by: 'ben', reason: 'no patient in it' });
      const held = await contributions.get(id);
      expect(held.history.map(({ by, status, reason }) => [by, status, reason])).toEqual([
        ['ana', 'received', null],
        ['caseline', 'extracting', null],
        ['ben', 'refused', 'no patient in it'],
      ]);
      expect([held.rev, held.status, held.note]).toEqual([3, 'refused', 'two patients']);
    });

    test('are taken up by one worker only', async () => {
      const contributions = await open();
      const { id } = await contributions.submit({ kind: 'pmcid', pmcid: 'PMC1' }, 'ana');
      const tries = await Promise.allSettled(
        [1, 2, 3].map(() => contributions.move(id, 'extracting', { by: 'worker', from: ['received'] })),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    test('the same file is kept once; what is no PDF, or no id, is refused', async () => {
      const contributions = await open();
      const pdf = Buffer.from('junk\n%PDF-1.4 and so on');
      const first = await contributions.keepPaper(pdf, 'a.pdf');
      expect((await contributions.keepPaper(pdf, 'b.pdf')).sha256).toBe(first.sha256);
      expect(readFileSync(await contributions.paperFile(first.sha256)).equals(pdf)).toBe(true);
      await expect(contributions.keepPaper(Buffer.from('<html>'), 'c.pdf')).rejects.toThrow(
        /c\.pdf is no PDF/,
      );
      await expect(contributions.get('../../caseline')).rejects.toThrow(/no contribution id/);
      await expect(contributions.get('2026-01-01-x')).rejects.toThrow(/there is no contribution/);
      expect(await contributions.list()).toEqual([]);
    });
  });
};
