import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { SqliteDatasetDesk } from '../../../../data/embedded/datasets/dataset-desk.ts';
import type { Dataset } from '../../../../data/format/dataset.ts';
import { membersOf } from '../../../../data/ports/datasets.ts';
import { decide, draftOf, imageDraft } from '../../../helpers/drafts.ts';
import { type Bench, startMembersOnly } from '../../../helpers/serving.ts';
import { temporaryFolder, temporaryWorkspace } from '../../../helpers/temporary.ts';

const DAY = 86_400_000;

const form = (change: Record<string, string> = {}): Record<string, string> => ({
  id: 'eurorad-films',
  title: 'Films of Eurorad',
  description: 'All of them.',
  access: 'public',
  by: 'rule',
  site: 'eurorad',
  ...change,
});

/** Two datasets over four cases: `open` holds the Eurorad ones, `closed` the Radiopaedia ones, each with one image. */
async function archive(): Promise<Bench & { hashes: Record<string, string> }> {
  const bench = await startMembersOnly();
  const { workspace } = bench;
  const hashes: Record<string, string> = {};
  for (const [at, id] of ['eurorad-1', 'eurorad-2', 'radiopaedia-1', 'radiopaedia-2'].entries()) {
    const pixels = await sharp({
      create: { width: 20, height: 10, channels: 3, background: { r: at * 40, g: 9, b: 9 } },
    })
      .png()
      .toBuffer();
    const { sha256 } = await workspace.images.put(pixels);
    hashes[id] = sha256;
    const image = {
      ...imageDraft('i1', 0),
      sha256,
      file: '=cmd.png',
      url: 'https://example.org/a/%E5%9C%96%20one.png',
    };
    await workspace.cases.put(
      draftOf(id, {
        texts: [{ id: 't1', kind: 'findings', language: 'en', text: `secretword of ${id}` }],
        images: [image],
      }),
    );
  }
  const finding = (value: string) => ({
    ...decide('finding', value),
    target: { patient: 'p1', image: null },
  });
  await workspace.reviews.append('eurorad-1', [
    finding('Pneumonia/Viral/COVID-19'),
    {
      id: 'q1',
      at: '2026-01-03T00:00:00.000Z',
      by: 'ana',
      kind: 'image-quality',
      image: 'i1',
      quality: 'poor',
    },
    {
      id: 'q2',
      at: '2026-01-04T00:00:00.000Z',
      by: 'ben',
      kind: 'image-quality',
      image: 'i1',
      quality: 'good',
    },
  ]);
  await workspace.reviews.append('radiopaedia-1', [finding('Pneumonia')]);
  await workspace.reviews.append('eurorad-2', [finding('Pneumonia/Bacterial')]);
  for (const [name, role] of [
    ['mia', 'maintainer'],
    ['rea', 'reader'],
    ['ann', 'annotator'],
    ['own', 'contributor'],
  ] as const)
    await bench.member(name, role);
  await workspace.index.ready();
  expect((await bench.ask('/datasets', { as: 'mia', form: form({ id: 'open' }) })).status).toBe(303);
  expect(
    (
      await bench.ask('/datasets', {
        as: 'mia',
        form: form({
          id: 'closed',
          title: 'Closed films',
          access: 'on-request',
          site: 'radiopaedia',
          owner: 'own',
        }),
      })
    ).status,
  ).toBe(303);
  return Object.assign(bench, { hashes });
}

const text = async (bench: Bench, as: string, path: string) => {
  const answer = await bench.ask(path, { as });
  return { status: answer.status, body: await answer.text() };
};

