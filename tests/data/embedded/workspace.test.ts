import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { createWorkspace, readConfig } from '../../../data/embedded/config.ts';
import { sortedJson } from '../../../data/embedded/disk/json-file.ts';
import { documentPath } from '../../../data/embedded/documents/layout.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { decide, draftOf } from '../../helpers/drafts.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

describe('a workspace', () => {
  test('is not made among other files', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'letter.txt'), 'mine');
    expect(() => createWorkspace(folder)).toThrow(/holds other files and no caseline\.json/);
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });

  test('is not made over a file, nor opened where there is none', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(() => createWorkspace(join(folder, 'file'))).toThrow(/is a file, not a folder/);
    expect(() => openWorkspace(folder)).toThrow(/is no Caseline workspace.*caseline init --workspace/);
  });

  test('made twice is left as it is', () => {
    const folder = join(temporaryFolder(), 'w');
    expect(createWorkspace(folder, { name: 'first' })).toBe('made');
    expect(createWorkspace(folder, { name: 'second' })).toBe('existed');
    expect(readConfig(folder).name).toBe('first');
  });

  test('with damaged or newer settings is refused with the place', () => {
    const { directory } = temporaryWorkspace();
    const path = join(directory, 'caseline.json');
    const config = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...config, schedules: [{ name: 'x' }] }));
    expect(() => openWorkspace(directory)).toThrow(/caseline\.json is not valid: schedules\.0\.source/);
    writeFileSync(path, JSON.stringify({ ...config, format: 'caseline.workspace/9' }));
    expect(() => openWorkspace(directory)).toThrow(/format 'caseline\.workspace\/9'/);
    writeFileSync(path, '{"half');
    expect(() => openWorkspace(directory)).toThrow(/is damaged/);
  });
});

describe('cases', () => {
  test('are written once, replaced when they differ, and counted', async () => {
    const { cases } = temporaryWorkspace();
    const first = await cases.put(draftOf('eurorad-1'));
    expect([first.change, first.case.rev]).toEqual(['new', 1]);
    const later = draftOf('eurorad-1');
    later.source.retrievedAt = '2026-05-05T00:00:00.000Z';
    const again = await cases.put(later);
    expect([again.change, again.case.rev, again.case.source.retrievedAt]).toEqual([
      'unchanged',
      1,
      '2026-01-02T03:04:05.000Z',
    ]);
    const changed = await cases.put({ ...draftOf('eurorad-1'), texts: [], images: [] });
    expect([changed.change, changed.case.rev]).toEqual(['updated', 2]);
    expect(await cases.get('eurorad-1')).toEqual(changed.case);
  });

  test('refuse a write based on an older revision', async () => {
    const { cases } = temporaryWorkspace();
    await cases.put(draftOf('eurorad-1'), { expect: 0 });
    await expect(cases.put(draftOf('eurorad-1', { texts: [], images: [] }), { expect: 0 })).rejects.toThrow(
      /at revision 1, not 0/,
    );
  });

  test('come in natural order, one file each, keys sorted', async () => {
    const { cases, directory } = temporaryWorkspace();
    for (const id of ['eurorad-10', 'radiopaedia-2', 'eurorad-9']) await cases.put(draftOf(id));
    expect(await Array.fromAsync(cases.ids())).toEqual(['eurorad-9', 'eurorad-10', 'radiopaedia-2']);
    expect(await Array.fromAsync(cases.ids({ site: 'radiopaedia' }))).toEqual(['radiopaedia-2']);
    const text = readFileSync(documentPath(directory, 'cases', 'eurorad-9'), 'utf8');
    expect(text).toBe(sortedJson(JSON.parse(text)));
  });

  test('an id that could leave the folder is refused', async () => {
    const { cases } = temporaryWorkspace();
    for (const id of [
      '../x',
      'a/b',
      'eurorad-../../x',
      'eurorad-\u0000',
      '',
      'noseparator',
      `eurorad-${'9'.repeat(300)}`,
    ]) {
      await expect(cases.get(id), id).rejects.toThrow(/is no case id/);
    }
  });

  test('a damaged file is named, the others are read', async () => {
    const { cases, directory, index } = temporaryWorkspace();
    for (const id of ['eurorad-1', 'eurorad-2', 'eurorad-3']) await cases.put(draftOf(id));
    writeFileSync(documentPath(directory, 'cases', 'eurorad-2'), '{"id": "eurorad-2", ');
    await expect(cases.get('eurorad-2')).rejects.toThrow(/eurorad-2\.json is damaged.*doctor --repair/);
    const damaged: string[] = [];
    const read = await Array.fromAsync(cases.all({ onDamaged: (id) => damaged.push(id) }));
    expect([read.map(({ id }) => id), damaged]).toEqual([['eurorad-1', 'eurorad-3'], ['eurorad-2']]);
    await index.sync();
    expect(index.damaged().map(({ id }) => id)).toEqual(['eurorad-2']);
    expect(index.list().total).toBe(2);
  });
});

