import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertionOf } from '../../../curation/suggest/clauses/whether.ts';
import { datesIn, yearOf } from '../../../curation/suggest/days/expressions/dates.ts';
import {
  bracketedLabels,
  labelOfFile,
  labelOfImage,
  leadingLabel,
} from '../../../curation/suggest/texts/labels.ts';
import { readTexts } from '../../../curation/suggest/texts/read-texts.ts';
import { relationOf } from '../../../curation/suggest/texts/reading.ts';
import { splitSentences } from '../../../curation/suggest/texts/sentences.ts';
import { parseNumber, parseOrdinal } from '../../../curation/suggest/words/numbers.ts';
import { caseOf } from './helpers.ts';

const split = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it('end at stops, not at abbreviations, initials or decimals', () => {
    expect(split('Temp. was 38.6°C (Fig. 1a). Dr. R. Bonacini saw him. He left.')).toEqual([
      'Temp. was 38.6°C (Fig. 1a).',
      'Dr. R. Bonacini saw him.',
      'He left.',
    ]);
  });
  it('end where a blank was forgotten, at lines and at panel letters', () => {
    expect(
      split('No outbreaks in progress.Heart within limits\nNo effusion. (A) Day 1. b Haziness was seen'),
    ).toEqual([
      'No outbreaks in progress.',
      'Heart within limits',
      'No effusion.',
      '(A) Day 1.',
      'b Haziness was seen',
    ]);
  });
  it('go on behind a line that ends with a word no line ends with', () => {
    expect(split('The patient died on day\n20. A film on the\n7th day\nOn day 9 he left.')).toEqual([
      'The patient died on day\n20.',
      'A film on the\n7th day',
      'On day 9 he left.',
    ]);
  });
  it('end behind the quotation that they end in, not at a number that follows', () => {
    expect(
      split('It read “no anaplasia.” In April he left. Of district n. 1. G.F. (maschio) veniva.'),
    ).toEqual([
      'It read “no anaplasia.”',
      'In April he left.',
      'Of district n. 1.',
      'G.F. (maschio) veniva.',
    ]);
  });
  it('cover every letter of a text, in order and without overlap', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', 'B', '.', ' ', '\n', '(', ')', '1', '!', 'é', '😀'),
          maxLength: 200,
        }),
        (text) => {
          let at = 0;
          let kept = '';
          for (const { start, end } of splitSentences(text)) {
            expect(start).toBeGreaterThanOrEqual(at);
            kept += text.slice(start, end);
            at = end;
          }
          expect(kept.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });
});

describe('assertion', () => {
  const judge = (words: string, trigger: string) => {
    const start = words.indexOf(trigger);
    return assertionOf(words, start, start + trigger.length);
  };
  it.each([
    ['The patient did not require intubation.', 'intubation', 'negated'],
    ['Intubation was not needed.', 'Intubation', 'negated'],
    ['Intubation may be needed.', 'Intubation', 'hypothetical'],
    ['If he worsens, intubation is planned.', 'intubation', 'hypothetical'],
    ['Her husband was intubated.', 'intubated', 'other'],
    ['Patients were intubated late.', 'intubated', 'general'],
    ['She was intubated in 2012.', 'intubated', 'past'],
  ] as const)('“%s” is %s', (words, trigger, status) => {
    expect(judge(words, trigger)[status]).toBe(true);
  });
  it.each([
    ['No fever, and he was intubated.', 'intubated'],
    ['She lived with her daughter and was intubated.', 'intubated'],
    ['Without improvement he was intubated.', 'intubated'],
    ['The patient, who had contact with COVID-19 patients, was intubated.', 'intubated'],
    ['The patient decided not to be ventilated and died four days later.', 'died'],
  ] as const)('“%s” is plainly said', (words, trigger) => {
    expect(judge(words, trigger)).toEqual({
      negated: false,
      hypothetical: false,
      past: false,
      other: false,
      general: false,
    });
  });
});

