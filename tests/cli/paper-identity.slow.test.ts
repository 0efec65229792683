import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseline } from '../helpers/command.ts';
import { alikeTitle, paperBench as bench } from '../helpers/invented-papers.ts';

describe('papers that have something in common stay two', () => {
  test('a cover page; a title, with two DOIs; a short title, with none', async () => {
    const { put, cases, run } = bench();
    const cover = 'Our reading room lets everybody keep this copy. It thanks the house that printed it.';
    const { code, told } = await run(
      put({ title: 'Lung sounds after a long winter: a case report', picture: 3, cover }),
      put({
        title: 'Bone density in four sailors: a short series',
        names: 'Cy Third, Dee Fourth',
        picture: 5,
        cover,
      }),
      put({ title: alikeTitle, doi: '10.5555/inv.1', picture: 7 }),
      put({ title: alikeTitle, doi: '10.5555/inv.2', picture: 9 }),
      put({ title: 'Editorial', picture: 11 }),
      put({ title: 'Editorial', picture: 13 }),
    );
    expect([code, told.map(({ status }) => status)]).toEqual([0, Array(6).fill('new')]);
    expect(told.slice(0, 2).map(({ title }) => title)).toEqual([
      'Lung sounds after a long winter: a case report',
      'Bone density in four sailors: a short series',
    ]);
    expect(Object.keys(cases())).toHaveLength(6);
  });

  test('DOIs that make the same id', async () => {
    const { put, cases, run } = bench();
    const { told } = await run(
      put({ title: 'Quiet lungs in a loud house: one invented case', doi: '10.5555/inv-1', picture: 3 }),
      put({ title: 'Loud lungs in a quiet house: one more invented case', doi: '10.5555/inv(1', picture: 5 }),
    );
    expect(told.map(({ status }) => status)).toEqual(['new', 'new']);
    expect(Object.keys(cases())).toHaveLength(2);
  });
});

describe('a title alone', () => {
  test('asks a person, showing both, also with --refresh; the answer is kept to', async () => {
    const { put, cases, run } = bench();
    const held = (await run(put({ title: alikeTitle, doi: '10.5555/inv.1', picture: 3 }))).told[0]?.case;
    const before = cases();
    const other = put({ title: alikeTitle, names: 'Cy Third, Dee Fourth', picture: 5 });
    for (const more of [[], ['--refresh']]) {
      const { code, told } = await run(other, ...more);
      expect(code).toBe(1);
      expect(told).toMatchObject([
        {
          case: null,
          status: 'asks',
          title: alikeTitle,
          alike: { case: held, title: alikeTitle, doi: '10.5555/inv.1' },
        },
      ]);
      expect(told[0]?.warnings.at(-1)).toMatch(
        /has the same title: it holds “An invented.*10\.5555\/inv\.1; this paper is “An invented.*no DOI\. Nothing was changed\..*--same-as paper-10\.5555-inv\.1.*--another/,
      );
      expect(cases()).toEqual(before);
    }
    const said = await caseline(['-w', join(other, '../workspace'), 'paper', other]);
    expect([said.code, said.stdout]).toEqual([1, '']);
    expect(said.stderr).toContain('has the same title');

    expect(await run(other, '--same-as', String(held))).toMatchObject({
      code: 0,
      told: [{ case: held, status: 'held' }],
    });
    expect(cases()).toEqual(before);
    const kept = await run(other, '--another');
    expect(kept).toMatchObject({
      code: 0,
      told: [{ status: 'new', case: expect.stringMatching(/^paper-sha256-/) }],
    });
    expect(cases()).toMatchObject(before);
    // Once kept it is known by its file.
    expect((await run(other)).told[0]).toMatchObject({ status: 'unchanged' });

    const third = put({ title: alikeTitle, picture: 7 });
    const taken = await run(third, '--refresh', '--same-as', String(held));
    expect(taken).toMatchObject({ code: 0, told: [{ case: held, status: 'updated' }] });
    // The reading names no DOI: the case keeps the one it is known by.
    expect(JSON.parse(cases()[String(held)] ?? '')).toMatchObject({ document: { doi: '10.5555/inv.1' } });
  });

  test('--same-as names a case of a paper, of one paper at a time', async () => {
    const { put, run } = bench();
    const file = put({ title: alikeTitle, picture: 3 });
    expect(await run(file, '--same-as', 'paper-nowhere')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("no case 'paper-nowhere'"),
    });
    expect((await run(file, file, '--same-as', 'paper-nowhere')).code).toBe(2);
  });

  test('--same-as puts no paper into the case of another DOI, not even with --refresh', async () => {
    const { put, cases, run } = bench();
    await run(put({ title: alikeTitle, doi: '10.5555/inv.1', picture: 3 }));
    const before = cases();
    const other = put({ title: alikeTitle, doi: '10.5555/inv.2', picture: 3 });
    for (const refresh of [[], ['--refresh']])
      expect(await run(other, '--same-as', 'paper-10.5555-inv.1', ...refresh)).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /holds 10\.5555\/inv\.1, and this paper is 10\.5555\/inv\.2.+Leave out --same-as/,
        ),
      });
    expect(cases()).toEqual(before);
  });
});

describe('the same paper', () => {
  test('is known by its DOI in another spelling, and by its pictures with first author and year', async () => {
    const { put, cases, run } = bench();
    await run(put({ title: alikeTitle, doi: '10.5555/Inv.1', picture: 3 }));
    const before = cases();
    const spelled = put({ title: `${alikeTitle}.`, doi: '10.5555/INV.1', picture: 5 });
    expect(await run(spelled)).toMatchObject({
      code: 0,
      told: [{ status: 'held', case: 'paper-10.5555-inv.1' }],
    });
    const pictured = put({ title: 'Round shadows, printed under another name', picture: 3 });
    expect(await run(pictured)).toMatchObject({
      code: 0,
      told: [{ status: 'held', case: 'paper-10.5555-inv.1' }],
    });
    const later = put({ title: 'Round shadows, printed under another name', picture: 3, year: 2019 });
    expect(await run(later)).toMatchObject({ code: 1, told: [{ status: 'asks', case: null }] });
    expect(cases()).toEqual(before);
  });
});

test('--refresh puts no paper into the case of one whose DOI it only names', async () => {
  const { put, cases, run } = bench();
  await run(put({ title: alikeTitle, doi: '10.5555/inv.1', picture: 3 }));
  const before = cases();
  const foreign = put({
    title: 'Bone density in four sailors: a short series',
    names: 'Cy Third, Dee Fourth',
    doi: '10.5555/inv.1',
    picture: 5,
  });
  for (const more of [[], ['--refresh']]) {
    const { code, told } = await run(foreign, ...more);
    expect([code, told[0]?.status]).toEqual([1, 'asks']);
    expect(told[0]?.warnings.at(-1)).toMatch(
      /the same DOI, but another title and other authors.*“An invented.*“Bone density/,
    );
    expect(cases()).toEqual(before);
  }
  expect((await run(foreign, '--another')).told[0]).toMatchObject({ status: 'new' });
  expect(Object.keys(cases())).toHaveLength(2);
  expect(cases()).toMatchObject(before);
});
