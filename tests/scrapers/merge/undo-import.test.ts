import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import type { Workspace } from '../../../data/ports/workspace.ts';
import { undoImport } from '../../../scrapers/merge/undo-import.ts';
import { decide } from '../../helpers/drafts.ts';
import { importRows, rowsOf } from '../../helpers/import-rounds.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

/** Everything that a case and its review say, without revisions and times of reading. */
async function contents(workspace: Workspace): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { rev: _rev, ...record } of workspace.cases.all()) {
    const { decisions, excluded, assigned, events } = foldReview(await workspace.reviews.get(record.id));
    found.push({ ...record, source: { ...record.source, retrievedAt: '' } }, [
      decisions.map(({ id: _id, ...decision }) => decision),
      [...excluded],
      [...assigned],
      events,
    ]);
  }
  return found;
}

const by = 'mia';
const first = [
  { patientid: '1', filename: 'a.png', survival: 'Y', view: 'PA', clinical_notes: 'Fever.' },
  { patientid: '1', filename: 'b.png', survival: 'Y', offset: '3' },
  { patientid: '2', filename: 'c.png', sex: 'F', url: 'https://example.org/2' },
];
const newer = [
  { patientid: '1', filename: 'a.png', survival: 'N', view: 'AP', clinical_notes: 'Fever and cough.' },
  { patientid: '1', filename: 'd.png', survival: 'N', offset: '9' },
  { patientid: '3', filename: 'e.png', url: 'https://example.org/3' },
];

