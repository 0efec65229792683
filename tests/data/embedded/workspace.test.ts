import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWorkspace, readConfig } from '../../../data/embedded/config.ts';
import { sortedJson } from '../../../data/embedded/disk/json-file.ts';
import { documentPath } from '../../../data/embedded/documents/layout.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { configContract } from '../../contract-suites/config.ts';
import { documentsContract } from '../../contract-suites/documents.ts';
import { imagesContract } from '../../contract-suites/images.ts';
import { importsContract } from '../../contract-suites/imports.ts';
import { indexContract } from '../../contract-suites/index.ts';
import { preferencesContract } from '../../contract-suites/preferences.ts';
import { protocolContract } from '../../contract-suites/protocol.ts';
import { draftOf } from '../../helpers/drafts.ts';
import { reopened, temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

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
    writeFileSync(path, JSON.stringify({ ...config, sources: { sirm: { delay: 'x' } } }));
    expect(() => openWorkspace(directory)).toThrow(/caseline\.json is not valid: sources\.sirm\.delay/);
    writeFileSync(path, JSON.stringify({ ...config, format: 'caseline.workspace/9' }));
    expect(() => openWorkspace(directory)).toThrow(/format 'caseline\.workspace\/9'/);
    writeFileSync(path, '{"half');
    expect(() => openWorkspace(directory)).toThrow(/is damaged/);
  });
});

documentsContract(async () => temporaryWorkspace());
importsContract(async () => temporaryWorkspace().imports);
imagesContract(async () => temporaryWorkspace().images);
indexContract(async () => {
  const { directory } = temporaryWorkspace();
  const other = async () => {
    const opened = openWorkspace(directory);
    onTestFinished(() => opened.close());
    return opened;
  };
  const { cases, reviews, index } = await other();
  return { cases, reviews, index, other };
});
preferencesContract(async () => temporaryWorkspace().preferences);
configContract(async () => {
  const config = temporaryWorkspace();
  return { config, other: reopened(config.directory) };
});
protocolContract(async () => {
  const store = temporaryWorkspace();
  return { store, other: reopened(store.directory) };
});

describe('cases', () => {
  test('are one file each, keys sorted', async () => {
    const { cases, directory } = temporaryWorkspace();
    await cases.put(draftOf('eurorad-9'));
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
    expect((await index.damaged()).map(({ id }) => id)).toEqual(['eurorad-2']);
    expect((await index.list()).total).toBe(2);
  });
});

describe('the index', () => {
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
    expect((await workspace.index.list()).rows.map(({ id }) => id)).toEqual([
      'eurorad-1',
      'eurorad-2',
      'eurorad-3',
    ]);
  });

  test('follows files that came, changed or went by hand', async () => {
    const { cases, index, directory } = temporaryWorkspace();
    await cases.put(draftOf('eurorad-1'));
    await cases.put(draftOf('eurorad-2'));
    await index.ready();
    rmSync(documentPath(directory, 'cases', 'eurorad-1'));
    await index.sync();
    expect((await index.list()).rows.map(({ id }) => id)).toEqual(['eurorad-2']);
  });
});

describe('images', () => {
  test('thumbnails fit their box and can be deleted', async () => {
    const { images, directory } = temporaryWorkspace();
    const { sha256 } = await images.put(
      await sharp({ create: { width: 400, height: 100, channels: 3, background: '#333' } })
        .jpeg()
        .toBuffer(),
    );
    const small = await (await images.thumbnail(sha256, 64)).read();
    expect(await sharp(small).metadata()).toMatchObject({ width: 64, height: 16, format: 'jpeg' });
    rmSync(join(directory, 'derived'), { recursive: true });
    expect(await (await images.thumbnail(sha256, 64)).read()).toEqual(small);
  });

  test('a folder where a file should be is one clear error', async () => {
    const { cases, directory } = temporaryWorkspace();
    mkdirSync(documentPath(directory, 'cases', 'eurorad-1'), { recursive: true });
    await expect(cases.get('eurorad-1')).rejects.toThrow(/could not read .*eurorad-1\.json/);
  });
});
