import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { summariseReview } from '../../../curation/review/summary.ts';
import { SqliteAccounts } from '../../../data/embedded/access/accounts.ts';
import { examineWorkspace } from '../../../data/embedded/doctor.ts';
import { documentPath } from '../../../data/embedded/documents/layout.ts';
import { type EmbeddedWorkspace, openWorkspace } from '../../../data/embedded/workspace.ts';
import { DATASET_FORMAT } from '../../../data/format/dataset.ts';
import { decide, draftOf, imageDraft } from '../../helpers/drafts.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

const png = (shade: string) =>
  sharp({ create: { width: 20, height: 10, channels: 3, background: shade } })
    .png()
    .toBuffer();

const rebuildIn = (directory: string) => async () => {
  const opened = openWorkspace(directory, { summarise: summariseReview });
  await opened.index.ready();
  await opened.close();
};

/** Three cases, two images with bytes, one review, the index filled. */
async function filled(): Promise<EmbeddedWorkspace & { hashes: string[] }> {
  const workspace = temporaryWorkspace();
  const hashes: string[] = [];
  for (const [at, shade] of ['#222', '#999'].entries()) {
    const { sha256 } = await workspace.images.put(await png(shade));
    hashes.push(sha256);
    const images = [{ ...imageDraft('i1', 0), sha256 }];
    await workspace.cases.put(draftOf(`eurorad-${at + 1}`, { texts: [], images }));
  }
  await workspace.cases.put(draftOf('eurorad-3'));
  await workspace.reviews.append('eurorad-1', [decide('survival', 'yes')]);
  await workspace.index.ready();
  return Object.assign(workspace, { hashes });
}

const kinds = async (directory: string, repair = false) => {
  const report = await examineWorkspace(directory, { repair, rebuildIndex: rebuildIn(directory) });
  return {
    ...report,
    kinds: report.findings
      .filter((one) => !['chromium', 'disk-space'].includes(one.check))
      .map((one) => `${one.check}${one.repaired ? ' mended' : ''}`),
  };
};

const imagePath = (directory: string, hash: string) =>
  join(directory, 'images', hash.slice(0, 2), `${hash}.png`);

