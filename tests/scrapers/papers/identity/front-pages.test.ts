import { describe, expect, test } from 'vitest';
import { paperMetadata } from '../../../../scrapers/papers/identity/metadata.ts';
import type { TextLine } from '../../../../scrapers/papers/pdf/page/page-text.ts';
import { draw, pages, write } from '../fixtures.ts';
import { body, read, scan } from '../layout-pages.ts';

/** What archives, publishers and repositories put before papers and beside titles, imitated page by page. */

const title = 'Round shadows that wandered: a sailor with three invented relapses';
const names = 'Erika Muster, Max Mustermann, Ada B. Example';

/** First page of the paper itself. */
const opening = (more = ''): string =>
  write([title], 50, 730, 16, 'F2') +
  write([names], 50, 708, 10) +
  write(['Department of Inventions, Example Hospital, Exampletown'], 50, 692, 8) +
  more +
  write(['Abstract'], 50, 660, 10, 'F2') +
  body(50, 645, 16, 9);
const second = (): string =>
  write(['Case presentation'], 50, 740, 11, 'F2') +
  body(50, 720, 12, 9) +
  draw('Im0', 60, 330, 240, 200) +
  write(['Figure 1. Chest radiograph on day 3.'], 60, 318, 8) +
  body(50, 260, 14, 9);

const pdf = (...contents: string[]): Buffer =>
  pages(
    contents.map((content) => ({ content, images: content.includes('/Im0') ? [0] : [] })),
    [scan],
  );
const behind = (cover: string, ...before: string[]): Buffer => pdf(cover, ...before, opening(), second());

describe('a cover page gives no title, and the paper behind it does', () => {
  test.each([
    [
      'a resource centre of a publisher',
      write(
        [
          'Since January 2020 Example has created a COVID-19 resource centre with',
          'free information in English and Mandarin on the novel coronavirus COVID-',
          '19. The COVID-19 resource centre is hosted on Example Connect, the',
          "company's public news and information website.",
        ],
        80,
        560,
        16,
        'F2',
      ) +
        write(
          [
            'Example hereby grants permission to make all its research that is available on the',
            'resource centre - including this content - immediately available in repositories',
          ],
          80,
          440,
          13,
        ),
    ],
    [
      'words that no list knows, in large type',
      write(['This copy comes from the reading room of our house. Readers may keep it.'], 60, 560, 18, 'F2') +
        write(['Our thanks go to the house that printed the paper and to its readers.'], 60, 500, 14),
    ],
    [
      'an archive of researchers, with statistics',
      write(
        ['See discussions, stats, and author profiles for this publication at: https://www.example.net/1'],
        50,
        750,
        8,
      ) +
        write(['Round shadows'], 50, 700, 20, 'F2') +
        write(['Article in Journal of Inventions - June 2020', 'CITATIONS 12    READS 340'], 50, 660, 9) +
        write(['All content following this page was uploaded by Erika Muster on 3 June 2020.'], 50, 600, 9) +
        write(['The user has requested enhancement of the downloaded file.'], 50, 580, 8),
    ],
    [
      'a national archive',
      write(['Some other words of the archive'], 60, 740, 22, 'F2') +
        write(
          ['HAL Id: example-01234567', 'https://archive.example/example-01234567', 'Submitted on 3 Jun 2020'],
          60,
          700,
          11,
        ) +
        write(
          [
            'HAL is a multi-disciplinary open access archive for the deposit and dissemination',
            'of scientific research documents, whether they are published or not.',
          ],
          60,
          620,
          12,
        ),
    ],
    [
      'a portal of a university',
      write(['Example University Research Portal'], 60, 745, 24, 'F2') +
        write(
          [
            'Citation for published version (APA):',
            'Muster, E. (2020). Round shadows. Journal of Inventions, 3(2), 1-9.',
          ],
          60,
          690,
          11,
        ) +
        write(['Document version', "Publisher's PDF, also known as Version of record"], 60, 640, 11) +
        write(
          ['Take down policy', 'If you believe that this document breaches copyright, contact us.'],
          60,
          600,
          11,
        ),
    ],
    [
      'an agency of old journals',
      write(['EXAMPLESTOR'], 60, 745, 26, 'F2') +
        write(
          ['Your use of the JSTOR archive indicates your acceptance of the Terms & Conditions of Use'],
          60,
          660,
          11,
        ) +
        write(['JSTOR is a not-for-profit service that helps scholars.'], 60, 630, 11),
    ],
    [
      'a sheet of queries of the printer',
      write(['AUTHOR QUERY FORM'], 60, 745, 20, 'F2') +
        write(['Dear Author, please check the following queries and mark them in the proof.'], 60, 700, 14) +
        write(
          ['Q1 Please confirm that given names and surnames have been identified correctly.'],
          60,
          660,
          12,
        ),
    ],
    [
      'a manuscript that is not edited yet',
      write(['Journal Pre-proof'], 60, 745, 20, 'F2') +
        write(
          [
            'This is a PDF file of an unedited manuscript that has been accepted for publication.',
            'As a service to our customers we are providing this early version of the manuscript.',
          ],
          60,
          600,
          14,
        ),
    ],
    [
      'a corrigendum of another paper',
      write(['Corrigendum'], 60, 740, 16, 'F2') +
        write(['Corrigendum to "Quiet lungs" [J Inv 2 (2019) 7-9], doi: 10.5555/other.7'], 60, 715, 10) +
        write(['The authors regret that a name was left out.'], 60, 700, 10),
    ],
  ])('%s', async (_, cover) => {
    const paper = await read(behind(cover));
    expect(paper.title).toBe(title);
    expect(paper.doi).toBeNull();
    expect(paper.authors).toEqual(['Erika Muster', 'Max Mustermann', 'Ada B. Example']);
    expect(paper.warnings.join()).toContain('Page 1 is a cover or a notice and not the paper');
  });

  test('two of them, one behind the other', async () => {
    const portal = write(['Example University Repository'], 60, 745, 24, 'F2');
    const licence = write(
      ['Downloaded from an institutional repository. Terms apply to every reader.'],
      60,
      700,
      13,
    );
    expect(
      (await read(behind(portal + licence, write(['AUTHOR QUERY FORM'], 60, 745, 20, 'F2')))).title,
    ).toBe(title);
  });

  test('a cover that bears the title is believed where the manuscript behind it shows none', async () => {
    const cover =
      write(['Journal Pre-proofs'], 60, 760, 9) +
      write([title], 60, 700, 14, 'F2') +
      write([names], 60, 672, 11) +
      write(['To appear in: Journal of Inventions', 'Received Date: 3 May 2020'], 60, 600, 9);
    const manuscript = body(50, 740, 30, 12);
    expect((await read(pdf(cover, manuscript, second()))).title).toBe(title);
  });
});

