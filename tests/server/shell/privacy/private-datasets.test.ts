import { mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examineWorkspace } from '../../../../data/embedded/doctor.ts';
import {
  datasetForm,
  fourCases,
  PRIVATE,
  type PrivateArchive,
  PUBLIC,
  privateArchive,
  serveArchive,
} from '../../../helpers/private-archive.ts';
import { reopened, temporaryWorkspace } from '../../../helpers/temporary.ts';

/** What readers may never get of a private case: 200, a line of a list, a word of its text. */
async function expectHidden(
  archive: PrivateArchive,
  from: readonly string[] = ['rea', 'own'],
): Promise<void> {
  for (const as of from) {
    for (const id of PRIVATE) {
      const seen = await archive.seen(as, id);
      expect(
        seen.every((status) => status === 404 || status === 503),
        `${as} ${id}: ${seen}`,
      ).toBe(true);
    }
    expect(await archive.pages(as)).not.toMatch(/radiopaedia-[12]/);
  }
}

async function expectShown(archive: PrivateArchive, as: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) expect(await archive.seen(as, id), `${as} ${id}`).toEqual(Array(6).fill(200));
}

const health = async (archive: PrivateArchive) => {
  const answer = await fetch(new URL('healthz', archive.url));
  return { status: answer.status, body: await answer.text() };
};

/** Ways in which a dataset's file is lost or spoilt. */
const spoilt: readonly [string, (path: string) => void][] = [
  ['truncated', (path) => truncateSync(path, 100)],
  ['empty', (path) => writeFileSync(path, '')],
  ['of one unknown key', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('{', '{"x":1,'))],
  [
    'another dataset',
    (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('"closed"', '"open"')),
  ],
  [
    'a folder',
    (path) => {
      rmSync(path);
      mkdirSync(path);
    },
  ],
  ['deleted', (path) => rmSync(path)],
  ['renamed', (path) => renameSync(path, `${path}.old`)],
  ['deleted with its folder', (path) => rmSync(join(path, '..'), { recursive: true })],
];

describe('a private dataset whose file is', () => {
  test.each(spoilt)('%s keeps its cases hidden, and health and doctor name it', async (_how, spoil) => {
    const archive = await privateArchive();
    const { directory } = archive.workspace;
    const path = join(directory, 'datasets', 'closed.json');
    const whole = readFileSync(path);
    await expectShown(archive, 'own', []);
    spoil(path);
    await expectHidden(archive);
    await expectShown(archive, 'rea', PUBLIC);
    for (const as of ['ann', 'mia']) await expectShown(archive, as, PRIVATE);
    expect(await health(archive)).toEqual({
      status: 503,
      body: expect.stringMatching(/datasets\/closed\.json (cannot be read|is gone).*stays hidden/),
    });
    const report = await examineWorkspace(directory);
    expect(report.sound).toBe(false);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ path: 'datasets/closed.json', severity: 'error' }),
    );
    rmSync(path, { recursive: true, force: true });
    mkdirSync(join(directory, 'datasets'), { recursive: true });
    writeFileSync(path, whole);
    await expectShown(archive, 'own', PRIVATE);
    expect(await archive.status('rea', '/cases/radiopaedia-1')).toBe(404);
  });

  test('deleted is known of after a restart too, mended by the doctor, or said to go by a maintainer', async () => {
    const archive = await privateArchive();
    const { directory } = archive.workspace;
    const path = join(directory, 'datasets', 'closed.json');
    rmSync(path);
    const again = await serveArchive(reopened(directory), archive.hashes);
    await expectHidden(again);
    const report = await examineWorkspace(directory, { repair: true });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ check: 'dataset-missing', repaired: true }),
    );
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ id: 'closed', access: 'on-request' });
    await expectShown(again, 'own', PRIVATE);
    await reopened(directory).datasets.remove('closed');
    await expectShown(again, 'rea', PRIVATE);
  });

  test('damaged before anybody had registered it hides every case from readers, and says why', async () => {
    const archive = await privateArchive();
    const { directory } = archive.workspace;
    const path = join(directory, 'datasets', 'closed.json');
    const saved = JSON.parse(readFileSync(path, 'utf8'));
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(directory, `datasets.sqlite${suffix}`), { force: true });
    writeFileSync(path, '{');
    const again = await serveArchive(reopened(directory), archive.hashes);
    await expectHidden(again);
    for (const way of ['/', '/cases', '/cases/eurorad-1', '/statistics', '/datasets']) {
      const answer = await again.ask(way, { as: 'rea', headers: { accept: 'text/html' } });
      expect([answer.status, answer.headers.get('retry-after')], way).toEqual([503, '5']);
      expect(await answer.text()).toMatch(/datasets\/closed\.json cannot be read/);
    }
    expect(await again.status('rea', '/account')).toBe(200);
    for (const as of ['ann', 'mia']) await expectShown(again, as, [...PUBLIC, ...PRIVATE]);
    expect(await health(again)).toEqual({ status: 503, body: expect.stringContaining('no case is shown') });
    const { title, description, access, owner } = saved;
    const form = datasetForm({ title, description, access, owner });
    const asked = await again.ask('/datasets', { as: 'mia', form });
    expect([asked.status, await asked.text()]).toEqual([409, expect.stringContaining('cannot be told')]);
    const said = await again.ask('/datasets', { as: 'mia', form: { ...form, open: 'not known' } });
    expect(said.status).toBe(303);
    await expectHidden(again, ['rea']);
    await expectShown(again, 'rea', PUBLIC);
  });

  test('made public by hand keeps its cases hidden until it is saved', async () => {
    const archive = await privateArchive();
    const path = join(archive.workspace.directory, 'datasets', 'closed.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"on-request"', '"public"'));
    await expectHidden(archive, ['rea']);
    await expectShown(archive, 'rea', PUBLIC);
    expect((await examineWorkspace(archive.workspace.directory)).findings).toContainEqual(
      expect.objectContaining({ check: 'dataset-changed', path: 'datasets/closed.json' }),
    );
  });
});

