import { expect, test } from 'vitest';
import { references, stale } from './references.ts';

test('the references of commands, fields and formats are what the code says now', async () => {
  expect(await stale(), 'npm run references writes them anew').toEqual([]);
});

test('they tell every command, field and property', async () => {
  const [commands, fields, format] = [...(await references()).values()];
  for (const words of [
    '## caseline crawl',
    '### caseline datasets set',
    '`--on-vanished',
    'Exit codes: 0 done',
  ])
    expect(commands).toContain(words);
  expect(fields).toContain('| `offset` | Day of image |');
  expect(fields).toContain('| 1 | `patientid` |');
  for (const path of ['`images[].sha256`', '`events[].target.patient`', '`source.retrievedAt`'])
    expect(format).toContain(path);
});
