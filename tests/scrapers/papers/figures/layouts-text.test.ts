import { describe, expect, test } from 'vitest';
import { onePage, write } from '../fixtures.ts';
import { body, front, read } from '../layout-pages.ts';

describe('a licence', () => {
  test.each([
    [
      'Elsevier',
      [
        'This is an open access article under the CC BY-NC-ND license',
        '(http://creativecommons.org/licenses/by-nc-nd/4.0/).',
      ],
      'CC-BY-NC-ND-4.0',
    ],
    [
      'Springer Nature',
      [
        'Open Access This article is licensed under a Creative Commons Attribution 4.0 Inter-',
        'national License, which permits use, sharing, adaptation, distribution and reproduction in any',
        'medium. To view a copy of this licence, visit http://creativecommons.org/licenses/by/4.0/.',
      ],
      'CC-BY-4.0',
    ],
    [
      'BMJ',
      [
        'This is an open access article distributed in accordance with the Creative Commons Attribution',
        'Non Commercial (CC BY-NC 4.0) license, which permits others to distribute, remix, adapt, build',
        'upon this work non-commercially. See: http://creativecommons.org/licenses/by-nc/4.0/.',
      ],
      'CC-BY-NC-4.0',
    ],
    [
      'a version beside the full name',
      ['It is distributed under the Creative Commons Attribution License (CC BY 4.0).'],
      'CC-BY-4.0',
    ],
    [
      'Frontiers',
      [
        'This is an open-access article distributed under the terms of the Creative Commons Attribution',
        'License (CC BY). The use, distribution or reproduction in other forums is permitted.',
      ],
      'CC-BY',
    ],
    [
      'MDPI',
      [
        'Licensee MDPI, Basel, Switzerland. This article is an open access article distributed under the',
        'terms and conditions of the Creative Commons Attribution (CC BY) license',
        '(https://creativecommons.org/licenses/by/4.0/).',
      ],
      'CC-BY-4.0',
    ],
    [
      'Wiley',
      [
        'This is an open access article under the terms of the Creative Commons Attribution-NonCommercial',
        'License, which permits use, distribution and reproduction in any medium, provided the original',
        'work is properly cited and is not used for commercial purposes.',
      ],
      'CC-BY-NC',
    ],
    [
      'Wiley ND',
      [
        'This is an open access article under the terms of the Creative Commons Attribution-',
        'NonCommercial-NoDerivs License, which permits use and distribution in any medium.',
      ],
      'CC-BY-NC-ND',
    ],
    [
      'Dove',
      [
        'The full terms of this license incorporate the Creative Commons Attribution - Non Commercial',
        '(unported, v3.0) License (http://creativecommons.org/licenses/by-nc/3.0/).',
      ],
      'CC-BY-NC-3.0',
    ],
    [
      'Wolters Kluwer',
      [
        'This is an open access journal, and articles are distributed under the terms of the Creative',
        'Commons Attribution-NonCommercial-ShareAlike 4.0 License, which allows others to remix.',
      ],
      'CC-BY-NC-SA-4.0',
    ],
    [
      'a waiver for data beside it',
      [
        'This article is licensed under a Creative Commons Attribution 4.0 International License. The',
        'Creative Commons Public Domain Dedication waiver (http://creativecommons.org/publicdomain/',
        'zero/1.0/) applies to the data made available in this article.',
      ],
      'CC-BY-4.0',
    ],
    ['none', ['Copyright 2020 by the invented society. All rights reserved.'], null],
  ])('of %s', async (_, statement, code) => {
    const paper = await read(
      onePage(front(undefined, '') + write(statement, 50, 150, 6) + body(50, 560, 20), []),
    );
    expect(paper.licence.code).toBe(code);
  });
});

test('the names end where the DOI and the licence begin in the same type', async () => {
  const head =
    write(['An invented patient with a rare course of pneumonia'], 50, 740, 17, 'F2') +
    write(
      [
        'Erika Muster, Max Mustermann and Ana Beispiel',
        'doi: 10.5555/inv.77. This is an open access article under the CC BY 4.0 license.',
      ],
      50,
      715,
      9,
    );
  const { authors } = await read(onePage(head + body(50, 640, 24), []));
  expect(authors).toEqual(['Erika Muster', 'Max Mustermann', 'Ana Beispiel']);
});

describe('title and DOI', () => {
  test.each([
    [
      'under a larger journal name',
      write(['Journal of Inventions'], 50, 760, 26, 'F2') +
        write(['An invented patient', 'with a rare course of pneumonia'], 50, 720, 16, 'F2') +
        write(['doi:10.5555/inv.77'], 50, 670, 7),
    ],
    [
      'with an article kind above it',
      write(['CASE REPORT'], 50, 760, 20, 'F2') +
        write(['An invented patient', 'with a rare course of pneumonia'], 50, 730, 17) +
        write(['DOI: 10.5555/inv.77'], 50, 680, 7),
    ],
    [
      'and the DOI broken at a line end',
      write(['An invented patient', 'with a rare course of pneumonia'], 50, 740, 17) +
        write(['Please cite as https://doi.org/10.5555/', 'inv.77'], 50, 690, 7),
    ],
    [
      'and another DOI among the references',
      write(['An invented patient', 'with a rare course of pneumonia'], 50, 740, 17) +
        write(['https://doi.org/10.5555/inv.77'], 50, 690, 7) +
        write(['1. Somebody. Elsewhere. https://doi.org/10.5555/other.1'], 50, 100, 6),
    ],
  ])('%s', async (_, head) => {
    const paper = await read(onePage(head + body(50, 640, 24), []));
    expect([paper.title, paper.doi]).toEqual([
      'An invented patient with a rare course of pneumonia',
      '10.5555/inv.77',
    ]);
  });
});
