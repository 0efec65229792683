import { expect, test } from 'vitest';
import { createApp } from '../../../../server/app.ts';
import { PRIVATE, type PrivateArchive, privateArchive } from '../../../helpers/private-archive.ts';

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
  for (const length of [1, 5, 11, 12]) {
    const [hidden, missing] = [`${HIDDEN.slice(0, length)}`, `${'z'.repeat(length)}`];
    const found = await seen(archive, `/cases?q=${hidden}`, 'get', [hidden]);
    const none = await seen(archive, `/cases?q=${missing}`, 'get', [missing]);
    expect([found.status, found.body.includes('radiopaedia-1')]).toEqual([none.status, false]);
  }
  close();
});
