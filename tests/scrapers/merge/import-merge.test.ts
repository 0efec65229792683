import { describe, expect, test } from 'vitest';
import type { MetadataRow } from '../../../data/fields/columns.ts';
import { decide, undo } from '../../helpers/drafts.ts';
import { importRows, revisionsOf, rowsOf } from '../../helpers/import-rounds.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

const url = 'https://example.org/case/1';
const row = (
  patientid: string,
  filename: string,
  cells: Partial<MetadataRow> = {},
): Partial<MetadataRow> => ({
  patientid,
  filename,
  url,
  sex: 'M',
  age: '50',
  ...cells,
});

describe('what a newer table does not bring', () => {
  test('its images stay linked when it comes without any, and a changed cell is counted and named', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, [row('1', 'a.png', { offset: '3' }), row('2', 'b.png')], {
      files: { 'a.png': 'A', 'b.png': 'B' },
    });
    const before = await rowsOf(workspace);
    const result = await importRows(workspace, [row('1', 'a.png', { offset: '4' }), row('2', 'b.png')]);
    expect(result).toMatchObject({
      cases: { new: 0, updated: 1, unchanged: 1 },
      missing: [],
      changes: [
        { case: 'collection-1', patient: '1', image: 'a.png', field: 'offset', before: '3', now: '4' },
      ],
      vanishes: [],
      unanswered: false,
    });
    const after = await rowsOf(workspace);
    expect(after.get('a.png')).toMatchObject({ offset: '4', sha256: before.get('a.png')?.sha256 });
    expect(after.get('b.png')).toEqual(before.get('b.png'));
    expect(before.get('b.png')?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a file with other bytes is a change', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, [row('1', 'a.png')], { files: { 'a.png': 'A' } });
    const result = await importRows(workspace, [row('1', 'a.png')], { files: { 'a.png': 'other' } });
    expect(result.changes).toMatchObject([{ image: 'a.png', field: 'image' }]);
    expect((await rowsOf(workspace)).get('a.png')?.sha256).toBe(result.changes[0]?.now);
  });

  const two = [
    row('1', 'a.png', {
      url,
      doi: '10.1/a',
      survival: 'Y',
      clinical_notes: 'first',
      location: 'Rome, Italy',
    }),
    row('1', 'b.png', {
      url: 'https://example.org/2',
      survival: 'Y',
      clinical_notes: 'second',
      license: 'CC0',
    }),
  ];

  test('part of the rows of a patient leaves the others as they are, whichever part it is', async () => {
    for (const part of [0, 1]) {
      const workspace = temporaryWorkspace();
      await importRows(workspace, two, { files: { 'a.png': 'A', 'b.png': 'B' } });
      const [before, revisions] = [await rowsOf(workspace), await revisionsOf(workspace)];
      const result = await importRows(workspace, two.slice(part, part + 1));
      expect(result).toMatchObject({ changes: [], unanswered: true, cases: { unchanged: 1 } });
      expect(result.vanishes).toMatchObject([{ image: ['b.png', 'a.png'][part], outcome: 'kept' }]);
      expect(await rowsOf(workspace)).toEqual(before);
      expect(await revisionsOf(workspace)).toEqual(revisions);
    }
  });

  test('a changed answer of the part that came does not reach the rows that stay', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, two);
    await importRows(workspace, [
      { ...two[0], survival: 'N', location: 'Porto', url: 'https://example.org/9' },
    ]);
    const after = await rowsOf(workspace);
    expect(after.get('a.png')).toMatchObject({
      survival: 'N',
      location: 'Porto',
      url: 'https://example.org/9',
    });
    expect(after.get('b.png')).toMatchObject({ survival: 'Y', location: '', url: 'https://example.org/2' });
  });

  test('a patient that is gone is named; kept, marked or removed as asked, and back again', async () => {
    const workspace = temporaryWorkspace();
    const whole = [row('1', 'a.png'), row('2', 'b.png', { url: 'https://example.org/2' })];
    const newer = whole.slice(0, 1);
    await importRows(workspace, whole, { files: { 'b.png': 'B' } });
    const vanished = { case: 'collection-2', patient: '2', image: 'b.png' };
    const other = { table: 'another-name.csv' };
    expect(await importRows(workspace, newer, other)).toMatchObject({
      vanishes: [{ ...vanished, outcome: 'kept' }],
      unanswered: true,
    });
    // The answer may come with a second run, though the table's rows are all stored by then.
    expect(await importRows(workspace, newer, { ...other, onVanished: 'keep' })).toMatchObject({
      vanishes: [{ ...vanished, outcome: 'kept' }],
      unanswered: false,
    });
    expect([...(await rowsOf(workspace)).keys()]).toEqual(['a.png', 'b.png']);
    expect(await importRows(workspace, newer, { onVanished: 'mark' })).toMatchObject({
      vanishes: [{ ...vanished, outcome: 'marked' }],
      unanswered: false,
    });
    expect([...(await rowsOf(workspace)).keys()]).toEqual(['a.png']);
    expect((await workspace.cases.get('collection-2'))?.images[0]?.sha256).not.toBeNull();
    const revisions = await revisionsOf(workspace);
    expect((await importRows(workspace, newer)).unanswered).toBe(false);
    expect(await revisionsOf(workspace)).toEqual(revisions);
    expect((await importRows(workspace, whole)).changes).toMatchObject([{ image: 'b.png', field: 'row' }]);
    expect([...(await rowsOf(workspace)).keys()]).toEqual(['a.png', 'b.png']);
    expect(await importRows(workspace, newer, { onVanished: 'remove' })).toMatchObject({
      vanishes: [{ outcome: 'removed' }],
    });
    expect([...(await rowsOf(workspace)).keys()]).toEqual(['a.png']);
    expect((await importRows(workspace, whole)).appears).toMatchObject([{ image: 'b.png' }]);
  });

  test('a mark that a person took back is not set again', async () => {
    const workspace = temporaryWorkspace();
    const whole = [row('1', 'a.png'), row('1', 'b.png')];
    await importRows(workspace, whole);
    await importRows(workspace, whole.slice(0, 1), { onVanished: 'mark' });
    const mark = (await workspace.reviews.get('collection-1')).events.at(-1);
    expect(mark?.kind).toBe('image-excluded');
    if (mark) await workspace.reviews.append('collection-1', [undo(mark)]);
    const again = await importRows(workspace, whole.slice(0, 1), { onVanished: 'mark' });
    expect(again.vanishes).toMatchObject([{ outcome: 'kept' }]);
    expect([...(await rowsOf(workspace)).keys()]).toEqual(['a.png', 'b.png']);
  });

  test('two collections whose tables have the same name do not miss each other’s rows', async () => {
    const workspace = temporaryWorkspace();
    const first = [row('1', 'a.png'), row('2', 'b.png', { url: 'https://example.org/2' })];
    const second = [
      row('x', 'z.png', { url: 'https://other.example/z' }),
      row('y', 'y.png', { url: 'https://other.example/y' }),
    ];
    await importRows(workspace, first);
    for (const rows of [second, second, first])
      expect(await importRows(workspace, rows)).toMatchObject({
        vanishes: [],
        clashes: [],
        unanswered: false,
      });
    expect((await importRows(workspace, second.slice(1))).vanishes).toMatchObject([{ image: 'z.png' }]);
    expect((await importRows(workspace, first.slice(1))).vanishes).toMatchObject([{ image: 'a.png' }]);
  });
});

