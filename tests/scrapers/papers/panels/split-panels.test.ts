import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitPanels } from '../../../../scrapers/papers/panels/split-panels.ts';

const split = (caption: string) => splitPanels(caption).map(({ label, caption: part }) => [label, part]);

describe('panels of a caption', () => {
  it('reads letters in brackets before their part', () => {
    expect(split('Chest CT. (a) At admission, patchy opacities; (b) 8 days later, resolution.')).toEqual([
      ['a', 'At admission, patchy opacities'],
      ['b', '8 days later, resolution.'],
    ]);
  });

  it('reads letters in brackets after their part', () => {
    expect(split('Radiograph with opacities (a). CT of the same day (b).')).toEqual([
      ['a', 'Radiograph with opacities'],
      ['b', 'CT of the same day'],
    ]);
  });

  it('reads capital letters with a stop, ranges and pairs', () => {
    expect(split('Progress of the disease. A–B. First scan. C. Three days later. D and E. Day 10.')).toEqual([
      ['a', 'First scan.'],
      ['b', 'First scan.'],
      ['c', 'Three days later.'],
      ['d', 'Day 10.'],
      ['e', 'Day 10.'],
    ]);
  });

  it('reads bare letters as set by some journals', () => {
    expect(
      split('Appearance on CT. a, b A man of 35 years. c A woman of 60 years. d The same woman later'),
    ).toEqual([
      ['a', 'A man of 35 years.'],
      ['b', 'A man of 35 years.'],
      ['c', 'A woman of 60 years.'],
      ['d', 'The same woman later'],
    ]);
  });

  it('reads places where letters are missing', () => {
    expect(split('Two studies. (left) Day 1. (right) Day 9.').map(([label]) => label)).toEqual([
      'left',
      'right',
    ]);
  });

  it('reads places with a colon', () => {
    expect(split('Left: supine film on day 4. Right: upright film on day 9.')).toEqual([
      ['left', 'supine film on day 4.'],
      ['right', 'upright film on day 9.'],
    ]);
  });

  it('gives each letter of a pair its own words where these follow', () => {
    expect(split('A and B, Film and CT on day 6. A, Faint opacity. B, Ring of consolidation.')).toEqual([
      ['a', 'Faint opacity.'],
      ['b', 'Ring of consolidation.'],
    ]);
    expect(split('(a and b) Two films, (c) CT, enlarged in (a) and (b).').map(([label]) => label)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it.each([
    ['(A y B) Dos placas del día 1. (C) TC.', ['a', 'b', 'c']],
    ['(A e B) Due radiogrammi. (C) TC.', ['a', 'b', 'c']],
    ['(A et B) Deux clichés. (C) Scanner.', ['a', 'b', 'c']],
    ['(A und B) Zwei Aufnahmen. (C) CT.', ['a', 'b', 'c']],
    ['(d, e) is no start. (a) One. (b) Two.', ['a', 'b']],
    ['Film on day 1 (panel A) and on day 5 (panel B).', ['a', 'b']],
    ['(Fig. 1a) Film on day 1. (Fig. 1b) Film on day 3.', ['a', 'b']],
    ['a) Film on day 1 b) Film on day 5 c) CT', ['a', 'b', 'c']],
    ['Two groups (see group a) were compared (see group b).', []],
  ])('reads the letters of %j', (caption, letters) => {
    expect(split(caption).map(([label]) => label)).toEqual(letters);
  });

  it('does not take later mentions for panels', () => {
    expect(split('(a) Scan. (b) Magnified from (a). (c) Biopsy.').map(([label]) => label)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('finds none in a caption without letters', () => {
    for (const caption of [
      'Chest radiograph at admission.',
      'Vitamin A and vitamin B levels over time.',
      'Values are given as mean (SD). P values (t-test) in bold.',
      'A 35-year-old man with fever.',
    ]) {
      expect(splitPanels(caption)).toEqual([]);
    }
  });

  it('points into the caption and ends on any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('(a)', '(b)', 'A.', ' ', 'CT.', 'a, b', 'lung', ';', 'B–C.', '(c) ')),
        (parts) => {
          const caption = parts.join('');
          for (const panel of splitPanels(caption))
            expect(caption.slice(panel.start, panel.end)).toBe(panel.caption);
        },
      ),
    );
  });
});
