import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createWorkspace } from '../../data/embedded/config.ts';
import { caseline } from '../helpers/command.ts';
import { metadataCsv, metadataRow } from '../helpers/metadata.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** One line on stderr, no stack trace, nothing on stdout. */
const expectOneError = (
  result: { code: number | null; stdout: string; stderr: string },
  code: number,
  message: RegExp,
): void => {
  expect(result.stderr).toMatch(message);
  expect(result.stderr.trim().split('\n')).toHaveLength(1);
  expect(result.stderr).not.toMatch(/^\s+at /m);
  expect([result.code, result.stdout]).toEqual([code, '']);
};

describe('bad usage', () => {
  test.each([
    [['frobnicate'], /unknown command 'frobnicate'/],
    [['import'], /missing required argument 'path'/],
    [['export', 'x', '--format', 'dicom'], /Allowed choices are covid-chestxray/],
    [['import', 'x', '--unknown'], /unknown option '--unknown'/],
  ])('%j ends with 2 and says what is wrong', async (args, message) => {
    const result = await caseline(args);
    expect([result.code, result.stdout]).toEqual([2, '']);
    expect(result.stderr).toMatch(message);
  });
});

describe('bad input', () => {
  test.each([
    ['a table that is not there', 'gone.csv', null, /caseline: .*gone\.csv does not exist; check the name/],
    ['a table with a missing column', 'm.csv', 'patientid,offset\n1,2\n', /is no metadata\.csv/],
    ['a table in Latin-1', 'l.csv', Buffer.from([0x70, 0xe9]), /bytes that are no UTF-8/],
  ])('%s ends with 1, one clear error and no case', async (_name, file, content, message) => {
    const folder = temporaryFolder();
    if (content !== null) writeFileSync(join(folder, file), content);
    const workspace = join(folder, 'w');
    createWorkspace(workspace);
    expectOneError(await caseline(['import', join(folder, file), '--workspace', workspace]), 1, message);
    expect(existsSync(join(workspace, 'cases'))).toBe(false);
  });

  test.each([
    [['crawl', 'eurorad', '--base-url', 'http://127.0.0.1:9/', '--delay', '0']],
    [['plan', 'eurorad', '--base-url', 'http://127.0.0.1:9/', '--delay', '0']],
    [['paper', 'paper.pdf']],
    [['import', 'metadata.csv']],
    [['import', 'metadata.csv', '--dry-run']],
    [['import', 'entry.json']],
  ])('%j with a mistyped folder makes no workspace, and says what does', async (args) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'paper.pdf'), '%PDF-1.4');
    writeFileSync(join(folder, 'metadata.csv'), metadataCsv([metadataRow({})]));
    writeFileSync(
      join(folder, 'entry.json'),
      JSON.stringify({ source: 'manual', title: 'A case', text: 'Seen.' }),
    );
    const [workspace, given] = [
      join(folder, 'mistyped'),
      args.map((word) => (existsSync(join(folder, word)) ? join(folder, word) : word)),
    ];
    expectOneError(
      await caseline([...given, '-w', workspace]),
      1,
      /mistyped is no Caseline workspace .*caseline init --workspace/,
    );
    expect(existsSync(workspace)).toBe(false);
  });

  test('a folder that is no workspace is left as it is', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mine.txt'), '');
    expectOneError(
      await caseline(['export', join(folder, 'out'), '-w', folder]),
      1,
      /is no Caseline workspace/,
    );
    expectOneError(await caseline(['init', '-w', folder]), 1, /holds other files/);
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  test('an export never goes over other files', async () => {
    const folder = temporaryFolder();
    const [table, out, workspace] = ['metadata.csv', 'out', 'w'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(table, metadataCsv([metadataRow({ patientid: '1', filename: 'a.png' })]));
    createWorkspace(workspace);
    expect((await caseline(['import', table, '-w', workspace, '--json'])).code).toBe(0);
    expect((await caseline(['export', out, '-w', workspace])).code).toBe(0);
    expect((await caseline(['export', out, '-w', workspace])).code).toBe(0);
    writeFileSync(join(out, 'thesis.docx'), '');
    expectOneError(
      await caseline(['export', out, '-w', workspace]),
      1,
      /holds other files \(.*thesis\.docx\)/,
    );
    expect(readdirSync(folder).sort()).toEqual(['metadata.csv', 'out', 'w']);
  });
});

test('an export and a page of statistics never go over what somebody else made', async () => {
  const folder = temporaryFolder();
  const [table, out, workspace, page] = ['metadata.csv', 'collection', 'w', 'notes.html'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  writeFileSync(table, metadataCsv([metadataRow({ patientid: '1', filename: 'a.png' })]));
  createWorkspace(workspace);
  expect((await caseline(['import', table, '-w', workspace])).code).toBe(0);
  mkdirSync(join(out, 'images'), { recursive: true });
  writeFileSync(join(out, 'metadata.csv'), 'the original');
  writeFileSync(page, '<html>mine</html>');
  expectOneError(
    await caseline(['export', out, '-w', workspace]),
    1,
    /which this workspace did not export.*--replace/,
  );
  expect(readFileSync(join(out, 'metadata.csv'), 'utf8')).toBe('the original');
  expectOneError(
    await caseline(['stats', '--html', page, '-w', workspace]),
    1,
    /notes\.html is no page of statistics/,
  );
  expect(readFileSync(page, 'utf8')).toBe('<html>mine</html>');

  expect((await caseline(['export', out, '--replace', '-w', workspace])).code).toBe(0);
  expect((await caseline(['export', out, '-w', workspace])).code).toBe(0);
  const own = join(folder, 'stats.html');
  for (let time = 0; time < 2; time += 1)
    expect((await caseline(['stats', '--html', own, '-w', workspace])).code).toBe(0);
});

test('flags may stand before or after the command, and --help and -V answer on stdout', async () => {
  const folder = temporaryFolder();
  expect(
    JSON.parse((await caseline(['--json', '--workspace', join(folder, 'w'), 'init'])).stdout),
  ).toMatchObject({ made: true });
  expect(
    JSON.parse((await caseline(['init', '--workspace', join(folder, 'w'), '--json'])).stdout),
  ).toMatchObject({ made: false });
  expect((await caseline(['-V'])).stdout).toMatch(/^\d+\.\d+\.\d+$/m);
  expect((await caseline(['import', '--help'])).stdout).toMatch(/--images <folder>/);
  expect(JSON.parse((await caseline(['schema'])).stdout)).toMatchObject({
    title: 'Caseline case',
    type: 'object',
  });
});
