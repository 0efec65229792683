import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { plainCase } from '../../../curation/suggest/texts/plain-text.ts';
import { caseOf } from './helpers.ts';

const plain = (text: string): string => plainCase(caseOf({ texts: [{ text }] })).record.texts[0]?.text ?? '';
const said = (text: string): string[] =>
  suggest(caseOf({ texts: [{ text }] })).map(({ field, value }) => `${field}=${value}`);

describe('blanks of every kind are one space', () => {
  it.each([
    ['65\u00a0anni,  ricoverato', '65 anni, ricoverato'],
    ['moved to the\nICU on day 2', 'moved to the ICU on day 2'],
    ['in intensive\n   care for a week', 'in intensive care for a week'],
    ['She was\tintubated', 'She was intubated'],
    ['Film of day 4.\nNo effusion.', 'Film of day 4.\nNo effusion.'],
    ['Intubation: no\noxygen: yes', 'Intubation: no\noxygen: yes'],
    ['ICU | no\nIntubated | yes', 'ICU | no\nIntubated | yes'],
    ['Intubated\tno', 'Intubated\tno'],
    ['WBC\t3.2', 'WBC\t3.2'],
    ['fever\n\ncough', 'fever\ncough'],
    ['- fever\n- cough', '- fever\n- cough'],
  ])('%j is read as %j', (text, read) => {
    expect(plain(text)).toBe(read);
  });

  it('a sentence says the same however it is set', () => {
    const words = 'A 54-year-old woman was moved to the intensive care unit and intubated on day 3'.split(
      ' ',
    );
    const same = said(words.join(' '));
    expect(same).toContain('went_icu=yes');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(' ', '  ', '\u00a0', '\n', ' \n ', '\u2009 '), {
          minLength: words.length - 1,
          maxLength: words.length - 1,
        }),
        (set) => {
          expect(said(words.map((word, at) => `${word}${set[at] ?? ''}`).join(''))).toEqual(same);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('quotes stand where the text has them', () => {
    fc.assert(
      fc.property(fc.constantFrom('\n', '  ', ' \u00a0\n'), (set) => {
        const text = `A man${set}of 54 years${set}died on${set}day 20.`;
        const record = caseOf({ texts: [{ text }] });
        for (const { quote } of suggest(record)) {
          if (quote.text !== 't1') continue;
          expect(quote.words).toBe(text.slice(quote.start, quote.end));
          expect(quote.words.trim()).toBe(quote.words);
        }
      }),
    );
  });
});

describe('a text with double blanks', () => {
  const spent = (kilobytes: number): number => {
    const text = 'Film of day  4.  No effusion,  moved to the\n ICU. '.repeat(kilobytes * 20);
    const record = caseOf({ texts: [{ text }] });
    const from = process.cpuUsage();
    plainCase(record);
    const { user, system } = process.cpuUsage(from);
    return user + system;
  };
  it('is set plain in time that grows with its length', () => {
    spent(50);
    const [short, long] = [100, 800].map((size) => Math.min(spent(size), spent(size), spent(size))) as [
      number,
      number,
    ];
    // Eight times the length; what grew with its square would take sixty-four times.
    expect(long).toBeLessThan(Math.max(short, 2_000) * 24);
  });
});