describe('reviews', () => {
  test('append events and refuse those based on an older revision, losing nothing', async () => {
    const { reviews } = temporaryWorkspace();
    const [first, second] = [decide('survival', 'yes'), decide('survival', 'no')];
    expect((await reviews.get('eurorad-1')).rev).toBe(0);
    expect((await reviews.append('eurorad-1', [first], { expect: 0 })).rev).toBe(1);
    await expect(reviews.append('eurorad-1', [second], { expect: 0 })).rejects.toMatchObject({
      code: 'stale-review',
      status: 412,
    });
    expect((await reviews.get('eurorad-1')).events.map(({ id }) => id)).toEqual([first.id]);
  });

  test('the same event twice is kept once', async () => {
    const { reviews } = temporaryWorkspace();
    const event = decide('survival', 'yes');
    await reviews.append('eurorad-1', [event]);
    expect((await reviews.append('eurorad-1', [event])).events).toHaveLength(1);
  });

  test('an event that is not valid is refused before anything is written', async () => {
    const { reviews, directory } = temporaryWorkspace();
    const bad = { ...decide('survival', 'yes'), at: 'yesterday' };
    await expect(reviews.append('eurorad-1', [bad])).rejects.toThrow(
      /review event for eurorad-1 is not valid: at/,
    );
    expect(readdirSync(directory)).not.toContain('reviews');
  });
});

describe('the index', () => {
  test('finds words, filters, counts facets, and shows what another process wrote', async () => {
    const one = temporaryWorkspace();
    const other = openWorkspace(one.directory);
    await one.index.ready();
    await other.cases.put(draftOf('eurorad-1'));
    await other.cases.put(
      draftOf('radiopaedia-7', {
        texts: [{ id: 't1', kind: 'findings', language: 'en', text: 'Cavità apicale' }],
        images: [],
      }),
    );
    other.close();
    expect(one.index.list({ text: 'cavita' }).rows.map(({ id }) => id)).toEqual(['radiopaedia-7']);
    expect(one.index.list({ text: 'radiogr' }).rows.map(({ id }) => id)).toEqual(['eurorad-1']);
    expect(one.index.list({ text: 'portugal', site: 'eurorad' }).total).toBe(1);
    expect(one.index.list({ text: '" OR * NEAR( --' }).total).toBe(0);
    expect(one.index.facets()['site']).toEqual([
      { term: 'eurorad', count: 1 },
      { term: 'radiopaedia', count: 1 },
    ]);
  });

  test.each(['deleted', 'damaged'])('%s at any moment is made again from the files', async (how) => {
    const workspace = temporaryWorkspace();
    for (const id of ['eurorad-1', 'eurorad-2']) await workspace.cases.put(draftOf(id));
    await workspace.index.ready();
    const path = join(workspace.directory, 'index.sqlite');
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    if (how === 'deleted') rmSync(path);
    else {
      rmSync(path);
      writeFileSync(path, 'this is no database '.repeat(500));
    }
    await new Promise((resolve) => setTimeout(resolve, 600));
    await workspace.cases.put(draftOf('eurorad-3'));
    await workspace.index.ready();
    expect(workspace.index.list().rows.map(({ id }) => id)).toEqual(['eurorad-1', 'eurorad-2', 'eurorad-3']);
  });

  test('follows files that came, changed or went by hand', async () => {
    const { cases, index, directory } = temporaryWorkspace();
    await cases.put(draftOf('eurorad-1'));
    await cases.put(draftOf('eurorad-2'));
    await index.ready();
    rmSync(documentPath(directory, 'cases', 'eurorad-1'));
    await index.sync();
    expect(index.list().rows.map(({ id }) => id)).toEqual(['eurorad-2']);
  });

  test('gives images in the order of an imported table, then natural order', async () => {
    const { cases, index } = temporaryWorkspace();
    const from = (row: number) => ({ table: 'metadata.csv', row, folder: 'images' });
    const images = (rows: (number | null)[]) =>
      draftOf('eurorad-1')
        .images.slice(0, rows.length)
        .map((image, at) => ({
          ...image,
          caption: null,
          imported: rows[at] == null ? null : from(rows[at]),
        }));
    await cases.put(draftOf('eurorad-9', { texts: [], images: images([null]) }));
    await cases.put(draftOf('collection-1', { texts: [], images: images([1, 3]) }));
    await cases.put(draftOf('collection-2', { texts: [], images: images([2]) }));
    expect([...index.exportOrder()]).toEqual([
      { id: 'collection-1', images: ['i1'] },
      { id: 'collection-2', images: ['i1'] },
      { id: 'collection-1', images: ['i2'] },
      { id: 'eurorad-9', images: ['i1'] },
    ]);
  });
});

