import { expect, test } from 'vitest';
import { createApp } from '../../../../server/app.ts';
import { PRIVATE, type PrivateArchive, PUBLIC, privateArchive } from '../../../helpers/private-archive.ts';

const [HIDDEN = ''] = PRIVATE;
/** As long as the hidden one, so that sizes can be compared. */
const MISSING = 'radiopaedia-9';
const NO_IMAGE = '0'.repeat(64);

/** What of an answer differs by the moment, not by what was asked. */
const OF_THE_MOMENT = new Set([
  'date',
  'etag',
  'set-cookie',
  'ratelimit',
  'ratelimit-policy',
  'x-request-id',
]);

/** All that a reader can see of an answer, the names that were asked for taken out. */
async function seen(archive: PrivateArchive, address: string, method: string, names: readonly string[]) {
  const without = (text: string) => names.reduce((rest, name) => rest.replaceAll(name, 'NAME'), text);
  const answer = await archive.ask(address, {
    as: 'rea',
    // Packed, a body of other letters has another size.
    headers: { accept: 'text/html', 'accept-encoding': 'identity' },
    ...(method === 'get'
      ? {}
      : { method: method.toUpperCase(), form: { case: names[0] ?? '', text: names[0] ?? '' } }),
  });
  const body = await answer.text();
  return {
    status: answer.status,
    headers: [...answer.headers]
      .filter(([name]) => !OF_THE_MOMENT.has(name))
      .map(([name, value]) => `${name}: ${without(value)}`),
    tagged: answer.headers.get('etag')?.split('-')[0],
    size: body.length,
    body: without(body),
  };
}

test('a hidden case and one that is not there are alike on every route that a reader can ask', async () => {
  const archive = await privateArchive();
  const { routes, close } = createApp({ workspace: archive.workspace });
  const open = routes.list.filter(({ role }) => role === 'reader' || role === 'contributor');
  const image = archive.hashes[HIDDEN] ?? '';
  let compared = 0;
  for (const { method, path } of open) {
    const addresses = path.includes(':')
      ? [path]
      : ['q', 'case', 'text', 'id'].map((name) => `${path}?${name}=:id`);
    for (const pattern of addresses) {
      const of = (id: string, sha: string) => pattern.replace(':sha', sha).replace(/:[a-z]+/gi, id);
      const hidden = await seen(archive, of(HIDDEN, image), method, [HIDDEN, image]);
      const missing = await seen(archive, of(MISSING, NO_IMAGE), method, [MISSING, NO_IMAGE]);
      expect(hidden, `${method} ${pattern}`).toEqual(missing);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(40);
  close();
}, 60_000);

test('a search by any part of a hidden case is alike one that finds nothing, letter by letter, on every page that searches', async () => {
  const archive = await privateArchive();
  const { routes, close } = createApp({ workspace: archive.workspace });
  const pages = routes.list
    .filter(
      ({ method, path, role, cases }) =>
        method === 'get' && role === 'reader' && cases !== 'none' && !path.includes(':'),
    )
    .map(({ path }) => path);
  expect(pages).toEqual(
    expect.arrayContaining(['/cases', '/datasets', '/mentions', '/timelines', '/cohort']),
  );
  for (const path of pages)
    for (let length = 4; length <= HIDDEN.length; length += 1) {
      const [part, nothing] = [HIDDEN.slice(0, length), 'qxqxqxqxqxqxqxqx'.slice(0, length)];
      // Words of the page itself may begin as a case's id does: they are there whatever is searched for.
      const hidden = await seen(archive, `${path}?q=${part}`, 'get', [part, nothing]);
      const none = await seen(archive, `${path}?q=${nothing}`, 'get', [part, nothing]);
      expect(hidden, `${path}?q=${part}`).toEqual(none);
    }
  // What is in hidden and in open cases is counted of the open ones.
  const told = await (await archive.ask('/cases?q=secretword', { as: 'rea' })).text();
  expect([told.includes(PUBLIC[0] ?? ''), PRIVATE.some((id) => told.includes(id))]).toEqual([true, false]);
  expect(told.replace(/<[^>]{0,500}>/g, ' ')).toMatch(new RegExp(`\\b${PUBLIC.length} cases\\b`));
  close();
}, 60_000);
