import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { version } from '../../data/version.ts';

test('the citation file names this version and licence', () => {
  const root = join(import.meta.dirname, '../..');
  const citation = readFileSync(join(root, 'CITATION.cff'), 'utf8');
  const { license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { license: string };
  expect(/^version: (.+)$/m.exec(citation)?.[1]).toBe(version);
  expect(/^license: (.+)$/m.exec(citation)?.[1]).toBe(license);
});