describe('an import that is taken back', () => {
  test('leaves every case, answer and image as before, with its record of who, when and what', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, first, { files: { 'a.png': 'A', 'c.png': 'C' } });
    await workspace.reviews.append('collection-1', [decide('intubated', 'yes')]);
    const before = await contents(workspace);
    const { id } = await importRows(workspace, newer, {
      files: { 'a.png': 'other', 'e.png': 'E' },
      onVanished: 'remove',
      by,
    });
    expect(await contents(workspace)).not.toEqual(before);
    const plan = await undoImport(workspace, id ?? '', { by, dryRun: true });
    expect(plan).toMatchObject({ restored: 3, removed: 1, kept: [] });
    expect(await undoImport(workspace, id ?? '', { by })).toEqual({ ...plan, dryRun: false });
    expect(await contents(workspace)).toEqual(before);
    expect(await workspace.cases.has('collection-3')).toBe(false);
    expect((await workspace.reviews.get('collection-3')).events).toEqual([]);
    await workspace.index.ready();
    expect((await workspace.index.list({})).total).toBe(2);
    expect(await workspace.imports.list()).toMatchObject([
      {
        id,
        by,
        table: 'metadata.csv',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        onVanished: 'remove',
        summary: { new: 1, updated: 2, appears: 2, vanishes: 2 },
        state: 'undone',
        undo: { by, restored: 3, kept: [] },
      },
      { state: 'done', undo: null },
    ]);
    await expect(undoImport(workspace, id ?? '', { by })).rejects.toThrow(/taken back already, by mia/);
    // What was taken back can come again.
    await importRows(workspace, newer, { onVanished: 'remove' });
    expect((await rowsOf(workspace)).get('a.png')).toMatchObject({ survival: 'N', view: 'AP' });
  });

  test('keeps what people did since: answers stay, a case that rests on the import stays whole, both named', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, first);
    const { id } = await importRows(workspace, newer);
    const added = (await workspace.cases.get('collection-1'))?.images.find(({ file }) => file === 'd.png');
    await workspace.reviews.append('collection-1', [decide('view', 'L', added?.id)]);
    await workspace.reviews.append('collection-3', [decide('sex', 'male')]);
    const result = await undoImport(workspace, id ?? '', { by });
    expect(result.kept).toEqual([
      {
        case: 'collection-3',
        reason: expect.stringMatching(/^ana decided sex \(.*\) on this case, which the import brought$/),
      },
      {
        case: 'collection-1',
        reason: expect.stringMatching(/^ana decided view \(.*\) on d\.png, which the import brought$/),
      },
    ]);
    expect((await rowsOf(workspace)).get('a.png')?.survival).toBe('N');
    // Once that is taken back, so is the rest.
    for (const name of ['collection-1', 'collection-3']) {
      const event = (await workspace.reviews.get(name)).events.at(-1);
      await workspace.reviews.append(name, [
        {
          id: `u-${name}`,
          at: '2026-01-09T00:00:00.000Z',
          by: 'ana',
          layer: 'shared',
          kind: 'undo',
          of: event?.id ?? '',
        },
      ]);
    }
    expect((await undoImport(workspace, id ?? '', { by })).kept).toEqual([]);
    expect((await rowsOf(workspace)).get('a.png')).toMatchObject({ survival: 'Y', view: 'PA' });
    expect(await workspace.cases.has('collection-3')).toBe(false);
  });

  test('an answer on an older image stands over what comes back', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, first);
    const { id } = await importRows(workspace, newer);
    await workspace.reviews.append('collection-1', [decide('survival', 'unclear')]);
    expect(await undoImport(workspace, id ?? '', { by })).toMatchObject({
      kept: [],
      stays: [{ case: 'collection-1', field: 'survival', by: 'ana' }],
    });
    const rows = await rowsOf(workspace);
    expect([...rows.keys()]).toEqual(['a.png', 'b.png', 'c.png']);
    expect(rows.get('a.png')).toMatchObject({ survival: 'Unclear', view: 'PA' });
  });

  test('waits for a later import of the same case', async () => {
    const workspace = temporaryWorkspace();
    const original = await importRows(workspace, first);
    const later = await importRows(workspace, newer);
    const { kept, restored } = await undoImport(workspace, original.id ?? '', { by });
    expect(restored).toBe(1);
    expect(kept).toEqual([
      {
        case: 'collection-1',
        reason: `the import ${later.id} of metadata.csv changed it since; take that one back first`,
      },
    ]);
    await undoImport(workspace, later.id ?? '', { by });
    expect((await undoImport(workspace, original.id ?? '', { by })).kept).toEqual([]);
    expect(await contents(workspace)).toEqual([]);
  });

  test('cut off anywhere, an import or an undo is completed by the next undo', async () => {
    for (const stopAt of [1, 2, 3, 4, 5]) {
      const workspace = temporaryWorkspace();
      await importRows(workspace, first);
      const before = await contents(workspace);
      let writes = 0;
      const failing = <Store extends object>(store: Store, names: readonly string[]): Store =>
        new Proxy(store, {
          get(target, name) {
            const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
            if (!names.includes(String(name)))
              return typeof method === 'function' ? method.bind(target) : method;
            return async (...args: unknown[]) => {
              writes += 1;
              if (writes > stopAt) throw new Error('cut off');
              return method.apply(target, args);
            };
          },
        });
      const cut = {
        ...workspace,
        cases: failing(workspace.cases, ['put', 'remove']),
        reviews: failing(workspace.reviews, ['append']),
      } as Workspace;
      await importRows(cut, newer, { onVanished: 'mark' }).catch(() => null);
      const [record] = await workspace.imports.list();
      writes = 0;
      await undoImport(cut, record?.id ?? '', { by }).catch(() => null);
      if ((await workspace.imports.get(record?.id ?? '')).state !== 'undone')
        await undoImport(workspace, record?.id ?? '', { by });
      expect(await contents(workspace), `stopped at ${stopAt}`).toEqual(before);
    }
  });

  test('of any tables, with any answers before, gives back what was there', async () => {
    const names = ['a', 'b', 'c', 'd'] as const;
    const rows = fc.uniqueArray(
      fc.record({
        filename: fc.constantFrom(...names).map((name) => `${name}.png`),
        survival: fc.constantFrom('', 'Y', 'N', ' Y'),
        offset: fc.constantFrom('', '3', '3.0', 'soon'),
        clinical_notes: fc.constantFrom('', 'Fever.', 'Cough.'),
        location: fc.constantFrom('', 'Rome, Italy', 'Porto'),
      }),
      { minLength: 1, maxLength: 4, selector: ({ filename }) => filename },
    );
    const ofPatients = (table: readonly { filename: string }[]) =>
      table.map((row) => ({ ...row, patientid: row.filename < 'c' ? '1' : '2', doi: '10.1/x' }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(rows, { minLength: 1, maxLength: 3 }),
        rows,
        fc.constantFrom(undefined, 'mark' as const, 'remove' as const),
        async (earlier, table, onVanished) => {
          const workspace = temporaryWorkspace();
          for (const one of earlier) await importRows(workspace, ofPatients(one));
          if (await workspace.cases.has('collection-1'))
            await workspace.reviews.append('collection-1', [decide('survival', 'no')]);
          const before = await contents(workspace);
          const { id } = await importRows(workspace, ofPatients(table), { onVanished });
          if (id === null) return;
          expect((await undoImport(workspace, id, { by })).kept).toEqual([]);
          expect(await contents(workspace)).toEqual(before);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);
});