describe('datasets', () => {
  test('belong by rule, by list, and not by exception; new cases join by themselves', async () => {
    const workspace = temporaryWorkspace();
    for (const id of ['eurorad-2', 'eurorad-10', 'sirm-1']) await workspace.cases.put(draftOf(id));
    await workspace.index.ready();
    const make = (id: string, members: Dataset['members']) =>
      workspace.datasets.put(
        {
          id,
          title: id,
          description: '',
          contact: '',
          licence: null,
          access: 'public',
          owner: 'ana',
          members,
        },
        0,
      );
    const ids = async (dataset: Promise<Dataset>) => membersOf(await dataset, workspace.index);
    const ruled = make('ruled', { rule: { site: 'eurorad' }, cases: [], except: [] });
    expect(await ids(ruled)).toEqual(['eurorad-2', 'eurorad-10']);
    await workspace.cases.put(draftOf('eurorad-11'));
    expect(await ids(ruled)).toEqual(['eurorad-2', 'eurorad-10', 'eurorad-11']);
    expect(
      await ids(make('listed', { rule: null, cases: ['sirm-1', 'eurorad-2', 'gone-1'], except: [] })),
    ).toEqual(['eurorad-2', 'sirm-1']);
    expect(
      await ids(
        make('both', { rule: { site: 'eurorad' }, cases: ['sirm-1'], except: ['eurorad-10', 'eurorad-11'] }),
      ),
    ).toEqual(['eurorad-2', 'sirm-1']);
    expect(await ids(make('all', { rule: {}, cases: [], except: [] }))).toHaveLength(4);
    expect(await ids(make('none', { rule: null, cases: [], except: [] }))).toEqual([]);
  });

  test('are not overwritten by a second hand, and a damaged one does not hide the others', async () => {
    const bench = await archive();
    const again = await bench.ask('/datasets', { as: 'mia', form: form({ id: 'open' }) });
    expect([again.status, await again.text()]).toEqual([412, expect.stringContaining('choose another id')]);
    expect(
      (await bench.ask('/datasets', { as: 'mia', form: form({ id: 'open', rev: '1', title: 'Renamed' }) }))
        .status,
    ).toBe(303);
    expect(
      (await bench.ask('/datasets', { as: 'mia', form: form({ id: 'open', rev: '1', title: 'Late' }) }))
        .status,
    ).toBe(412);
    for (const id of ['../x', 'A b', '', '__proto__'])
      expect((await bench.ask('/datasets', { as: 'mia', form: form({ id }) })).status, id).toBe(422);
    writeFileSync(join(bench.workspace.directory, 'datasets', 'closed.json'), '{');
    const list = await text(bench, 'mia', '/datasets');
    expect([list.status, list.body]).toEqual([200, expect.stringContaining('Renamed')]);
  });

  test('have an overview by modality and format, with positive, negative and undecided', async () => {
    const bench = await archive();
    const { body } = await text(bench, 'rea', '/datasets/open');
    const cells = [...body.matchAll(/<td class="count">(\d+)<\/td>/g)].map((match) => Number(match[1]));
    expect(cells).toEqual([2, 2, 1, 1, 0]);
    expect(body).toMatch(/<th scope="row">X-ray<\/th><td>png<\/td>/);
  });

  test('have ID-mapping and quality files whose cells no spreadsheet runs', async () => {
    const bench = await archive();
    const mapping = (await text(bench, 'rea', '/datasets/open/id-mapping.csv')).body.trim().split('\n');
    expect(mapping[0]).toBe('case,patient,image,file,original_file,source,source_key,url,sha256');
    expect(mapping[1]).toMatch(/^eurorad-1,[^,]*,i1,[^,]*,圖 one\.png,eurorad,1,/);
    expect(mapping.join('\n')).not.toMatch(/(^|,)=/m);
    const quality = (await text(bench, 'rea', '/datasets/open/image-quality.csv')).body.trim().split('\n');
    expect(quality.slice(1).map((line) => line.split(',').slice(3).join(' '))).toEqual([
      'good ben 2026-01-04T00:00:00.000Z',
      '  ',
    ]);
  });

  test('are downloaded whole or as a cohort, each time noted before the first byte', async () => {
    const bench = await archive();
    const folder = temporaryFolder();
    const unpack = async (path: string, name: string) => {
      const answer = await bench.ask(path, { as: 'rea' });
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="open.tar.gz"');
      writeFileSync(join(folder, name), Buffer.from(await answer.arrayBuffer()));
      execFileSync('tar', ['xzf', name], { cwd: folder });
      execFileSync('sha256sum', ['--quiet', '-c', 'checksums.sha256'], { cwd: join(folder, 'open') });
      return (
        readFileSync(join(folder, 'open', 'metadata.csv'), 'utf8')
          .trim()
          .split('\n').length - 1
      );
    };
    expect(await unpack('/datasets/open/download', 'all.tgz')).toBe(2);
    execFileSync('rm', ['-r', join(folder, 'open')]);
    expect(await unpack('/datasets/open/download?t.finding=Pneumonia%2FBacterial&q=', 'cohort.tgz')).toBe(1);
    const downloads = await bench.workspace.desk.downloads('open');
    expect(downloads.map(({ user, what, cases }) => [user, what, cases])).toEqual([
      ['rea', 'a cohort', 1],
      ['rea', 'all of it', 2],
    ]);
    expect(readFileSync(join(bench.workspace.directory, 'audit.jsonl'), 'utf8')).toMatch(
      /"action":"download","by":"rea","target":"open"/,
    );
  });

  test('are released whole or as a cohort, with splits and card, from their own cases alone; a release that checks refuse says why', async () => {
    const bench = await archive();
    const folder = temporaryFolder();
    const answer = await bench.ask('/datasets/open/release?t.finding=Pneumonia%2FBacterial', { as: 'rea' });
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="open-release.tar.gz"',
    ]);
    writeFileSync(join(folder, 'a.tgz'), Buffer.from(await answer.arrayBuffer()));
    execFileSync('tar', ['xzf', 'a.tgz'], { cwd: folder });
    execFileSync('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: join(folder, 'open') });
    const metadata = readFileSync(join(folder, 'open', 'metadata.csv'), 'utf8');
    expect(metadata.trim().split('\n')).toHaveLength(2);
    expect(readFileSync(join(folder, 'open', 'release.json'), 'utf8')).toContain('Films of Eurorad');
    const nothing = await bench.ask('/datasets/open/release?q=no-such-word', { as: 'rea' });
    expect([nothing.status, await nothing.text()]).toEqual([
      422,
      expect.stringContaining('nothing was released'),
    ]);
    expect((await bench.ask('/datasets/closed/release', { as: 'rea' })).status).toBe(403);
  });

  test('withhold images whose licence nobody knows', async () => {
    const bench = await archive();
    const draft = draftOf('eurorad-2', { texts: [], images: [] });
    draft.document.licence = { code: null, stated: 'ask the author' };
    draft.images = [{ ...imageDraft('i1', 0), sha256: bench.hashes['eurorad-2'] ?? null }];
    await bench.workspace.cases.put(draft);
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'a.tgz'),
      Buffer.from(await (await bench.ask('/datasets/open/download', { as: 'rea' })).arrayBuffer()),
    );
    execFileSync('tar', ['xzf', 'a.tgz'], { cwd: folder });
    expect(JSON.parse(readFileSync(join(folder, 'open/dataset.json'), 'utf8'))).toMatchObject({
      rows: 1,
      withheld: 1,
    });
    expect(readFileSync(join(folder, 'open/metadata.csv'), 'utf8')).not.toMatch(/eurorad-2/);
  });
});