describe('images', () => {
  const gray16 = async () =>
    sharp(Buffer.alloc(40 * 30 * 2, 7), {
      raw: { width: 40, height: 30, channels: 1, depth: 'ushort' } as never,
    })
      .toColourspace('grey16')
      .png()
      .toBuffer();

  test('are kept byte for byte under their hash, once, typed by content', async () => {
    const { images, directory } = temporaryWorkspace();
    const png = await sharp({ create: { width: 8, height: 6, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    const stored = await images.put(png);
    expect(stored).toMatchObject({
      mime: 'image/png',
      extension: 'png',
      width: 8,
      height: 6,
      bytes: png.length,
    });
    expect((await images.put(png)).path).toBe(stored.path);
    expect(Buffer.from(await images.read(stored.sha256)).equals(png)).toBe(true);
    expect(readdirSync(join(directory, 'images', stored.sha256.slice(0, 2)))).toHaveLength(1);
    expect(await images.viewable(stored.sha256)).toBe(stored.path);
  });

  test('of 16 bit get an 8-bit PNG beside, the original stays', async () => {
    const { images } = temporaryWorkspace();
    const bytes = await gray16();
    const stored = await images.put(bytes);
    const view = await images.viewable(stored.sha256);
    expect(view).not.toBe(stored.path);
    expect((await sharp(view).metadata()).depth).toBe('uchar');
    expect(readFileSync(stored.path).equals(bytes)).toBe(true);
  });

  test('thumbnails fit their box and can be deleted', async () => {
    const { images, directory } = temporaryWorkspace();
    const { sha256 } = await images.put(
      await sharp({ create: { width: 400, height: 100, channels: 3, background: '#333' } })
        .jpeg()
        .toBuffer(),
    );
    const path = await images.thumbnail(sha256, 64);
    expect(await sharp(path).metadata()).toMatchObject({ width: 64, height: 16, format: 'jpeg' });
    rmSync(join(directory, 'derived'), { recursive: true });
    expect(await images.thumbnail(sha256, 64)).toBe(path);
  });

  test('that are none are kept as bytes and named when shown', async () => {
    const { images } = temporaryWorkspace();
    const { sha256, mime } = await images.put(Buffer.from('<html>not found</html>'));
    expect(mime).toBe('application/octet-stream');
    await expect(images.thumbnail(sha256, 64)).rejects.toThrow(/cannot be decoded/);
    await expect(images.put(Buffer.alloc(0))).rejects.toThrow(/0 bytes/);
    await expect(images.read('f'.repeat(64))).rejects.toThrow(/not in the workspace/);
    await expect(images.get('../../etc/passwd')).rejects.toThrow(/no SHA-256/);
  });

  test('a folder where a file should be is one clear error', async () => {
    const { cases, directory } = temporaryWorkspace();
    mkdirSync(documentPath(directory, 'cases', 'eurorad-1'), { recursive: true });
    await expect(cases.get('eurorad-1')).rejects.toThrow(/could not read .*eurorad-1\.json/);
  });
});
