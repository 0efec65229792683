import { describe, expect, test } from 'vitest';
import type { ImportRecordDraft, ImportStep } from '../../data/format/import-record.ts';
import { completeCase } from '../../data/format/read.ts';
import type { ImportJournal } from '../../data/ports/imports.ts';
import { draftOf } from '../helpers/drafts.ts';

const draft = (at: string): ImportRecordDraft => ({
  by: 'mia',
  at,
  table: 'metadata.csv',
  sha256: 'a'.repeat(64),
  dataset: null,
  onVanished: null,
  replace: false,
  summary: {
    new: 1,
    updated: 0,
    appears: 2,
    changes: 0,
    vanishes: 0,
    clashes: 0,
    keptDecisions: 0,
    moved: 0,
  },
});
const step = (id: string, change: Partial<ImportStep> = {}): ImportStep => ({
  case: id,
  before: null,
  held: 0,
  events: ['e1'],
  after: 'b'.repeat(64),
  ...change,
});

/** What every journal of imports must keep to. @param open a fresh one */
export const importsContract = (open: () => Promise<ImportJournal>): void => {
  describe('imports', () => {
    test('are kept with their steps, the newest of each case, and listed newest first', async () => {
      const imports = await open();
      expect(await imports.list()).toEqual([]);
      const before = completeCase(draftOf('eurorad-2'));
      const first = await imports.begin(draft('2026-11-28T10:00:00.000Z'), [
        step('eurorad-1'),
        step('eurorad-2', { before }),
      ]);
      const second = await imports.begin(draft('2026-11-29T10:00:00.000Z'), []);
      expect(first.id).toMatch(/^2026-11-28-[0-9a-f]{8}$/);
      await imports.amend(first.id, step('eurorad-1', { events: ['e2'], after: null }));
      expect(await imports.steps(first.id)).toEqual([
        step('eurorad-1', { events: ['e2'], after: null }),
        step('eurorad-2', { before }),
      ]);
      expect((await imports.list()).map(({ id }) => id)).toEqual([second.id, first.id]);
    });

    test('are at work until they are done, stopped or taken back', async () => {
      const imports = await open();
      const { id, state } = await imports.begin(draft('2026-11-28T10:00:00.000Z'), []);
      expect([state, await imports.isRunning(id)]).toEqual(['running', true]);
      await imports.move(id, { state: 'stopped' });
      expect(await imports.isRunning(id)).toBe(false);
      await imports.move(id, { state: 'undoing' });
      expect(await imports.isRunning(id)).toBe(true);
      const undo = { by: 'ana', at: '2026-11-29T10:00:00.000Z', restored: 1, kept: [] };
      await imports.move(id, { state: 'undone', undo });
      expect(await imports.get(id)).toMatchObject({ id, state: 'undone', undo });
    });

    test('that are not there, or have no id, are said so', async () => {
      const imports = await open();
      await expect(imports.get('2026-11-28-00000000')).rejects.toThrow(/there is no import/);
      await expect(imports.steps('../cases/x')).rejects.toThrow(/its day and eight hex digits/);
    });
  });
};
