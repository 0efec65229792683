import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('every threat of SECURITY.md names a defence and a test that is there', () => {
  const section =
    readFileSync(join(root, 'SECURITY.md'), 'utf8').split('## Threats')[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && !/^\| (threat|---)/.test(line));
  const wrong: string[] = [];
  for (const row of rows) {
    const [threat = '', defence = '', proof = ''] = row.slice(2, -2).split(' | ');
    const [, file = '', title = ''] = /^`(tests\/[\w./-]+\.ts)` "(.+)"$/.exec(proof) ?? [];
    if (threat === '' || defence === '' || file === '') wrong.push(`cannot read: ${row.slice(0, 80)}`);
    else if (!existsSync(join(root, file))) wrong.push(`${file} is not there`);
    else if (!readFileSync(join(root, file), 'utf8').includes(title))
      wrong.push(`${file} has no test "${title}"`);
  }
  expect(wrong).toEqual([]);
  expect(rows.length).toBeGreaterThan(30);
});