test('a register of datasets that cannot be read is made anew from the files: what they keep private stays hidden', async () => {
  const archive = await privateArchive();
  for (const suffix of ['-wal', '-shm'])
    rmSync(join(archive.workspace.directory, `datasets.sqlite${suffix}`), { force: true });
  rmSync(join(archive.workspace.directory, 'datasets.sqlite'));
  writeFileSync(join(archive.workspace.directory, 'datasets.sqlite'), 'rubbish '.repeat(3_000));
  await expectHidden(archive, ['rea']);
  await expectShown(archive, 'rea', PUBLIC);
  await expectShown(archive, 'ann', PRIVATE);
  expect(await health(archive)).toMatchObject({
    status: 503,
    body: expect.stringMatching(/datasets\.sqlite/),
  });
});

describe('private wins', () => {
  test.each([
    ['an empty rule', { by: 'rule', site: '' }],
    ['a list', { by: 'list', cases: [...PUBLIC, ...PRIVATE].join('\n') }],
    ['words', { by: 'rule', site: '', words: 'secretword' }],
  ])(
    'over a public dataset that takes the cases in by %s: not seen, not counted, not packed',
    async (_how, wide) => {
      const archive = await privateArchive();
      const made = await archive.ask('/datasets', {
        as: 'mia',
        form: datasetForm({ id: 'wide', title: 'Wide', access: 'public', owner: '', ...wide }),
      });
      expect(made.status).toBe(303);
      await expectShown(archive, 'rea', PUBLIC);
      for (const id of PRIVATE) expect(await archive.seen('rea', id), id).toEqual(Array(6).fill(404));
      expect(await archive.pages('rea')).not.toMatch(/radiopaedia-[12]/);
      const page = await (await archive.ask('/datasets/wide', { as: 'rea' })).text();
      expect(page).not.toMatch(/radiopaedia-[12]/);
      expect(page).toMatch(/<span>2 cases<\/span>/);
      // Annotators see private cases, but take them away with access only.
      for (const [as, cases] of [
        ['rea', PUBLIC],
        ['ann', PUBLIC],
        ['mia', [...PUBLIC, ...PRIVATE]],
      ] as const) {
        const table = await (await archive.ask('/datasets/wide/id-mapping.csv', { as })).text();
        const listed = new Set([...table.matchAll(/^([a-z]+-\d)/gm)].map(([id]) => id));
        expect([...listed].toSorted(), as).toEqual([...cases].toSorted());
      }
      const told = await (await archive.ask('/datasets/wide', { as: 'mia' })).text();
      expect(told).toMatch(/2 cases of it belong to a private dataset as well/);
    },
  );

  test('over access to another private dataset: a case is there for those who may have all that hold it', async () => {
    const archive = await privateArchive();
    const made = await archive.ask('/datasets', {
      as: 'mia',
      form: datasetForm({
        id: 'second',
        owner: 'rea',
        by: 'list',
        site: '',
        cases: 'radiopaedia-1\neurorad-1',
      }),
    });
    expect(made.status).toBe(303);
    expect(await archive.status('rea', '/cases/eurorad-1')).toBe(200);
    expect(await archive.status('rea', '/cases/radiopaedia-1')).toBe(404);
    expect(await archive.status('own', '/cases/radiopaedia-1')).toBe(404);
    expect(await archive.status('own', '/cases/radiopaedia-2')).toBe(200);
  });
});

describe('saving a dataset', () => {
  test.each([
    ['made public', { access: 'public' }, 2],
    ['narrowed', { site: '', words: 'radiopaedia-1' }, 1],
    ['with an exception', { except: 'radiopaedia-2' }, 1],
    ['with a list instead', { by: 'list', site: '', cases: 'eurorad-1' }, 2],
  ])('that is %s says how many cases it would open before it does', async (_how, change, cases) => {
    const archive = await privateArchive();
    const form = datasetForm({ rev: '1', ...change });
    const asked = await archive.ask('/datasets', { as: 'mia', form });
    const page = await asked.text();
    expect(asked.status).toBe(409);
    expect(page).toMatch(cases === 1 ? /opens <strong>1 case<\/strong>/ : /opens <strong>2 cases<\/strong>/);
    for (const id of PRIVATE) expect(await archive.status('rea', `/cases/${id}`), id).toBe(404);
    const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    const said = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
    const saved = await archive.ask('/datasets', { as: 'mia', form: said });
    expect(saved.status).toBe(303);
    const open = await Promise.all(PRIVATE.map((id) => archive.status('rea', `/cases/${id}`)));
    expect(open.filter((status) => status === 200)).toHaveLength(cases);
    expect(archive.audit()).toContain(`opens ${cases} private cases`);
  });

  test('that opens nothing asks nothing', async () => {
    const archive = await privateArchive();
    const wider = datasetForm({ rev: '1', site: '' });
    expect((await archive.ask('/datasets', { as: 'mia', form: wider })).status).toBe(303);
    for (const id of [...PUBLIC, ...PRIVATE])
      expect(await archive.status('rea', `/cases/${id}`), id).toBe(404);
  });
});

test('without a private dataset nothing is hidden and nothing is waited for', async () => {
  const workspace = temporaryWorkspace();
  const archive = await serveArchive(workspace, await fourCases(workspace));
  await expectShown(archive, 'rea', [...PUBLIC, ...PRIVATE]);
  expect((await archive.ask('/statistics', { as: 'rea' })).status).toBe(200);
});