describe('another patient under the same id', () => {
  const other = row('1', 'other.png', { url: 'https://elsewhere.example/9', sex: 'F', age: '30' });

  test('is not taken in without --replace, and everything else is', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, [row('1', 'a.png')], { files: { 'a.png': 'A' } });
    await workspace.reviews.append('collection-1', [decide('survival', 'no')]);
    const before = await rowsOf(workspace);
    const result = await importRows(workspace, [
      other,
      row('2', 'n.png', { url: 'https://elsewhere.example/8' }),
    ]);
    expect(result).toMatchObject({
      cases: { new: 1, updated: 0, unchanged: 1 },
      clashes: [{ kind: 'patient', patient: '1', outcome: 'kept' }],
      vanishes: [],
      unanswered: true,
    });
    expect(result.clashes[0]?.held).toContain('a.png; age 50, sex M');
    expect(result.clashes[0]?.brought).toContain('other.png; age 30, sex F');
    const after = await rowsOf(workspace);
    expect(after.get('a.png')).toEqual(before.get('a.png'));
    expect([...after.keys()]).toEqual(['a.png', 'n.png']);
  });

  test('takes its place with --replace, without the answers that were given for the first', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, [row('1', 'a.png', { view: 'PA' })]);
    await workspace.reviews.append('collection-1', [decide('survival', 'no'), decide('intubated', 'yes')]);
    const result = await importRows(workspace, [other], { replace: true });
    expect(result).toMatchObject({
      clashes: [{ outcome: 'replaced' }],
      vanishes: [{ image: 'a.png', outcome: 'removed' }],
      unanswered: false,
    });
    const after = await rowsOf(workspace);
    expect([...after.keys()]).toEqual(['other.png']);
    expect(after.get('other.png')).toMatchObject({
      sex: 'F',
      age: '30',
      survival: '',
      intubated: '',
      view: '',
    });
    expect((await importRows(workspace, [other])).cases).toEqual({ new: 0, updated: 0, unchanged: 1 });
  });

  test.each([
    ['other films under the same names', { url: 'https://b.example' }, { 'a.png': 'B' }, 1],
    ['another age and sex under the same names', { url: 'https://b.example', sex: 'F', age: '9' }, {}, 1],
    ['no address, another age and sex', { url: '', sex: 'F', age: '9' }, {}, 1],
    ['a corrected address', { url: 'https://b.example' }, {}, 0],
    ['a corrected age', { age: '51' }, {}, 0],
    [
      'an address spelled otherwise, other films',
      { url: 'http://www.example.org/case/1/' },
      { 'a.png': 'B' },
      0,
    ],
    [
      'everything corrected but the picture',
      { url: 'https://b.example', sex: 'F', age: '9' },
      { 'a.png': 'A' },
      0,
    ],
  ])('%s', async (_name, cells, files, clashes) => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, [row('1', 'a.png')], { files: { 'a.png': 'A' } });
    const result = await importRows(workspace, [row('1', 'a.png', cells)], { files });
    expect(result.clashes).toHaveLength(clashes);
    expect(result.changes.length > 0 || clashes > 0).toBe(true);
  });

  test('ids that differ in signs only keep their own cases, whatever the order', async () => {
    const workspace = temporaryWorkspace();
    const rows = [
      row('1 a', 'a.png', { url: 'https://a.example' }),
      row('1-a', 'b.png', { url: 'https://b.example' }),
    ];
    await importRows(workspace, rows);
    const before = await rowsOf(workspace);
    const result = await importRows(workspace, rows.slice(1));
    expect(result).toMatchObject({ clashes: [], changes: [], cases: { unchanged: 1 } });
    expect(await rowsOf(workspace)).toEqual(before);
  });
});

