import { describe, expect, it } from 'vitest';
import { findLicence } from '../../../../scrapers/papers/article/licence-statement.ts';
import { describesCase, patientNamed, sectionKind } from '../../../../scrapers/papers/article/sections.ts';
import { doiIn } from '../../../../scrapers/papers/doi.ts';
import { joinLines } from '../../../../scrapers/papers/pdf/page/paragraphs.ts';

describe('metadata', () => {
  it('takes a DOI without its address and the punctuation after it', () => {
    expect(doiIn('https://doi.org/10.1056/NEJMc2001272.')).toBe('10.1056/NEJMc2001272');
    expect(doiIn('(doi: 10.1016/S0140-6736(20)30183-5).')).toBe('10.1016/S0140-6736(20)30183-5');
    expect(doiIn('see 10.1/x')).toBeNull();
    expect(doiIn('version 10.12 of 2020/21')).toBeNull();
  });

  it('names the licence of the article, not the waiver for its data', () => {
    const stated =
      'Open Access This article is licensed under a Creative Commons Attribution 4.0 International License. The Creative Commons Public Domain Dedication waiver (http://creativecommons.org/publicdomain/zero/1.0/) applies to the data.';
    expect(findLicence([stated])).toMatchObject({ code: 'CC-BY-4.0' });
    expect(findLicence([stated], ['http://creativecommons.org/publicdomain/zero/1.0/']).code).toBe(
      'CC-BY-4.0',
    );
  });

  it('reads a licence whose address is broken over lines, and one that only a link tells', () => {
    expect(
      findLicence(['distributed under the terms of http://creativecommons.org/licenses/\nby-nc-nd/4.0/'])
        .code,
    ).toBe('CC-BY-NC-ND-4.0');
    expect(
      findLicence(
        ['under the Creative Commons Attribution License'],
        ['https://creativecommons.org/licenses/by/4.0/'],
      ).code,
    ).toBe('CC-BY-4.0');
    expect(findLicence(['under the Creative Commons Attribution License (CC BY).']).code).toBe('CC-BY');
  });

  it('claims no licence where none is stated', () => {
    expect(findLicence(['© 2020 The publisher. All rights reserved.'])).toEqual({ code: null, stated: null });
  });
});

describe('running text', () => {
  it('joins hyphens at line ends by the words of the document', () => {
    const words = new Set(['infection', 'follow-up', 'long-term']);
    expect(joinLines(['an infec-', 'tion was seen'], words)).toBe('an infection was seen');
    expect(joinLines(['on follow-', 'up'], words)).toBe('on follow-up');
    expect(joinLines(['a COVID-', '19 patient'], words)).toBe('a COVID-19 patient');
  });

  it('knows sections by their headings', () => {
    expect(sectionKind('2. Case 1')).toBe('case');
    expect(sectionKind('CASE REPORT')).toBe('case');
    expect(sectionKind('Materials and Methods')).toBe('methods');
    expect(sectionKind('Viral loads')).toBe('body');
  });

  it('names patients only where they are named', () => {
    expect(patientNamed('2. Case 1')).toBe('Case 1');
    expect(patientNamed('Patient B')).toBe('Patient B');
    expect(patientNamed('In this case I would agree')).toBeNull();
    expect(patientNamed('The patient was a man')).toBeNull();
    expect(describesCase('A 53-year-old man presented with fever.')).toBe(true);
    expect(describesCase('Patients were followed for 53 days.')).toBe(false);
  });
});