describe('the first page is no cover', () => {
  test('though it says that it is a preprint and a later page has a larger heading', async () => {
    const notice = write(
      [
        'medRxiv preprint doi: https://doi.org/10.5555/2020.05.05.123; this version posted May 6, 2020.',
        'NOTE: This preprint reports new research that has not been certified by peer review.',
      ],
      50,
      30,
      6,
    );
    const next = write(['Patients and their course'], 50, 740, 22, 'F2') + body(50, 700, 20, 9);
    const paper = await read(pdf(opening(notice), next, second()));
    expect([paper.title, paper.doi]).toEqual([title, '10.5555/2020.05.05.123']);
  });

  test('though the paper itself is a corrigendum', async () => {
    const own = 'Corrigendum to: Quiet lungs in a loud house';
    const paper = await read(
      pdf(write([own], 50, 730, 16, 'F2') + write([names], 50, 708, 10) + body(50, 680, 20, 9), second()),
    );
    expect(paper.title).toBe(own);
  });

  test('though it is a title page without any text, and the next one begins with a heading', async () => {
    const page = write([title], 50, 600, 16, 'F2') + write([names], 50, 560, 12);
    const next = write(['Introductory remarks on the invention'], 50, 740, 16, 'F2') + body(50, 700, 20, 12);
    expect((await read(pdf(page, next, second()))).title).toBe(title);
  });
});

