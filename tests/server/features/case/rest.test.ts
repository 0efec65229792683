import { afterEach, expect, it } from 'vitest';
import { type Bench, startBench } from '../../helpers/workbench.ts';

let bench: Bench;
afterEach(() => bench.close());

const post = (path: string, rev: number, fields: Record<string, string>) =>
  fetch(`${bench.url}/cases/eurorad-1/${path}`, {
    method: 'POST',
    headers: { 'HX-Request': 'true', 'Sec-Fetch-Site': 'same-origin', 'If-Match': `"${rev}"` },
    body: new URLSearchParams(fields),
  });

const decided = async () =>
  (await bench.workspace.reviews.get('eurorad-1')).events.flatMap((event) =>
    event.kind === 'decide' ? [`${event.target.patient} ${event.field} ${event.by}`] : [],
  );

it('takes only what the page showed, is open, has nothing found and is of this patient', async () => {
  // Nothing is read in the texts: every field of a patient that the page does not state is silent.
  bench = await startBench({ cases: 1, read: () => ({ suggestions: [], events: [] }) });
  const [patient] = (await bench.workspace.cases.get('eurorad-1'))?.patients ?? [];
  if (!patient) throw new Error('the sample case has no patient');
  const field = (name: string) => ({ field: name, image: '' });
  const seen = JSON.stringify([field('survival'), field('intubated'), field('no-such-field')]);

  expect((await post('rest', 0, { patient: 'another', seen })).status).toBe(200);
  expect(await decided(), 'fields of a patient who is not here').toEqual([]);

  expect((await post('decisions', 0, { field: 'survival', patient: patient.id, value: 'yes' })).status).toBe(
    200,
  );
  expect((await post('rest', 0, { patient: patient.id, seen })).status, 'the page is behind').toBe(412);
  expect(await decided()).toHaveLength(1);

  expect((await post('rest', 1, { patient: patient.id, seen })).status).toBe(200);
  expect(await decided(), 'the answer given meanwhile stays, unseen fields stay open').toEqual([
    `${patient.id} survival ana`,
    `${patient.id} intubated ana`,
  ]);
  expect((await post('rest', 2, { patient: patient.id, seen: '{' })).status).toBe(422);
  expect((await post('undo', 2, {})).status).toBe(200);
  expect((await bench.workspace.reviews.get('eurorad-1')).events.at(-1)).toMatchObject({ kind: 'undo' });
});
