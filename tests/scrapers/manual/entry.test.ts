import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { caseSchema } from '../../../data/format/case.ts';
import { inputKind } from '../../../scrapers/exchange/input-kind.ts';
import { keepEntry } from '../../../scrapers/manual/keep-entry.ts';
import { loadEntry } from '../../../scrapers/manual/load-entry.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';
import { tinyPng } from '../../helpers/tiny-png.ts';

const entry = {
  source: 'figure1',
  title: 'Fever and cough',
  url: 'https://app.figure1.com/rd/images/5e73d7ae897e27ff066a30cb',
  credit: 'Dr A. Reader on Figure 1',
  licence: '',
  text: 'A 62-year-old man.\nIntubated on day 4.',
  sex: 'male',
  age: '62 years',
  images: [
    {
      file: 'one.png',
      caption: 'Chest film',
      modality: 'X-ray',
      view: 'AP Supine',
      day: 'day 3 of admission',
    },
    { file: 'two.png' },
  ],
};
const films = async () => [await tinyPng('one', 32), await tinyPng('two', 48)];

describe('a case entered by hand', () => {
  test('is a valid case of its site, with the words as they were copied', async () => {
    const workspace = temporaryWorkspace();
    const { case: kept, change } = await keepEntry(workspace, entry, await films());
    expect(change).toBe('new');
    expect(caseSchema.parse(kept)).toEqual(kept);
    expect(kept).toMatchObject({
      id: 'figure1-5e73d7ae897e27ff066a30cb',
      source: { site: 'figure1', url: entry.url, parser: 'manual/1' },
      document: { title: entry.title, credit: entry.credit, licence: { code: null, stated: null } },
      patients: [{ sex: { value: 'male', stated: 'male' }, age: { value: 62, unit: 'years' } }],
    });
    expect(kept.texts.map(({ kind, text }) => [kind, text])).toEqual([
      ['title', entry.title],
      ['body', entry.text],
      ['caption', 'Chest film\nday 3 of admission'],
    ]);
    expect(
      kept.images.map((image) => [
        image.file,
        image.width,
        image.modality.value,
        image.view.value,
        image.caption,
      ]),
    ).toEqual([
      ['figure1-5e73d7ae897e27ff066a30cb-1.png', 32, 'X-ray', 'AP Supine', 'caption-1'],
      ['figure1-5e73d7ae897e27ff066a30cb-2.png', 48, null, null, null],
    ]);
    for (const image of kept.images) expect(await workspace.images.get(image.sha256 ?? '')).not.toBeNull();
  });

  test('entered again it is the same case, corrected', async () => {
    const workspace = temporaryWorkspace();
    await keepEntry(workspace, entry, await films());
    expect(await keepEntry(workspace, entry, await films())).toMatchObject({ change: 'unchanged' });
    const corrected = await keepEntry(workspace, { ...entry, title: 'Fever, cough' }, await films());
    expect(corrected).toMatchObject({ change: 'updated', case: { document: { title: 'Fever, cough' } } });
  });

  test('without an address its title and images are what it is known by', async () => {
    const workspace = temporaryWorkspace();
    const bare = { source: 'manual', title: 'From a lecture', images: [{ file: 'a.png' }] };
    const [film = new Uint8Array(), other = new Uint8Array()] = await films();
    const first = await keepEntry(workspace, bare, [film]);
    expect(first.case.id).toMatch(/^manual-[0-9a-f]{16}$/);
    expect((await keepEntry(workspace, bare, [film])).case.id).toBe(first.case.id);
    expect((await keepEntry(workspace, bare, [other])).case.id).not.toBe(first.case.id);
  });

  test.each([
    ['no title', { title: ' ' }, 'title'],
    ['an address that is none', { url: 'javascript:alert(1)' }, 'url'],
    ['another source', { source: 'eurorad' }, 'source'],
    ['an unknown view', { images: [{ file: 'a', view: 'Frontal' }] }, 'view'],
    ['too many images', { images: Array(21).fill({ file: 'a' }) }, 'at most 20 images'],
    ['a field nobody knows', { rev: 3 }, 'rev'],
  ])('%s is named', async (_, change, named) => {
    const workspace = temporaryWorkspace();
    await expect(keepEntry(workspace, { ...entry, ...change }, await films())).rejects.toThrow(named);
    for await (const id of workspace.cases.ids()) expect(id).toBe('nothing');
  });

  test('files that are no whole picture are refused before anything is written', async () => {
    const workspace = temporaryWorkspace();
    const [film = new Uint8Array(), other = new Uint8Array()] = await films();
    const huge = await sharp({ create: { width: 14_000, height: 14_000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const bad of [
      Buffer.from('no picture'),
      Buffer.from(other.subarray(0, -200)),
      svg,
      huge,
      Buffer.alloc(0),
    ]) {
      await expect(keepEntry(workspace, entry, [film, bad])).rejects.toMatchObject({ code: 'bad-image' });
    }
    expect(await keepEntry(workspace, entry, [film, other])).toMatchObject({ change: 'new' });
  });
});

describe('an entry.json', () => {
  const folderWith = async (change: object = {}) => {
    const folder = temporaryFolder();
    const [film, other] = await films();
    mkdirSync(join(folder, 'images'));
    writeFileSync(join(folder, 'one.png'), film ?? '');
    writeFileSync(join(folder, 'images', 'two.png'), other ?? '');
    writeFileSync(join(folder, 'entry.json'), JSON.stringify({ ...entry, ...change }));
    return folder;
  };

  test('is found in its folder, with the pictures beside it', async () => {
    const folder = await folderWith();
    expect(inputKind(folder)).toEqual({ kind: 'entry', file: join(folder, 'entry.json') });
    const { entry: read, files } = loadEntry(join(folder, 'entry.json'));
    expect(await keepEntry(temporaryWorkspace(), read, files)).toMatchObject({ change: 'new' });
  });

  test.each([['../one.png'], ['/etc/hostname'], ['images/two.png'], ['missing.png']])(
    'does not reach for %s',
    async (file) => {
      const folder = await folderWith({ images: [{ file }] });
      expect(() => loadEntry(join(folder, 'entry.json'))).toThrow(file);
    },
  );

  test('that is no JSON says where', async () => {
    const folder = await folderWith();
    writeFileSync(join(folder, 'entry.json'), '{');
    expect(() => loadEntry(join(folder, 'entry.json'))).toThrow('no JSON');
  });
});
