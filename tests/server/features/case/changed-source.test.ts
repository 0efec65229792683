import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldReview } from '../../../../curation/record/fold.ts';
import { readAsStated } from '../../../../curation/suggest/case-reading.ts';
import type { Case } from '../../../../data/format/case.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ cases: 3 });
});
afterAll(() => bench.close());

type Fields = Record<string, string>;

/** A save as the page sends it. */
const post = (path: string, fields: Fields, headers: Fields = {}) =>
  fetch(`${bench.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'HX-Request': 'true', 'Sec-Fetch-Site': 'same-origin', ...headers },
    body: new URLSearchParams(fields),
  });
const sex = (value: string): Fields => ({ field: 'sex', patient: 'p1', image: '', value });
const based = (rev: number): Fields => ({ 'If-Match': `"${rev}"` });
const decisions = async (id: string) =>
  foldReview(await bench.workspace.reviews.get(id)).decisions.map(({ field, value }) => [field, value]);

describe('a source that says more than when it was answered', () => {
  const without = (text: string) => text.replace(' He recovered and left hospital.', '');
  /** Answered "not stated" and done while the page said less, by whoever works in this layer; then it says more. */
  async function grown(id: string, layer: string): Promise<void> {
    const record = (await bench.workspace.cases.get(id)) as Case;
    const { rev: _rev, format: _format, ...draft } = record;
    const less = draft.texts.map((text) => ({ ...text, text: without(text.text) }));
    await bench.workspace.cases.put({ ...draft, texts: less });
    const common = { at: '2026-03-02T00:00:00.000Z', by: 'ana', layer };
    await bench.workspace.reviews.append(id, [
      {
        ...common,
        id: 'n.0',
        kind: 'decide',
        target: { patient: 'p1', image: null },
        field: 'survival',
        value: 'not-stated',
        basis: { kind: 'person' },
      },
      { ...common, id: 'n.1', kind: 'status', status: 'done' },
    ]);
    await bench.workspace.cases.put(draft);
  }
  const key = 'p1||survival';

  it('is taken up with its words, confirmed, and asked again by undo', async () => {
    const id = 'eurorad-1';
    await grown(id, 'shared');
    const fresh = async () => (await bench.workspace.reviews.get(id)).rev;
    const page = await (await fetch(`${bench.url}/cases/${id}`)).text();
    expect(page).toContain('<ins>recovered and left hospital</ins>');
    expect((await post(`/cases/${id}/status`, { status: 'done' }, based(await fresh()))).status).toBe(422);
    expect((await post(`/cases/${id}/drift`, { key, keep: '1' }, based(await fresh()))).status).toBe(200);
    const kept = (await bench.workspace.reviews.get(id)).events.at(-1);
    expect(kept).toMatchObject({
      kind: 'decide',
      value: 'not-stated',
      reason: 'still right although the source changed: “recovered and left hospital”',
    });
    expect((await post(`/cases/${id}/drift`, { key, take: '1' }, based(await fresh()))).status).toBe(422);
    expect((await post(`/cases/${id}/undo`, {}, based(await fresh()))).status).toBe(200);
    expect((await post(`/cases/${id}/drift`, { key, take: '1' }, based(await fresh()))).status).toBe(200);
    expect(await decisions(id)).toEqual([
      ['survival', 'not-stated'],
      ['survival', 'yes'],
    ]);
  });

  it('does not take the answer of a page that showed the case as it was for one to the new words', async () => {
    const id = 'eurorad-2';
    await grown(id, 'shared');
    const { rev } = (await bench.workspace.cases.get(id)) as Case;
    const survival = { field: 'survival', patient: 'p1', image: '', value: 'unclear' };
    const old = { ...based((await bench.workspace.reviews.get(id)).rev), 'Caseline-Case': String(rev - 1) };
    const refused = await post(`/cases/${id}/decisions`, survival, old);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('load the case again to see before and now');
    const other = await post(`/cases/${id}/decisions`, sex('male'), old);
    expect(other.status, 'another field is saved, and the page brought up to date').toBe(200);
    expect(await other.text()).toContain('The source changed after this was decided');
    const now = { ...based((await bench.workspace.reviews.get(id)).rev), 'Caseline-Case': String(rev) };
    expect((await post(`/cases/${id}/decisions`, survival, now)).status).toBe(200);
  });

  it('goes back to the blind reader whose answer it speaks against', async () => {
    const id = 'eurorad-3';
    const { claims } = bench.workspace;
    await claims.requestDoubleReading([id]);
    for (const reader of ['ana', 'ben']) await claims.claim(id, reader);
    await grown(id, 'reader:ana');
    await claims.setReaderDone([id], 'ana', true);
    await claims.release(id, 'ana');
    await claims.release(id, 'ben');
    expect((await bench.workspace.index.list({ status: 'drifted' })).rows.map((row) => row.id)).toContain(id);
    const others = (await bench.workspace.index.list({})).rows.filter((row) => row.id !== id);
    for (const row of others) await claims.claim(row.id, 'cleo');
    const next = await fetch(`${bench.url}/next`, { redirect: 'manual' });
    for (const row of others) await claims.release(row.id, 'cleo');
    expect(next.headers.get('location')).toBe(`/cases/${id}`);
    const { rev } = await bench.workspace.reviews.get(id);
    expect((await post(`/cases/${id}/drift`, { key, take: '1' }, based(rev))).status).toBe(200);
    expect((await bench.workspace.reviews.get(id)).events.at(-1)).toMatchObject({ layer: 'reader:ana' });
    expect(await claims.heldByOthers('ana'), 'read to the end again').toContain(id);
  });
});

describe('an event whose day the source tells otherwise', () => {
  it('is moved to the new day, or confirmed as it is', async () => {
    const real = await startBench({ cases: 1, read: readAsStated });
    try {
      const id = 'eurorad-1';
      const record = (await real.workspace.cases.get(id)) as Case;
      const { rev: _rev, format: _format, ...draft } = record;
      const told = (day: number) => ({
        ...draft,
        texts: draft.texts.map((text) =>
          text.id === 't1'
            ? { ...text, text: `A 54-year-old man with fever. He was intubated on hospital day ${day}.` }
            : text,
        ),
      });
      await real.workspace.cases.put(told(5));
      const day = { from: 5, to: 5, anchor: 'admission', certainty: 'exact' } as const;
      const common = { at: '2026-03-02T00:00:00.000Z', by: 'ana' };
      await real.workspace.reviews.append(id, [
        {
          ...common,
          id: 'v.0',
          kind: 'event',
          event: { id: 'tube', patient: 'p1', type: 'intubation', day },
        },
        {
          ...common,
          id: 'v.1',
          kind: 'decide',
          target: { patient: 'p1', image: null },
          field: 'day_zero',
          value: 'admission',
          basis: { kind: 'person' },
        },
        { ...common, id: 'v.2', kind: 'status', status: 'done' },
      ]);
      await real.workspace.cases.put(told(8));
      const send = async (path: string, fields: Fields) =>
        fetch(`${real.url}/cases/${id}/${path}`, {
          method: 'POST',
          headers: {
            'HX-Request': 'true',
            'Sec-Fetch-Site': 'same-origin',
            ...based((await real.workspace.reviews.get(id)).rev),
          },
          body: new URLSearchParams(fields),
        });
      const held = async () => foldReview(await real.workspace.reviews.get(id)).events;
      const key = 'event:tube';
      const dialog = await (await fetch(`${real.url}/cases/${id}/drift?key=${key}`)).text();
      expect(dialog).toMatch(/hospital day <del>5<\/del>[\s\S]*hospital day <ins>8<\/ins>/);
      expect((await send('drift', { key, keep: '1' })).status).toBe(200);
      expect(await held()).toMatchObject([{ id: 'tube', day: { from: 5 } }]);
      expect((await send('drift', { key, take: '1' })).status, 'confirmed: asked no more').toBe(422);
      expect((await send('undo', {})).status).toBe(200);
      expect((await send('drift', { key, take: '1' })).status).toBe(200);
      expect(await held()).toMatchObject([{ id: 'tube', day: { from: 8 }, quote: { text: 't1' } }]);
      expect((await send('drift', { key, keep: '1' })).status, 'taken: asked no more').toBe(422);
    } finally {
      await real.close();
    }
  });
});