describe('labels', () => {
  it.each([
    ['SARS-10.1148rg.242035193-g04mr34g0-Fig8a-day0.jpeg', 8, 'a'],
    ['1-s2.0-S0929664620300449-gr2_lrg-b.jpg', 2, 'b'],
    ['1-s2.0-S0889159120306851-gr2b_lrg.jpg', 2, 'b'],
    ['jkms-35-e79-g001-l-a.jpg', 1, 'a'],
    ['all14238-fig-0002-m-d.jpg', 2, 'd'],
    ['16660_3_1.jpg', 3, 'a'],
    ['lancet-case2a.jpg', 2, 'a'],
    ['296_2020_4584_Fig2_HTML-c.png', 2, 'c'],
    ['10.1016-slash-j.hrcr.2020.04.015-b.png', null, 'b'],
  ])('%s is figure %s%s', (file, figure, panel) => {
    expect(labelOfFile(file)).toEqual({ figure, panel });
  });
  it('of an image’s own record go before its file name', () => {
    expect(labelOfImage({ figure: 'Figure 2', panel: 'b', file: 'x_1_1.png' })).toEqual({
      figure: 2,
      panel: 'b',
    });
    expect(labelOfImage({ figure: 'Fig. 3a', panel: null, file: 'x.png' })).toEqual({
      figure: 3,
      panel: 'a',
    });
    expect(labelOfImage({ figure: null, panel: null, file: 'lung.png' })).toBeNull();
    // The numbers of a date and of a day count no figures.
    for (const figure of ['CXR 28/03/2020', 'Day 2', '12/04/2020', 'RX torace 24/04', 'Chest film 3'])
      expect(labelOfImage({ figure, panel: null, file: 'x.png' }), figure).toBeNull();
    expect(labelOfImage({ figure: 'Figure 2: CT of day 3', panel: null, file: 'x.png' })?.figure).toBe(2);
  });
  it('stand in brackets and at the beginning', () => {
    const panels = (words: string) =>
      bracketedLabels(words).flatMap(({ labels }) =>
        labels.map(({ figure, panel }) => `${figure ?? ''}${panel ?? ''}`),
      );
    expect(panels('in both zones (Figs. 1a and b).')).toEqual(['1a', '1b']);
    expect(panels('Axial (a,b) and coronal (d-f)')).toEqual(['a', 'b', 'd', 'e', 'f']);
    expect(panels('obtained on Jan 6 (2A)')).toEqual(['2a']);
    expect(panels('fever (38°C), (n = 3) and (a lot)')).toEqual([]);
    expect(leadingLabel('Figure 3 (Day 1). Consolidation')).toEqual({ figure: 3, panel: null });
    expect(leadingLabel('(B) Hospital day 14')).toEqual({ figure: null, panel: 'b' });
    expect(leadingLabel('a Baseline radiograph')).toEqual({ figure: null, panel: 'a' });
    expect(leadingLabel('A chest radiograph was taken')).toBeNull();
  });
});

describe('which image a sentence speaks of', () => {
  const record = caseOf({
    images: [{ file: 'x-a.png' }, { file: 'x-b.png' }],
    texts: [
      {
        text: 'A man had fever. (A) Hospital day 1. Infiltrates. (B) Hospital day 14. Cleared (see also the first film).',
      },
    ],
  });
  const reading = readTexts(record);
  it('follows the label of its part', () => {
    const relations = reading.sentences.map((sentence) =>
      reading.images.map((image) => relationOf(sentence, image)),
    );
    expect(relations).toEqual([
      ['shared', 'shared'],
      ['own', 'other'],
      ['own', 'other'],
      ['other', 'own'],
      ['other', 'own'],
    ]);
  });
  it('and which patient, by “Case 2:”', () => {
    const two = caseOf({
      patients: [
        { id: 'p1', label: 'Case 1' },
        { id: 'p2', label: 'Case 2' },
      ],
      texts: [{ text: 'Case 1: a man was intubated. He died. Case 2: a woman recovered.', images: [] }],
    });
    expect(readTexts(two).sentences.map(({ patient }) => patient)).toEqual(['p1', 'p1', 'p2']);
  });
});

describe('numbers and dates', () => {
  it('are read as words and digits, English and Italian', () => {
    expect(['7', 'seven', 'sixty-five', 'twenty', 'sette', 'dog', '12345'].map(parseNumber)).toEqual([
      7,
      7,
      65,
      20,
      7,
      null,
      null,
    ]);
    expect(['2nd', 'eighth', 'tenth', 'last'].map(parseOrdinal)).toEqual([2, 8, 10, null]);
  });
  it('in a sentence keep their place, and take the year from the case', () => {
    const words = 'fever since January 12, admitted on 14.01.2020 and seen il 3 marzo';
    const found = datesIn(words, 2020).map(({ start, end, days }) => [
      words.slice(start, end),
      new Date(days * 86_400_000).toISOString().slice(0, 10),
    ]);
    expect(found).toEqual([
      ['January 12', '2020-01-12'],
      ['14.01.2020', '2020-01-14'],
      ['3 marzo', '2020-03-03'],
    ]);
    expect(yearOf([null, 'born so', 'in 2003 and 2004'])).toBe(2003);
  });
});
