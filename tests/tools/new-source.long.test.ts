import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'caseline-new-source-'));
  const parts = ['cli', 'cli.ts', 'curation', 'data', 'docs', 'samples', 'scrapers', 'server', 'tests'];
  const files = ['.gitignore', 'biome.json', 'package.json', 'tsconfig.json', 'vitest.config.ts'];
  const isLeft = (path: string) => path === join(root, 'data/workspace');
  for (const part of [...parts, ...files])
    cpSync(join(root, part), join(copy, part), { recursive: true, filter: (path) => !isLeft(path) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const run = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: copy, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};
const newSource = (...words: string[]) => run('tests/tools/new-source.ts', ...words);

test.each([
  [['Bad-Name'], /no name of a source/],
  [['sirm'], /there already/],
  [['crawl'], /there already/],
  [['image'], /has a meaning in the code/],
  [['shorecases', 'http://shore.example/'], /no site's address/],
])('%j is refused, and nothing is written', (words, why) => {
  const { status, said } = newSource(...words);
  expect(said).toMatch(why);
  expect(status).toBe(2);
  expect(readFileSync(join(copy, 'scrapers/source-names.ts'), 'utf8')).toBe(
    readFileSync(join(root, 'scrapers/source-names.ts'), 'utf8'),
  );
  expect(existsSync(join(copy, 'scrapers/shorecases'))).toBe(false);
});

test('a new source passes types, lint and its tests at once, and says what comes next', () => {
  const { status, said } = newSource('shorecases', 'https://shore.example');
  expect({ status, said }).toMatchObject({
    status: 0,
    said: expect.stringMatching(/npm run inspect/),
  });
  const written = [...said.matchAll(/^ {2}(\S+\.\w+)$/gm)].map(([, file]) => file ?? '');
  expect(written).toContain('tests/scrapers/shorecases/source.test.ts');
  for (const file of written.filter((name) => name.includes('shorecases')))
    expect(readFileSync(join(copy, file), 'utf8')).not.toMatch(/example(?!\b)|cases\.example/i);
  writeFileSync(
    join(copy, 'tsconfig.new.json'),
    JSON.stringify({ extends: './tsconfig.json', include: written.filter((file) => file.endsWith('.ts')) }),
  );
  const types = run('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.new.json');
  expect(types).toEqual({ status: 0, said: '' });
  const lint = run(
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    ...written.filter((file) => !file.endsWith('.md')),
  );
  expect(lint.status, lint.said).toBe(0);
  const tests = ['tests/scrapers/shorecases', 'tests/scrapers/contracts.test.ts', 'tests/tools/references'];
  const tested = run('node_modules/vitest/vitest.mjs', 'run', '--project', 'fast', ...tests);
  expect(tested.status, tested.said).toBe(0);
  expect(tested.said).toMatch(/shorecases\/source\.test\.ts/);
  expect(newSource('shorecases').said).toMatch(/there already/);
});
