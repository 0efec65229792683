import { describe, expect, it } from 'vitest';
import { headsOf, hostOf } from '../../../curation/suggest/days/clock/clause-heads.ts';
import { datesIn, orderOfNumbers } from '../../../curation/suggest/days/expressions/dates.ts';
import { daysOfMonth, noWeek, weekdaysOf } from '../../../curation/suggest/days/expressions/partial-dates.ts';

describe('the word that a day is said of', () => {
  it.each([
    [
      'He was extubated on hospital day 13 (Figure 3) and was sent home on hospital day 20.',
      'hospital day 13',
      'happens',
    ],
    ['Fever for four days led to admission on 8 June.', '8 June', 'admitted'],
    ['On 4 March, a man with diabetes, asthma and gout was admitted to our hospital.', '4 March', 'admitted'],
    ['She was admitted to the ICU on day 4.', 'day 4', 'notAdmitted'],
    ['A swab on day 2 was positive.', 'day 2', 'tests'],
    ['Chest radiograph on day 6 after intubation.', 'day 6', 'films'],
    ['Film 2 days before death on hospital day 12.', 'hospital day 12', 'happens'],
    ['Il paziente è stato intubato in quinta giornata.', 'quinta giornata', 'happens'],
  ] as const)('“%s”: %s', (words, day, kind) => {
    const start = words.indexOf(day);
    expect(headsOf(hostOf(words, start, start + day.length))[0]?.kind).toBe(kind);
  });
});

describe('dates that need those before them', () => {
  const iso = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);
  it('"on the 7th" is of the month named before, or the next', () => {
    const words =
      'Admitted on 28 May 2020; intubated on the 30th, extubated on the 7th and well on the 9th hospital day.';
    const stated = datesIn(words, 2020);
    expect(daysOfMonth(words, stated, null).map(({ days }) => iso(days))).toEqual([
      '2020-05-30',
      '2020-06-07',
    ]);
    expect(daysOfMonth('seen on the 7th', [], null)).toEqual([]);
  });
  it('weekdays follow one another', () => {
    const { dates, week } = weekdaysOf('Ill on Sunday, admitted on Tuesday. Open on Mondays.', noWeek, false);
    expect(dates.map(({ days }) => days - (dates[0]?.days ?? 0))).toEqual([0, 2]);
    const caption = weekdaysOf('Film of Friday.', week, true);
    expect((caption.dates[0]?.days ?? 0) - (dates[0]?.days ?? 0)).toBe(5);
  });
  it('numbers are in the order that one of them tells, or that makes one illness of them', () => {
    expect(orderOfNumbers(['on 3/20 and on 4/2'])).toBe('month-first');
    expect(orderOfNumbers(['12/02/2020', '18/02/2020'])).toBe('day-first');
    expect(orderOfNumbers(['2/4/2020', '9/4/2020', '12/4/2020'])).toBe('day-first');
    expect(orderOfNumbers(['01/02/2020', '01/07/2020'])).toBeNull();
  });
});
