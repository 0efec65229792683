import { load } from 'cheerio';
import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../helpers/drafts.ts';
import { type Bench, startMembersOnly } from '../../../helpers/serving.ts';

/** A workspace with a child's two films, and everyone who may have to do with it. */
async function benchWithChild(): Promise<Bench> {
  const bench = await startMembersOnly();
  const child = draftOf('eurorad-1');
  await bench.workspace.cases.put({
    ...child,
    patients: [{ id: 'p1', sex: null, age: { value: 8, unit: 'years', stated: '8 years' }, location: null }],
  });
  await bench.workspace.cases.put(draftOf('eurorad-2'));
  for (const role of ['reader', 'annotator', 'adjudicator'] as const) await bench.member(`the-${role}`, role);
  return bench;
}

/** The list as one of them sees it, once it has been looked for. */
async function listOf(bench: Bench, as: string, query = ''): Promise<ReturnType<typeof load>> {
  let html = '';
  await expect
    .poll(
      async () => {
        html = await (await bench.ask(`/checks/list${query}`, { as })).text();
        return html;
      },
      { timeout: 20_000, interval: 50 },
    )
    .toContain('Looked for');
  return load(html);
}

const minors = (page: ReturnType<typeof load>) =>
  page('.check-rule')
    .filter((_, section) => page(section).find('h2').text().includes('minor'))
    .find('.finding');

/** What a person sees of one finding. */
async function detailOf(
  bench: Bench,
  as: string,
  name: string | undefined,
): Promise<ReturnType<typeof load>> {
  return load(await (await bench.ask(`/checks/finding?${name}`, { as })).text());
}

const firstMinor = { rule: 'minor', case: 'eurorad-1', patient: 'p1', image: 'i1', field: 'age' };

