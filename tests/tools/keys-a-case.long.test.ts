import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('the keys that cases cost are at most twelve, and as the docs say', () => {
  const told = execFileSync(process.execPath, [join(import.meta.dirname, 'keys-a-case.ts'), 'no-table.csv'], {
    encoding: 'utf8',
  });
  const docs = readFileSync(join(import.meta.dirname, '../../docs/workbench.md'), 'utf8');
  const rows = told.split('\n').filter((line) => line.startsWith('| '));
  const cases = rows.filter((line) => /^\| [a-z]+-\d/.test(line));
  expect(cases.length).toBeGreaterThanOrEqual(32);
  for (const row of cases) expect(Number(row.split('|')[3]), row).toBeLessThanOrEqual(12);
  for (const row of rows.filter((line) => line.includes('mean'))) expect(docs).toContain(row);
});