describe('no title is', () => {
  test.each([
    [
      'a copyright line',
      'Copyright 2020 Example Press, Inc. Unauthorized reproduction of this article is prohibited',
      40,
    ],
    ['an address', 'Department of Inventions, Example University Hospital, Exampletown, Exampleland', 690],
    ['a stage of printing', 'Publish Ahead of Print: Accepted Manuscript of the Authors', 770],
    ['a date', 'Received 3 May 2020; accepted 4 June 2020; available online 5 July 2020', 670],
    ['a line of the journal', 'Muster et al. Journal of Inventions (2020) 12:345 Page 1 of 9', 770],
    ['a heading of a part', 'Acknowledgements', 400],
    ['a place to download', 'Downloaded from https://journal.example by guest on 5 July 2020', 30],
    ['an offer of the archive', 'View metadata, citation and similar papers at core.example', 770],
    ['an identifier', 'Journal of Inventions, ISSN 1234-5678, doi 10.5555/inv.90 (2020)', 770],
    ['a sentence', 'The authors are grateful to all patients who were seen in the clinic.', 400],
  ])('%s, though it is set larger', async (_, words, height) => {
    const loud = write([words], 50, height, 18, 'F2');
    const page =
      write([title], 50, 730, 13, 'F2') +
      write([names], 50, 708, 10) +
      loud +
      body(50, 640, 12, 9) +
      body(50, 360, 20, 9);
    expect((await read(pdf(page, second()))).title).toBe(title);
  });

  test('the head of every page', async () => {
    const head = write(['Invented Findings of the Lung and the Heart'], 50, 770, 18, 'F2');
    const paper = await read(
      pdf(
        head + write([title], 50, 730, 14, 'F2') + body(50, 690, 20, 9),
        head + second(),
        head + body(50, 700, 20, 9),
      ),
    );
    expect(paper.title).toBe(title);
  });

  test('anything of a page that holds notices and running text alone; it is said', async () => {
    const notice = write(['Accepted Manuscript'], 50, 740, 20, 'F2');
    const paper = await read(
      pdf(notice + body(50, 700, 30, 9), body(50, 740, 20, 9) + draw('Im0', 60, 330, 240, 200)),
    );
    expect(paper.title).toBeNull();
    expect(paper.warnings.join()).toContain('No title could be told with confidence');
  });
});

test('a title in the type of the text is told by the names below it', async () => {
  const page =
    write(['Title page', `Title: ${title}`], 72, 740, 11, 'F1', 26) +
    write([names], 72, 680, 11, 'F1', 26) +
    body(72, 600, 20, 11);
  const paper = await read(pdf(page, body(72, 740, 30, 11), second()));
  expect(paper.title).toBe(title);
});

/** Lines of a page as the reader of PDFs gives them: text, size, font and distance from the top. */
const layout = (
  rows: readonly [text: string, size: number, font: string, top: number][],
  page = 1,
): TextLine[] =>
  rows.map(([text, size, font, top]) => {
    const box: TextLine['box'] = [60, top, 60 + text.length * size, top + size];
    return { page, text, size, font, box, runs: [{ text, font, size, box }] };
  });

describe('a title without blanks between its words', () => {
  const text = '患者因发热和咳嗽入院，入院后行胸部检查，随访两周，未见复发。';
  const rows = (from: number): [string, number, string, number][] =>
    Array.from({ length: 12 }, (_, at) => [text, 9, 'body', from + at * 12]);

  test.each<[string, [string, number, string, number][], string]>([
    [
      'Chinese, under the journal and the kind of article',
      [
        ['中华虚构放射学杂志 2020年第3期', 22, 'head', 30],
        ['·病例报告·', 20, 'head', 70],
        ['一例反复游走性肺部圆形', 16, 'title', 110],
        ['阴影的影像学表现', 16, 'title', 130],
        ['张三 李四 王五', 11, 'names', 160],
        ['虚构大学附属医院放射科，虚构市 100000', 18, 'head', 180],
        ['【摘要】', 10, 'head', 205],
        ...rows(220),
      ],
      '一例反复游走性肺部圆形阴影的影像学表现',
    ],
    [
      'Japanese, under the journal and the kind of article',
      [
        ['架空放射線学会雑誌', 22, 'head', 30],
        ['症例報告', 20, 'head', 70],
        ['移動する肺の円形陰影を呈した一例', 16, 'title', 110],
        ['山田太郎，鈴木花子', 11, 'names', 140],
        ['受付：2020年5月3日　受理：2020年6月4日', 18, 'head', 170],
        ['要旨', 10, 'head', 195],
        ...rows(210),
      ],
      '移動する肺の円形陰影を呈した一例',
    ],
    [
      'Chinese and short, above nothing but text',
      [['肺部阴影病例报告', 18, 'title', 60], ...rows(120)],
      '肺部阴影病例报告',
    ],
  ])('%s', (_, page, expected) => {
    expect(paperMetadata([layout(page)], new Map(), new Set()).title).toBe(expected);
  });
});
