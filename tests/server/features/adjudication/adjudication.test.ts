import { load } from 'cheerio';
import { afterEach, describe, expect, test } from 'vitest';
import { stageDoubleReading } from '../../../e2e/helpers/staged.ts';
import { suggestForTests } from '../../helpers/synthetic-case.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

const ID = 'eurorad-1';
let bench: Bench;
afterEach(() => bench.close());

/** Ben and Cleo have read the case and differ on two fields; `name` sits at the workbench. */
async function readTwice(name: string): Promise<void> {
  bench = await startBench({ cases: 2, films: 1, user: { name, role: 'adjudicator' } });
  await stageDoubleReading(bench.workspace, ID, suggestForTests, { sex: 'female', offset: 9 });
}

const begin = (headers: Record<string, string> = {}) =>
  fetch(`${bench.url}/adjudication/${ID}`, { redirect: 'manual', headers });
const reviewed = () => bench.workspace.reviews.get(ID);
const shared = async () => (await reviewed()).events.filter(({ layer }) => layer === 'shared');
const page = async () => load(await (await fetch(`${bench.url}/cases/${ID}`)).text());

async function send(path: string, values: Record<string, string>): Promise<Response> {
  const { rev } = await reviewed();
  return fetch(`${bench.url}/cases/${ID}/${path}`, {
    method: 'POST',
    headers: { 'If-Match': `"${rev}"` },
    body: new URLSearchParams(values),
  });
}
const sex = { field: 'sex', patient: 'p1', image: '' };
const offset = { field: 'offset', patient: 'p1', image: 'i1' };

describe('settling two blind readings', () => {
  test('begins by taking over what both say, once, and goes on on the page of the case', async () => {
    await readTwice('ana');
    const answer = await begin();
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/cases/${ID}`]);
    const taken = await shared();
    expect(taken.length).toBeGreaterThan(10);
    expect(taken.every((event) => 'reason' in event && event.reason === 'agreed by ben and cleo')).toBe(true);
    await begin();
    expect(await shared()).toHaveLength(taken.length);
    expect((await begin({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  });

  test('proposes nothing where they differ, and tells whose answer is whose only when one was taken', async () => {
    await readTwice('ana');
    await begin();
    const open = await page();
    const cell = open('[data-cell][data-field=sex]');
    expect(cell.find('.tick, [aria-pressed=true], option[selected]')).toHaveLength(0);
    expect(cell.find('.reading')).toHaveLength(2);
    expect(open('#case').text()).not.toMatch(/\bben\b|\bcleo\b/);
    expect(open('.mark.image')).toHaveLength(2);
    const female = cell.find('.reading').filter((_, one) => /Female/.test(open(one).text()));
    expect((await send('decisions', { ...sex, accept: female.attr('value') ?? '' })).status).toBe(200);
    expect((await shared()).at(-1)).toMatchObject({
      value: 'female',
      reason: 'adjudicated for cleo',
      by: 'ana',
    });
    const settled = await page();
    expect(settled('[data-cell][data-field=sex] .readings').text()).toMatch(/ben|cleo/);
    expect(settled('#settling').text()).toBe('adjudication: 1 difference left');
  });

  test('takes a reader’s answer also in words of one’s own, and any other as neither’s', async () => {
    await readTwice('ana');
    await begin();
    expect((await send('decisions', { ...offset, value: '9' })).status).toBe(200);
    const taken = (await shared()).at(-1);
    expect(taken).toMatchObject({ value: 9, reason: 'adjudicated for cleo', day: { anchor: 'onset' } });
    expect((await send('decisions', { ...sex, value: 'other' })).status).toBe(200);
    expect((await shared()).at(-1)).toMatchObject({ value: 'other', reason: 'adjudicated otherwise' });
  });

  test('is done when nothing is left, and takes nothing that a reader no longer says', async () => {
    await readTwice('ana');
    await begin();
    const refused = await send('status', { status: 'done' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('differ on 2 fields');
    expect((await send('decisions', { ...sex, accept: 'reading:long-gone' })).status).toBe(422);
    for (const one of [
      { ...sex, value: 'male' },
      { ...offset, value: '4' },
    ])
      await send('decisions', one);
    expect((await send('status', { status: 'done' })).status).toBe(200);
    expect((await page())('.readings')).toHaveLength(0);
  });

  test('is for a third person, and for readings that are finished', async () => {
    await readTwice('ben');
    expect(await (await begin()).text()).toContain('you have read this case yourself');
    expect((await page())('#case').attr('data-layer')).toBe('reader:ben');
    expect((await page())('.readings')).toHaveLength(0);
    const unread = await fetch(`${bench.url}/adjudication/eurorad-2`);
    expect([unread.status, await unread.text()]).toEqual([
      422,
      expect.stringContaining('both readers must be done'),
    ]);
    expect(await shared()).toEqual([]);
  });
});