describe('a private dataset', () => {
  test('shows a reader its description and nothing of its cases: not by page, image, list, search or file', async () => {
    const bench = await archive();
    const page = await text(bench, 'rea', '/datasets/closed');
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('Ask for access')]);
    expect(page.body).not.toMatch(/radiopaedia-[12]|Download all/);
    for (const path of [
      '/cases/radiopaedia-1',
      '/cases/radiopaedia%2D1',
      '/cases/radiopaedia-1/fragments',
      `/images/${bench.hashes['radiopaedia-1']}/view`,
      `/images/${bench.hashes['radiopaedia-1']}/original`,
      `/images/${bench.hashes['radiopaedia-2']}/thumbnail`,
    ])
      expect((await text(bench, 'rea', path)).status, path).toBe(404);
    for (const path of [
      '/',
      '/cases',
      '/cases?q=secretword',
      '/datasets',
      '/datasets?q=secretword',
      '/cases?order=newest',
    ])
      expect((await text(bench, 'rea', path)).body, path).not.toMatch(/radiopaedia-[12]/);
    for (const path of ['id-mapping.csv', 'image-quality.csv', 'download', 'download?q=secretword'])
      expect((await text(bench, 'rea', `/datasets/closed/${path}`)).status, path).toBe(403);
    expect((await text(bench, 'rea', '/cases/eurorad-1')).status).toBe(200);
    expect((await text(bench, 'rea', `/images/${bench.hashes['eurorad-1']}/view`)).status).toBe(200);
    for (const path of [
      '/statistics',
      '/statistics/body',
      '/checks',
      '/checks/list',
      '/agreement',
      '/crawls',
    ]) {
      expect((await text(bench, 'rea', path)).status, path).toBe(403);
      expect((await text(bench, 'ann', path)).status, path).toBe(200);
    }
    for (const name of ['ann', 'mia'])
      expect((await text(bench, name, '/cases/radiopaedia-1')).status, name).toBe(200);
  });

  test('is not named to a contributor whose paper may be one of its cases', async () => {
    const bench = await archive();
    const { contributions } = bench.workspace;
    const { id } = await contributions.submit({ kind: 'doi', doi: '10.5555/inv.1' }, 'rea');
    await contributions.move(id, 'needs-person', {
      by: 'caseline',
      reason: 'radiopaedia-1 has the same title: it holds “Words of a private case”',
      change: { heldAs: 'radiopaedia-1' },
    });
    const shown = (await text(bench, 'rea', '/papers')).body;
    expect(shown).toContain('those who review look at it');
    expect(shown).not.toMatch(/radiopaedia-1|Words of a private case/);
    expect((await text(bench, 'ann', '/papers')).body).toContain('Words of a private case');
  });

  test('is asked for with a purpose, decided by its owner alone, and ends', async () => {
    const bench = await archive();
    const ask = (as: string, purpose: string) =>
      bench.ask('/datasets/closed/requests', { as, form: { purpose } });
    expect((await ask('rea', '   ')).status).toBe(422);
    expect((await ask('rea', 'A study of masks <b>x</b>')).status).toBe(303);
    expect((await ask('rea', 'once more')).status).toBe(412);
    const page = (await text(bench, 'own', '/datasets/closed')).body;
    const request = /requests\/([\w-]{12})"/.exec(page)?.[1] ?? '';
    expect(page).toContain('A study of masks &lt;b&gt;x&lt;/b&gt;');
    expect((await text(bench, 'rea', '/datasets/closed')).body).not.toContain('requests/');
    const decideAs = (as: string, body: Record<string, string>) =>
      bench.ask(`/datasets/closed/requests/${request}`, { as, form: body });
    for (const name of ['rea', 'ann'])
      expect((await decideAs(name, { decision: 'grant' })).status, name).toBe(403);
    expect(
      (await bench.ask(`/datasets/open/requests/${request}`, { as: 'mia', form: { decision: 'grant' } }))
        .status,
    ).toBe(404);
    expect((await decideAs('own', { decision: 'grant', days: '0' })).status).toBe(422);
    expect((await decideAs('own', { decision: 'grant', days: '30', reply: 'Welcome' })).status).toBe(303);
    expect((await text(bench, 'rea', '/cases/radiopaedia-1')).status).toBe(200);
    expect((await text(bench, 'rea', '/datasets/closed/id-mapping.csv')).status).toBe(200);
    const owner = (await text(bench, 'own', '/datasets/closed')).body;
    expect(owner).toMatch(/<strong>rea<\/strong> id-mapping\.csv, 2 cases/);
    const later = new SqliteDatasetDesk(bench.workspace.directory, { now: () => Date.now() + 31 * DAY });
    expect(await later.granted('closed', 'rea')).toBe(false);
    later.close();
    expect((await decideAs('own', { decision: 'refuse' })).status).toBe(303);
    expect((await text(bench, 'rea', '/cases/radiopaedia-1')).status).toBe(404);
    const audit = readFileSync(join(bench.workspace.directory, 'audit.jsonl'), 'utf8');
    expect(audit).toMatch(
      /"action":"access-decided","by":"own","target":"closed","detail":"granted for rea until \d{4}-/,
    );
    expect(audit).not.toContain('masks');
  });

  test('has announcements by its owner and questions by anybody, shown as text', async () => {
    const bench = await archive();
    const post = (as: string, body: Record<string, string>) =>
      bench.ask('/datasets/closed/posts', { as, form: body });
    expect((await post('rea', { kind: 'announcement', text: 'x' })).status).toBe(403);
    expect((await post('own', { kind: 'announcement', text: 'Version 2 is out' })).status).toBe(303);
    expect(
      (await post('rea', { kind: 'question', text: '<script>alert(1)</script> Which scanner?' })).status,
    ).toBe(303);
    const page = (await text(bench, 'own', '/datasets/closed')).body;
    expect(page).toContain('Version 2 is out');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; Which scanner?');
    const question = /name="parent" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect((await post('own', { kind: 'answer', parent: question, text: 'A portable one' })).status).toBe(
      303,
    );
    expect((await post('own', { kind: 'answer', parent: 'nope', text: 'x' })).status).toBe(404);
    expect((await text(bench, 'rea', '/datasets/closed')).body).toContain('A portable one');
    for (let at = 0; at < 19; at += 1) await post('rea', { kind: 'question', text: `again ${at}` });
    expect((await post('rea', { kind: 'question', text: 'too many' })).status).toBe(412);
  });
});
