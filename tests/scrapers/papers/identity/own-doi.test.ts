import { describe, expect, test } from 'vitest';
import { doiIn } from '../../../../scrapers/papers/doi.ts';
import { doiKey, sameDoi } from '../../../../scrapers/papers/identifiers.ts';
import { pages, write } from '../fixtures.ts';
import { body, front, read } from '../layout-pages.ts';

const opening = (lines: string[], top = 700): string =>
  write(['A rounded opacity that came and went: one invented case'], 50, 740, 18, 'F2') +
  write(['Erika Muster, Max Mustermann'], 50, 718, 10) +
  write(lines, 50, top, 7) +
  body(50, 660, 20, 9);

const doiOf = async (...contents: string[]) => {
  const paper = await read(
    pages(
      contents.map((content) => ({ content, images: [] })),
      [],
    ),
  );
  return { doi: paper.doi, said: paper.warnings.filter((warning) => warning.includes('DOI')) };
};

describe('the DOI of a paper', () => {
  test.each([
    [
      'ends before the next line',
      ['DOI: http://dx.doi.org/10.5555/inv.3614.3365.', 'The authors declare nothing.'],
      '10.5555/inv.3614.3365',
    ],
    [
      'ends before a year on the next line',
      ['https://doi.org/10.5555/inv.3614.', '2020 Example Press'],
      '10.5555/inv.3614',
    ],
    [
      'ends before a number with an address',
      ['https://doi.org/10.5555/inv.3614.', '1 Department of Inventions'],
      '10.5555/inv.3614',
    ],
    [
      'goes on on the next line behind a stop',
      ['https://doi.org/10.5555/inv.', '2020.08.133'],
      '10.5555/inv.2020.08.133',
    ],
    [
      'goes on behind a hyphen',
      ['https://doi.org/10.5555/s00330-020-', '07347-x Received: 3 May 2020'],
      '10.5555/s00330-020-07347-x',
    ],
    [
      'goes on behind its stroke',
      ['Citation: Muster E. 2020. J Inv 9:e4. https://doi.org/10.5555/', 'MUR.00438-20.'],
      '10.5555/MUR.00438-20',
    ],
    [
      'is not the address of a view',
      ['https://journal.example/articles/10.5555/inv.2020.92/full'],
      '10.5555/inv.2020.92',
    ],
    [
      'is not that of its supplement',
      ['Supplement at www.journal.example/lookup/doi:10.5555/inv.8/-/DCSupplemental. doi: 10.5555/inv.8'],
      '10.5555/inv.8',
    ],
    [
      'is not that of a data set',
      ['https://doi.org/10.5555/inv.8', 'Data are deposited at https://doi.org/10.5281/zenodo.1111'],
      '10.5555/inv.8',
    ],
    [
      'is not that of a companion',
      ['See also the companion paper, doi: 10.5555/inv.7', '', 'https://doi.org/10.5555/inv.8'],
      '10.5555/inv.8',
    ],
  ])('%s', async (_, lines, expected) => {
    expect((await doiOf(opening(lines), body(50, 740, 30, 9))).doi).toBe(expected);
  });

  test('is none where only others are cited, and that is said', async () => {
    const cited = write(['This editorial comments on the article doi: 10.5555/other.1'], 50, 500, 9);
    const found = await doiOf(opening([]) + cited, body(50, 740, 30, 9));
    expect(found.doi).toBeNull();
  });

  test('is none where only the references name some', async () => {
    const list = [
      'References',
      '1. Muster E. Quiet lungs. J Inv 2019. https://doi.org/10.5555/cited.1',
      '2. Example A. Loud lungs. J Inv 2018.',
      'https://doi.org/10.5555/cited.2',
    ];
    expect((await doiOf(opening([]), body(50, 740, 30, 9) + write(list, 50, 300, 8))).doi).toBeNull();
  });

  test('is found at the foot of a later page', async () => {
    const foot = write(['https://doi.org/10.5555/inv.8'], 50, 20, 7);
    const list = write(
      ['References', '1. Muster E. Quiet lungs. https://doi.org/10.5555/cited.1'],
      50,
      300,
      8,
    );
    expect((await doiOf(opening([]), body(50, 740, 20, 9) + foot, list + foot)).doi).toBe('10.5555/inv.8');
  });

  test('is left open between two that stand equally well, naming both', async () => {
    const found = await doiOf(
      opening(['https://doi.org/10.5555/inv.8', '', 'https://doi.org/10.5555/inv.9']),
    );
    expect(found.doi).toBeNull();
    expect(found.said.join()).toMatch(/No DOI is certain.*10\.5555\/inv\.8, 10\.5555\/inv\.9/);
  });

  test('is that of an ordinary front page', async () => {
    expect(await doiOf(front())).toEqual({ doi: '10.5555/inv.77', said: [] });
  });
});

