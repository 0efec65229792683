import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { walk } from '../../../data/files/walk.ts';
import { startMembersOnly } from '../../helpers/serving.ts';

const root = join(import.meta.dirname, '..', '..', '..');

test('what a role includes is said in one place: no page compares the role of a person by itself', async () => {
  const found: string[] = [];
  for (const room of ['cli', 'server'])
    for await (const { path, inside } of walk(join(root, room)))
      if (/\.role\s*[!=]==?\s*'(?!anyone|reader|contributor)|roles\.indexOf/.test(readFileSync(path, 'utf8')))
        found.push(`${room}/${inside}`);
  expect(found).toEqual([]);
});

test('each role is offered what the ones below it are', async () => {
  const bench = await startMembersOnly();
  for (const role of ['adjudicator', 'maintainer', 'admin'] as const) await bench.member(`the-${role}`, role);
  const offers = async (path: string, words: string) => {
    const found: string[] = [];
    for (const role of ['adjudicator', 'maintainer', 'admin'])
      if ((await (await bench.ask(path, { as: `the-${role}` })).text()).includes(words)) found.push(role);
    return found;
  };
  expect(await offers('/agreement', 'Keep these settings')).toEqual(['maintainer', 'admin']);
  expect(await offers('/crawls', 'New crawl')).toEqual(['maintainer', 'admin']);
  expect(await offers('/datasets', 'New dataset')).toEqual(['maintainer', 'admin']);
  expect(await offers('/crawls', 'Enter a case by hand')).toEqual(['adjudicator', 'maintainer', 'admin']);
  expect(await offers('/account', 'accounts, roles and tokens of all')).toEqual(['admin']);
});