describe('a file name under another patient', () => {
  const before = [row('1', 'a.png'), row('1', 'b.png')];
  const renumbered = [row('9', 'a.png', { survival: 'Y' }), row('1', 'b.png')];

  test('waits, because a table holds a name once; the rest goes in', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, before);
    const result = await importRows(workspace, renumbered);
    expect(result).toMatchObject({
      clashes: [{ kind: 'file', image: 'a.png', held: 'patient 1', brought: 'patient 9', outcome: 'kept' }],
      vanishes: [{ patient: '1', image: 'a.png', outcome: 'kept' }],
      unanswered: true,
    });
    expect((await rowsOf(workspace)).get('a.png')?.patientid).toBe('1');
  });

  test.each([{ onVanished: 'remove' as const }, { onVanished: 'mark' as const }, { replace: true }])(
    'moves with %j',
    async (answers) => {
      const workspace = temporaryWorkspace();
      await importRows(workspace, before);
      expect((await importRows(workspace, renumbered, answers)).unanswered).toBe(false);
      expect((await rowsOf(workspace)).get('a.png')).toMatchObject({ patientid: '9', survival: 'Y' });
      const again = await importRows(workspace, renumbered);
      expect(again).toMatchObject({ changes: [], clashes: [], unanswered: false });
    },
  );
});

