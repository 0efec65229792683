import { describe, expect, test } from 'vitest';
import { documentNames, doiNamed } from '../../../curation/record/document-names.ts';

/** Whether two rows state a name in common. */
const share = (a: [doi: string, url: string], b: [doi: string, url: string]): boolean => {
  const names = new Set(documentNames({ doi: a[0], url: a[1] }));
  return documentNames({ doi: b[0], url: b[1] }).some((name) => names.has(name));
};

describe('one document', () => {
  test.each([
    '10.5555/AbC.1',
    'https://doi.org/10.5555/abc.1',
    'http://dx.doi.org/10.5555/ABC.1',
    'https://www.doi.org/10.5555/abc.1/',
    'doi:10.5555/abc.1',
    'DOI: 10.5555/abc.1.',
    'doi: https://doi.org/10.5555/abc.1',
    'info:doi/10.5555/abc.1',
    'https://doi.org/10.5555%2Fabc.1?from=mail',
    ' doi.org/10.5555/abc.1 ',
  ])('the DOI %s', (stated) => {
    expect(doiNamed(stated)).toBe('10.5555/abc.1');
    expect(share([stated, ''], ['10.5555/abc.1', ''])).toBe(true);
    expect(share(['', stated], ['10.5555/abc.1', 'https://other.example/7'])).toBe(true);
  });

  test.each([
    ['https://a.example/case/1', 'http://www.a.example/case/1/'],
    ['https://a.example/case/1', 'https://A.example/case/1#figure-2'],
    ['https://a.example/case/1?id=2', 'a.example/case/1?id=2&utm_source=mail'],
    ['https://a.example', 'http://www.a.example/index.html'],
    [
      'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7000001/',
      'https://pmc.ncbi.nlm.nih.gov/articles/PMC7000001/pdf/x.pdf',
    ],
  ])('the addresses %s and %s', (a, b) => {
    expect(share(['', a], ['', b])).toBe(true);
  });

  test.each([
    ['10.1056/NEJMc2001272', 'https://www.nejm.org/doi/full/10.1056/NEJMc2001272'],
    ['10.3389/fx.2020.1', 'https://www.frontiersin.org/articles/10.3389/fx.2020.1/full'],
    ['10.1101/2020.03.01.1', 'https://www.medrxiv.org/content/10.1101/2020.03.01.1v2.full.pdf'],
  ])('the DOI %s and the address %s', (doi, url) => {
    expect(share([doi, ''], ['', url])).toBe(true);
  });
});

describe('two documents', () => {
  test.each([
    [
      ['10.5555/a', ''],
      ['10.5555/a.1', ''],
    ],
    [
      ['', 'https://a.example/case?id=1'],
      ['', 'https://a.example/case?id=2'],
    ],
    [
      ['', 'https://a.example/#/case/1'],
      ['', 'https://a.example/#/case/2'],
    ],
    [
      ['', 'https://a.example:8080/1'],
      ['', 'https://a.example/1'],
    ],
    [
      ['n/a', ''],
      ['n/a', ''],
    ],
    [
      ['', ''],
      ['', ''],
    ],
  ] as [[string, string], [string, string]][])('%j and %j', (a, b) => {
    expect(share(a, b)).toBe(false);
  });
});
