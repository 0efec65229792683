import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { caseOf, values } from './helpers.ts';

describe('films of another time than the presentation', () => {
  const text = 'Four-day history of cough. SpO2 91% and temperature 38.6 C at presentation.';
  it.each(['case-9-prior.jpg', 'case-9-later.jpg', 'c-follow-up.png', 'c-2-control.png'])(
    '%s bears neither its day nor its measurements',
    (file) => {
      const record = caseOf({ images: [{ file }], texts: [{ text }] });
      for (const field of ['offset', 'pO2_saturation', 'temperature'])
        expect(suggest(record).filter((one) => one.field === field && one.confidence >= 0.8)).toEqual([]);
    },
  );
  it('days of two counts do not tell which film came first', () => {
    const record = caseOf({
      images: [{ file: 'a.png' }, { file: 'b.png', caption: 'c' }],
      texts: [
        { text: 'Fever for six days. SpO2 91% on arrival.', kind: 'presentation', images: [] },
        { id: 'c', text: 'Control film on hospital day 4.', kind: 'caption', images: ['i2'] },
      ],
    });
    expect(values(record, 'pO2_saturation')).toEqual({ i1: 91 });
  });
  it('the film of the presentation does', () => {
    const record = caseOf({ images: [{ file: 'case-9-1.jpg' }], texts: [{ text }] });
    expect(values(record, 'pO2_saturation')).toEqual({ i1: 91 });
    expect(values(record, 'offset')).toEqual({ i1: 4 });
  });
});

describe('days that no illness has', () => {
  const record = caseOf({
    images: [{ file: 'a.png', caption: 't2' }],
    texts: [
      { text: 'He was admitted on 4 March 2018.', images: [] },
      { text: 'Film of 6 March 2020.', kind: 'caption' },
    ],
  });
  it('are shown with the reason, and not counted on', () => {
    const [day] = suggest(record).filter(({ field }) => field === 'offset');
    expect(day).toMatchObject({ value: 733, quote: { words: '6 March 2020' } });
    expect(day?.confidence).toBeLessThan(0.8);
    expect(day?.reason).toContain('after day 120');
  });
  it('numeric dates are read as the one that can be read in one way only', () => {
    const american = caseOf({
      images: [{ file: 'a.png', caption: 't2' }],
      texts: [
        { text: 'He presented on 03/25/2020.', images: [] },
        { text: 'Film of 04/02/2020.', kind: 'caption' },
      ],
    });
    expect(values(american, 'offset')).toEqual({ i1: 8 });
  });
});

describe('counts of another fluid', () => {
  it('are not the blood’s, lines below their heading included', () => {
    const record = caseOf({
      images: [{ file: 'a.png' }],
      texts: [{ text: 'CSF analysis:\nWBC 120/mm3\nLymphocytes 90/mm3\nBlood count:\nWBC 8.4 G/L' }],
    });
    expect(values(record, 'leukocyte_count')).toEqual({ i1: 8.4 });
    expect(values(record, 'lymphocyte_count')).toEqual({});
  });
});