describe('a decision of a person', () => {
  test('stays against a newer cell, at the patient and at an image, and is named with before, now and who', async () => {
    const workspace = temporaryWorkspace();
    const rows = [
      row('1', 'a.png', { survival: 'Y', view: 'PA' }),
      row('1', 'b.png', { survival: 'Y', view: 'PA' }),
    ];
    await importRows(workspace, rows);
    const image = (await workspace.cases.get('collection-1'))?.images[1]?.id ?? '';
    await workspace.reviews.append('collection-1', [decide('survival', 'no'), decide('view', 'AP', image)]);
    const result = await importRows(
      workspace,
      rows.map((cells) => ({ ...cells, survival: 'Unclear', view: 'L' })),
    );
    expect(result.keptDecisions).toEqual([
      {
        case: 'collection-1',
        patient: '1',
        image: null,
        field: 'survival',
        before: 'N',
        now: 'Unclear',
        by: 'ana',
      },
      {
        case: 'collection-1',
        patient: '1',
        image: 'b.png',
        field: 'view',
        before: 'AP',
        now: 'L',
        by: 'ana',
      },
    ]);
    expect(result.changes).toMatchObject([{ image: 'a.png', field: 'view', before: 'PA', now: 'L' }]);
    expect(result.unanswered).toBe(false);
    const after = await rowsOf(workspace);
    expect([...after.values()].map(({ survival, view }) => [survival, view])).toEqual([
      ['N', 'L'],
      ['N', 'AP'],
    ]);
  });

  test('a new image of the patient does not carry the table past the person', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, [row('1', 'a.png', { survival: 'Y' })]);
    await workspace.reviews.append('collection-1', [decide('survival', 'no')]);
    await importRows(workspace, [row('1', 'a.png', { survival: 'Y' }), row('1', 'b.png', { survival: 'Y' })]);
    expect([...(await rowsOf(workspace)).values()].map(({ survival }) => survival)).toEqual(['N', 'N']);
  });

  test('an import that was taken back, an event of the course, a blank that was filled: all stay', async () => {
    const workspace = temporaryWorkspace();
    const first = row('1', 'a.png', { survival: 'Y' });
    await importRows(workspace, [first]);
    const imported = (await workspace.reviews.get('collection-1')).events.find(
      (event) => event.kind === 'decide' && event.field === 'survival',
    );
    if (!imported) throw new Error('survival was not imported');
    await workspace.reviews.append('collection-1', [
      undo(imported),
      decide('RT_PCR_positive', 'yes'),
      {
        id: 'course-1',
        at: '2026-01-03T00:00:00.000Z',
        by: 'ana',
        kind: 'event',
        event: {
          id: 'icu',
          patient: 'p1',
          type: 'icu-in',
          day: { from: 2, to: 2, anchor: 'admission', certainty: 'exact' },
        },
      },
    ]);
    const before = await rowsOf(workspace);
    expect(before.get('a.png')).toMatchObject({ survival: '', went_icu: 'Y', RT_PCR_positive: 'Y' });
    const revisions = await revisionsOf(workspace);
    const again = await importRows(workspace, [first]);
    expect(again.keptDecisions).toMatchObject([{ field: 'survival', before: '', now: 'Y', by: 'ana' }]);
    expect(await revisionsOf(workspace)).toEqual(revisions);
    await importRows(workspace, [{ ...first, survival: 'N', went_icu: 'N' }]);
    expect(await rowsOf(workspace)).toEqual(before);
  });

  test('words that changed keep the place that quotes point to', async () => {
    const workspace = temporaryWorkspace();
    const rows = [
      row('1', 'a.png', { clinical_notes: 'Fever.', other_notes: 'Credit A' }),
      row('1', 'b.png', { clinical_notes: 'Cough for 3 days.', other_notes: 'Credit B' }),
    ];
    await importRows(workspace, rows);
    const textOf = async (words: string) =>
      (await workspace.cases.get('collection-1'))?.texts.find(({ text }) => text === words)?.id;
    const cough = await textOf('Cough for 3 days.');
    await importRows(workspace, [{ ...rows[1], other_notes: 'Credit C' }]);
    expect(await textOf('Cough for 3 days.')).toBe(cough);
    expect((await rowsOf(workspace)).get('b.png')).toMatchObject({ other_notes: 'Credit C' });
    expect((await rowsOf(workspace)).get('a.png')).toMatchObject({
      clinical_notes: 'Fever.',
      other_notes: 'Credit A',
    });
    await importRows(workspace, [{ ...rows[1], clinical_notes: 'Cough for 5 days.' }]);
    expect(await textOf('Cough for 5 days.')).toBe(cough);
  });
});

