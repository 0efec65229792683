import { describe, expect, test } from 'vitest';
import type { ReviewEventInput } from '../../../../data/format/review.ts';
import { createApp } from '../../../../server/app.ts';
import { Routes } from '../../../../server/shell/router.ts';
import {
  datasetForm,
  PRIVATE,
  type PrivateArchive,
  privateArchive,
} from '../../../helpers/private-archive.ts';

const [ID = ''] = PRIVATE;

/** An archive in which everything that can speak of a private case does. */
async function talkative(): Promise<PrivateArchive> {
  const archive = await privateArchive();
  const { reviews, contributions, index } = archive.workspace;
  const wide = datasetForm({ id: 'wide', title: 'Wide', access: 'public', owner: '', site: '' });
  expect((await archive.ask('/datasets', { as: 'mia', form: wide })).status).toBe(303);
  const comment: ReviewEventInput = {
    id: 'c1',
    at: '2026-01-03T00:00:00.000Z',
    by: 'ann',
    kind: 'comment',
    target: { patient: 'p1', image: null },
    field: 'age',
    text: '@rea what do you think?',
  };
  await reviews.append(ID, [comment]);
  const { id } = await contributions.submit({ kind: 'doi', doi: '10.1000/r' }, 'rea', '');
  await contributions.move(id, 'needs-person', {
    by: 'reading',
    reason: `this paper is in the workspace already, as ${ID}`,
    from: ['received'],
    change: { case: ID, heldAs: ID },
  });
  await index.ready();
  return archive;
}

test('every page that a reader can open tells of a private case only what it said it would: nothing', async () => {
  const archive = await talkative();
  const { routes, close } = createApp({ workspace: archive.workspace });
  const pages = routes.list.filter(
    ({ method, role }) => method === 'get' && (role === 'reader' || role === 'contributor'),
  );
  expect(pages.length).toBeGreaterThan(20);
  for (const { path, cases } of pages)
    for (const dataset of ['wide', 'closed']) {
      const address = path
        .replace(':sha', archive.hashes[ID] ?? '')
        .replace(/^\/datasets\/:id/, `/datasets/${dataset}`)
        .replace(':id', ID);
      expect(address, 'a parameter that this test does not know').not.toContain(':');
      const answer = await archive.ask(address, { as: 'rea', headers: { accept: 'text/html' } });
      const text = await answer.text();
      if (cases === 'one' || cases === 'image') expect(answer.status, address).toBe(404);
      else if (cases === 'all') expect(answer.status, address).toBe(403);
      else
        for (const id of PRIVATE) {
          expect(text, `${address}, which says 'cases: ${cases}'`).not.toContain(id);
          expect(text, address).not.toContain(archive.hashes[id]);
        }
    }
  close();
});

describe('a page', () => {
  const routes = () => new Routes(async () => undefined);
  const handler = () => undefined;

  test('for those who may not see every case must say what it tells of them', () => {
    // @ts-expect-error it does not say what it tells of cases
    routes().add('get', '/recent', { role: 'reader' }, handler);
    // @ts-expect-error nor does this one
    routes().add('get', '/recent', { role: 'contributor' }, handler);
    routes().add('get', '/recent', { role: 'annotator' }, handler);
    routes().add('get', '/recent', { role: 'reader', cases: 'left-out' }, handler);
  });

  test('that says nothing all the same is one about all cases, which is refused to whom some are hidden', () => {
    const unsaid = routes();
    // @ts-expect-error it does not say what it tells of cases
    unsaid.add('get', '/recent', { role: 'reader' }, handler);
    expect(unsaid.list).toMatchObject([{ path: '/recent', cases: 'all' }]);
  });

  test.each([
    ['/cases/:id/words', 'left-out'],
    ['/cases/:id', 'none'],
    ['/images/:sha/words', 'none'],
    ['/recent/:id', 'one'],
    ['/recent', 'image'],
  ] as const)('at %s cannot say %s: a case and its image are known by their address', (path, cases) => {
    expect(() => routes().add('get', path, { role: 'reader', cases }, handler)).toThrow(
      new RegExp(`get ${path} says 'cases: ${cases}'`),
    );
  });
});
