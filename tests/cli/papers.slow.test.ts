import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createWorkspace } from '../../data/embedded/config.ts';
import { FileBlockedPages } from '../../data/embedded/crawl/blocked-pages.ts';
import { caseline } from '../helpers/command.ts';
import { type Fault, startRegisters } from '../helpers/sites/index.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { draw, onePage, samplesImage } from '../scrapers/papers/fixtures.ts';

const doi = '10.9999/invented.2020.001';

async function start(faults: Fault[] = []) {
  const title = 'An invented case of COVID-19 pneumonia with serial radiographs';
  const site = await startRegisters([{ doi, title, europePmc: { pmcid: 'PMC9900001', licence: 'cc by' } }], {
    faults,
  });
  onTestFinished(() => site.close());
  const workspace = join(temporaryFolder(), 'workspace');
  createWorkspace(workspace);
  return {
    workspace,
    run: (...args: string[]) =>
      caseline(['--workspace', workspace, ...args, '--base-url', site.origin, '--delay', '0']),
  };
}

test('paper DOI prints what a file would print; again, that it is held', async () => {
  const { run } = await start();
  const first = await run('paper', doi, '--json');
  expect([first.code, first.stderr.includes('at ')]).toEqual([0, false]);
  expect(JSON.parse(first.stdout)).toMatchObject({
    case: 'paper-10.9999-invented.2020.001',
    doi,
    licence: 'CC-BY-4.0',
    figures: [{ label: 'Figure 1', images: [{ kind: 'original' }] }, { label: 'Figure 2' }],
    warnings: [],
    fetched: { source: 'paper', status: 'done', new: 1 },
  });
  const again = await run('paper', 'PMC9900001', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({
    case: 'paper-10.9999-invented.2020.001',
    held: true,
    fetched: { requests: 0 },
  });
  const said = await run('paper', doi);
  expect([said.code, said.stdout]).toEqual([
    0,
    `${doi}: held already, as paper-10.9999-invented.2020.001; --refresh fetches it again and keeps its review\n`,
  ]);
});

test('what is not open costs one line and exit 1; a site that says no costs exit 75 with its evidence', async () => {
  const open = await start();
  const nowhere = await open.run('paper', '10.5555/nowhere');
  expect([nowhere.code, nowhere.stdout]).toEqual([1, '']);
  expect(nowhere.stderr.split('\n').filter((line) => line.startsWith('caseline:'))).toEqual([
    expect.stringMatching(
      /^caseline: 10\.5555\/nowhere: no open text could be fetched\. Tried: Europe PMC: .*Save its PDF/,
    ),
  ]);
  const shut = await start([{ kind: 'forbidden', path: /fullTextXML/ }]);
  const refused = await shut.run('paper', doi);
  expect([refused.code, refused.stdout]).toEqual([75, '']);
  expect(refused.stderr).toMatch(/the site answers 403/);
  const { records } = await new FileBlockedPages(shut.workspace).list('paper');
  expect(records.map(({ reason }) => reason)).toEqual(['forbidden']);
});

test('the inbox takes DOIs and addresses; what could not be fetched is tried again when asked', async () => {
  const faults: Fault[] = [{ kind: 'not-found', path: /./ }];
  const { run, workspace } = await start(faults);
  await caseline(['--workspace', workspace, 'init']);
  const submitted = await caseline([
    '--workspace',
    workspace,
    'inbox',
    'submit',
    `https://doi.org/${doi}`,
    '--json',
  ]);
  const [{ id }] = JSON.parse(submitted.stdout) as [{ id: string }];
  const asked = await run('inbox', 'process', '--json');
  expect(JSON.parse(asked.stdout)).toMatchObject([{ id, status: 'needs-person', case: null }]);
  faults.length = 0;
  await caseline(['--workspace', workspace, 'inbox', 'answer', id, '--again']);
  const done = await run('inbox', 'process', '--json');
  expect(JSON.parse(done.stdout)).toMatchObject([
    { id, status: 'in-review', case: 'paper-10.9999-invented.2020.001' },
  ]);
});

test.each([
  ['an empty file', '', /is empty; fetch it again/],
  ['a login page', '<!doctype html><html><body>Log in</body></html>', /is no PDF but a page of mark-up/],
  ['a broken download', '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n', /fetch it again/],
])(
  '%s in place of a PDF costs one line with its name and exit 1, and leaves nothing',
  async (_, text, said) => {
    const folder = temporaryFolder();
    const [workspace, file] = [join(folder, 'workspace'), join(folder, 'paper.pdf')];
    writeFileSync(file, text);
    await caseline(['--workspace', workspace, 'init']);
    // The index and the locks are what every command makes for itself.
    const kept = () =>
      readdirSync(workspace, { recursive: true })
        .map(String)
        .filter((name) => !/^(?:index\.sqlite|\.locks)/.test(name))
        .sort();
    const before = kept();
    for (const more of [[], ['--json']]) {
      const { code, stdout, stderr } = await caseline(['--workspace', workspace, 'paper', file, ...more]);
      expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1]);
      expect(stderr).toMatch(said);
      expect(stderr).toContain(file);
    }
    expect(kept()).toEqual(before);
  },
);

test('a file without figure and text is not taken: exit 1, what to do, nothing left; a scan becomes a case and is told', async () => {
  const folder = temporaryFolder();
  const workspace = join(folder, 'workspace');
  const [blank, scan] = [join(folder, 'blank.pdf'), join(folder, 'scan.pdf')];
  writeFileSync(blank, onePage(''));
  const film = samplesImage(120, 100, 'DeviceGray', (x, y) => [40 + ((x * y) % 120)]);
  writeFileSync(scan, onePage(draw('Im0', 100, 330, 240, 200), [film]));
  await caseline(['--workspace', workspace, 'init']);
  const remedy = /text recognition add a layer of text, or bring the article as XML or HTML/;
  for (const more of [[], ['--json']]) {
    const { code, stdout, stderr } = await caseline(['--workspace', workspace, 'paper', blank, ...more]);
    expect([code, more.length === 0 ? stdout : JSON.parse(stdout).case]).toEqual([
      1,
      more.length === 0 ? '' : null,
    ]);
    expect(stderr).toContain(`caseline: ${blank}: no figure and no text were found in it`);
    expect(stderr).toMatch(remedy);
  }
  expect(
    readdirSync(workspace, { recursive: true }).filter((name) => /papers\/./.test(String(name))),
  ).toEqual([]);
  const both = await caseline(['--workspace', workspace, 'paper', blank, scan]);
  expect([both.code, both.stdout.includes('new paper-sha256-')]).toEqual([1, true]);
  expect(both.stderr).toMatch(new RegExp(`scan\\.pdf: its pages hold no text.*${remedy.source}`));
});

test('a workspace that is not there is said once, and a file that cannot be read is named once', async () => {
  const folder = temporaryFolder();
  const files = ['a.pdf', 'b.pdf'].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, '%PDFn trailer <</Root 5 0 R>>');
  const nowhere = await caseline(['--workspace', join(folder, 'none'), 'paper', ...files]);
  expect([nowhere.code, nowhere.stderr.match(/is no Caseline workspace/g)?.length]).toEqual([1, 1]);
  const workspace = join(folder, 'workspace');
  createWorkspace(workspace);
  const both = await caseline(['--workspace', workspace, 'paper', ...files]);
  expect([both.code, both.stderr.trim().split('\n')]).toEqual([
    1,
    files.map((file) => `caseline: ${file} bears a damaged mark of a PDF; fetch it again`),
  ]);
});