describe('an answer of an earlier import', () => {
  test('follows the table there and back again, to a blank and from one', async () => {
    const workspace = temporaryWorkspace();
    for (const survival of ['Y', 'N', 'Y', '', 'Y']) {
      const rows = [
        row('1', 'a.png', { survival }),
        row('1', 'b.png', { survival, offset: survival && '3' }),
      ];
      await importRows(workspace, rows);
      expect([...(await rowsOf(workspace)).values()].map((cells) => cells.survival)).toEqual([
        survival,
        survival,
      ]);
    }
  });

  test('rows that only stand elsewhere are moved, not changed, and come out in the new order', async () => {
    const workspace = temporaryWorkspace();
    const [a, b] = [row('1', 'a.png'), row('2', 'b.png', { url: 'https://example.org/2' })];
    await importRows(workspace, [a, b]);
    const result = await importRows(workspace, [b, a]);
    expect(result).toMatchObject({ changes: [], moved: 2, cases: { updated: 2 } });
    await workspace.index.ready();
    expect((await Array.fromAsync(workspace.index.exportOrder())).map(({ id }) => id)).toEqual([
      'collection-2',
      'collection-1',
    ]);
  });

  test('a dry run says the same and writes nothing', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, [row('1', 'a.png', { offset: '1' }), row('1', 'b.png')], {
      files: { 'a.png': 'A' },
    });
    const [revisions, newer] = [await revisionsOf(workspace), [row('1', 'a.png', { offset: '2' })]];
    const answers = { files: { 'a.png': 'B' }, onVanished: 'remove' as const };
    const plan = await importRows(workspace, newer, { ...answers, dryRun: true });
    expect(await revisionsOf(workspace)).toEqual(revisions);
    expect(
      await workspace.images.get(plan.changes.find(({ field }) => field === 'image')?.now ?? ''),
    ).toBeNull();
    expect(await importRows(workspace, newer, answers)).toEqual({
      ...plan,
      dryRun: false,
      id: expect.stringMatching(/^\d{4}-\d{2}-\d{2}-[0-9a-f]{8}$/),
    });
  });

  test('one empty file costs itself, and a file that no row names is named', async () => {
    const workspace = temporaryWorkspace();
    const files = { 'a.png': 'A', 'b.png': '', 'c.png': 'C' };
    const result = await importRows(workspace, [row('1', 'a.png'), row('1', 'b.png')], { files });
    expect(result).toMatchObject({ images: 1, missing: ['b.png'], unusedFiles: ['c.png'], unanswered: true });
    expect(result.emptyFiles).toEqual([expect.stringContaining('b.png')]);
    expect((await rowsOf(workspace)).get('a.png')?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});