test.each([
  ['10.5555/inv.3614.3365.The', '10.5555/inv.3614.3365'],
  ['10.5281/zenodo.111111).Citation', '10.5281/zenodo.111111'],
  ['https://doi.org/10.1371/journal.pone.0230000.s001', '10.1371/journal.pone.0230000'],
  ['https://www.medrxiv.org/content/10.1101/2020.05.20.20107854v1.full.pdf', '10.1101/2020.05.20.20107854'],
  ['https://journal.example/doi/pdf/10.5555/inv.8?download=true', '10.5555/inv.8'],
  [
    '10.5555/(SICI)1098-1136(199809)24:1<39::AID-EX5>3.0.CO;2-W',
    '10.5555/(SICI)1098-1136(199809)24:1<39::AID-EX5>3.0.CO;2-W',
  ],
  ['10.5555/inv.77(20)1234-5', '10.5555/inv.77(20)1234-5'],
])('%s is read as %s', (text, expected) => {
  expect(doiIn(text)).toBe(expected);
});

test('one DOI in several spellings is one', () => {
  for (const other of [
    'doi:10.5555/INV.8',
    'https://doi.org/10.5555/inv.8',
    'http://dx.doi.org/10.5555%2Finv.8',
    ' doi.org/10.5555/Inv.8 ',
  ])
    expect(sameDoi('10.5555/inv.8', other), other).toBe(true);
  expect(doiKey('DOI: https://doi.org/10.5555/A(1)')).toBe('10.5555/a(1)');
  expect(sameDoi('10.5555/inv.8', '10.5555/inv.88')).toBe(false);
});

describe('a file that says a DOI of itself', () => {
  const title = 'A rounded opacity that came and went: one invented case';
  const own = write([title], 50, 740, 18, 'F2') + write(['Erika Muster, Max Mustermann'], 50, 718, 10);
  const file = (info: string, printed: string): Buffer =>
    pages(
      [{ content: own + write([printed], 50, 700, 7) + body(50, 660, 20, 9), images: [] }],
      [],
      { 900: `<< /Subject (${info}) >>` },
      '',
      '/Info 900 0 R',
    );

  test('is believed where its pages name it, or no other so surely', async () => {
    const named = await read(file('doi:10.5555/own.1', 'https://doi.org/10.5555/own.1'));
    expect(named.doi).toBe('10.5555/own.1');
    const silent = await read(file('doi:10.5555/own.1', 'No number of its own.'));
    expect(silent.doi).toBe('10.5555/own.1');
  });

  test('is not where it was made from the file of another paper, and both are named', async () => {
    const paper = await read(file('doi:10.5555/template.7', 'https://doi.org/10.5555/own.1'));
    expect(paper.doi).toBe('10.5555/own.1');
    expect(paper.warnings.join(' ')).toMatch(
      /taken to be 10\.5555\/own\.1, by its place.*10\.5555\/template\.7/,
    );
  });
});
