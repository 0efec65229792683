import { describe, expect, test } from 'vitest';

import { check } from './checked.ts';

describe('a patient in two documents on two continents', () => {
  const found = async (...documents: [doi: string, url: string][]): Promise<number> => {
    const places = ['Rome, Italy', 'Tokyo, Japan', 'Lima, Peru'];
    const rows = documents.map(([doi, url], at) => ({
      filename: `${at}.a.png`,
      location: places[at] ?? '',
      doi,
      url,
    }));
    return (await check(rows)).filter(({ rule }) => rule === 'patient-two-documents').length;
  };

  test.each<[string, number, [string, string][]]>([
    [
      'two DOIs',
      1,
      [
        ['10.5555/a', ''],
        ['10.5555/b', ''],
      ],
    ],
    [
      'two DOIs at one address',
      1,
      [
        ['10.5555/a', 'https://a.example/1'],
        ['10.5555/b', 'https://a.example/1'],
      ],
    ],
    [
      'two addresses',
      1,
      [
        ['', 'https://a.example/1'],
        ['', 'https://a.example/2'],
      ],
    ],
    [
      'one DOI in two spellings',
      0,
      [
        ['10.5555/A', ''],
        ['https://doi.org/10.5555/a', ''],
      ],
    ],
    [
      'one address in two forms',
      0,
      [
        ['', 'http://www.a.example/1/'],
        ['', 'https://a.example/1#top'],
      ],
    ],
    [
      'an address and the DOI that stands beside it',
      0,
      [
        ['10.5555/a', 'https://a.example/1'],
        ['', 'https://a.example/1'],
      ],
    ],
  ])('by %s: %i', async (_name, count, documents) => {
    expect(await found(...documents)).toBe(count);
  });
});