describe('the doctor', () => {
  test('calls a healthy workspace sound and counts what is in it', async () => {
    const { directory } = await filled();
    expect(await kinds(directory)).toMatchObject({ sound: true, kinds: [], cases: 3, reviews: 1, images: 2 });
  });

  test('says what a folder lacks that is no workspace', async () => {
    await expect(examineWorkspace('/nowhere/at/all')).rejects.toThrow(/is no Caseline workspace .*init/);
  });

  test.each([
    ['a torn case', (path: string) => truncateSync(path, 100)],
    [
      'a case with a field that is off',
      (path: string) =>
        writeFileSync(path, readFileSync(path, 'utf8').replace('"patients": [', '"patients": 7, "x": [')),
    ],
    [
      'a case under another name',
      (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replaceAll('eurorad-2', 'eurorad-9')),
    ],
    ['binary rubbish', (path: string) => writeFileSync(path, Buffer.from([0, 255, 254, 1, 2]))],
    ['an empty file', (path: string) => writeFileSync(path, '')],
  ])('puts %s aside with the reason, and the rest works', async (_name, damage) => {
    const { directory } = await filled();
    const path = documentPath(directory, 'cases', 'eurorad-2');
    damage(path);
    const bytes = readFileSync(path);
    const found = await kinds(directory);
    expect([found.sound, found.kinds.includes('damaged-document')]).toEqual([false, true]);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    const mended = await kinds(directory, true);
    expect(mended.sound).toBe(true);
    expect(mended.kinds).toContain('damaged-document mended');
    const [stamp = ''] = readdirSync(join(directory, 'quarantine'));
    const aside = join(directory, 'quarantine', stamp, 'eurorad-2.json');
    expect(readFileSync(aside).equals(bytes)).toBe(true);
    expect(JSON.parse(readFileSync(`${aside}.reason.json`, 'utf8')).from).toContain('eurorad-2.json');
    const opened = openWorkspace(directory);
    await opened.index.ready();
    expect((await opened.index.list()).rows.map(({ id }) => id)).toEqual(['eurorad-1', 'eurorad-3']);
    await opened.close();
    // Its image keeps its place: the case may come back.
    expect((await kinds(directory)).sound).toBe(true);
  });

  test('puts a damaged review aside, never a case of a newer format', async () => {
    const { directory } = await filled();
    truncateSync(documentPath(directory, 'reviews', 'eurorad-1'), 40);
    const newer = documentPath(directory, 'cases', 'eurorad-3');
    writeFileSync(newer, readFileSync(newer, 'utf8').replace('caseline.case/1', 'caseline.case/7'));
    const mended = await kinds(directory, true);
    expect(mended.kinds).toEqual(expect.arrayContaining(['damaged-document mended', 'newer-format']));
    expect([mended.sound, existsSync(newer)]).toEqual([false, true]);
  });

  test('tells an image whose content changed from one that is gone', async () => {
    const { directory, hashes } = await filled();
    const [first = '', second = ''] = hashes;
    const bytes = readFileSync(imagePath(directory, first));
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    writeFileSync(imagePath(directory, first), bytes);
    rmSync(imagePath(directory, second));
    const found = await examineWorkspace(directory);
    expect(
      found.findings.filter((one) => one.severity === 'error').map((one) => [one.check, one.case]),
    ).toEqual([
      ['damaged-image', 'eurorad-1'],
      ['missing-image', 'eurorad-2'],
    ]);
    expect(
      (await examineWorkspace(directory, { hash: false })).findings.map((one) => one.check),
    ).not.toContain('damaged-image');
    await kinds(directory, true);
    expect(existsSync(imagePath(directory, first))).toBe(false);
    // Bytes that come again take the place.
    const opened = openWorkspace(directory);
    await opened.images.put(await png('#222'));
    await opened.images.put(await png('#999'));
    await opened.close();
    expect((await kinds(directory)).sound).toBe(true);
  });

  test('removes what a power loss left between write and rename, not what is being written', async () => {
    const { directory } = await filled();
    const folder = join(directory, 'cases/eurorad/00');
    mkdirSync(folder, { recursive: true });
    const dead = join(folder, '.eurorad-5.json.4194303.0123456789ab.part');
    const alive = join(folder, `.eurorad-6.json.${process.pid}.0123456789ab.part`);
    const fromTheFuture = join(folder, '.eurorad-7.json.4194303.0123456789ab.part');
    for (const path of [dead, alive, fromTheFuture]) writeFileSync(path, '{"id":"eur');
    utimesSync(dead, new Date(), new Date(Date.now() - 60_000));
    utimesSync(alive, new Date(), new Date(Date.now() - 60_000));
    // A clock that was set back leaves times in the future.
    utimesSync(fromTheFuture, new Date(), new Date(Date.now() + 86_400_000));
    const mended = await kinds(directory, true);
    expect(mended.kinds.toSorted()).toEqual(['left-over', 'left-over mended', 'left-over mended']);
    expect([existsSync(dead), existsSync(alive), existsSync(fromTheFuture)]).toEqual([false, true, false]);
    expect(mended.sound).toBe(true);
  });

  test.each(['missing', 'corrupt', 'stale'])('mends an index that is %s', async (how) => {
    const workspace = await filled();
    const { directory } = workspace;
    const path = join(directory, 'index.sqlite');
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    if (how === 'missing') rmSync(path);
    else if (how === 'corrupt') writeFileSync(path, 'rubbish '.repeat(2_000));
    else rmSync(documentPath(directory, 'cases', 'eurorad-3'));
    const found = await kinds(directory);
    expect(found.kinds).toEqual(['index']);
    expect((await kinds(directory, true)).kinds).toEqual(['index mended']);
    expect((await kinds(directory)).kinds).toEqual([]);
  });

  test('names foreign files, links, a misplaced case, a lone review and orphan images', async () => {
    const { directory, images } = await filled();
    await images.put(await png('#456'));
    writeFileSync(join(directory, 'images', 'notes.txt'), 'x');
    symlinkSync('/etc/passwd', join(directory, 'images', 'link.png'));
    renameSync(documentPath(directory, 'cases', 'eurorad-3'), join(directory, 'cases', 'eurorad-3.json'));
    rmSync(documentPath(directory, 'cases', 'eurorad-1'));
    const report = await kinds(directory);
    expect(report.kinds).toEqual(
      expect.arrayContaining([
        'foreign-file',
        'misplaced-document',
        'review-without-case',
        'orphan-images',
        'index',
      ]),
    );
    expect(report.findings.filter((one) => one.check === 'foreign-file')).toHaveLength(2);
    // eurorad-1's image is an orphan too now.
    expect(report.findings.find((one) => one.check === 'orphan-images')?.message).toMatch(/^2 images/);
  });

  test('replaces damaged settings by defaults, keeping the damaged file', async () => {
    const { directory } = await filled();
    writeFileSync(join(directory, 'caseline.json'), '{"format": "caseline.wor');
    expect((await kinds(directory)).sound).toBe(false);
    expect((await kinds(directory, true)).kinds).toContain('config mended');
    expect((await kinds(directory)).sound).toBe(true);
  });

  test.each([
    ['of a newer format', '"caseline.workspace/1"', '"caseline.workspace/2"', 'newer-format'],
    ['with a setting that is off', '"createdAt"', '"dailyBudget": 5, "created"', 'config'],
  ])('leaves settings %s as they are, whatever is to be mended', async (_how, from, to, check) => {
    const { directory } = await filled();
    const path = join(directory, 'caseline.json');
    const text = readFileSync(path, 'utf8').replace(from, to);
    writeFileSync(path, text);
    const report = await examineWorkspace(directory, { repair: true });
    expect([report.sound, readFileSync(path, 'utf8')]).toEqual([false, text]);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ check, path: 'caseline.json', severity: 'error', repaired: false }),
    );
    if (check === 'newer-format') expect(report.findings.filter(({ repaired }) => repaired)).toEqual([]);
  });

  test('names an output folder that was cut off, and removes it when nobody writes it', async () => {
    const { directory } = await filled();
    const folder = join(directory, 'exports', '.out.0123456789ab.part');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'metadata.csv'), 'patientid');
    const found = async (repair: boolean) =>
      (await examineWorkspace(directory, { repair })).findings.filter(({ check }) => check === 'left-over');
    expect(await found(true)).toEqual([
      expect.objectContaining({ path: 'exports/.out.0123456789ab.part', repaired: false }),
    ]);
    const before = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(join(folder, 'metadata.csv'), before, before);
    expect(await found(true)).toEqual([expect.objectContaining({ repaired: true })]);
    expect([existsSync(folder), await found(false)]).toEqual([false, []]);
  });

  test.each([
    ['empty', 'exports/.out.0123456789ab.part'],
    ['of no name', 'exports/.0123456789ab.part'],
    ['of nothing but the ending', '.part'],
  ])('names an output folder that was cut off and is %s, and removes it', async (_which, inside) => {
    const { directory } = await filled();
    const folder = join(directory, inside);
    mkdirSync(folder, { recursive: true });
    if (inside !== 'exports/.out.0123456789ab.part') writeFileSync(join(folder, 'a.csv'), 'x');
    const leftOvers = async (repair: boolean) =>
      (await examineWorkspace(directory, { repair })).findings.filter(({ check }) => check === 'left-over');
    expect(await leftOvers(true)).toEqual([expect.objectContaining({ path: inside, repaired: false })]);
    const before = new Date(Date.now() - 2 * 3_600_000);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), before, before);
    utimesSync(folder, before, before);
    expect(await leftOvers(true)).toEqual([expect.objectContaining({ path: inside, repaired: true })]);
    expect([existsSync(folder), await leftOvers(false)]).toEqual([false, []]);
  });

  test.each([
    ['of a wrong type', 'every Monday'],
    ['with a limit in words', { name: 'bad', source: 'eurorad', cron: '0 3 * * 1', limit: 'ten' }],
    ['with a misspelt setting', { name: 'bad', source: 'eurorad', cron: '0 3 * * 1', limt: 10 }],
  ])('names a schedule %s; the others hold, and it stays where it is', async (_which, bad) => {
    const { directory } = await filled();
    const path = join(directory, 'caseline.json');
    const good = { name: 'good', source: 'eurorad', query: [], cron: '0 3 * * 1', enabled: true };
    const settings = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...settings, schedules: [bad, good] }));
    const opened = openWorkspace(directory);
    expect(opened.config.schedules).toEqual([good]);
    await opened.configure((held) => ({ ...held, name: 'Films' }));
    await opened.close();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ name: 'Films', schedules: [good, bad] });
    const { findings, sound } = await examineWorkspace(directory, { repair: true });
    expect(sound).toBe(false);
    expect(findings.filter(({ check }) => check === 'bad-schedule')).toEqual([
      expect.objectContaining({ severity: 'error', message: expect.stringContaining('schedules.1') }),
    ]);
  });

  test.each([
    ['a sentence', 'every Monday'],
    ['nothing', null],
    ['one schedule without brackets', { name: 'a', source: 'eurorad', cron: '0 3 * * 1' }],
  ])(
    'names schedules that are no list but %s; all else holds, and they stay in the file',
    async (_which, bad) => {
      const { directory } = await filled();
      const path = join(directory, 'caseline.json');
      const settings = JSON.parse(readFileSync(path, 'utf8')) as object;
      writeFileSync(path, JSON.stringify({ ...settings, schedules: bad }));
      const { findings, sound } = await examineWorkspace(directory, { repair: true });
      expect([sound, findings.filter(({ check }) => check === 'bad-schedule')]).toEqual([
        false,
        [
          expect.objectContaining({
            message: expect.stringContaining('schedules is left out: it is no list'),
          }),
        ],
      ]);
      const opened = openWorkspace(directory);
      expect(opened.config.schedules).toEqual([]);
      await opened.configure((held) => ({ ...held, name: 'Films' }));
      await opened.close();
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ name: 'Films', schedules: [bad] });
    },
  );

  test('names a listed case that is not there, and an owner without an account once there are accounts', async () => {
    const { directory, datasets } = await filled();
    const draft = {
      format: DATASET_FORMAT,
      id: 'films',
      title: 'Films',
      description: '',
      contact: '',
      licence: null,
      access: 'public' as const,
      owner: 'olga',
      condition: '',
      members: { cases: ['eurorad-1', 'eurorad-77', 'noid'], rule: null },
    };
    await datasets.put(draft, 0);
    const found = async () =>
      (await examineWorkspace(directory)).findings
        .filter(({ check }) => check.startsWith('dataset'))
        .map(({ check, message }) => `${check}: ${message}`);
    const gone = "dataset-case: the dataset 'films' lists 2 cases that are not there: eurorad-77, noid";
    expect(await found()).toEqual([gone]);
    const accounts = new SqliteAccounts(directory);
    await accounts.add('somebody', 'reader', 'a lung on a tree 7');
    expect(await found()).toEqual([
      "dataset-owner: the dataset 'films' is owned by 'olga', who has no account",
      gone,
    ]);
    await accounts.add('Olga', 'reader', 'a lung on a tree 7');
    expect(await found()).toEqual([gone]);
    accounts.close();
  });

  test('puts a damaged work database aside but never the accounts', async () => {
    const { directory } = await filled();
    for (const name of ['work.sqlite', 'access.sqlite'])
      writeFileSync(join(directory, name), 'rubbish '.repeat(1_000));
    const mended = await kinds(directory, true);
    expect(
      mended.findings.filter((one) => one.check === 'database').map((one) => [one.path, one.repaired]),
    ).toEqual([
      ['work.sqlite', true],
      ['access.sqlite', false],
    ]);
    expect([
      existsSync(join(directory, 'work.sqlite')),
      existsSync(join(directory, 'access.sqlite')),
    ]).toEqual([false, true]);
  });

  test('warns of a clock that lost its time', async () => {
    const { directory } = await filled();
    const report = await examineWorkspace(directory, { now: Date.UTC(1970, 0, 1) });
    expect(report.findings.map((one) => one.check)).toContain('clock');
  });
});
