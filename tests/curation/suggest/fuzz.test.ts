import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestionLine } from '../../../curation/suggest/line.ts';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { quoteStands } from '../../../data/format/quotable.ts';
import { guardPhrases } from './guard-phrases.ts';
import { caseOf } from './helpers.ts';

/** Pieces that rules look for, put together at random: what comes out must always be quotable. */
const pieces = [
  'A 65-year-old man',
  'her 59-year-old daughter',
  'was admitted on January 22, 2020',
  'with a 4-day history of fever (38.6°C)',
  'for a few days',
  '(a)',
  '(Fig. 1b)',
  'Figure 2.',
  'Hospital day 14:',
  'three days later',
  'on day 3-5',
  'was intubated',
  'did not require oxygen',
  'was discharged',
  'died',
  'RT-PCR was positive',
  'SpO2 91%',
  'WBC 11,360 cells/μl',
  'AP supine',
  'axial CT',
  'Chest X-ray',
  'on admission',
  '3/7',
  '29/2/2020',
  '.',
  ';',
  ',',
  '\n',
  'Case 2:',
  'ETT in situ',
  'No abnormality',
  'è stata intubata',
  '38·6',
  '😀',
];

const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join(' '));

describe('every suggestion', () => {
  it('quotes words that stand where it says, within its case', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 3 }), fc.boolean(), (prose, caption) => {
        const record = caseOf({
          images: [{ file: 'x-day3-a.png', date: 'January 25, 2020' }, { file: 'x-b.png' }],
          texts: prose.map((text) => ({
            text: text || 'x',
            kind: caption ? ('caption' as const) : ('clinical-notes' as const),
          })),
        });
        for (const one of suggest(record)) {
          expect(quoteStands(record, one.quote), JSON.stringify(one)).toBe(true);
          expect(one.confidence).toBeGreaterThan(0);
          expect(one.confidence).toBeLessThan(1);
          expect(one.rule).not.toBe('');
          expect(one.reason).not.toBe('');
          if (one.image !== null) expect(record.images.map(({ id }) => id)).toContain(one.image);
          if (one.field === 'offset') expect(one.day).not.toBeNull();
          expect(suggestionLine(one, record).quote).toBe(one.quote.words);
        }
      }),
      { numRuns: 300 },
    );
  });
  it('is the same every time, and leaves the case as it was', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const record = caseOf({ texts: [{ text: text || 'x' }] });
        const before = structuredClone(record);
        expect(suggest(record)).toEqual(suggest(record));
        expect(record).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });
});

describe('time grows with the length of a text, not faster', () => {
  /** Processor time of the best of some runs: what else the machine does counts for little then. */
  const seconds = (text: string, runs = 4): number => {
    const taken = Array.from({ length: runs }, () => {
      const record = caseOf({ texts: [{ text }] });
      const started = process.cpuUsage();
      suggest(record);
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1_000_000;
    });
    return Math.min(...taken);
  };
  /** Letters of the shorter text: more than any sentence, so that both are many of them. */
  const SHORT = 12_000;
  /** Five times the text may take at most twelve times as long: a square would take twenty-five. */
  const grows = (unit: string): void => {
    const text = (letters: number) => unit.repeat(Math.ceil(letters / unit.length));
    const [few, many] = [Math.max(0.002, seconds(text(SHORT))), seconds(text(5 * SHORT), 2)];
    expect(many / few, unit.slice(0, 60)).toBeLessThan(12);
  };
  it.each([
    ['prose', Object.values(guardPhrases).flat().slice(0, 8).join(' ')],
    ['one endless sentence', 'with fever and cough and '.repeat(10)],
    ['brackets', '(a, b, (c (Fig. 1 '],
    ['digits', '1 2 3 4 5 6 7 8 9 '],
    ['days', 'day 3 days 4 5 days after 6 days later '],
    ['negations', 'no not without never '],
    ['relatives', 'her mother his father '],
    ['blanks', '                    '],
    ['stops', '. . . . . . . . '],
    ['dots without blanks', 'a.b.c.d.e.f.'],
    ['temperatures', 'temperature temperature fever 3'],
    ['white cells', 'white blood cell white blood cell '],
    ['ages', '65 year old year old 65 '],
    ['months', 'January February March 2020 12 '],
    ['PCR', 'RT-PCR swab PCR test polymerase chain reaction '],
    ['positives', 'positive confirmed by with '],
    ['capital words', 'Saint Mary Of The Hill '],
  ])('%s', (_, unit) => {
    grows(unit);
  });
  it('of hostile noise too', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), (unit) => {
        const text = unit.repeat(Math.ceil(20_000 / unit.length));
        expect(seconds(text, 2)).toBeLessThan(2);
      }),
      { numRuns: 40 },
    );
  });
});
