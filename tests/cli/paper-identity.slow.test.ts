import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseline } from '../helpers/command.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { draw, type FixtureStream, pages, samplesImage, write } from '../scrapers/papers/fixtures.ts';
import { body } from '../scrapers/papers/layout-pages.ts';

const shade = (seed: number): FixtureStream =>
  samplesImage(120, 100, 'DeviceGray', (x, y) => [(x * seed + y * (seed + 4)) % 256]);

interface Invented {
  title: string;
  names?: string;
  doi?: string;
  year?: number;
  /** Pictures of one number are byte for byte the same. */
  picture: number;
  cover?: string;
}

const paperOf = ({
  title,
  names = 'Erika Muster, Max Mustermann',
  doi,
  year = 2020,
  picture,
  cover,
}: Invented): Buffer => {
  const line = `Journal of Inventions ${year}; 12: 1-4${doi === undefined ? '' : `; https://doi.org/${doi}`}`;
  const first =
    write([title], 50, 740, 14, 'F2') +
    write([names], 50, 718, 10) +
    write([line, `(c) ${year} The authors. CC BY 4.0`], 50, 700, 7) +
    body(50, 660, 12, 9) +
    draw('Im0', 60, 300, 240, 200) +
    write(['Figure 1. Chest radiograph on day 3.'], 60, 285, 7) +
    body(50, 250, 12, 9);
  const front = cover === undefined ? [] : [{ content: write([cover], 60, 560, 16, 'F2'), images: [] }];
  return pages([...front, { content: first, images: [0] }], [shade(picture)]);
};

/** What `paper --json` prints of one paper. */
interface Told {
  case: string | null;
  status: string;
  title: string | null;
  warnings: string[];
}

/** A workspace and a way to run `paper` on invented papers in it. */
function bench() {
  const folder = temporaryFolder();
  const workspace = join(folder, 'workspace');
  let number = 0;
  const put = (paper: Invented | Buffer): string => {
    number += 1;
    const file = join(folder, `paper-${number}.pdf`);
    writeFileSync(file, Buffer.isBuffer(paper) ? paper : paperOf(paper));
    return file;
  };
  const cases = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(join(workspace, 'cases'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.name.endsWith('.json'))
        .map((entry) => [entry.name.slice(0, -5), readFileSync(join(entry.parentPath, entry.name), 'utf8')])
        .sort(([one = ''], [other = '']) => one.localeCompare(other)),
    );
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await caseline(['-w', workspace, 'paper', '--json', ...args]);
    const told = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Told);
    return { code, told, stderr };
  };
  return { folder, put, cases, run };
}

const alikeTitle = 'An invented case of pneumonia with round shadows';

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

describe('paper --images-only', () => {
  test('keeps the pictures of several files apart, also of files with the same name', async () => {
    const folder = temporaryFolder();
    const files = ['a', 'b', 'A'].map((name, at) => {
      mkdirSync(join(folder, `in-${at}`));
      const file = join(folder, `in-${at}`, `${name === 'b' ? 'other' : name}.pdf`);
      writeFileSync(file, paperOf({ title: alikeTitle, picture: 3 + 2 * at }));
      return file;
    });
    const out = join(folder, 'out');
    const { code, stdout } = await caseline(['paper', ...files, '--images-only', out, '--json']);
    expect(code).toBe(0);
    const written = stdout
      .split('\n')
      .filter(Boolean)
      .flatMap((line) => (JSON.parse(line) as { images: { file: string }[] }).images.map(({ file }) => file));
    expect(written.map((file) => file.slice(out.length + 1))).toEqual([
      'a/001-000.png',
      'other/001-000.png',
      'A-2/001-000.png',
    ]);
    expect(new Set(written.map((file) => readFileSync(file).toString('base64'))).size).toBe(3);
  });

  test('of one file is PPP-NNN.ext in the folder itself; what is there is not written over unasked', async () => {
    const folder = temporaryFolder();
    const [one, other] = [3, 5].map((picture) => {
      const file = join(folder, `${picture}.pdf`);
      writeFileSync(file, paperOf({ title: alikeTitle, picture }));
      return file;
    }) as [string, string];
    const out = join(folder, 'out');
    const args = ['--images-only', out];
    expect((await caseline(['paper', one, ...args])).code).toBe(0);
    const first = readFileSync(join(out, '001-000.png'));
    // The same bytes again cost nothing.
    expect((await caseline(['paper', one, ...args])).code).toBe(0);
    const refused = await caseline(['paper', other, ...args]);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(
      /out holds 001-000\.png already; nothing was written\. Name another folder, or say --replace/,
    );
    expect(readdirSync(out)).toEqual(['001-000.png']);
    expect(readFileSync(join(out, '001-000.png'))).toEqual(first);
    expect((await caseline(['paper', other, ...args, '--replace'])).code).toBe(0);
    expect(readFileSync(join(out, '001-000.png'))).not.toEqual(first);
  });
  test('says what stands in the way of a folder or of a picture, and writes nothing', async () => {
    const folder = temporaryFolder();
    const files = ['a', 'b'].map((name, at) => {
      writeFileSync(join(folder, `${name}.pdf`), paperOf({ title: alikeTitle, picture: 3 + 2 * at }));
      return join(folder, `${name}.pdf`);
    });
    const out = join(folder, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'a'), 'mine');
    const both = await caseline(['paper', ...files, '--images-only', out]);
    expect(both.code).toBe(1);
    expect(both.stderr).toMatch(
      /out\/a is a file, .+nothing was written; move it away or name another folder/,
    );
    expect(both.stderr).not.toContain('fault of Caseline');
    expect(readFileSync(join(out, 'a'), 'utf8')).toBe('mine');
    // The other paper is no worse for it.
    expect(readdirSync(join(out, 'b'))).toEqual(['001-000.png']);
    mkdirSync(join(out, '001-000.png'));
    const one = await caseline(['paper', files[0] ?? '', '--images-only', out, '--replace']);
    expect(one.code).toBe(1);
    expect(one.stderr).toMatch(/holds 001-000\.png already, as folders; nothing was written/);
    expect(readdirSync(out).sort()).toEqual(['001-000.png', 'a', 'b']);
  });
});
