import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { walk } from '../../../data/files/walk.ts';

const root = join(import.meta.dirname, '..', '..', '..');

test('what a role includes is said in one place: no page compares the role of a person by itself', async () => {
  const found: string[] = [];
  for (const room of ['cli', 'server'])
    for await (const { path, inside } of walk(join(root, room)))
      if (/\.role\s*[!=]==?\s*'(?!anyone|reader|contributor)|roles\.indexOf/.test(readFileSync(path, 'utf8')))
        found.push(`${room}/${inside}`);
  expect(found).toEqual([]);
});