describe('the worklist of checks', () => {
  test('is made when somebody comes, says how far it is, and leads to the fields', async () => {
    const bench = await benchWithChild();
    const first = await (await bench.ask('/checks', { as: 'the-reader' })).text();
    expect(load(first)('#checks-list [role=status]').text()).toMatch(/Reading cases: \d/);
    const page = await listOf(bench, 'the-reader');
    expect(minors(page)).toHaveLength(2);
    expect(page('h2').first().text()).toMatch(/error/);
    const inHand = await detailOf(bench, 'the-reader', minors(page).first().attr('data-finding'));
    expect(inHand('[data-mend]').attr('href')).toBe('/cases/eurorad-1#field=age&patient=p1&image=i1');
    expect(inHand('.check-facts').text()).toContain('Age');
    // Who may not accept is not offered to.
    expect(inHand('form')).toHaveLength(0);
    // The page holds the list at once from now on.
    expect(await (await bench.ask('/checks', { as: 'the-reader' })).text()).toContain('Looked for');
  });

  test('a finding is accepted by name and with a reason, and the acceptance can be taken back', async () => {
    const bench = await benchWithChild();
    const before = await listOf(bench, 'the-adjudicator');
    expect(before('.checks-sum').text()).toMatch(/^(\d+) errors?, \d+ warnings?, 0 accepted/);
    const answer = await bench.ask('/checks/accept', {
      as: 'the-adjudicator',
      form: { ...firstMinor, reason: 'The ethics board <agreed>.' },
    });
    expect(answer.status).toBe(200);
    const after = load(await answer.text());
    expect(after('.checks-sum').text()).toContain('1 accepted');
    const accepted = minors(after).filter('.is-accepted');
    expect(accepted.text()).toContain('accepted by the-adjudicator');
    const inHand = await detailOf(bench, 'the-adjudicator', accepted.attr('data-finding'));
    expect(inHand.text()).toMatch(/Accepted by the-adjudicator, .*The ethics board <agreed>\./s);
    expect(minors(after)).toHaveLength(2);
    const { events } = await bench.workspace.reviews.get('eurorad-1');
    expect(events).toMatchObject([
      {
        kind: 'waiver',
        rule: 'minor',
        by: 'the-adjudicator',
        target: { patient: 'p1', image: 'i1' },
        field: 'age',
      },
    ]);

    const back = await bench.ask('/checks/withdraw', { as: 'the-adjudicator', form: firstMinor });
    expect(load(await back.text())('.checks-sum').text()).toContain('0 accepted');
    expect((await bench.workspace.reviews.get('eurorad-1')).events.at(-1)).toMatchObject({ kind: 'undo' });
  });

  test('no reason, no such finding and no such right are refused, and nothing is written', async () => {
    const bench = await benchWithChild();
    await listOf(bench, 'the-reader');
    const attempt = async (as: string, form: Record<string, string>) =>
      (await bench.ask('/checks/accept', { as, form })).status;
    expect(await attempt('the-adjudicator', { ...firstMinor, reason: '  ' })).toBe(422);
    expect(await attempt('the-adjudicator', { ...firstMinor, image: 'i9', reason: 'fine' })).toBe(404);
    expect(await attempt('the-annotator', { ...firstMinor, reason: 'fine' })).toBe(403);
    expect((await bench.workspace.reviews.get('eurorad-1')).events).toEqual([]);
  });

  test('is filtered and put together by patient, in an address that every form carries along', async () => {
    const bench = await benchWithChild();
    const page = await listOf(bench, 'the-adjudicator', '?by=patient&words=eurorad-1&rule=minor');
    expect(
      page('.check-rule h2')
        .toArray()
        .map((one) => page(one).text().trim()),
    ).toEqual(['2 errors patient eurorad-1-p1']);
    expect(page('.finding')).toHaveLength(2);
    const none = await listOf(bench, 'the-adjudicator', '?state=accepted&rule=minor');
    expect(none('.finding')).toHaveLength(0);
    const inHand = await detailOf(
      bench,
      'the-adjudicator',
      `${page('.finding').first().attr('data-finding')}&list=${encodeURIComponent(page('#checks-list').attr('data-list') ?? '')}`,
    );
    const form = Object.fromEntries(
      inHand('.check-accept input[type=hidden]')
        .toArray()
        .map((one) => [inHand(one).attr('name') ?? '', inHand(one).attr('value') ?? '']),
    );
    const answer = await bench.ask('/checks/accept', {
      as: 'the-adjudicator',
      form: { ...form, reason: 'fine' },
    });
    const again = load(await answer.text());
    expect(again('.check-rule')).toHaveLength(1);
    expect(again('.finding')).toHaveLength(2);
    expect((await bench.ask('/checks?by=colour', { as: 'the-reader' })).status).toBe(422);
  });

  test('a cell that a finding names is taken, as a decision of whoever took it', async () => {
    const bench = await benchWithChild();
    await bench.workspace.cases.put(draftOf('eurorad-1'));
    const { reviews } = bench.workspace;
    await reviews.append('eurorad-1', [
      {
        id: 'ben-1.0',
        at: '2026-03-02T09:00:00.000Z',
        by: 'ben',
        kind: 'decide',
        target: { patient: 'p1', image: null },
        field: 'location',
        value: 'Porto',
        stated: ' Porto ',
        basis: { kind: 'import', table: 'metadata.csv', row: 2 },
      },
    ]);
    const page = await listOf(bench, 'the-adjudicator', '?rule=stray-whitespace');
    const name = page('.finding').first().attr('data-finding') ?? '';
    const inHand = await detailOf(bench, 'the-adjudicator', name);
    expect(inHand('[data-take]').text()).toContain('Take “Porto”');
    const form = Object.fromEntries(new URLSearchParams(name));
    const left = load(await (await bench.ask('/checks/take', { as: 'the-adjudicator', form })).text());
    expect(left('.check-rule h2').text()).toContain('stray whitespace');
    expect(page('.finding').length).toBeGreaterThan(0);
    expect((await reviews.get('eurorad-1')).events.at(-1)).toMatchObject({
      kind: 'decide',
      field: 'location',
      value: 'Porto',
      by: 'the-adjudicator',
    });
    expect((await bench.ask('/checks/take', { as: 'the-adjudicator', form: firstMinor })).status).toBe(404);
  });

  test('what was mended is gone when somebody looks anew; one check can be asked for alone', async () => {
    const bench = await benchWithChild();
    expect(minors(await listOf(bench, 'the-reader', '?rule=minor'))).toHaveLength(2);
    await bench.workspace.cases.put(draftOf('eurorad-1'));
    await bench.ask('/checks/list?anew=1', { as: 'the-reader' });
    const page = await listOf(bench, 'the-reader', '?rule=minor');
    expect(page('.check-rule')).toHaveLength(0);
    expect(page('.empty').text()).toContain('This check finds nothing');
  });
});
